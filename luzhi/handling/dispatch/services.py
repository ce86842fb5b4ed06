"""Handing over in a meeting: which matters wait, the list, sending them all at once, the papers."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.papers import Annex, Block, Paper, PaperForm
from luzhi.common.problems import Conflict
from luzhi.handling.dispatch.workflow import HandoverFacts
from luzhi.handling.models import Handover, Matter, Referral
from luzhi.handling.queries import GONE, read_matrices
from luzhi.people.models import Organisation
from luzhi.workflow.engine import Taken, perform

MOST_GATHERED = 2000
HEADS = ("序号", "事项", "建议承办单位", "承办单位（方式）", "办理期限")
WIDTHS = (1.0, 5.4, 3.2, 4.6, 2.6)


def waiting_matters(handover: Handover) -> Any:
    """Matters of the year that have not been sent and are on no list."""
    waiting = Matter.objects.filter(body=handover.body_id, year=handover.year, state="raised", origin=None)
    return waiting.filter(handovers=None).order_by("pk")


@transaction.atomic
def gather(handover: Handover, *, by: Actor) -> int:
    """Take every waiting matter of the year into the list; returns how many. Raises Conflict once it is held."""
    locked = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if locked.state != "planned":
        raise Conflict(_("“%(meeting)s” has been held; its list stays as it is.") % {"meeting": locked})
    found = list(waiting_matters(locked).values_list("pk", flat=True)[:MOST_GATHERED])
    locked.matters.add(*found)
    if found:
        record_event(actor=by, verb="handover.gathered", obj=locked, changes={"matters": len(found)})
    return len(found)


def facts_of_handovers(handovers: Iterable[Any]) -> dict[int, HandoverFacts]:
    """Facts of several meetings: which matters have an item without a unit."""
    found = {}
    for handover in handovers:
        matters = list(handover.matters.exclude(state="closed").order_by("pk"))
        matrices = read_matrices(matters)
        undecided = tuple(str(m) for m in matters if matrices[m.pk].homeless or not matrices[m.pk].rows)
        found[handover.pk] = HandoverFacts(
            len(matters), undecided, handover.held_on is not None, bool(handover.minutes.strip())
        )
    return found


def hand_over(taken: Taken) -> None:
    """Every matter of the list that has not been sent goes to its units, whose clocks start today."""
    for matter in taken.obj.matters.filter(state="raised").order_by("pk"):
        perform(matter, "send", by=taken.by)


def list_rows(handover: Handover) -> list[dict[str, Any]]:
    """The list: each matter with the units its proposers suggest and the units decided; four queries."""
    matters = list(handover.matters.order_by("pk").prefetch_related("advised_units"))
    decided: dict[int, list[Referral]] = {}
    rows = Referral.objects.filter(matter__in=matters).exclude(state__in=GONE).select_related("unit").order_by("pk")
    for referral in rows:
        decided.setdefault(referral.matter_id, []).append(referral)
    return [
        {
            "matter": matter, "advised": list(matter.advised_units.all()), "referrals": decided.get(matter.pk, []),
            "differs": differs(matter.advised_units.all(), decided.get(matter.pk, [])),
        }
        for matter in matters
    ]  # fmt: skip


def differs(advised: Iterable[Organisation], decided: list[Referral]) -> bool:
    """Whether a unit has the matter that nobody suggested, or none of the suggested ones has it."""
    wanted, given = {unit.pk for unit in advised}, {referral.unit_id for referral in decided}
    return bool(wanted and given) and not given <= wanted


def make_minutes(handover: Handover) -> Paper:
    """The minutes of the meeting with the list as their annex."""
    blocks = [Block("p", sentence(handover))]
    blocks += [Block("p", line.strip()) for line in handover.minutes.splitlines() if line.strip()]
    if handover.present.strip():
        present = "；".join(line.strip() for line in handover.present.splitlines() if line.strip())
        blocks.append(Block("names", present, label="出席："))
    rows = []
    for number, row in enumerate(list_rows(handover), 1):
        units = "、".join(f"{r.unit}（{mode_words(r)}）" for r in row["referrals"])
        days = sorted({r.due_on.isoformat() for r in row["referrals"] if r.due_on})
        advised = "、".join(map(str, row["advised"]))
        rows.append((str(number), str(row["matter"]), advised or "—", units or "未定", days[-1] if days else ""))
    return Paper(
        form=PaperForm.MINUTES, mark=f"{handover.body}交办会纪要", title=(handover.title,), blocks=tuple(blocks),
        sender=str(handover.body), day=handover.held_on or timezone.localdate(),
        annex=Annex("附件", "交办清单", HEADS, tuple(rows), WIDTHS) if rows else None,
        draft="" if handover.state == "minuted" else "草稿",
    )  # fmt: skip


def sentence(handover: Handover) -> str:
    day = f"{handover.held_on.year}年{handover.held_on.month}月{handover.held_on.day}日，" if handover.held_on else ""
    place = f"在{handover.place}" if handover.place else ""
    chair = f"，会议由{handover.chaired_by}主持" if handover.chaired_by else ""
    return f"{day}{handover.title}{place}召开{chair}。会议交办事项{handover.matters.count()}件，清单附后。"


def mode_words(referral: Referral) -> str:
    return {"sole": "独办", "lead": "主办", "joint": "会办", "separate": "分办"}[referral.mode]
