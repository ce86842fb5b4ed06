"""Pages of leads, projects, trips, agreements, alliances and dockings."""

from django.utils.translation import gettext_lazy as _

from luzhi.projects.models import (
    Agreement,
    Alliance,
    Contribution,
    Docking,
    FollowUp,
    Lead,
    Project,
    StageEntry,
    Trip,
)
from luzhi.projects.panels import draw_conversion_of_trip, draw_path
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, extend, register

register(
    Kind(
        model=Trip,
        slug="trips",
        label_path="title",
        columns=(
            Column("title"),
            Column("leader"),
            Column("led_by"),
            Column("starts_on", sortable=True),
            Column("several"),
            Column("year"),
        ),
        groups=(
            Group(
                "", ("title", "year", "purpose", "leader", "led_by", "destinations", "starts_on", "ends_on", "several")
            ),
            Group(_("Where it belongs"), ("activity", "note")),
        ),
        filters=("year", "several", "leader", "destinations"),
        sections=(
            Section("projects.docking", "trip", _("Counterparts met")),
            Section("projects.lead", "trip", _("Leads found")),
            Section("projects.stageentry", "trip", _("Stages reached thanks to it"), add=False),
            Section("projects.agreement", "trip", _("Agreements")),
        ),
        panels=(Panel("outcome", draw_conversion_of_trip),),
        comes_from=("activity",),
        help=_("Outward trips: where to, whom they met, and what came of them."),
    )
)
register(
    Kind(
        model=Lead,
        slug="leads",
        label_path="name",
        columns=(
            Column("name"),
            Column("sought"),
            Column("organisation"),
            Column("state"),
            Column("park"),
            Column("year"),
        ),
        groups=(
            Group("", ("name", "year", "sought", "organisation", "park", "place")),
            Group(_("Where it came from"), ("trip", "activity", "introducer", "note")),
        ),
        filters=("state", "sought", "park", "organisation", "year"),
        search=("name", "organisation__name"),
        comes_from=("trip", "activity"),
        leads_to=("project",),
        help=_("Firms and bodies the body courts. A lead is never counted as a project; open one from it."),
    )
)
register(
    Kind(
        model=Project,
        slug="projects",
        label_path="name",
        columns=(
            Column("name"),
            Column("state"),
            Column("kind"),
            Column("place"),
            Column("amount"),
            Column("year", sortable=True),
        ),
        groups=(
            Group("", ("name", "year", "kind", "investors", "place", "amount", "currency")),
            Group(_("Where it came from"), ("trips", "activities")),
            Group(_("How it stands"), ("problem", "note")),
        ),
        filters=("state", "kind", "place", "year"),
        search=("name", "investors__name"),
        sections=(
            Section("projects.stageentry", "project", _("Stages reached")),
            Section("projects.contribution", "project", _("Who had which part")),
            Section("projects.agreement", "project"),
            Section("projects.followup", "project"),
            Section("projects.lead", "park", _("Firms wanted for it")),
        ),
        panels=(Panel("path", draw_path, place="before"),),
        comes_from=("trips", "activities"),
        help=_(
            "Each project exists once, however many units tell of it. Begin with a lead, or enter a project as found."
        ),
    )
)
register(
    Kind(
        model=StageEntry,
        slug="stages",
        label_path="project__name",
        columns=(
            Column("project"),
            Column("stage"),
            Column("reached_on", sortable=True),
            Column("trip"),
            Column("proof"),
            Column("proof_gist"),
            Column("year"),
        ),
        groups=(
            Group("", ("project", "stage", "year", "reached_on")),
            Group(_("Occasion and proof"), ("trip", "activity", "proof", "proof_gist", "note")),
        ),
        filters=("stage", "project", "trip", "year"),
        search=("project__name", "proof_gist"),
        sections=(Section("expo.outcome", "stage", _("Occasions at the expo")),),
        locked=("project", "stage"),
        comes_from=("project", "trip", "activity"),
        help=_("Stages that projects reached, each with its day, occasion and proof."),
    )
)
register(
    Kind(
        model=Contribution,
        slug="contributions",
        label_path="project__name",
        columns=(Column("project"), Column("organisation"), Column("person"), Column("part"), Column("share")),
        groups=(Group("", ("project", "organisation", "person", "part", "share", "note")),),
        filters=("part", "project", "organisation", "person"),
        search=("project__name", "organisation__name", "person__name"),
        leads_to=("project",),
        help=_("Who introduced, negotiated, hosted or signed. The project still counts once."),
    )
)
register(
    Kind(
        model=FollowUp,
        slug="follow-ups",
        label_path="finding",
        columns=(
            Column("due_on", sortable=True),
            Column("project"),
            Column("agreement"),
            Column("after_days"),
            Column("done_on"),
            Column("finding"),
        ),
        groups=(Group("", ("project", "agreement", "after_days", "due_on", "done_on", "finding", "note")),),
        filters=("project", "agreement"),
        search=("project__name", "agreement__title", "finding"),
        locked=("project", "agreement", "after_days"),
        comes_from=("project", "agreement"),
        help=_("After a signing, four dates on which somebody looks whether it is being carried out."),
    )
)
register(
    Kind(
        model=Agreement,
        slug="agreements",
        label_path="title",
        columns=(
            Column("title"),
            Column("kind"),
            Column("project"),
            Column("signed_on", sortable=True),
            Column("amount"),
            Column("year"),
        ),
        groups=(
            Group("", ("title", "year", "kind", "parties", "signed_on", "amount", "currency")),
            Group(_("Where it belongs"), ("project", "trip", "note")),
        ),
        filters=("kind", "project", "trip", "year"),
        search=("title", "parties__name"),
        sections=(
            Section("projects.followup", "agreement"),
            Section("expo.outcome", "agreement", _("Occasions at the expo")),
        ),
        comes_from=("trip",),
        leads_to=("project",),
        help=_("Agreements, contracts and letters of intent, each with its parties as far as they are known."),
    )
)
register(
    Kind(
        model=Alliance,
        slug="alliances",
        label_path="name",
        columns=(Column("name"), Column("founded_on"), Column("founding"), Column("year")),
        groups=(Group("", ("name", "year", "purpose", "founded_on", "founding", "members", "note")),),
        filters=("year",),
        sections=(Section("expo.outcome", "alliance", _("Occasions at the expo")),),
        help=_("Alliances of an industry: their founding act and their members."),
    )
)
register(
    Kind(
        model=Docking,
        slug="dockings",
        label_path="organisation__name",
        columns=(
            Column("organisation"),
            Column("organisation__kind"),
            Column("abroad"),
            Column("trip"),
            Column("topic"),
            Column("year"),
        ),
        groups=(Group("", ("organisation", "abroad", "trip", "activity", "topic", "year", "note")),),
        filters=("organisation", "organisation__kind", "abroad", "trip", "year"),
        search=("organisation__name", "topic"),
        comes_from=("trip", "activity"),
        help=_("Universities, institutes and firms the body docked with; unnamed ones are not counted."),
    )
)
extend(
    "activities.activity",
    sections=(
        Section("projects.lead", "activity", _("Leads found")),
        Section("projects.docking", "activity", _("Counterparts met"), add=False),
        Section("projects.trip", "activity", _("As a trip"), add=False),
        Section("projects.project", "activities", _("Projects it served"), add=False),
    ),
)
extend(
    "people.organisation",
    sections=(
        Section("projects.docking", "organisation", _("When the body met it"), add=False),
        Section("projects.lead", "organisation", _("Leads with it"), add=False),
        Section("projects.project", "investors", _("Projects it invests in"), add=False),
        Section("projects.agreement", "parties", _("Agreements it is party to"), add=False),
    ),
)
extend("people.person", sections=(Section("projects.trip", "leader", _("Trips led"), add=False),))
extend("people.place", sections=(Section("projects.project", "place", _("Projects there"), add=False),))
