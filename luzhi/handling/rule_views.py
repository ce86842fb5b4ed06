"""Pages of rule sets beyond their form: presets, the comparison with what is in force, the next edition."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.handling import rules
from luzhi.handling.models import RuleSet
from luzhi.handling.presets import show_presets, take_preset
from luzhi.handling.rulebook import compare, former_of, open_edition
from luzhi.handling.trials import try_rules
from luzhi.records.kinds import KINDS
from luzhi.workflow.engine import offer_steps


def get_rules(request: ActingRequest, pk: int) -> RuleSet:
    found: RuleSet | None = KINDS["handling.ruleset"].visible_to(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def choose_preset(request: ActingRequest) -> HttpResponseBase:
    """Rule sets of real bodies, with their sources, to begin one's own with."""
    request.actor.demand(rules.PRESETS)
    if request.method == "POST":
        made = take_preset(request.POST.get("preset", ""), by=request.actor)
        messages.success(
            request, _("“%(record)s” is a draft now. Check every line against your own rules.") % {"record": made}
        )
        return HttpResponseRedirect(KINDS["handling.ruleset"].url(made.pk, "edit"))
    return render(request, "handling/presets.html", {"presets": show_presets(), "kind": KINDS["handling.ruleset"]})


@require_GET
def preview(request: ActingRequest, pk: int) -> HttpResponse:
    """What the rules change against those before them, and what they would have meant for past cases."""
    request.actor.demand(rules.PREVIEW)
    found = get_rules(request, pk)
    former = found.follows if found.state != "draft" else former_of(found) or found.follows
    context = {
        "kind": KINDS["handling.ruleset"], "obj": found, "former": former, "differences": compare(former, found),
        "trials": try_rules(found), "offers": offer_steps(found, request.actor),
    }  # fmt: skip
    return render(request, "handling/rule_preview.html", context)


@require_POST
def begin_edition(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The next edition of a rule set, as a draft."""
    request.actor.demand("handling.ruleset.change")
    made = open_edition(get_rules(request, pk), by=request.actor)
    sentence = _("“%(record)s” is a draft; nothing changes until it is put in force.")
    messages.success(request, sentence % {"record": made})
    return HttpResponseRedirect(KINDS["handling.ruleset"].url(made.pk, "edit"))
