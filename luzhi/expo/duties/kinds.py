"""Pages of posts and staff duties."""

from django.utils.translation import gettext_lazy as _

from luzhi.expo.models import DutyPost, StaffDuty
from luzhi.expo.rules import only_expo
from luzhi.records.kinds import Column, Group, Kind, Section, extend, register

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
        initial=only_expo,
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
            Column("hall"),
            Column("zone"),
            Column("place"),
            Column("starts_at", sortable=True),
            Column("ends_at"),
        ),
        groups=(
            Group("", ("expo", "person", "post", "hall", "zone", "place", "starts_at", "ends_at", "year", "note")),
        ),
        filters=("post", "hall", "person", "zone", "expo"),
        search=("person__name", "post__name"),
        comes_from=("post",),
        initial=only_expo,
        help=_("Who is on duty where and when. Nobody can be entered in two places at once."),
    )
)
extend("people.person", sections=(Section("expo.staffduty", "person", _("Duties at the expo"), add=False),))
