"""Ties the table of a proposal to its record."""

from luzhi.proposals import effects
from luzhi.proposals.forms import ground_form, main_form
from luzhi.proposals.models import Proposal
from luzhi.proposals.queries import find_facts, roles_on
from luzhi.proposals.workflow import PROPOSAL
from luzhi.workflow.engine import Binding, bind

bind(
    Binding(
        PROPOSAL,
        Proposal,
        facts_of=find_facts,
        roles_of=roles_on,
        effects={
            "ask_signers": effects.ask_signers,
            "give_receipt": effects.give_receipt,
            "decide": effects.decide,
            "undecide": effects.undecide,
            "note_ground": effects.note_ground,
            "give_number": effects.give_number,
            "make_matter": effects.make_matter,
            "take_back": effects.take_back,
            "join_main": effects.join_main,
            "leave_main": effects.leave_main,
            "tell_signers": effects.tell_outcome,
            "send_matter": effects.send_matter,
            "tell_replied": effects.tell_replied,
            "ask_verdicts": effects.ask_verdicts,
            "send_again": effects.send_again,
            "close_matter": effects.close_matter,
            "reopen_matter": effects.reopen_matter,
        },
        forms={"main": main_form, "ground": ground_form},
    )
)
