"""Ties the table of a handover meeting to its record."""

from luzhi.handling.dispatch.services import facts_of_handovers, hand_over
from luzhi.handling.dispatch.workflow import HANDOVER
from luzhi.handling.models import Handover
from luzhi.workflow.engine import Binding, bind

bind(Binding(HANDOVER, Handover, facts_of=facts_of_handovers, effects={"hand_over": hand_over}))
