"""Two versions of a plan paper beside each other; the next version; the task list written from the plan."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.core.textdiff import Sign, compare_texts, fold
from luzhi.plans.models import PlanDocument
from luzhi.plans.papers import compare_plans, list_versions, start_next_version, write_task_list
from luzhi.records.kinds import KINDS, url_of


def find_paper(request: ActingRequest, pk: int) -> PlanDocument:
    visible = KINDS["plans.plandocument"].visible_to(request.actor)
    found: PlanDocument | None = visible.select_related("plan", "plan_version", "workstream").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_GET
def compare(request: ActingRequest, pk: int) -> HttpResponse:
    """What a version says otherwise than another one of the same paper; than the one before, unless another is asked
    for."""
    paper = find_paper(request, pk)
    versions = list_versions(paper)
    others = [row for row in versions if row.pk != paper.pk]
    wanted = request.GET.get("with", "")
    chosen = next((row for row in others if str(row.pk) == wanted), None)
    before = next((row for row in others if row.issue < paper.issue), None)
    other = chosen or before or (others[0] if others else None)
    context = {"paper": paper, "others": others, "other": other}
    if other is not None:
        old, new = (other, paper) if other.issue < paper.issue else (paper, other)
        rows = compare_texts(old.text, new.text)
        context |= {
            "old": old, "new": new, "rows": fold(rows), "moved": compare_plans(old, new),
            "counts": [(sign, sum(row.sign == sign for row in rows)) for sign in (Sign.NEW, Sign.CHANGED, Sign.GONE)],
            "alike": all(row.sign == Sign.SAME for row in rows),
        }  # fmt: skip
    return render(request, "plans/paper_diff.html", context)


@require_POST
def begin_next(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The next version, as a copy to be changed."""
    request.actor.demand("plans.plandocument.add")
    made = start_next_version(find_paper(request, pk), by=request.actor)
    messages.success(request, _("Version %(n)s begins as a copy of the one before.") % {"n": made.issue})
    return HttpResponseRedirect(KINDS["plans.plandocument"].url(made.pk, "edit"))


@require_POST
def take_task_list(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Write the plan's tasks into the paper."""
    request.actor.demand("plans.plandocument.change")
    paper = write_task_list(find_paper(request, pk), by=request.actor)
    messages.success(request, _("The tasks of the plan stand in the paper, as they lie now."))
    return HttpResponseRedirect(url_of(paper))
