"""Pages of badges, desks, scans, counts and incidents."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.expo.rules import only_expo
from luzhi.onsite.models import Badge, Desk, GateCount, Incident, Scan
from luzhi.onsite.panels import draw_badge, draw_desk, draw_last_seen
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, register

SEES = frozenset({Role.STAFF, Role.LEADER})


def start_now(actor: Actor, given: Mapping[str, str]) -> dict[str, Any]:
    """A count is entered in the hour it was made, as a rule."""
    now = timezone.localtime()
    return only_expo(actor, given) | {"day": now.date(), "hour": now.hour}


register(
    Kind(
        model=Badge,
        slug="badges",
        label_path="name",
        columns=(
            Column("name"),
            Column("badge_class"),
            Column("organisation"),
            Column("code"),
            Column("void"),
            Column("printed_at"),
        ),
        groups=(
            Group("", ("expo", "badge_class", "name", "organisation", "year", "void")),
            Group(_("Whose it is"), ("guest", "exhibitor", "person", "note")),
        ),
        filters=("badge_class", "organisation", "void", "expo"),
        search=("name", "code", "organisation__name"),
        sections=(Section("onsite.scan", "badge", add=False),),
        panels=(Panel("badge", draw_badge, "aside"),),
        comes_from=("guest", "exhibitor", "person"),
        view=SEES,
        initial=only_expo,
        help=_("Badges are made from guests, exhibitors and duties in one go, or one by one here."),
    )
)
register(
    Kind(
        model=Desk,
        slug="desks",
        label_path="name",
        columns=(Column("name"), Column("kind"), Column("hall"), Column("sub_event"), Column("expo")),
        groups=(Group("", ("expo", "name", "kind", "hall", "sub_event", "year", "note")),),
        filters=("kind", "expo"),
        sections=(Section("onsite.gatecount", "desk"), Section("onsite.scan", "desk", add=False)),
        panels=(Panel("desk", draw_desk, "before"),),
        comes_from=("sub_event",),
        view=SEES,
        initial=only_expo,
        help=_("A gate, the entrance of a hall or the door of a sub-event, where badges are read."),
    )
)
register(
    Kind(
        model=Scan,
        slug="scans",
        label_path="code",
        columns=(Column("badge"), Column("desk"), Column("at", sortable=True), Column("outcome"), Column("code")),
        groups=(
            Group("", ("expo", "badge", "code", "desk", "sub_event", "at", "outcome", "clock_off", "received_at")),
        ),
        filters=("outcome", "day", "desk", "badge"),
        search=("code", "badge__name"),
        comes_from=("badge",),
        view=SEES,
        change=frozenset(),
        add=frozenset(),
        help=_("What the desks have read. Nobody writes it by hand."),
    )
)
register(
    Kind(
        model=GateCount,
        slug="gate-counts",
        label_path="desk__name",
        columns=(Column("desk"), Column("day", sortable=True), Column("hour"), Column("count")),
        groups=(Group("", ("expo", "desk", "day", "hour", "count", "year", "note")),),
        filters=("desk", "day", "expo"),
        search=("desk__name",),
        comes_from=("desk",),
        view=SEES,
        initial=start_now,
        help=_("Visitors who came in, by gate and hour."),
    )
)
register(
    Kind(
        model=Incident,
        slug="incidents",
        label_path="gist",
        columns=(
            Column("gist"),
            Column("kind"),
            Column("gravity"),
            Column("at", sortable=True),
            Column("handler"),
            Column("state"),
        ),
        groups=(
            Group("", ("expo", "kind", "gravity", "gist", "at", "year")),
            Group(_("Where and who"), ("hall", "where", "guest", "handler", "note")),
        ),
        filters=("kind", "state", "gravity", "handler", "expo"),
        search=("gist", "where", "guest__person__name"),
        panels=(Panel("last_seen", draw_last_seen, "before"),),
        comes_from=("guest",),
        view=SEES,
        initial=only_expo,
        help=_("What happened in the halls and who deals with it; guests who cannot be reached as well."),
    )
)
