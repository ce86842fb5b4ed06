"""Ties the tables of proposals, publications and reports on social conditions to their records."""

from luzhi.proposals import effects, instructions, key_services, mergers, opinions, outcome_letters, publicity
from luzhi.proposals.facts import find_facts
from luzhi.proposals.forms import DecisionForm, ResultForm, ground_form, main_form, opinions_form
from luzhi.proposals.key_workflow import FOLLOW_UP, KEY
from luzhi.proposals.models import InstructionTask, OpinionReport, Proposal, Publication, Supervision
from luzhi.proposals.publication_workflow import OPINION, PUBLICATION
from luzhi.proposals.queries import roles_on
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
            "join_main": mergers.join_main,
            "leave_main": mergers.leave_main,
            "raise_level": effects.raise_level,
            "lower_level": effects.lower_level,
            "send_opinions": effects.send_opinions,
            "make_report": effects.make_report,
            "write_letter": outcome_letters.write_letter,
            "tell_signers": effects.tell_outcome,
            "send_matter": effects.send_matter,
            "tell_replied": effects.tell_replied,
            "ask_verdicts": effects.ask_verdicts,
            "send_again": effects.send_again,
            "close_matter": effects.close_matter,
            "reopen_matter": effects.reopen_matter,
        },
        forms={"main": main_form, "ground": ground_form, "opinions_to": opinions_form},
    )
)
bind(
    Binding(
        PUBLICATION,
        Publication,
        facts_of=publicity.find_facts,
        effects={"publish": publicity.publish, "withdraw": publicity.withdraw, "copy_anew": publicity.copy_anew},
    )
)
bind(
    Binding(
        OPINION,
        OpinionReport,
        facts_of=opinions.find_facts,
        effects={
            "join": opinions.join, "leave": opinions.leave, "note_signer": opinions.note_signer,
            "issue": opinions.issue, "note_sent": opinions.note_sent, "tell_authors": opinions.tell_authors,
        },
        forms={
            "composite": opinions.composite_form, "signer": opinions.SignerForm, "addressees": opinions.AddresseesForm,
        },
    )
)  # fmt: skip
bind(
    Binding(
        KEY,
        Supervision,
        facts_of=key_services.find_facts,
        effects={
            "mark_key": key_services.mark_key, "unmark_key": key_services.unmark_key,
            "tell_named": key_services.tell_named,
            "note_result": key_services.note_result,
        },
        forms={"decision": DecisionForm, "result": ResultForm},
    )
)  # fmt: skip
bind(
    Binding(
        FOLLOW_UP, InstructionTask, roles_of=instructions.roles_on, effects={"note_result": instructions.note_result}
    )
)
