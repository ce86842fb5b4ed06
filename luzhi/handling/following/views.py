"""Pages of what is followed: a report of progress, and the list of what was promised and is not done."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luzhi.access.actors import ActingRequest
from luzhi.access.permissions import Extent
from luzhi.access.roles import Role
from luzhi.common.problems import Problem, Refused
from luzhi.handling.following import rules
from luzhi.handling.following.forms import ProgressForm
from luzhi.handling.following.services import OPEN, followed_answers, report_progress
from luzhi.handling.models import Answer, Commitment
from luzhi.handling.services import may_change_class
from luzhi.handling.views import get_or_404
from luzhi.records.kinds import KINDS

MOST = 200


@require_http_methods(["GET", "POST"])
def add_progress(request: ActingRequest, pk: int) -> HttpResponseBase:
    """What has been done since the answer was given; the class may move on."""
    request.actor.demand(rules.PROGRESS)
    answer: Answer = get_or_404(request, "handling.answer", pk)
    if not rules.may_report(request.actor, answer):
        raise Refused(_("Only an officer of the unit, or the office, reports on this answer."))
    keeps = not may_change_class(answer.item.matter.rules, request.actor, answer.unit_id)
    form = ProgressForm(request.POST or None, answer=answer, keeps_class=keeps)
    if request.method == "POST" and form.is_valid():
        try:
            report_progress(answer, form.cleaned_data, by=request.actor)
        except Problem as problem:
            form.add_error(None, str(problem.sentence))
        else:
            messages.success(request, _("The report is on record."))
            return HttpResponseRedirect(KINDS["handling.answer"].url(pk))
    context = {"answer": answer, "form": form, "reports": list(answer.progress.order_by("reported_on", "pk"))}
    return render(request, "handling/progress.html", context, status=422 if form.errors else 200)


@require_GET
def show_promised(request: ActingRequest) -> HttpResponse:
    """What was promised and is not done: promises past their day, other open ones, answers that are followed."""
    extent = request.actor.demand(rules.PROMISED)
    promises = Commitment.objects.filter(body=request.actor.body_id, state__in=OPEN).select_related("owner", "matter")
    answers = followed_answers(request.actor.body_id)
    if extent == Extent.OWN and not request.actor.holds(Role.MEMBER):
        promises = promises.filter(owner__in=request.actor.unit_ids)
        answers = answers.filter(unit__in=request.actor.unit_ids)
    today = timezone.localdate()
    rows = list(promises.order_by("keep_by", "pk")[:MOST])
    context = {
        "late": [p for p in rows if p.keep_by and p.keep_by < today and p.state == "open"],
        "rest": [p for p in rows if not (p.keep_by and p.keep_by < today and p.state == "open")],
        "answers": list(answers.order_by("pk")[:MOST]), "today": today, "most": MOST,
    }  # fmt: skip
    return render(request, "handling/promised.html", context)
