"""Pages of reports of progress and of what was carried over."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import INSIDE, Role
from luzhi.handling.following import rules
from luzhi.handling.following.panels import draw_history
from luzhi.handling.models import CarriedOver, Progress
from luzhi.records.kinds import Column, Group, Kind, Panel, extend, register

register(
    Kind(
        model=Progress,
        slug="progress",
        label_path="text",
        columns=(
            Column("reported_on"), Column("answer"), Column("text"), Column("class_before"), Column("class_after"),
        ),
        groups=(
            Group("", ("answer", "commitment", "reported_on", "text", "author")),
            Group(_("Class"), ("class_before", "meaning_before", "class_after", "meaning_after")),
        ),
        filters=("class_before", "class_after"),
        search=("text",),
        comes_from=("answer",),
        view_own=frozenset({Role.OFFICER}),
        own=rules.progress_of_units,
        change=frozenset(),
        help=_("Reports are made on the page of an answer."),
    )
)  # fmt: skip
register(
    Kind(
        model=CarriedOver,
        slug="carried-over",
        label_path="unit__name",
        columns=(Column("year"), Column("since"), Column("unit"), Column("commitment"), Column("answer")),
        groups=(Group("", ("year", "since", "unit", "commitment", "answer")),),
        filters=("year", "since", "unit"),
        search=("unit__name",),
        comes_from=("commitment", "answer"),
        view=INSIDE,
        view_own=frozenset({Role.OFFICER}),
        own=rules.carried_of_units,
        change=frozenset(),
        help=_("What was still open when a year began is noted by the installation itself."),
    )
)
extend("handling.answer", panels=(Panel("history", draw_history, place="before"),))
