"""Pages of people, organisations and places."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import INSIDE, Role
from luzhi.people.models import (
    Committee,
    Organisation,
    OrganisationAlias,
    Person,
    Place,
    PlaceAlias,
    Seat,
    Sector,
    Session,
    Term,
)  # fmt: skip
from luzhi.people.panels import draw_offices
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, register

EVERYONE = INSIDE | {Role.OFFICER}

register(
    Kind(
        model=Place,
        slug="places",
        label_path="name",
        aliases=("aliases__name",),
        columns=(Column("name", sortable=True), Column("level"), Column("within")),
        groups=(Group("", ("name", "level", "within", "note")),),
        filters=("level", "within"),
        sections=(
            Section("people.placealias", "place"),
            Section("people.place", "within", title=_("Places within")),
            Section("people.organisation", "place"),
        ),
        view=EVERYONE,
        help=_("Countries, provinces, cities, parks and venues, each at its true level."),
    )
)
register(
    Kind(
        model=PlaceAlias,
        slug="place-names",
        label_path="name",
        columns=(Column("name"), Column("place")),
        groups=(Group("", ("place", "name", "note")),),
        filters=("place",),
        view=EVERYONE,
        help=_("Other names by which texts call a place. A name in a draft finds the place through them."),
    )
)
register(
    Kind(
        model=Term,
        slug="terms",
        label_path="number",
        columns=(Column("number"), Column("starts_on"), Column("ends_on")),
        groups=(Group("", ("number", "starts_on", "ends_on", "note")),),
        sections=(Section("people.session", "term"),),
    )
)
register(
    Kind(
        model=Session,
        slug="sessions",
        label_path="number",
        columns=(
            Column("number"), Column("term"), Column("opens_on"), Column("closes_on"), Column("proposals_until"),
        ),
        groups=(Group("", ("term", "number", "opens_on", "closes_on", "proposals_until", "note")),),
        filters=("term",),
        view=EVERYONE,
        help=_("The plenary sessions of a term. Their days decide which proposals are session proposals."),
    )
)  # fmt: skip
register(
    Kind(
        model=Sector,
        slug="sectors",
        label_path="name",
        columns=(Column("name"),),
        groups=(Group("", ("name", "note")),),
        sections=(Section("people.seat", "sector"),),
        help=_("The sectors by which members are seated in this term."),
    )
)
register(
    Kind(
        model=Committee,
        slug="committees",
        label_path="name",
        columns=(Column("name"), Column("kind")),
        groups=(Group("", ("name", "kind", "note")),),
        filters=("kind",),
        sections=(Section("people.seat", "committee"),),
        help=_("Special committees and units of the office."),
    )
)
register(
    Kind(
        model=Organisation,
        slug="organisations",
        label_path="name",
        aliases=("aliases__name",),
        columns=(Column("name"), Column("kind"), Column("place"), Column("unnamed")),
        groups=(Group("", ("name", "kind", "place", "unnamed", "note")),),
        filters=("kind", "place"),
        search=("name",),
        sections=(
            Section("people.organisationalias", "organisation"),
            Section("people.person", "organisation"),
        ),
        view=EVERYONE,
        help=_("Firms, universities, chambers and departments. Each exists once; other names are kept beside it."),
    )
)
register(
    Kind(
        model=OrganisationAlias,
        slug="other-names",
        label_path="name",
        columns=(Column("name"), Column("organisation")),
        groups=(Group("", ("organisation", "name", "note")),),
        filters=("organisation",),
        view=EVERYONE,
    )
)
register(
    Kind(
        model=Person,
        slug="people",
        label_path="name",
        columns=(Column("name"), Column("hint"), Column("organisation")),
        groups=(Group("", ("name", "hint", "organisation", "note")),),
        filters=("organisation",),
        sections=(Section("people.seat", "person"),),
        panels=(Panel("offices", draw_offices, "before"),),
        view=EVERYONE,
        help=_("Each person exists once, however many offices and roles he or she has."),
    )
)
register(
    Kind(
        model=Seat,
        slug="seats",
        label_path="person__name",
        columns=(
            Column("person"), Column("office"), Column("sector"), Column("committee"), Column("term"),
            Column("starts_on"), Column("ends_on"),
        ),
        groups=(
            Group("", ("person", "office", "term", "sector", "committee", "on_behalf_of")),
            Group(_("Period"), ("starts_on", "ends_on", "note")),
        ),
        filters=("office", "sector", "committee", "person"),
        search=("person__name",),
        view=EVERYONE,
        help=_("Dated offices. A page about the past shows the roster of that day."),
    )
)  # fmt: skip
