"""Pages of guests, attendants and who attends to whom."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.expo.guests.panels import draw_hand_over, draw_itinerary
from luzhi.expo.models import Attendant, Guest, GuestCare
from luzhi.expo.rules import only_expo
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, register

STAFF = frozenset({Role.STAFF})

register(
    Kind(
        model=Guest,
        slug="guests",
        label_path="person__name",
        columns=(
            Column("person"),
            Column("organisation"),
            Column("guest_class"),
            Column("confirmed"),
            Column("arrives_at", sortable=True),
            Column("leaves_at"),
            Column("languages"),
        ),
        groups=(
            Group("", ("expo", "person", "organisation", "guest_class", "year", "confirmed")),
            Group(_("Stay"), ("title", "rank", "phone", "arrives_at", "leaves_at", "languages", "diet")),
            Group(_("How they came"), ("delegation", "invitation", "instead_of", "note")),
        ),
        filters=("guest_class", "confirmed", "delegation", "organisation", "expo", "year"),
        search=("person__name", "organisation__name"),
        sections=(
            Section("expo.leg", "guest"),
            Section("expo.hotelstay", "guest"),
            Section("expo.meal", "guest"),
            Section("expo.subeventseat", "guest"),
            Section("expo.guestcare", "guest", _("Who attends")),
        ),
        panels=(Panel("itinerary", draw_itinerary, place="before"),),
        comes_from=("invitation", "delegation"),
        view=STAFF | {Role.LEADER},
        initial=only_expo,
        help=_(
            "Guests of the expo with arrival and departure; each confirmed one is attended to from one to the other."
        ),
    )
)
register(
    Kind(
        model=Attendant,
        slug="attendants",
        label_path="person__name",
        columns=(Column("person"), Column("languages"), Column("most"), Column("expo")),
        groups=(Group("", ("expo", "person", "languages", "most", "note")),),
        filters=("expo",),
        search=("person__name", "languages"),
        sections=(Section("expo.guestcare", "attendant", _("Attends to")),),
        view=STAFF | {Role.LEADER},
        initial=only_expo,
        help=_("Staff who may attend to guests, with their languages and how many guests they take at once."),
    )
)
register(
    Kind(
        model=GuestCare,
        slug="guest-care",
        label_path="guest__person__name",
        columns=(
            Column("guest"), Column("attendant"), Column("starts_at", sortable=True), Column("ends_at"), Column("deputy"),  # noqa: E501 -- one row of the table
            Column("fixed"), Column("reason"),
        ),
        groups=(Group("", ("guest", "attendant", "deputy", "starts_at", "ends_at", "fixed", "reason", "note")),),
        filters=("guest", "attendant", "fixed"),
        search=("guest__person__name", "attendant__person__name"),
        panels=(Panel("slip", draw_hand_over, place="before"),),
        comes_from=("guest",),
        view=STAFF | {Role.LEADER},
        help=_("Who attends to which guest from when until when. Fixed choices stay."),
    )
)  # fmt: skip
