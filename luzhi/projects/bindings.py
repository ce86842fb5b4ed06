"""Ties the two tables to their models; a step's work is an effect."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.common.problems import Problem
from luzhi.projects.forms import OpenProjectForm, ProofForm, StageForm
from luzhi.projects.models import Agreement, AgreementKind, FollowUp, Lead, Project, StageEntry
from luzhi.projects.stages import Stage
from luzhi.projects.workflow import LEAD, PROJECT, ProjectFacts
from luzhi.records.services import create_record
from luzhi.workflow.engine import Binding, Taken, bind

CHECK_AFTER_DAYS = (30, 90, 180, 365)


def gather_facts(projects: Iterable[Project]) -> Mapping[int, ProjectFacts]:
    """Facts for any number of projects in one query."""
    binding = Q(agreements__kind__in=[AgreementKind.CONTRACT, AgreementKind.FRAMEWORK])
    rows = (
        Project.objects.filter(pk__in=[project.pk for project in projects])
        .annotate(n=Count("agreements", filter=binding))
        .values_list("pk", "n", "place_id")
    )
    return {pk: ProjectFacts(n, place is not None) for pk, n, place in rows}


def enter_stage(taken: Taken) -> None:
    """Write the stage reached; a stage reached again (after being lost) keeps its first entry."""
    day = taken.answers.get("reached_on") or timezone.localdate()
    if StageEntry.objects.filter(project=taken.obj, stage=taken.step.target).exists():
        return
    entry = StageEntry(
        body=taken.obj.body,
        project=taken.obj,
        stage=taken.step.target,
        reached_on=day,
        year=day.year,
        proof=taken.answers.get("proof", ""),
        proof_gist=taken.answers.get("proof_gist") or taken.reason[:200],
    )
    create_record(entry, by=taken.by)


def open_follow_ups(taken: Taken) -> None:
    """Signed is not landed: four dates on which somebody must look."""
    day = taken.answers.get("reached_on") or timezone.localdate()
    for days in CHECK_AFTER_DAYS:
        if not FollowUp.objects.filter(project=taken.obj, after_days=days).exists():
            due = day + timedelta(days=days)
            create_record(FollowUp(body=taken.obj.body, project=taken.obj, after_days=days, due_on=due), by=taken.by)


def follow_agreement(sender: Any, *, record: Agreement, **kwargs: Any) -> None:
    """An agreement that belongs to no project is followed up by itself, once its day is known."""
    if record.project_id or record.signed_on is None:
        return
    for days in CHECK_AFTER_DAYS:
        FollowUp.objects.get_or_create(
            agreement=record,
            after_days=days,
            defaults={"body": record.body, "due_on": record.signed_on + timedelta(days=days)},
        )


def open_project(taken: Taken) -> None:
    """Make the project that the lead became, carrying over where it came from."""
    lead: Lead = taken.obj
    name = taken.answers["name"].strip()
    if Project.objects.filter(body=lead.body, name=name).exists():
        raise Problem(_("A project called “%(name)s” is on record already.") % {"name": name})
    project = Project(
        body=lead.body, name=name, kind=taken.answers["kind"], place=lead.place, year=timezone.localdate().year
    )
    links: dict[str, Any] = {
        "investors": [lead.organisation] if lead.organisation else [],
        "trips": [lead.trip] if lead.trip else [],
        "activities": [lead.activity] if lead.activity else [],
    }
    create_record(project, by=taken.by, links=links, state=Stage.TALKS)
    today = timezone.localdate()
    create_record(
        StageEntry(
            body=lead.body,
            project=project,
            stage=Stage.TALKS,
            reached_on=today,
            year=today.year,
            trip=lead.trip,
            activity=lead.activity,
        ),
        by=taken.by,
    )
    Lead.objects.filter(pk=lead.pk).update(project=project)


bind(
    Binding(
        workflow=PROJECT,
        model=Project,
        facts_of=gather_facts,
        effects={"enter": enter_stage, "open_follow_ups": open_follow_ups},
        forms={"stage": StageForm, "proof": ProofForm},
    )
)
bind(Binding(workflow=LEAD, model=Lead, effects={"open_project": open_project}, forms={"project": OpenProjectForm}))
