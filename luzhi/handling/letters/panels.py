"""Hand-made parts of pages: the letters of a matter; the paper, countersignatures and copies of one letter."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from luzhi.access.actors import ActingRequest
from luzhi.access.roles import Role
from luzhi.handling.letters import rules
from luzhi.handling.letters.composing import make_paper
from luzhi.handling.letters.services import WRITTEN
from luzhi.handling.models import Countersignature, Matter, Mode, Opinion, Reply
from luzhi.handling.panels import show_state
from luzhi.handling.queries import WITH_UNIT, read_matrix
from luzhi.records.kinds import KINDS

TONES = {Opinion.ASKED: "warn", Opinion.AGREED: "good", Opinion.OBJECTED: "stop"}


def draw_letters(request: ActingRequest, matter: Matter) -> str:
    """The letters that answer a matter, and a door for each unit that may begin its own."""
    if not request.actor.may("handling.reply.view"):
        return ""
    kind = KINDS["handling.reply"]
    letters = [
        (reply, kind.url(reply.pk), show_state(reply))
        for reply in kind.visible_to(request.actor).filter(matter=matter).select_related("unit").order_by("round", "pk")
    ]
    in_hand = {r.unit_id for r, *_rest in letters if r.round == matter.round and r.state != "void"}
    doors = []
    if request.actor.may(rules.WRITE) and matter.state != "closed":
        for unit_id, referral in read_matrix(matter).referrals.items():
            signs = referral.mode != Mode.JOINT and referral.state in (*WITH_UNIT, "answered")
            if signs and unit_id not in in_hand and rules.may_write(request.actor, unit_id):
                doors.append((reverse("begin-letter", args=[matter.pk, unit_id]), referral.unit))
    if not letters and not doors:
        return ""
    return render_to_string("handling/_letters.html", {"letters": letters, "doors": doors}, request)


def draw_letter(request: ActingRequest, reply: Reply) -> str:
    """The paper as it stands, what can be done with it, who has countersigned, what came back."""
    actor = request.actor
    signatures = list(reply.countersignatures.select_related("unit").order_by("pk"))
    doors: dict[str, Any] = {
        "write": reply.state in WRITTEN and actor.may(rules.WRITE) and rules.may_write(actor, reply.unit_id),
        "bring": reply.state == "to_sign" and rules.may_bring(actor, reply),
        "countersign": reply.state == "countersigning"
        and actor.may(rules.COUNTERSIGN)
        and any(waits_for(actor, signature) for signature in signatures),
    }
    context = {
        "reply": reply, "paper": make_paper(reply), "doors": doors,
        "signatures": [(signature, TONES[Opinion(signature.opinion)]) for signature in signatures],
        "scans": list(reply.scans.order_by("pk")), "matter_link": KINDS["handling.matter"].url(reply.matter_id),
    }  # fmt: skip
    return render_to_string("handling/_reply.html", context, request)


def waits_for(actor: Any, signature: Countersignature) -> bool:
    return signature.opinion == Opinion.ASKED and (actor.holds(Role.STAFF) or signature.unit_id in actor.unit_ids)
