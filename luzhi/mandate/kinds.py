"""Pages of mandate, goals, assignments and campaigns."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import INSIDE, Role
from luzhi.mandate import panels
from luzhi.mandate.models import (
    Assignment,
    AssignmentAlias,
    AssignmentKind,
    AssignmentScheme,
    Campaign,
    CampaignAction,
    Document,
    Goal,
)
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, register

STAFF_AND_OFFICERS = INSIDE | {Role.OFFICER}

register(
    Kind(
        model=Document,
        slug="documents",
        label_path="title",
        columns=(
            Column("title"), Column("kind"), Column("issuer"), Column("dated_on", sortable=True), Column("adopted_at"),
        ),
        groups=(
            Group("", ("title", "kind", "issuer", "number", "dated_on", "term_no", "session_no", "year")),
            Group(_("Where it stands"), ("adopted_at", "basis", "issued_to")),
            Group(_("Content"), ("gist", "note")),
        ),
        filters=("kind", "issuer", "adopted_at", "year"),
        search=("title", "number"),
        sections=(
            Section("mandate.document", "adopted_at", title=_("Adopted there"), add=False),
            Section("mandate.goal", "stated_in", title=_("Goals it states"), add=False),
            Section("mandate.campaign", "decision", title=_("Campaigns it decides")),
            Section("mandate.assignmentscheme", "document"),
        ),
        panels=(Panel("orders", panels.draw_orders_of_document, "before"),),
        comes_from=("adopted_at", "basis"),
        view=STAFF_AND_OFFICERS,
        help=_("Meetings, documents, the body's own decisions and appeals. Say what each rests on."),
    )
)  # fmt: skip
register(
    Kind(
        model=Goal,
        slug="goals",
        label_path="title",
        aliases=("slogan",),
        columns=(
            Column("title"), Column("slogan"), Column("kind"), Column("parent"), Column("owner"), Column("target"),
            Column("state"),
        ),
        groups=(
            Group("", ("title", "slogan", "kind", "parent", "members_declared", "owner", "place", "year")),
            Group(_("Target and result"), ("target", "achieved", "unit", "starts_on", "ends_on")),
            Group(_("Where it comes from"), ("stated_in",)),
            Group(_("Content"), ("gist", "note")),
        ),
        filters=("kind", "state", "parent", "owner", "year"),
        search=("title", "slogan"),
        sections=(Section("mandate.goal", "parent", _("Members named"), ("title", "place", "target", "state")),),
        panels=(Panel("members", panels.draw_members, "before"), Panel("tiles", panels.draw_tiles, "before")),
        comes_from=("stated_in", "parent"),
        view=STAFF_AND_OFFICERS,
        help=_("What is to be reached. A slogan is a frame; enter its members as far as they are known."),
    )
)  # fmt: skip
register(
    Kind(
        model=AssignmentScheme,
        slug="assignment-schemes",
        label_path="name",
        columns=(Column("name"), Column("arranged_by"), Column("kinds_declared"), Column("year")),
        groups=(Group("", ("name", "arranged_by", "document", "kinds_declared", "year", "note")),),
        filters=("year",),
        sections=(Section("mandate.assignmentkind", "scheme"), Section("mandate.assignment", "scheme")),
        panels=(Panel("kinds", panels.draw_kinds_of_scheme, "before"),),
        comes_from=("document",),
        help=_("The arrangement under which responsibilities are assigned, with its kinds."),
    )
)
register(
    Kind(
        model=AssignmentKind,
        slug="assignment-kinds",
        label_path="name",
        columns=(Column("name"), Column("scheme"), Column("year")),
        groups=(Group("", ("scheme", "name", "year", "note")),),
        filters=("scheme", "year"),
        sections=(Section("mandate.assignment", "kind"),),
        help=_("The kinds of responsibility a scheme distinguishes: industry, park, project, village."),
    )
)
register(
    Kind(
        model=Assignment,
        slug="assignments",
        label_path="name",
        aliases=("aliases__name",),
        columns=(
            Column("name"), Column("kind"), Column("place"), Column("attributes"), Column("starts_on"),
            Column("ends_on"), Column("year"),
        ),
        groups=(
            Group("", ("name", "scheme", "kind", "place", "attributes", "year")),
            Group(_("Who answers for it"), ("leaders", "committees", "starts_on", "ends_on", "quiet_weeks")),
            Group(_("What it is for"), ("goals", "note")),
        ),
        filters=("scheme", "kind", "leaders", "year"),
        search=("name", "aliases__name"),
        sections=(
            Section("mandate.assignmentalias", "assignment"),
            Section("mandate.campaignaction", "assignment"),
        ),
        panels=(Panel("cockpit", panels.draw_cockpit, "before"),),
        comes_from=("scheme", "goals"),
        help=_("What a leader answers for: an industry, a park. The work done for it is gathered here."),
    )
)  # fmt: skip
register(
    Kind(
        model=AssignmentAlias,
        slug="assignment-names",
        label_path="name",
        columns=(Column("name"), Column("assignment")),
        groups=(Group("", ("assignment", "name", "note")),),
        filters=("assignment",),
        help=_("Other names by which texts speak of an assigned industry or park."),
    )
)
register(
    Kind(
        model=Campaign,
        slug="campaigns",
        label_path="name",
        columns=(Column("name"), Column("decision"), Column("appeal"), Column("starts_on"), Column("year")),
        groups=(
            Group("", ("name", "decision", "appeal", "audience", "year")),
            Group(_("Period and aim"), ("starts_on", "ends_on", "goals", "gist", "note")),
        ),
        filters=("year",),
        search=("name", "folded"),
        sections=(
            Section(
                "mandate.campaignaction", "campaign",
                columns=("title", "kind", "role", "person", "organisation", "outcome"),
            ),
        ),
        panels=(
            Panel("orders", panels.draw_orders_of_campaign, "before"),
            Panel("clauses", panels.draw_clauses, "before"),
            Panel("reach", panels.draw_reach, "after"),
        ),
        comes_from=("decision", "appeal", "goals"),
        help=_("A campaign: decided, announced by an appeal, carried by members. Their actions are entered under it."),
    )
)  # fmt: skip
register(
    Kind(
        model=CampaignAction,
        slug="campaign-actions",
        label_path="title",
        columns=(
            Column("title"), Column("kind"), Column("role"), Column("person"), Column("organisation"),
            Column("campaign"), Column("done_on"), Column("outcome"),
        ),
        groups=(
            Group("", ("campaign", "title", "kind", "role", "person", "organisation", "done_on", "year")),
            Group(_("What it serves"), ("goals", "assignment")),
            Group(_("The problem"), ("problem", "outcome")),
            Group(_("Before and after"), ("indicator", "baseline", "after", "unit", "confirmed_by", "note")),
        ),
        filters=("kind", "role", "campaign", "person", "assignment", "outcome", "year"),
        search=("title", "problem"),
        comes_from=("campaign", "goals", "assignment"),
        help=_("What a member or a firm did in a campaign: the problem met, and what came of it."),
    )
)  # fmt: skip
