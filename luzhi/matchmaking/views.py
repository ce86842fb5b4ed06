"""Matchmaking's own pages for the office: a session at a glance, suggestions, making and mending the timetable."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.common.problems import Problem
from luzhi.core.matching.suggest import Line, Suggestion, suggest
from luzhi.matchmaking.forms import DesksForm, MendForm, SlotsForm
from luzhi.matchmaking.links import give_link
from luzhi.matchmaking.models import Party, ProfileLine, Request, Session, Timetable
from luzhi.matchmaking.services import add_desks, add_slots, make_timetable, mend_timetable, newest_frozen
from luzhi.matchmaking.vocabulary import Field, RequestState, TimetableState
from luzhi.records.figures import Scope, read_figure
from luzhi.records.kinds import KINDS, url_of
from luzhi.records.services import create_record

TILES = (
    "matchmaking.requested", "matchmaking.agreed", "matchmaking.held", "matchmaking.no_show", "matchmaking.intentions",
    "matchmaking.signed", "matchmaking.followed", "matchmaking.conversion",
)  # fmt: skip
MOST_SUGGESTED = 60


def find_session(request: ActingRequest, pk: int) -> Session:
    found: Session | None = (
        KINDS["matchmaking.session"].visible_to(request.actor).select_related("expo", "body").filter(pk=pk).first()
    )
    if found is None:
        raise Http404
    return found


@require_GET
def show_front(request: ActingRequest) -> HttpResponseBase:
    """The newest session, or how to begin."""
    request.actor.demand("matchmaking.board")
    visible = KINDS["matchmaking.session"].visible_to(request.actor).filter(year__lte=request.year)
    newest = visible.order_by("-year", "-pk").first()
    if newest is not None:
        return HttpResponseRedirect(reverse("match-board", args=[newest.pk]))
    return render(request, "matchmaking/none.html", {"kind": KINDS["matchmaking.session"]})


@require_GET
def show_board(request: ActingRequest, pk: int) -> HttpResponse:
    """One page for a session: what is there, what is still lacking, the figures, the next step."""
    request.actor.demand("matchmaking.board")
    session = find_session(request, pk)
    return render(request, "matchmaking/board.html", board_of(request, session))


def board_of(request: ActingRequest, session: Session, **forms: Any) -> dict[str, Any]:
    scope = Scope(session.body_id, session.year, {"session": session.pk})
    # one question each: joined in one, 300 firms, 45 tables and 40 slots would be half a million rows
    counts = {name: getattr(session, name).count() for name in ("slots", "desks", "parties")}
    states = dict(Request.objects.filter(session=session).values_list("state").annotate(n=Count("pk")).order_by())
    waiting = sum(states.get(s, 0) for s in (RequestState.PROPOSED, RequestState.WAITS_ASKED, RequestState.WAITS_ASKER))
    return {
        "session": session, "counts": counts, "waiting": waiting, "agreed": states.get(RequestState.AGREED, 0),
        "tiles": [read_figure(key, scope) for key in TILES],
        "standing": newest_frozen(session),
        "draft": Timetable.objects.filter(session=session, state=TimetableState.DRAFT).first(),
        "may_plan": request.actor.may("matchmaking.plan"),
        "firms": KINDS["matchmaking.party"], "requests": KINDS["matchmaking.request"],
        "slots_form": forms.get("slots_form") or SlotsForm(), "desks_form": forms.get("desks_form") or DesksForm(),
    }  # fmt: skip


@require_POST
def bring_slots(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Add a row of slots."""
    request.actor.demand("matchmaking.plan")
    session = find_session(request, pk)
    form = SlotsForm(request.POST)
    if not form.is_valid():
        return render(request, "matchmaking/board.html", board_of(request, session, slots_form=form), status=422)
    values = form.cleaned_data
    n = add_slots(session, by=request.actor, **values)
    messages.success(request, ngettext("%(n)s slot was added.", "%(n)s slots were added.", n) % {"n": n})
    return HttpResponseRedirect(reverse("match-board", args=[pk]))


@require_POST
def bring_desks(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Add a row of tables."""
    request.actor.demand("matchmaking.plan")
    session = find_session(request, pk)
    form = DesksForm(request.POST)
    if not form.is_valid():
        return render(request, "matchmaking/board.html", board_of(request, session, desks_form=form), status=422)
    values = form.cleaned_data
    n = add_desks(session, by=request.actor, prefix=values["letter"], n=values["n_desks"], seats=values["seats"])
    messages.success(request, ngettext("%(n)s table was added.", "%(n)s tables were added.", n) % {"n": n})
    return HttpResponseRedirect(reverse("match-board", args=[pk]))


@require_POST
def make(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Make the draft of the timetable, anew if there is one."""
    request.actor.demand("matchmaking.plan")
    session = find_session(request, pk)
    draft = make_timetable(session, by=request.actor, reason=request.POST.get("reason", ""))
    return HttpResponseRedirect(url_of(draft))


@require_http_methods(["GET", "POST"])
def mend(request: ActingRequest, pk: int) -> HttpResponseBase:
    """After a no-show: a new draft that moves as few other meetings as possible."""
    request.actor.demand("matchmaking.plan")
    session = find_session(request, pk)
    form = MendForm(session, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            mended = mend_timetable(
                session, values["party"], values["first"], values["last"], by=request.actor, reason=values["reason"],
                most_moves=values["most_moves"],
            )  # fmt: skip
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            words = _(
                "%(held)s of %(affected)s meetings are held at another time; %(moved)s others move; "
                "%(gained)s requests come in."
            )
            numbers = {
                "held": mended.held_again, "affected": mended.affected, "moved": mended.moved, "gained": mended.gained,
            }  # fmt: skip
            proof = _("Proven: it cannot be done with fewer moves.") if mended.proven else ""
            messages.success(request, f"{words % numbers} {proof}".strip())
            return HttpResponseRedirect(url_of(mended.draft))
    status = 422 if request.method == "POST" else 200
    return render(request, "matchmaking/mend.html", {"session": session, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def show_suggestions(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Pairs that fit and have not asked for each other, with the reason; one click proposes the meeting to both."""
    request.actor.demand("matchmaking.plan")
    session = find_session(request, pk)
    parties = {p.pk: p for p in Party.objects.filter(session=session, withdrawn=False).select_related("organisation")}
    found = suggest_for(session, parties)
    if request.method == "POST":
        chosen = request.POST.get("pair", "")
        suggestion = next((s for s in found if "-".join(map(str, s.parties)) == chosen), None)
        if suggestion is None:
            raise Problem(_("This suggestion no longer stands."))
        made = propose(session, suggestion, parties, request)
        messages.success(request, _("%(request)s is proposed to both.") % {"request": made})
        return HttpResponseRedirect(request.path)
    rows = [
        {"pair": "-".join(map(str, s.parties)), "one": parties[s.parties[0]], "other": parties[s.parties[1]],
         "mutual": s.mutual, "reasons": [say_reason(r, parties) for r in s.reasons]}
        for s in found[:MOST_SUGGESTED]
    ]  # fmt: skip
    return render(request, "matchmaking/suggestions.html", {"session": session, "rows": rows, "n": len(found)})


def suggest_for(session: Session, parties: dict[int, Party], only: int | None = None) -> list[Suggestion]:
    lines = ProfileLine.objects.filter(party__in=parties).order_by("pk")
    known = Request.objects.filter(session=session).values_list("asker_id", "asked_id")
    given = [Line(row.party_id, row.side == "offer", row.field, row.chain, row.text) for row in lines]
    return suggest(given, known=list(known), only=only)


def say_reason(reason: Any, parties: dict[int, Party]) -> str:
    """Why two firms fit, from their own words."""
    words = _("%(one)s offers %(offer)s, %(other)s needs %(need)s (%(field)s)") % {
        "one": parties[reason.offer.party], "other": parties[reason.need.party], "offer": reason.offer.text,
        "need": reason.need.text, "field": Field(reason.offer.field).label,
    }  # fmt: skip
    if not reason.same_chain:
        return words
    chain = _("both in the industry chain %(chain)s") % {"chain": reason.offer.chain}
    return f"{words} · {chain}"


def propose(session: Session, suggestion: Suggestion, parties: dict[int, Party], request: ActingRequest) -> Request:
    """The office proposes a meeting; the side with the need asks, and both must agree."""
    best = suggestion.reasons[0]
    made: Request = create_record(
        Request(
            body=session.body, session=session, asker=parties[best.need.party], asked=parties[best.offer.party],
            subject=best.need.text[:200], why=say_reason(best, parties)[:300], year=session.year,
        ),
        by=request.actor, state=RequestState.PROPOSED,
    )  # fmt: skip
    return made


@require_POST
def make_link(request: ActingRequest, pk: int) -> HttpResponseBase:
    """A new personal link for a firm; the old one stops. It is shown this once."""
    request.actor.demand("matchmaking.plan")
    party = KINDS["matchmaking.party"].visible_to(request.actor).filter(pk=pk).select_related("organisation").first()
    if party is None:
        raise Http404
    secret = give_link(party, by=request.actor)
    address = request.build_absolute_uri(reverse("match-link", args=[secret]))
    return render(request, "matchmaking/link_made.html", {"party": party, "address": address})


def standing_or_404(request: ActingRequest, pk: int) -> Timetable:
    found = (
        KINDS["matchmaking.timetable"]
        .visible_to(request.actor)
        .filter(Q(state=TimetableState.FROZEN) | Q(state=TimetableState.DRAFT), pk=pk)
        .select_related("session")
        .first()
    )
    if found is None:
        raise Http404
    timetable: Timetable = found
    return timetable
