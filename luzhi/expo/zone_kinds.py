"""Pages of zones and their rounds, of the programme and what came of it, and of duties."""

from django.utils.translation import gettext_lazy as _

from luzhi.expo.models import (
    Award,
    DutyPost,
    Outcome,
    ResultLaunch,
    StaffDuty,
    SubEvent,
    Zone,
    ZoneChange,
    ZoneFeature,
    ZoneRevision,
)
from luzhi.expo.panels import draw_rounds, draw_zone_figures
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, register

register(
    Kind(
        model=Zone,
        slug="zones",
        label_path="name",
        columns=(
            Column("name"),
            Column("state"),
            Column("priority"),
            Column("area"),
            Column("target_area"),
            Column("parent"),
            Column("expo"),
        ),
        groups=(
            Group("", ("expo", "name", "year", "parent", "priority", "area", "target_area")),
            Group(_("What for and by whom"), ("purpose", "lead", "workstream", "note")),
        ),
        filters=("state", "priority", "expo", "parent"),
        sections=(
            Section("expo.zonefeature", "zone"),
            Section("expo.zonerevision", "zone"),
            Section("expo.exhibitor", "zone"),
            Section("expo.subevent", "zone"),
            Section("expo.award", "zone"),
            Section("expo.zone", "parent", _("Parts of this zone")),
        ),
        panels=(Panel("figures", draw_zone_figures, place="before"), Panel("rounds", draw_rounds)),
        comes_from=("expo", "workstream"),
        help=_("Zones of the expo: what they show, how large they are, and each round in which they were redrawn."),
    )
)
register(
    Kind(
        model=ZoneFeature,
        slug="zone-features",
        label_path="name",
        columns=(Column("name"), Column("kind"), Column("zone")),
        groups=(Group("", ("zone", "kind", "name", "note")),),
        filters=("kind", "zone"),
        help=_("Topics a zone shows, and the strengths or weaknesses found in it."),
    )
)
register(
    Kind(
        model=ZoneRevision,
        slug="zone-rounds",
        label_path="zone__name",
        columns=(
            Column("zone"),
            Column("number"),
            Column("held_on"),
            Column("asked_by"),
            Column("approved_by"),
            Column("reason"),
            Column("year"),
        ),
        groups=(Group("", ("zone", "number", "year", "held_on", "asked_by", "approved_by", "reason", "note")),),
        filters=("zone", "asked_by", "year"),
        sections=(Section("expo.zonechange", "revision"),),
        locked=("zone",),
        comes_from=("zone",),
        help=_("Rounds in which zones were redrawn: who asked, who approved, what changed and why."),
    )
)
register(
    Kind(
        model=ZoneChange,
        slug="zone-changes",
        label_path="revision__zone__name",
        columns=(Column("aspect"), Column("before"), Column("after"), Column("revision")),
        groups=(Group("", ("revision", "aspect", "before", "after", "note")),),
        filters=("aspect", "revision"),
        search=("before", "after"),
        locked=("revision",),
        comes_from=("revision",),
    )
)
register(
    Kind(
        model=SubEvent,
        slug="sub-events",
        label_path="name",
        columns=(
            Column("name"),
            Column("kind"),
            Column("organiser"),
            Column("zone"),
            Column("starts_at", sortable=True),
            Column("expo"),
        ),
        groups=(
            Group("", ("expo", "name", "year", "kind", "organiser", "zone", "place", "starts_at", "ends_at")),
            Group(_("Who came"), ("participants", "attendance", "workstream", "note")),
        ),
        filters=("kind", "organiser", "zone", "expo"),
        search=("name", "organiser__name"),
        sections=(
            Section("expo.outcome", "sub_event"),
            Section("expo.resultlaunch", "sub_event"),
        ),
        comes_from=("expo", "workstream"),
        help=_("Conferences, forums, dockings, launches and signings within the expo."),
    )
)
register(
    Kind(
        model=ResultLaunch,
        slug="launches",
        label_path="title",
        columns=(
            Column("title"),
            Column("zone"),
            Column("sub_event"),
            Column("by"),
            Column("results"),
            Column("launched_on"),
        ),
        groups=(Group("", ("expo", "title", "year", "zone", "sub_event", "by", "results", "launched_on", "note")),),
        filters=("zone", "sub_event", "expo"),
        comes_from=("sub_event", "zone"),
        help=_("New results of research made public at the expo."),
    )
)
register(
    Kind(
        model=Outcome,
        slug="outcomes",
        label_path="expo__name",
        columns=(
            Column("expo"),
            Column("sub_event"),
            Column("agreement"),
            Column("alliance"),
            Column("stage"),
            Column("stage__stage"),
            Column("year"),
        ),
        groups=(Group("", ("expo", "sub_event", "agreement", "alliance", "stage", "year", "note")),),
        filters=("expo", "sub_event", "year"),
        search=("agreement__title", "alliance__name", "stage__project__name", "sub_event__name"),
        comes_from=("expo", "sub_event"),
        leads_to=("agreement", "alliance", "stage"),
        help=_("Agreements, alliances and stages of projects that came about at the expo. Each of them exists once."),
    )
)
register(
    Kind(
        model=Award,
        slug="awards",
        label_path="name",
        columns=(
            Column("name"),
            Column("zone"),
            Column("organisation"),
            Column("giver"),
            Column("given_on"),
            Column("expo"),
        ),
        groups=(Group("", ("expo", "name", "year", "zone", "organisation", "giver", "given_on", "basis", "note")),),
        filters=("zone", "organisation", "giver", "expo"),
        comes_from=("zone",),
        help=_("Honours won at the expo; told in several places, each is still one."),
    )
)
register(
    Kind(
        model=DutyPost,
        slug="duty-posts",
        label_path="name",
        columns=(
            Column("name"),
            Column("role"),
            Column("in_meetings"),
            Column("in_halls"),
            Column("at_booths"),
            Column("expo"),
        ),
        groups=(Group("", ("expo", "name", "year", "role", "in_meetings", "in_halls", "at_booths", "note")),),
        filters=("role", "expo"),
        sections=(Section("expo.staffduty", "post"),),
        comes_from=("expo",),
        help=_("Roles that staff fill at the expo, and in which kinds of place."),
    )
)
register(
    Kind(
        model=StaffDuty,
        slug="staff-duties",
        label_path="person__name",
        columns=(
            Column("person"),
            Column("post"),
            Column("zone"),
            Column("place"),
            Column("starts_at", sortable=True),
            Column("ends_at"),
        ),
        groups=(Group("", ("expo", "person", "post", "zone", "place", "starts_at", "ends_at", "year", "note")),),
        filters=("post", "person", "zone", "expo"),
        search=("person__name", "post__name"),
        comes_from=("post",),
        help=_("Who is on duty where and when. Nobody can be entered in two places at once."),
    )
)
