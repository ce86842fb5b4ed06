"""Merging and taking apart: every proposer, number and text stays, through whatever chain of mergers."""

from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.common.problems import Conflict
from luzhi.handling.cutting import cut_items
from luzhi.handling.models import Item, Matter
from luzhi.handling.services import settle_matter
from luzhi.proposals.models import Outcome, Proposal
from luzhi.proposals.queries import merged_below, signers_of
from luzhi.records.services import change_record, create_record, remove_record
from luzhi.workflow.engine import Taken, perform


def add_items(taken: Taken, proposal: Proposal, matter: Matter, *, first: int) -> int:
    """The recommendations of a proposal become items of a matter, raised by those who signed it; returns the number
    after the last one."""
    people = [signature.person for signature in signers_of(proposal)]
    made = [
        create_record(Item(matter=matter, number=n, text=text), by=taken.by, links={"proposers": people})
        for n, text in enumerate(cut_items(proposal.recommendations), first)
    ]
    proposal.items.set(made)
    return first + len(made)


def add_all_items(taken: Taken, proposal: Proposal, matter: Matter, *, first: int) -> None:
    """With those of the proposals that are merged into it."""
    number = add_items(taken, proposal, matter, first=first)
    for merged in merged_below(proposal):
        number = add_items(taken, merged, matter, first=number)


def join_main(taken: Taken) -> None:
    """The main proposal's matter takes in the recommendations, with their proposers; number and text stay here."""
    proposal: Proposal = taken.obj
    main: Proposal = taken.answers["main"]
    matter = Matter.objects.select_for_update(of=("self",)).filter(proposal=main).first()
    if matter is None or main.pk in {proposal.pk, *(p.pk for p in merged_below(proposal))}:
        raise Conflict(_("“%(main)s” cannot take in another proposal now.") % {"main": main})
    matter.advised_units.add(*proposal.advised_units.all())
    last = Item.objects.filter(matter=matter).order_by("-number").values_list("number", flat=True).first() or 0
    own, proposal.matter = proposal.matter, None
    proposal.outcome, proposal.merged_into, proposal.decided_on = Outcome.MERGED, main, timezone.localdate()
    proposal.save(update_fields=["outcome", "merged_into", "decided_on", "matter", "updated_at"])
    if own is None:
        add_all_items(taken, proposal, matter, first=last + 1)
    else:
        move_items(taken, own, matter, first=last + 1)
        perform(own, "close", by=taken.by, reason=_("merged into “%(main)s”") % {"main": main})
    settle_matter(matter.pk)


def move_items(taken: Taken, own: Matter, matter: Matter, *, first: int) -> None:
    """A proposal that was filed before it was merged has a matter that no unit has seen; its items go on in the other
    one, with those of earlier mergers."""
    for number, item in enumerate(Item.objects.filter(matter=own).order_by("number"), first):
        change_record(item, {"matter": matter, "number": number}, by=taken.by, seen_version=item.version)


def leave_main(taken: Taken) -> None:
    """The recommendations, and those merged along with them, are closed in the main matter; they can be filed anew."""
    proposal: Proposal = taken.obj
    for each in (proposal, *merged_below(proposal)):
        for item in each.items.exclude(state__in=("closed", "done")):
            perform(item, "close", by=taken.by, reason=taken.reason)
        each.items.clear()
    proposal.merged_into, proposal.outcome = None, Outcome.NONE
    proposal.save(update_fields=["merged_into", "outcome", "updated_at"])


def forget_merger(proposal: Proposal) -> None:
    """Within the minute a decision can be taken back, the items are removed again, as if they had not been added."""
    reason = str(_("decision taken back"))
    for each in (proposal, *merged_below(proposal)):
        items = list(each.items.all())
        each.items.clear()
        for item in items:
            remove_record(item, by=None, reason=reason, seen_version=item.version)
    proposal.merged_into, proposal.outcome = None, Outcome.NONE
    proposal.save(update_fields=["merged_into", "outcome", "updated_at"])
