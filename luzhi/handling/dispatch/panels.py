"""Hand-made parts of pages of dispatch: the list of a handover meeting, where a matter sent elsewhere stands."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from luzhi.access.actors import ActingRequest
from luzhi.handling.dispatch import rules
from luzhi.handling.dispatch.services import list_rows, waiting_matters
from luzhi.handling.models import Handover, Matter, Referral
from luzhi.handling.panels import show_state
from luzhi.records.kinds import KINDS


def draw_list(request: ActingRequest, handover: Handover) -> str:
    """Each matter with the units suggested and the units decided, and doors to the papers."""
    may = request.actor.may(rules.GATHER) and handover.state == "planned"
    new = KINDS["handling.referral"].url(page="new") if request.actor.may("handling.referral.add") else ""
    context = {
        "handover": handover, "rows": list_rows(handover), "may_gather": may,
        "waiting": waiting_matters(handover).count() if may else 0, "new": new if handover.state == "planned" else "",
        "may_print": request.actor.may(rules.MINUTES),
    }  # fmt: skip
    return render_to_string("handling/_handover.html", context, request)


def draw_elsewhere(request: ActingRequest, referral: Referral) -> str:
    """Where a matter sent to another body stands there."""
    if not referral.way:
        return ""
    there = Matter.objects.filter(origin=referral).select_related("body").first()
    units = there.referrals.exclude(state__in=("waiting", "transferred", "withdrawn")).count() if there else 0
    context = {"referral": referral, "there": there, "state": show_state(there) if there else "", "units": units}
    return render_to_string("handling/_elsewhere.html", context, request)


def draw_origin(request: ActingRequest, matter: Matter) -> str:
    """From which body a matter came."""
    if matter.origin_id is None:
        return ""
    origin = Referral.objects.select_related("body").get(pk=matter.origin_id)
    words = _("Sent here by %(body)s; the answers go back there by themselves.") % {"body": origin.body}
    return render_to_string("handling/_origin.html", {"words": words}, request)
