"""The pages for what went wrong before a view was reached, or inside one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luzhi.access.actors import find_actor


def show_failure(request: HttpRequest, status: int, title: Any, sentence: Any) -> HttpResponse:
    """A failure in the frame of the product, with the way back."""
    if getattr(request, "actor", None) is None and getattr(request, "user", None) is not None:
        # No view was reached, so nobody has looked yet who is asking.
        request.actor = find_actor(request.user, request.session.get("body")) if request.user.is_authenticated else None  # type: ignore[attr-defined]
    return render(request, "web/failure.html", {"title": title, "sentence": sentence}, status=status)


def show_missing(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404. A record of another body and one that never was look the same."""
    return show_failure(
        request, 404, _("Nothing is here"), _("The address is wrong, or what was here is not yours to see.")
    )


def show_refused(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403."""
    return show_failure(request, 403, _("This is not yours to do"), _("Your role does not include this page."))


def show_unreadable(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400."""
    return show_failure(request, 400, _("This did not work"), _("The request could not be read; nothing was changed."))


def show_stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token: left open too long, or sent from elsewhere."""
    return show_failure(
        request, 403, _("This form is too old"),
        _("Nothing was saved. Go back, reload the page and send the form again."),
    )  # fmt: skip


def show_broken(request: HttpRequest) -> HttpResponse:
    """500. Asks no database and draws no frame, since either may be what is broken."""
    lang = "en" if (get_language() or "").startswith("en") else "zh-CN"
    return HttpResponse(render_to_string("web/broken.html", {"lang": lang}), status=500)
