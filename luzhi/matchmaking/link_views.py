"""A firm's personal link, in both languages and without an account: its profile, whom it wants to meet, its day, what
came of it. Everything shown belongs to the firm or was released by the other firm."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luzhi.access.links import demand_calm, personal_link
from luzhi.common.problems import Problem
from luzhi.matchmaking.forms import AskForm, LineForm, OutcomeForm
from luzhi.matchmaking.links import find_party
from luzhi.matchmaking.models import Outcome, Party, ProfileLine, Request
from luzhi.matchmaking.outcomes import enter_outcome
from luzhi.matchmaking.sheet_views import send
from luzhi.matchmaking.sheets import day_of, print_day, write_calendar
from luzhi.matchmaking.views import say_reason, suggest_for
from luzhi.matchmaking.vocabulary import Reporter, RequestState
from luzhi.records.services import change_record, create_record, remove_record
from luzhi.workflow.engine import perform

MOST_LINES, MOST_ASKED, MOST_WRITES = 20, 40, (120, 3600)
STEPS_OF = {  # what a side may say, by the state and by whether it is the side asked
    (RequestState.WAITS_ASKED, True): "accept",
    (RequestState.WAITS_ASKER, False): "confirm",
    (RequestState.PROPOSED, True): "accept_first",
    (RequestState.PROPOSED, False): "confirm_first",
}


@personal_link(find_party)
@require_http_methods(["GET", "POST"])
def show_link(request: HttpRequest, secret: str, party: Party) -> HttpResponseBase:
    """The page behind the link; what is posted is one of the firm's own small acts."""
    problem, forms = "", {}
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        try:
            demand_calm(f"match-link:{party.pk}", MOST_WRITES)
            if act is None:
                raise Problem(_("There is no such step."))  # noqa: TRY301 -- shown where all other problems are
            forms = act(party, request.POST) or {}
        except Problem as found:
            problem = str(found)
        else:
            if not forms:
                return HttpResponseRedirect(request.path)
    chosen = request.POST.get("party", "") or request.GET.get("ask", "")
    context = page_of(party) | forms | {"problem": problem, "secret": secret, "chosen": chosen}
    return render(request, "matchmaking/link.html", context, status=422 if problem or forms else 200)


def page_of(party: Party) -> dict[str, Any]:
    """Everything the page shows; a fixed number of queries."""
    mine = Request.objects.filter(Q(asker=party) | Q(asked=party)).select_related(
        "asker__organisation", "asked__organisation"
    )
    rows = [describe(request, party) for request in mine.order_by("-pk")]
    rows.sort(key=lambda row: not row["step"])  # what waits for this firm comes first
    known = {row["other"].pk for row in rows} | {party.pk}
    listed = Party.objects.filter(session=party.session_id, listed=True, withdrawn=False).exclude(pk__in=known)
    firms = list(listed.select_related("organisation").prefetch_related("lines").order_by("organisation__name", "pk"))
    said = {o.request_id: o for o in Outcome.objects.filter(request__in=mine, said_by__in=["asker", "asked"])
            if (o.said_by == Reporter.ASKED) == (o.request.asked_id == party.pk)}  # fmt: skip
    day = [row | {"outcome": said.get(row["meeting"].request_id)} for row in day_of(party)]
    fits = fits_for(party, {firm.pk: firm for firm in firms})
    others = [{"party": firm, "reasons": fits.get(firm.pk, [])} for firm in firms]
    return {
        "party": party, "session": party.session, "lines": list(party.lines.order_by("side", "pk")), "requests": rows,
        "firms": sorted(others, key=lambda row: not row["reasons"]), "day": day,
        "open": party.session.takes_wishes, "line_form": LineForm(), "ask_form": AskForm(),
        "outcome_form": OutcomeForm(),
    }  # fmt: skip


def describe(request: Request, party: Party) -> dict[str, Any]:
    asked = request.asked_id == party.pk
    state = RequestState(request.state)
    return {
        "request": request, "other": request.asker if asked else request.asked, "asked": asked,
        "step": STEPS_OF.get((state, asked), ""),
        "may_withdraw": not asked and state in (RequestState.WAITS_ASKED, RequestState.AGREED),
    }  # fmt: skip


def fits_for(party: Party, firms: dict[int, Party]) -> dict[int, list[str]]:
    """Why which of the listed firms fit this one."""
    everybody = firms | {party.pk: party}
    found: dict[int, list[str]] = {}
    for suggestion in suggest_for(party.session, everybody, only=party.pk):
        other = next(pk for pk in suggestion.parties if pk != party.pk)
        found[other] = [say_reason(reason, everybody) for reason in suggestion.reasons]
    return found


def demand_open(party: Party) -> None:
    if not party.session.takes_wishes:
        raise Problem(_("The time for wishes is over; please speak to the office."))


def number_in(data: Any, name: str) -> int:
    text = data.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        raise Http404
    return int(text)


def own_request(party: Party, data: Any) -> Request:
    """A request this firm is a side of; anything else does not exist for it."""
    found = Request.objects.filter(Q(asker=party) | Q(asked=party), pk=number_in(data, "request")).first()
    if found is None:
        raise Http404
    return found


def add_line(party: Party, data: Any) -> dict[str, Any] | None:
    demand_open(party)
    if party.lines.count() >= MOST_LINES:
        raise Problem(_("A profile has at most %(n)s lines.") % {"n": MOST_LINES})
    form = LineForm(data, instance=ProfileLine(body=party.body, party=party))
    if not form.is_valid():
        return {"line_form": form}
    create_record(form.instance, by=None)
    return None


def drop_line(party: Party, data: Any) -> None:
    demand_open(party)
    line = party.lines.filter(pk=number_in(data, "line")).first()
    if line is None:
        raise Http404
    remove_record(line, by=None, reason=_("taken off by the firm on its personal link"), seen_version=line.version)


def set_listed(party: Party, data: Any) -> None:
    change_record(party, {"listed": data.get("listed") == "yes"}, by=None, seen_version=party.version)


def ask(party: Party, data: Any) -> dict[str, Any] | None:
    """Ask to meet a listed firm. When it has asked for this one already, that is its consent."""
    demand_open(party)
    form = AskForm(data)
    if not form.is_valid():
        return {"ask_form": form}
    values = form.cleaned_data
    other = Party.objects.filter(session=party.session_id, listed=True, withdrawn=False, pk=values["party"]).first()
    if other is None or other.pk == party.pk:
        raise Http404
    if party.asked_for.exclude(state=RequestState.WITHDRAWN).count() >= MOST_ASKED:
        raise Problem(_("A firm asks for at most %(n)s meetings.") % {"n": MOST_ASKED})
    create_record(
        Request(
            body=party.body, session=party.session, asker=party, asked=other, weight=values["weight"],
            subject=values["subject"], half=values["half"], language=values["language"], year=party.session.year,
        ),
        by=None,
    )  # fmt: skip
    return None


def answer(party: Party, data: Any) -> None:
    demand_open(party)
    request = own_request(party, data)
    step = STEPS_OF.get((RequestState(request.state), request.asked_id == party.pk), "")
    if not step:
        raise Problem(_("This request does not wait for you any more."))
    perform(request, "decline" if data.get("say") == "no" else step, by=None, seen_state=request.state)


def take_back(party: Party, data: Any) -> None:
    request = own_request(party, data)
    if request.asker_id != party.pk:
        raise Http404
    perform(request, "withdraw", by=None, reason=_("taken back by the firm on its personal link"))


def report(party: Party, data: Any) -> dict[str, Any] | None:
    """What came of a meeting, as this side says."""
    request = own_request(party, data)
    form = OutcomeForm(data, instance=Outcome(body=party.body, request=request, year=request.year))
    if not form.is_valid():
        return {"outcome_form": form, "outcome_of": request.pk}
    side = Reporter.ASKED if request.asked_id == party.pk else Reporter.ASKER
    enter_outcome(request, form.cleaned_data, said_by=side, by=None)
    return None


ACTS = {
    "line": add_line, "drop_line": drop_line, "listed": set_listed, "ask": ask, "answer": answer,
    "take_back": take_back, "outcome": report,
}  # fmt: skip


@personal_link(find_party)
@require_GET
def send_link_pdf(request: HttpRequest, secret: str, party: Party) -> HttpResponse:
    return send(print_day(party), "application/pdf", "meetings.pdf")


@personal_link(find_party)
@require_GET
def send_link_calendar(request: HttpRequest, secret: str, party: Party) -> HttpResponse:
    return send(write_calendar(party), "text/calendar; charset=utf-8", "meetings.ics")
