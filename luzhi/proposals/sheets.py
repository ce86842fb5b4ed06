"""The sheets an office keeps of a year's proposals: the register of all, and what each unit has to answer.

Columns and order follow the registers in use (提案登记表, 交办清单), so that they can be printed and handed on. Which
proposer said what is not in them; verdicts stand as numbers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from luzhi.common.workbooks import write_workbook
from luzhi.handling.models import Answer, Item, Matter, Mode, Referral, Verdict
from luzhi.handling.queries import GONE
from luzhi.handling.workflow import REFERRAL
from luzhi.proposals.models import Outcome, Proposal, ProposerKind, Signature
from luzhi.proposals.workflow import PROPOSAL

MOST = 20_000
Rows = list[dict[str, Any]]


def write_sheet(rows: Rows, name: str) -> bytes:
    return write_workbook(rows or [{name: ""}], name)


def list_register(body_id: int, year: int) -> Rows:
    """One line for each submitted proposal, by number, then by receipt; six queries whatever their number."""
    submitted = Proposal.objects.filter(body=body_id, year=year).exclude(state__in=("draft", "cosigning"))
    proposals = list(
        submitted.select_related("organisation", "committee", "sector", "merged_into")
        .order_by("number", "receipt_no", "pk")[:MOST]
    )  # fmt: skip
    proposals.sort(key=lambda p: (p.number is None, p.number or 0))
    names = names_of([p.pk for p in proposals])
    matters = [p.matter_id for p in proposals if p.matter_id]
    units, classes, verdicts = units_of(matters), classes_of(matters), verdicts_of(matters)
    return [
        register_line(p, names.get(p.pk, []), units.get(p.matter_id or 0, []), classes, verdicts) for p in proposals
    ]


def register_line(
    p: Proposal, names: list[str], units: list[Referral], classes: dict[int, str], verdicts: dict[int, str]
) -> dict[str, Any]:
    matter = p.matter_id or 0
    led = [r for r in units if r.mode != Mode.JOINT]
    together = str(p.organisation or p.committee or p.sector or "")  # in whose name a collective proposal is made
    signers = [together, *names] if together else names
    due = [f"{r.due_on:%Y-%m-%d}" for r in led if r.due_on]
    answered = [r.answered_on for r in units if r.answered_on]
    return {
        _("Case no."): p.number or "", _("Receipt"): p.receipt_no, _("Title"): p.title,
        _("First proposer"): signers[0] if signers else "", _("Further signers"): "、".join(signers[1:]),
        _("Proposed by"): str(ProposerKind(p.proposer_kind).label), pgettext("proposal", "Field"): p.topic,
        _("Submitted on"): f"{p.submitted_on:%Y-%m-%d}" if p.submitted_on else "",
        pgettext("proposal", "Outcome"): str(Outcome(p.outcome).label),
        _("Merged into no."): (p.merged_into.number or "") if p.merged_into else "",
        _("Key"): _("yes") if p.key else "",
        _("Lead or sole unit"): "、".join(str(r.unit) for r in led),
        _("Joint units"): "、".join(str(r.unit) for r in units if r.mode == Mode.JOINT),
        _("Due on"): "、".join(dict.fromkeys(due)),
        _("Answered on"): f"{max(answered):%Y-%m-%d}" if answered and all(r.answered_on for r in units) else "",
        _("Classes of the answers"): classes.get(matter, ""), _("Verdicts"): verdicts.get(matter, ""),
        _("State"): str(PROPOSAL.states[p.state].label),
    }  # fmt: skip


def list_handover(body_id: int, year: int) -> Rows:
    """One line for each unit and matter, the units together: what is handed over at the handover meeting."""
    referrals = (
        Referral.objects.filter(body=body_id, matter__year=year)
        .exclude(state__in=GONE)
        .select_related("unit", "matter__proposal")
        .order_by("unit__name", "matter__proposal__number", "pk")[:MOST]
    )
    rows = list(referrals)
    counts: dict[int, int] = defaultdict(int)
    for matter in Item.objects.filter(matter__in=[r.matter_id for r in rows]).values_list("matter", flat=True):
        counts[matter] += 1
    return [
        {
            _("Unit"): str(r.unit), _("Case no."): number_of(r.matter), _("Title"): r.matter.title,
            _("Mode"): str(Mode(r.mode).label), _("Recommendations"): counts[r.matter_id],
            _("Sent on"): f"{r.sent_on:%Y-%m-%d}" if r.sent_on else "",
            _("Due on"): f"{r.due_on:%Y-%m-%d}" if r.due_on else "",
            _("Answered on"): f"{r.answered_on:%Y-%m-%d}" if r.answered_on else "",
            _("State"): str(REFERRAL.states[r.state].label),
        }
        for r in rows
    ]  # fmt: skip


def number_of(matter: Matter) -> Any:
    proposal = getattr(matter, "proposal", None)
    return proposal.number or "" if proposal is not None else ""


def names_of(pks: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    signed = Signature.objects.filter(proposal__in=pks, answer="agreed").order_by("order", "pk")
    for pk, name in signed.values_list("proposal", "person__name"):
        found[pk].append(name)
    return found


def units_of(matters: list[int]) -> dict[int, list[Referral]]:
    found: dict[int, list[Referral]] = defaultdict(list)
    order = {Mode.LEAD: 0, Mode.SOLE: 0}
    referrals = Referral.objects.filter(matter__in=matters).exclude(state__in=GONE).select_related("unit")
    for referral in sorted(referrals, key=lambda r: (order.get(Mode(r.mode), 1), r.pk)):
        found[referral.matter_id].append(referral)
    return found


def tally(pairs: Iterator[tuple[int, str]] | Any, show: Callable[[str, int], str]) -> dict[int, str]:
    """For each matter how often each word occurs, the most frequent first."""
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for matter, word in pairs:
        if word:
            counts[matter][word] += 1
    return {
        matter: "、".join(show(word, n) for word, n in sorted(words.items(), key=lambda pair: (-pair[1], pair[0])))
        for matter, words in counts.items()
    }


def with_count(word: str, n: int) -> str:
    return f"{word} {n}"


def classes_of(matters: list[int]) -> dict[int, str]:
    """The classes of the answers of each matter, with their meaning, over all rounds' latest answers."""
    answers = Answer.objects.filter(item__matter__in=matters).order_by("round")
    latest: dict[tuple[int, int], tuple[int, str]] = {}
    for matter, item, unit, code, meaning in answers.values_list(
        "item__matter", "item", "unit", "result_class", "class_meaning"
    ):
        latest[item, unit] = (matter, f"{code} {meaning}".strip())
    return tally(iter(latest.values()), with_count)


def verdicts_of(matters: list[int]) -> dict[int, str]:
    """The verdicts of the last round of each matter."""
    rows = Verdict.objects.filter(matter__in=matters).values_list("matter", "round", "matter__round", "result_meaning")
    return tally(((matter, words) for matter, round_, last, words in rows if round_ == last), with_count)
