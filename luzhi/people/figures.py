"""Figures about people and organisations."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.people.models import Office
from luzhi.records.figures import Distinct, Figure, declare_figure

declare_figure(
    Figure(
        key="people.members",
        title=_("Members"),
        unit="people",
        kind="people.seat",
        population=Q(
            office__in=[
                Office.CHAIR,
                Office.VICE_CHAIR,
                Office.SECRETARY_GENERAL,
                Office.STANDING_MEMBER,
                Office.MEMBER,
            ]
        ),
        measure=Distinct("person"),
        dimensions={"sector": "sector", "committee": "committee", "office": "office"},
        nouns=("委员", "政协委员", "members"),
        note=_("Persons with a member's seat, each counted once."),
        year_path="",
        listed_by="person__name",
    )
)
declare_figure(
    Figure(
        key="people.staff",
        title=_("Office staff"),
        unit="people",
        kind="people.seat",
        population=Q(office=Office.STAFF),
        measure=Distinct("person"),
        nouns=("机关干部", "office staff"),
        note=_("Persons with a seat in the office, each counted once."),
        year_path="",
        listed_by="person__name",
    )
)
