"""The closing report: what was planned, what was said on the way, what is said at the close, and what is on record."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from luzhi.core.quantity import Form
from luzhi.expo.models import Expo, ExpoFigure
from luzhi.expo.queries import read_several
from luzhi.expo.vocabulary import FigureStage
from luzhi.projects.models import FollowUp
from luzhi.records.figures import FIGURES, Reading, Scope

FIGURE_KEYS = (
    "expo.exhibitors",
    "expo.origins",
    "expo.zone_area",
    "expo.guests",
    "expo.delegations",
    "expo.sub_events",
    "expo.staff_on_duty",
    "projects.agreements",
    "projects.alliances",
    "expo.awards",
)


@dataclass
class ReportLine:
    """One subject: what was given for each stage, kept apart, and the figure counted from records, if there is one."""

    subject: str
    reading: Reading | None = None
    given: dict[str, list[ExpoFigure]] = field(default_factory=lambda: defaultdict(list))

    @property
    def planned(self) -> Sequence[ExpoFigure]:
        return self.given[FigureStage.PLAN]

    @property
    def on_the_way(self) -> Sequence[ExpoFigure]:
        return self.given[FigureStage.STATUS]

    @property
    def closing(self) -> Sequence[ExpoFigure]:
        return self.given[FigureStage.CLOSING]

    @property
    def disagrees(self) -> bool:
        """Whether closing figures of several sources differ, or differ from an exact count of the records."""
        said = {row.quantity.to_code() for row in self.closing if row.quantity is not None}
        value = self.reading.value if self.reading is not None else None
        if value is not None and value.form is Form.EXACT and said:
            said.add(value.to_code())
        return len(said) > 1


def write_report(expo: Expo) -> list[ReportLine]:
    """The subjects of the closing report: first the figures the records can count, then whatever else was given."""
    scope = Scope(expo.body_id, expo.year, {"expo": expo.pk})
    keys = [key for key in FIGURE_KEYS if key in FIGURES]
    lines = {str(reading.figure.title): ReportLine(str(reading.figure.title), reading)
             for reading in read_several(keys, scope)}  # fmt: skip
    for row in ExpoFigure.objects.filter(expo=expo).select_related("source").order_by("as_of", "pk"):
        lines.setdefault(row.subject, ReportLine(row.subject)).given[row.stage].append(row)
    return list(lines.values())


def read_follow_ups(expo: Expo) -> dict[str, Any]:
    """The dates on which somebody looks what became of what was signed here, the earliest first."""
    rows = FollowUp.objects.filter(agreement__outcomes__expo=expo) | FollowUp.objects.filter(
        project__agreements__outcomes__expo=expo
    )
    found = list(rows.distinct().select_related("agreement", "project").order_by("due_on", "pk")[:400])
    return {"rows": found, "open": sum(row.done_on is None for row in found)}
