"""Pages of handover meetings and of talks with proposers."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import INSIDE, Role
from luzhi.handling.dispatch import rules
from luzhi.handling.dispatch.forms import TalkForm
from luzhi.handling.dispatch.panels import draw_elsewhere, draw_list, draw_origin
from luzhi.handling.models import Handover, Talk
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, extend, register

OFFICE = frozenset({Role.STAFF, Role.DISPATCHER})

register(
    Kind(
        model=Handover,
        slug="handovers",
        label_path="title",
        columns=(Column("title"), Column("held_on"), Column("place"), Column("state")),
        groups=(
            Group("", ("title", "year", "held_on", "place", "chaired_by", "present")),
            Group(_("Minutes"), ("minutes", "note")),
        ),
        filters=("year", "state"),
        search=("title", "place"),
        panels=(Panel("list", draw_list, place="before"),),
        view=OFFICE | {Role.LEADER},
        change=OFFICE,
        help=_("Matters are handed over to the units in a meeting. Enter it, take the waiting matters in, hold it."),
    )
)
register(
    Kind(
        model=Talk,
        slug="talks",
        label_path="text",
        columns=(
            Column("held_on"), Column("form"), Column("unit"), Column("matter"), Column("round"), Column("settles"),
        ),
        groups=(
            Group("", ("matter", "unit", "round", "held_on", "form", "place", "chaired_by", "present")),
            Group(_("Result"), ("text", "settles", "note")),
        ),
        filters=("form", "unit", "settles", "matter"),
        search=("text", "matter__title"),
        comes_from=("matter",),
        view=INSIDE,
        view_own=frozenset({Role.OFFICER}),
        own=rules.talks_of_units,
        change=OFFICE,
        add=OFFICE | {Role.OFFICER},
        locked=("matter",),
        form_base=TalkForm,
        help=_("Talks with those who made a proposal: before the answer, and again when it did not satisfy."),
    )
)  # fmt: skip
extend(
    "handling.matter",
    sections=(Section("handling.talk", "matter"),),
    panels=(Panel("origin", draw_origin, place="before"),),
)
extend("handling.referral", panels=(Panel("elsewhere", draw_elsewhere, place="before"),))
