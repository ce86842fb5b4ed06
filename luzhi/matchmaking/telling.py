"""What each firm is told of its meetings: drafted when a timetable is frozen, against what it was told last."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.models import Notice
from luzhi.common.models import NoticeState as Posted
from luzhi.common.outbox import draft_notice
from luzhi.matchmaking.models import Meeting, Party, PartyNotice, Timetable
from luzhi.matchmaking.services import list_meetings
from luzhi.matchmaking.vocabulary import NoticeState
from luzhi.people.models import Contact
from luzhi.records.services import create_record
from luzhi.workflow.engine import Taken, perform

TOPIC = "matchmaking.day"
Line = dict[str, str]


def line_of(meeting: Meeting, party_id: int) -> Line:
    """A meeting as one side reads it."""
    request = meeting.request
    other = request.asked if request.asker_id == party_id else request.asker
    return {"at": str(meeting.slot), "with": str(other), "where": meeting.where}


def days_of(timetable: Timetable) -> dict[int, list[Line]]:
    """The day of each firm that meets somebody, in order of time."""
    found: dict[int, list[Line]] = {}
    for meeting in list_meetings(timetable):
        for party in (meeting.request.asker_id, meeting.request.asked_id):
            found.setdefault(party, []).append(line_of(meeting, party))
    return found


def find_untold(timetable: Timetable) -> dict[int, tuple[list[Line], list[Line]]]:
    """The firms whose day is not what they were last told: what they were told, and what is true now."""
    now = days_of(timetable)
    told_rows = PartyNotice.objects.filter(party__session=timetable.session_id, state=NoticeState.TOLD)
    told = dict(told_rows.order_by("told_at", "pk").values_list("party_id", "lines"))
    everybody = now.keys() | {pk for pk, lines in told.items() if lines}
    return {pk: (told.get(pk, []), now.get(pk, [])) for pk in sorted(everybody) if now.get(pk, []) != told.get(pk, [])}


def draft_notices(timetable: Timetable, *, by: Actor | None) -> int:
    """One draft for each firm whose day changed since it was last told; drafts that no longer hold are withdrawn."""
    untold = find_untold(timetable)
    waiting = PartyNotice.objects.filter(party__session=timetable.session_id, state=NoticeState.DRAFT)
    for old in waiting.select_related("party"):
        if old.party_id in untold and untold[old.party_id][1] == old.lines:
            untold.pop(old.party_id)  # what waits to be told is still true
        else:
            perform(old, "outdate", by=by)
    parties = Party.objects.select_related("organisation", "session").in_bulk(untold)
    for pk, (before, after) in untold.items():
        write_notice(timetable, parties[pk], before, after, by=by)
    return len(untold)


def write_notice(
    timetable: Timetable, party: Party, before: list[Line], after: list[Line], *, by: Actor | None
) -> PartyNotice:
    text = say_day(before, after)
    notice: PartyNotice = create_record(
        PartyNotice(body=timetable.body, party=party, timetable=timetable, lines=after, text=text), by=by
    )
    accounts = Contact.objects.filter(organisation=party.organisation_id).values_list("account_id", flat=True)
    notice.notices.set(
        [
            draft_notice(
                recipient_id=account, body_id=timetable.body_id, topic=TOPIC, text=text, about=notice,
                subject=_("Your meetings at %(session)s") % {"session": timetable.session},
            )
            for account in accounts
        ]
    )  # fmt: skip
    return notice


def say_day(before: list[Line], after: list[Line]) -> str:
    """The whole day when it is told for the first time; afterwards what is new and what is gone comes first."""
    lines = []
    if before:
        lines += [_("New: %(line)s") % {"line": say_line(line)} for line in after if line not in before]
        lines += [_("Gone: %(line)s") % {"line": say_line(line)} for line in before if line not in after]
        lines.append(_("Your whole day now:"))
    lines += [say_line(line) for line in after] or [_("no meetings")]
    return "\n".join(lines)


def say_line(line: Line) -> str:
    return " · ".join(part for part in (line["at"], line["with"], line["where"]) if part)


def tell(taken: Taken) -> None:
    PartyNotice.objects.filter(pk=taken.obj.pk).update(told_at=timezone.now())


def withdraw_notices(taken: Taken) -> None:
    """What has not gone out about an outdated day does not go out any more."""
    waiting = taken.obj.notices.filter(state__in=[Posted.DRAFT, Posted.REVIEWED])
    waiting.update(state=Posted.WITHDRAWN)


def mark_told(notice: Notice) -> None:
    """A notice about a firm's day has gone out: the firm has been told."""
    if notice.object_id is None or notice.kind != PartyNotice._meta.label_lower:
        return
    found: Any = PartyNotice.objects.filter(pk=notice.object_id, state=NoticeState.DRAFT).first()
    if found is not None:
        perform(found, "tell", by=None)
