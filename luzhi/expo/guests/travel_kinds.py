"""Pages of journeys, hotels, meals and vehicles."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.expo.guests.panels import draw_touched
from luzhi.expo.models import Hotel, HotelStay, Leg, Meal, Vehicle
from luzhi.expo.rules import only_expo
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, register

INSIDE = frozenset({Role.STAFF, Role.LEADER})

register(
    Kind(
        model=Leg,
        slug="journeys",
        label_path="guest__person__name",
        columns=(
            Column("guest"),
            Column("mode"),
            Column("number"),
            Column("leaves_from"),
            Column("goes_to"),
            Column("departs_at", sortable=True),
            Column("arrives_at", sortable=True),
            Column("expected_at"),
            Column("vehicle"),
        ),
        groups=(
            Group("", ("guest", "mode", "number", "leaves_from", "goes_to", "departs_at", "arrives_at")),
            Group(_("On the day"), ("expected_at", "vehicle", "note")),
        ),
        filters=("mode", "vehicle", "guest"),
        search=("guest__person__name", "number", "leaves_from", "goes_to"),
        panels=(Panel("touched", draw_touched, place="before"),),
        comes_from=("guest",),
        view=INSIDE,
        help=_("Each stretch of a guest's journey. When one is late, those it concerns are warned."),
    )
)
register(
    Kind(
        model=Vehicle,
        slug="vehicles",
        label_path="plate",
        columns=(Column("plate"), Column("seats"), Column("driver"), Column("phone"), Column("expo")),
        groups=(Group("", ("expo", "plate", "seats", "driver", "phone", "note")),),
        filters=("expo",),
        search=("plate", "driver"),
        sections=(Section("expo.leg", "vehicle", add=False),),
        view=INSIDE,
        initial=only_expo,
        help=_("Cars and coaches that fetch guests, with their seats."),
    )
)
register(
    Kind(
        model=Hotel,
        slug="hotels",
        label_path="name",
        columns=(Column("name"), Column("address"), Column("phone"), Column("rooms"), Column("expo")),
        groups=(Group("", ("expo", "name", "address", "phone", "rooms", "note")),),
        filters=("expo",),
        sections=(Section("expo.hotelstay", "hotel"),),
        view=INSIDE,
        initial=only_expo,
        help=_("Houses where guests stay."),
    )
)
register(
    Kind(
        model=HotelStay,
        slug="hotel-stays",
        label_path="guest__person__name",
        columns=(
            Column("guest"),
            Column("hotel"),
            Column("room"),
            Column("from_on", sortable=True),
            Column("until_on"),
        ),
        groups=(Group("", ("guest", "hotel", "room", "from_on", "until_on", "note")),),
        filters=("hotel", "guest"),
        search=("guest__person__name", "room"),
        comes_from=("guest",),
        view=INSIDE,
        help=_("Which guest sleeps where from when until when."),
    )
)
register(
    Kind(
        model=Meal,
        slug="meals",
        label_path="guest__person__name",
        columns=(
            Column("guest"),
            Column("kind"),
            Column("starts_at", sortable=True),
            Column("ends_at"),
            Column("place"),
            Column("table"),
            Column("guest__diet"),
        ),
        groups=(Group("", ("guest", "kind", "starts_at", "ends_at", "place", "table", "note")),),
        filters=("kind", "guest"),
        search=("guest__person__name", "place", "table"),
        comes_from=("guest",),
        view=INSIDE,
        help=_("Meals guests are expected at, with their diets."),
    )
)
