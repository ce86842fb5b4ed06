"""What everybody may read, without an account; and the pages on which publication is prepared and agreed to."""

from functools import reduce
from operator import or_
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.access.models import Body
from luzhi.core.bigrams import mark_words, read_query, take_snippet
from luzhi.proposals import publicity, rules
from luzhi.proposals.models import Publication, UnitConsent
from luzhi.proposals.views import get_or_404
from luzhi.records.kinds import KINDS
from luzhi.records.search import narrow_by_text

PAGE = 20
LONGEST_QUERY = 80
NOT_SHOWN = ("taken_out", "checked_by", "due_by", "note")


def published_of(body: Body) -> Any:
    """What is public of a body, and nothing that only the office needs."""
    found = Publication.objects.filter(body=body, state="public", published_on__isnull=False)
    return found.defer(*NOT_SHOWN)


def get_body(code: str) -> Body:
    body = Body.objects.filter(code=code).first()
    if body is None:
        raise Http404
    return body


@login_not_required
@require_GET
def show_published(request: HttpRequest, code: str) -> HttpResponse:
    """The published proposals of a body, the newest first, with a search in their texts."""
    body = get_body(code)
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    before = request.GET.get("before", "")
    found = published_of(body)
    if text:
        found = narrow_by_text(KINDS["proposals.publication"], found, text, body_id=body.pk)
        # The index also knows what the office sees; a stranger must not learn from a hit what was taken out.
        for word in read_query(text).words:
            found = found.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in publicity.TEXTS)))
    if before.isdecimal() and len(before) < 18:
        found = found.filter(pk__lt=int(before))
    rows = list(found.order_by("-pk")[: PAGE + 1])
    words = read_query(text).words if text else ()
    lines = [(row, mark_words(take_snippet(f"{row.text} {row.answers}", words), words)) for row in rows[:PAGE]]
    context = {
        "body": body, "lines": lines, "text": text, "next": rows[PAGE - 1].pk if len(rows) > PAGE else None,
    }  # fmt: skip
    return render(request, "proposals/published.html", context)


@login_not_required
@require_GET
def read_published(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One published proposal with its answers. What is not public is not there."""
    body = get_body(code)
    found = published_of(body).filter(pk=pk).first()
    if found is None:
        raise Http404
    return render(request, "proposals/published_one.html", {"body": body, "obj": found})


@require_POST
def begin_publication(request: ActingRequest, pk: int) -> HttpResponseBase:
    request.actor.demand(rules.PUBLISH)
    made = publicity.begin(get_or_404(request, pk), by=request.actor)
    messages.success(request, _("The copy is made and the units are asked. Check every line before you publish it."))
    return HttpResponseRedirect(KINDS["proposals.publication"].url(made.pk))


@require_http_methods(["GET", "POST"])
def show_consents(request: ActingRequest) -> HttpResponseBase:
    """What a unit is asked: may your answer be published as it stands here?"""
    request.actor.demand(rules.CONSENT)
    if request.method == "POST":
        number = request.POST.get("consent", "")
        mine = UnitConsent.objects.filter(body=request.actor.body_id, unit__in=request.actor.unit_ids)
        chosen = mine.filter(pk=int(number) if number.isdecimal() and len(number) < 18 else 0).first()
        if chosen is None:
            raise Http404
        publicity.answer_consent(
            chosen, agree="agree" in request.POST, reason=request.POST.get("reason", ""), by=request.actor
        )
        messages.success(request, _("Thank you. Your answer is on record."))
        return HttpResponseRedirect(request.path)
    return render(request, "proposals/consents.html", {"consents": publicity.open_consents(request.actor)})
