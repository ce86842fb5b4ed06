"""Pages of channels, invitations, exhibitors and delegations."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.expo.invitations.panels import draw_funnel_of_channel, draw_link
from luzhi.expo.models import (
    Delegation,
    DelegationMatch,
    Exhibitor,
    ExhibitorMaterial,
    Fee,
    Invitation,
    InvitationChannel,
    Promotion,
)
from luzhi.expo.rules import is_own, is_own_exhibitor, only_expo
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, extend, register

register(
    Kind(
        model=InvitationChannel,
        slug="channels",
        label_path="name",
        columns=(
            Column("name"),
            Column("kind"),
            Column("audience"),
            Column("organisation"),
            Column("sector"),
            Column("expo"),
        ),
        groups=(
            Group("", ("expo", "name", "year", "kind", "audience", "organisation", "sector")),
            Group(_("Reach"), ("areas", "workstreams", "note")),
        ),
        filters=("kind", "audience", "expo", "workstreams"),
        sections=(
            Section("expo.invitation", "channel"),
            Section("expo.exhibitor", "channel"),
            Section("expo.delegation", "channel"),
        ),
        panels=(Panel("funnel", draw_funnel_of_channel, place="before"),),
        comes_from=("workstreams",),
        initial=only_expo,
        help=_("Ways by which guests and exhibitors are sought: chambers, members, calls, delegations."),
    )
)

register(
    Kind(
        model=Invitation,
        slug="invitations",
        label_path="organisation__name",
        columns=(
            Column("organisation"),
            Column("person"),
            Column("state"),
            Column("guest_class"),
            Column("channel"),
            Column("invited_by"),
            Column("invited_on", sortable=True),
        ),
        groups=(
            Group("", ("expo", "channel", "organisation", "person", "guest_class", "year")),
            Group(_("How it was made"), ("invited_by", "invited_on", "trip", "note")),
        ),
        filters=("state", "channel", "guest_class", "trip", "expo", "year"),
        search=("organisation__name", "person__name", "invited_by"),
        sections=(Section("expo.exhibitor", "invitation"), Section("expo.guest", "invitation")),
        panels=(Panel("link", draw_link, place="before"),),
        comes_from=("channel", "trip"),
        view_own=frozenset({Role.EXHIBITOR}),
        own=is_own,
        initial=only_expo,
        help=_("Who was invited, by whom, through which channel, and what came of it. Begin with a channel."),
    )
)

register(
    Kind(
        model=Exhibitor,
        slug="exhibitors",
        label_path="organisation__name",
        aliases=("organisation__aliases__name",),
        columns=(
            Column("organisation"),
            Column("zone"),
            Column("origin"),
            Column("channel"),
            Column("booth_area"),
            Column("shows"),
        ),
        groups=(
            Group("", ("expo", "organisation", "zone", "origin", "year")),
            Group(
                _("How it came and what it shows"),
                ("channel", "invitation", "booth_area", "shows", "confirmed_on", "withdrawn_on", "note"),
            ),
            Group(_("Catalogue"), ("fascia", "fascia_en", "catalogue", "catalogue_en", "website")),
        ),
        filters=("zone", "origin", "channel", "expo", "year"),
        search=("organisation__name", "shows"),
        sections=(
            Section("expo.exhibitormaterial", "exhibitor"),
            Section("expo.placewish", "exhibitor", add=True),
            Section("expo.shape", "exhibitor", _("On the hall plans"), add=False),
            Section("expo.boothtelling", "exhibitor", add=False),
            Section("expo.fee", "exhibitor", add=False),
        ),
        comes_from=("invitation", "channel"),
        view_own=frozenset({Role.EXHIBITOR}),
        own=is_own,
        initial=only_expo,
        help=_("Firms that exhibit, each once, with their origin at its true level."),
    )
)

register(
    Kind(
        model=Delegation,
        slug="delegations",
        label_path="name",
        columns=(
            Column("name"),
            Column("organisation"),
            Column("foreign"),
            Column("came"),
            Column("channel"),
            Column("expo"),
        ),
        groups=(
            Group(
                "",
                (
                    "expo",
                    "name",
                    "year",
                    "organisation",
                    "place",
                    "foreign",
                    "heads",
                    "channel",
                    "came",
                    "workstream",
                    "note",
                ),
            ),
        ),
        filters=("foreign", "came", "channel", "expo"),
        search=("name", "organisation__name", "heads__name"),
        sections=(Section("expo.delegationmatch", "delegation"),),
        comes_from=("channel",),
        initial=only_expo,
        help=_("Delegations with their heads; whether they came is told apart from having been asked."),
    )
)

register(
    Kind(
        model=DelegationMatch,
        slug="delegation-matches",
        label_path="local__name",
        columns=(Column("local"), Column("delegation"), Column("field"), Column("met_on"), Column("next_steps")),
        groups=(Group("", ("delegation", "local", "field", "met_on", "next_steps", "note")),),
        filters=("delegation", "local"),
        comes_from=("delegation",),
        help=_("Delegations and the local universities and firms they are brought together with."),
    )
)

register(
    Kind(
        model=Promotion,
        slug="promotions",
        label_path="subject",
        columns=(Column("subject"), Column("document"), Column("place"), Column("expo"), Column("year")),
        groups=(Group("", ("expo", "subject", "year", "document", "place", "channels", "workstream", "note")),),
        filters=("expo", "document", "workstream"),
        comes_from=("document", "channels"),
        initial=only_expo,
        help=_("Plans and places promoted for the expo, and through which channels."),
    )
)
register(
    Kind(
        model=ExhibitorMaterial,
        slug="exhibitor-materials",
        label_path="exhibitor__organisation__name",
        columns=(
            Column("exhibitor"),
            Column("kind"),
            Column("due_on", sortable=True),
            Column("received_on"),
            Column("approved_on"),
        ),
        groups=(Group("", ("exhibitor", "kind", "due_on", "received_on", "approved_on", "note")),),
        filters=("kind", "exhibitor"),
        search=("exhibitor__organisation__name",),
        comes_from=("exhibitor",),
        view_own=frozenset({Role.EXHIBITOR}),
        own=is_own_exhibitor,
        help=_("What exhibitors hand in: contract, fascia, catalogue, badges, drawings."),
    )
)
register(
    Kind(
        model=Fee,
        slug="exhibitor-fees",
        label_path="what",
        columns=(Column("what"), Column("exhibitor"), Column("amount"), Column("due_on"), Column("paid_on")),
        groups=(Group("", ("exhibitor", "what", "amount", "due_on", "paid_on", "note")),),
        filters=("exhibitor",),
        search=("exhibitor__organisation__name", "what"),
        comes_from=("exhibitor",),
        view=frozenset({Role.STAFF, Role.LEADER}),
        view_own=frozenset({Role.EXHIBITOR}),
        own=is_own_exhibitor,
        help=_("Fees of exhibitors. They are off unless the expo says that it takes fees."),
    )
)
extend(
    "people.organisation",
    sections=(
        Section("expo.invitation", "organisation", _("Invited to the expo"), add=False),
        Section("expo.exhibitor", "organisation", _("Exhibits"), add=False),
    ),
)
