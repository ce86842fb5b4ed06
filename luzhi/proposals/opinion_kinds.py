"""Pages of letters, publications, and reports on social conditions with their adoptions."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.people.models import Person
from luzhi.proposals.models import Adoption, Letter, OpinionReport, Publication, UnitConsent
from luzhi.proposals.opinions import AdoptionForm, ReportForm
from luzhi.records.kinds import Column, Group, Kind, Section, register

NOBODY: frozenset[Role] = frozenset()
OFFICE = frozenset({Role.STAFF, Role.LEADER})
STAFF = frozenset({Role.STAFF})


def own_reports(actor: Actor) -> Q:
    """A member sees what he or she wrote, and what has been issued."""
    mine = OpinionReport.authors.through.objects.filter(person__in=actor.person_ids)
    return Q(pk__in=mine.values("opinionreport")) | Q(issued_on__isnull=False)


def own_adoptions(actor: Actor) -> Q:
    return Q(report__in=OpinionReport.objects.filter(own_reports(actor)).values("pk"))


def own_publications(actor: Actor) -> Q:
    """A unit sees what it was asked about."""
    asked = UnitConsent.objects.filter(unit__in=actor.unit_ids)
    return Q(pk__in=asked.values("publication"))


def own_consents(actor: Actor) -> Q:
    return Q(unit__in=actor.unit_ids)


def start_report(actor: Actor, given: Mapping[str, str]) -> dict[str, Any]:
    """A member writes in his or her own name."""
    mine = list(Person.objects.filter(pk__in=actor.person_ids)) if actor.holds(Role.MEMBER) else []
    return {"authors": mine} if mine and "authors" not in given else {}


def kept_fields(publication: Publication) -> tuple[str, ...]:
    """What is public is not changed under the reader's eyes; it is withdrawn first."""
    return (
        ("title", "number", "proposers", "text", "answers") if publication.state == "public" else ("proposal", "year")
    )


register(
    Kind(
        model=OpinionReport,
        slug="opinion-reports",
        label_path="title",
        columns=(
            Column("title"), Column("state"), Column("topic"), Column("issue_no"), Column("issued_on"),
            Column("submitted_on"),
        ),
        groups=(
            Group("", ("title", "text", "authors", "sector", "topic", "year", "submitted_on")),
            Group(
                _("What became of it"),
                ("issue_no", "issued_on", "issued_to", "signed_by", "part_of", "from_proposal", "rules", "note"),
            ),
        ),
        filters=("year", "state", "sector", "topic"),
        search=("title", "text"),
        sections=(
            Section("proposals.adoption", "report"),
            Section("proposals.opinionreport", "part_of", title=_("Within this composite report"), add=False),
            Section("proposals.instruction", "opinion"),
        ),
        comes_from=("from_proposal",),
        leads_to=("part_of",),
        view=OFFICE,
        view_own=frozenset({Role.MEMBER}),
        own=own_reports,
        form_base=ReportForm,
        add=frozenset({Role.STAFF, Role.MEMBER}),
        initial=start_report,
        help=_("What members heard and saw among people, in short; edited, signed off, issued, and followed upwards."),
    )
)  # fmt: skip
register(
    Kind(
        model=Adoption,
        slug="adoptions",
        label_path="meaning",
        columns=(
            Column("meaning"), Column("report"), Column("office"), Column("composite"), Column("adopted_on"),
            Column("highest"),
        ),
        groups=(Group("", ("report", "rung", "meaning", "composite", "office", "adopted_on", "highest", "note")),),
        filters=("rung", "composite", "highest", "report"),
        search=("meaning",),
        comes_from=("report",),
        locked=("report",),
        view=OFFICE,
        view_own=frozenset({Role.MEMBER}),
        own=own_adoptions,
        form_base=AdoptionForm,
        help=_("Each rung of the ladder that a report reached; a report is counted once, by its highest."),
    )
)  # fmt: skip
register(
    Kind(
        model=Letter,
        slug="letters-to-proposers",
        label_path="title",
        columns=(Column("title"), Column("addressees"), Column("form"), Column("queue"), Column("proposal"),
                 Column("written_on")),
        groups=(Group("", ("proposal", "form", "queue", "addressees", "title", "text", "written_on", "printed_at")),),
        filters=("form", "queue"),
        search=("title", "addressees", "text"),
        comes_from=("proposal",),
        view=STAFF,
        change=NOBODY,
        help=_("They are written when the review decides, and printed from the queue of the review desk."),
    )
)  # fmt: skip
register(
    Kind(
        model=Publication,
        slug="publications",
        label_path="title",
        columns=(Column("title"), Column("number"), Column("state"), Column("due_by"), Column("published_on")),
        groups=(
            Group("", ("title", "number", "proposers", "proposal", "year")),
            Group(_("Text"), ("text", "answers")),
            Group(_("Clearing for publication"), ("taken_out", "due_by", "published_on", "checked_by", "note")),
        ),
        filters=("year", "state"),
        search=("title", "proposers", "text", "answers"),
        sections=(Section("proposals.unitconsent", "publication", add=False),),
        comes_from=("proposal",),
        view=OFFICE,
        view_own=frozenset({Role.OFFICER}),
        own=own_publications,
        add=NOBODY,
        held=kept_fields,
        help=_("Begin on the page of a proposal whose answers are in; the copy is checked here and then published."),
    )
)
register(
    Kind(
        model=UnitConsent,
        slug="unit-consents",
        label_path="unit__name",
        columns=(Column("unit"), Column("publication"), Column("consent"), Column("reason"), Column("answered_at")),
        groups=(Group("", ("publication", "unit", "consent", "reason", "answered_by", "answered_at")),),
        filters=("consent", "unit"),
        comes_from=("publication",),
        view=OFFICE,
        view_own=frozenset({Role.OFFICER}),
        own=own_consents,
        change=NOBODY,
    )
)
