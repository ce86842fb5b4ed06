"""Parts of the pages of badges, desks and incidents."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from luzhi.onsite.models import Badge, Desk, Incident
from luzhi.onsite.queries import last_seen
from luzhi.onsite.vocabulary import IncidentKind


def draw_code(code: str, scale: int = 4) -> str:
    """The QR picture of a code, as SVG without any text of others in it."""
    import segno  # noqa: PLC0415 -- heavy, and few pages need it

    return str(segno.make_qr(code, error="m").svg_inline(scale=scale, border=2, omitsize=False, svgclass="qr"))


def draw_badge(_request: Any, badge: Badge) -> str:
    picture: SafeString = mark_safe(draw_code(badge.code))
    return render_to_string("onsite/_badge.html", {"badge": badge, "picture": picture})


def draw_desk(request: Any, desk: Desk) -> str:
    return render_to_string("onsite/_desk.html", {"desk": desk}) if request.actor.may("onsite.desk") else ""


def draw_last_seen(_request: Any, incident: Incident) -> str:
    """Where a guest out of contact was last seen, and whom to ask."""
    guest = incident.guest
    if incident.kind != IncidentKind.LOST_CONTACT or guest is None:
        return ""
    care = guest.care.select_related("attendant__person", "deputy__person").order_by("-starts_at")[:3]
    return render_to_string("onsite/_last_seen.html", {"guest": guest, "scan": last_seen(guest), "care": care})
