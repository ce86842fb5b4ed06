"""Causes and fixes of unmet requests in the reader's words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from luzhi.matchmaking.models import Party, Request, Unmet

CHANGES = {
    "added": lambda: _("new"),
    "removed": lambda: _("gone"),
    "moved": lambda: _("other time"),
    "reseated": lambda: _("other table"),
}


def say_deed(deed: Mapping[str, Any], parties: Mapping[int, Party], requests: Mapping[int, Request]) -> str:
    """One part of a fix."""
    party, request = parties.get(deed.get("party") or 0), requests.get(deed.get("meeting") or 0)
    words = {
        "move": lambda: _("the meeting %(meeting)s moves to another slot") % {"meeting": request},
        "wish": lambda: _("the wish for a time of day is given up"),
        "more": lambda: _("%(party)s takes one meeting more than it wanted") % {"party": party},
        "table": lambda: _("one more table"),
        "interpreter": lambda: _("one more interpreter"),
        "come": lambda: _("%(party)s comes although it is elsewhere then") % {"party": party},
        "give_up": lambda: _("the meeting %(meeting)s is given up") % {"meeting": request},
    }
    return words[deed["act"]]()


def say_fixes(rows: Iterable[Unmet]) -> list[dict[str, Any]]:
    """Unmet requests with their fix in words; two queries for any number of them."""
    unmet = list(rows)
    party_ids = {deed["party"] for row in unmet for deed in row.fix if deed.get("party")}
    request_ids = {deed["meeting"] for row in unmet for deed in row.fix if deed.get("meeting")}
    parties = Party.objects.select_related("organisation").in_bulk(party_ids)
    requests = Request.objects.select_related("asker__organisation", "asked__organisation").in_bulk(request_ids)
    return [{"row": row, "fix": "；".join(say_deed(deed, parties, requests) for deed in row.fix)} for row in unmet]
