"""Pages of zones and the rounds in which they were redrawn."""

from django.utils.translation import gettext_lazy as _

from luzhi.expo.models import Zone, ZoneChange, ZoneFeature, ZoneRevision
from luzhi.expo.rules import only_expo
from luzhi.expo.zones.panels import draw_rounds, draw_zone_figures
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
        initial=only_expo,
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
