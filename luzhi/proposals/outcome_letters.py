"""The four letters after the review: worded on the day of the decision, queued, printed together."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.papers.model import Block, Paper, PaperForm
from luzhi.common.problems import Problem
from luzhi.proposals.models import Letter, LetterForm, LetterState, Proposal
from luzhi.proposals.queries import signers_of
from luzhi.workflow.engine import Taken

FORMS = {
    "file": LetterForm.FILED, "merge": LetterForm.MERGED, "opinions": LetterForm.OPINIONS,
    "return": LetterForm.RETURNED,
}  # fmt: skip
MOST_PRINTED = 500
# An official letter is in Chinese, whoever has it made; these are its words.
TITLES = {
    LetterForm.FILED: "关于提案立案的通知",
    LetterForm.MERGED: "关于提案并案办理的通知",
    LetterForm.OPINIONS: "关于提案转为意见和建议的通知",
    LetterForm.RETURNED: "关于提案不予立案的通知",
}


def write_letter(taken: Taken) -> None:
    """Queue the letter that belongs to the decision."""
    proposal: Proposal = taken.obj
    form = FORMS[taken.step.name]
    with override("zh-hans"):
        Letter.objects.create(
            body_id=proposal.body_id, proposal=proposal, form=form, addressees=name_addressees(proposal),
            title=TITLES[form], text=word_letter(proposal, form, taken.reason), written_on=timezone.localdate(),
        )  # fmt: skip


def name_addressees(proposal: Proposal) -> str:
    """Who proposed it: the organisation, committee, sector or group, and the members who signed."""
    owner = proposal.organisation or proposal.committee or proposal.sector or proposal.group_name
    names = [signature.person.name for signature in signers_of(proposal)]
    return "、".join([str(owner), *names] if owner else [f"{name}委员" for name in names]) or "提案者"


def word_letter(proposal: Proposal, form: str, reason: str) -> str:
    """The letter's paragraphs. It names the number, the unit where it is known, the ground, and what comes next."""
    received = f"您（你们）提出的《{proposal.title}》（来文号 {proposal.receipt_no}）收悉。"
    if form == LetterForm.FILED:
        units = "、".join(str(unit) for unit in proposal.advised_units.all())
        hope = f"您（你们）建议的承办单位为{units}，承办单位由交办时确定。" if units else "承办单位由交办时确定。"
        said = f"经审查，予以立案，编为第{proposal.number}号提案。{hope}办理情况将由承办单位书面答复。"
    elif form == LetterForm.MERGED and proposal.merged_into is not None:
        said = (
            f"经审查，与第{proposal.merged_into.number}号提案《{proposal.merged_into.title}》内容相近，并案办理。"
            "您（你们）的提案编号、署名和文本予以保留，答复将同时送达您（你们）。"
        )
    elif form == LetterForm.OPINIONS:
        unit = f"，转送{proposal.opinions_to}研究参考" if proposal.opinions_to else "，转送有关单位研究参考"
        said = f"经审查，不作为提案立案，转为意见和建议{unit}。{end_sentence(reason)}"
    else:
        ground = f"理由：{proposal.return_ground}。" if proposal.return_ground else ""
        said = f"经审查，不予立案。{ground}{end_sentence(reason)}您（你们）可以修改完善后再次提交。"
    return f"{received}\n{said}\n感谢您（你们）对政协提案工作的支持。"


def end_sentence(words: str) -> str:
    plain = words.strip()
    return plain if not plain or plain[-1] in "。！？.!?" else f"{plain}。"


def recall_letters(proposal: Proposal) -> None:
    """A decision that is taken back takes its letter along."""
    proposal.letters.exclude(queue=LetterState.RECALLED).update(queue=LetterState.RECALLED)


def paper_of(letter: Letter) -> Paper:
    """The letter in the official letter layout."""
    body = letter.body
    blocks = tuple(Block("p", line) for line in letter.text.splitlines() if line.strip())
    return Paper(
        form=PaperForm.LETTER, mark=body.name, title=(letter.title,), blocks=blocks, sender=f"{body.name}提案委员会",
        day=letter.written_on, salutation=f"{letter.addressees}：",
    )  # fmt: skip


def queued_letters(body_id: int) -> list[Letter]:
    found = Letter.objects.filter(body=body_id, queue=LetterState.QUEUED).select_related("body", "proposal")
    return list(found.order_by("pk")[:MOST_PRINTED])


@transaction.atomic
def mark_printed(ids: Iterable[Any], *, by: Actor) -> int:
    """These letters have been printed and sent; returns how many were queued until now."""
    waiting = Letter.objects.filter(body=by.body_id, pk__in=list(ids), queue=LetterState.QUEUED)
    pks = list(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
    if not pks:
        raise Problem(_("None of these letters is waiting any more."))
    Letter.objects.filter(pk__in=pks).update(queue=LetterState.PRINTED, printed_at=timezone.now())
    first = Letter.objects.get(pk=pks[0])
    record_event(actor=by, verb="letters printed", obj=first, changes={"letters": pks})
    return len(pks)
