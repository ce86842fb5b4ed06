"""Papers that govern a plan, in versions: the next one, the task list written from the plan, what two versions say."""

from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.problems import Conflict, Problem
from luzhi.plans.models import PlanDocument, Task, Version
from luzhi.plans.models.work import MOST_TEXT
from luzhi.plans.versions import Moved, compare_places, read_places
from luzhi.plans.workflow import TaskState
from luzhi.records.services import change_record, create_record


def keep_approved(paper: PlanDocument) -> tuple[str, ...]:
    """What an approved version says stays as it is; while the day of approval is taken out, it can be mended."""
    return ("text",) if paper.approved_on else ()


def list_versions(paper: PlanDocument) -> list[PlanDocument]:
    """All versions of a paper, the newest first; one query."""
    rows = PlanDocument.objects.filter(plan=paper.plan_id, title=paper.title).select_related("plan_version")
    return list(rows.order_by("-issue"))


def draw_paper(request: Any, paper: PlanDocument) -> str:
    """The versions of a paper, each beside the one before, and what can be done next."""
    versions = list_versions(paper)
    pairs = [(row, versions[n + 1] if n + 1 < len(versions) else None) for n, row in enumerate(versions)]
    context = {
        "paper": paper, "pairs": pairs, "newest": versions[0] if versions else paper,
        "may_add": request.actor.may("plans.plandocument.add"),
        "may_write": request.actor.may("plans.plandocument.change") and not paper.approved_on,
    }  # fmt: skip
    return render_to_string("plans/_paper.html", context, request=request)


@transaction.atomic
def start_next_version(paper: PlanDocument, *, by: Actor) -> PlanDocument:
    """The version after the newest one, beginning with what the newest says; nobody has approved it yet."""
    rows = PlanDocument.objects.select_for_update(of=("self",)).filter(plan=paper.plan_id, title=paper.title)
    newest = rows.order_by("-issue").first() or paper
    made: PlanDocument = create_record(
        PlanDocument(
            body=paper.body, plan=paper.plan, kind=newest.kind, title=newest.title, issue=newest.issue + 1,
            year=newest.year, workstream=newest.workstream, text=newest.text, plan_version=newest.plan_version,
        ),
        by=by,
    )  # fmt: skip
    return made


def write_task_list(paper: PlanDocument, *, by: Actor) -> PlanDocument:
    """Write the tasks of the plan, or of the paper's line of action, into its text, as they lie now.

    The newest version of the plan is named with it. Raises Conflict for an approved paper, Problem without tasks.
    """
    if paper.approved_on:
        raise Conflict(_("This version is approved; start the next one."))
    rows = Task.objects.filter(plan=paper.plan_id).exclude(state=TaskState.DROPPED)
    if paper.workstream_id:
        rows = rows.filter(workstream=paper.workstream_id)
    tasks = list(rows.select_related("workstream", "owner", "unit").order_by("workstream__number", "position", "pk"))
    if not tasks:
        raise Problem(_("The plan has no tasks to write down yet."))
    text = "\n".join(say_tasks(tasks))
    if len(text) > MOST_TEXT:
        raise Problem(_("The list is longer than a paper may be; name a line of action on the paper."))
    newest = Version.objects.filter(plan=paper.plan_id).order_by("-number").first()
    changed: PlanDocument = change_record(
        paper, {"text": text, "plan_version": newest}, by=by, seen_version=paper.version
    )
    return changed


def say_tasks(tasks: list[Task]) -> list[str]:
    """A line for each task under a line for each line of action: who, until when, done when what."""
    lines: list[str] = []
    heading: int | None = None
    for task in tasks:
        if task.workstream is not None and task.workstream_id != heading:
            heading = task.workstream_id
            lines.append(str(task.workstream))
        parts = [
            task.name, str(task.owner or _("nobody responsible yet")), str(task.unit or ""), say_days(task),
            _("done when: %(what)s") % {"what": task.done_when} if task.done_when else "",
        ]  # fmt: skip
        lines.append("； ".join(part for part in parts if part))
    return lines


def say_days(task: Task) -> str:
    if task.starts_on is None:
        return _("no days yet")
    last = task.ends_on or task.starts_on
    return f"{task.starts_on}" if last == task.starts_on else f"{task.starts_on} – {last}"


def compare_plans(old: PlanDocument, new: PlanDocument) -> list[Moved] | None:
    """What the plan itself changed between the versions that two papers name; None where one names none."""
    if old.plan_version is None or new.plan_version is None:
        return None
    names = {str(task.pk): task for task in Task.objects.filter(plan=new.plan_id)}
    return compare_places(read_places(old.plan_version), read_places(new.plan_version), names)
