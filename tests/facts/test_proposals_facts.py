"""Facts about key proposals and written instructions."""

from collections.abc import Callable
from typing import Any

import pytest

from luzhi.access.models import Body
from luzhi.core.figures import Grade
from luzhi.proposals.models import Instruction
from luzhi.records.figures import FIGURES, Scope, split_figure


@pytest.mark.fact("F100")
def test_several_proposals_got_instructions_and_nobody_knows_which(ask: Callable[..., Any]) -> None:
    by_proposal = ask("proposals.with_instruction")
    assert (by_proposal.value.low, by_proposal.value.high, by_proposal.value.words) == (2, None, "多项")
    assert (by_proposal.counted, by_proposal.grade) == (0, Grade.PARTLY)
    assert set(Instruction.objects.values_list("proposal", "leader", "given_on")) == {(None, None, None)}


@pytest.mark.fact("F100")
def test_instructions_came_from_four_bodies_of_three_levels(ask: Callable[..., Any], sample: Body) -> None:
    offices = ask("proposals.instructing_offices")
    assert (offices.value.value, offices.grade) == (4, Grade.COUNTED)
    rows = split_figure(FIGURES["proposals.instructions"], Scope(sample.pk, 2024), "level")
    assert {code: int(n) for code, _label, n in rows} == {"national": 1, "provincial": 1, "city": 2}
    by_instruction = ask("proposals.instructions")
    assert (by_instruction.value.low, by_instruction.value.high) == (4, None)


@pytest.mark.fact("F114")
def test_the_supervision_has_its_inspection_and_no_invented_proposal(
    ask: Callable[..., Any], get: Callable[..., Any]
) -> None:
    supervision = get("proposals.supervision", "supervision-three-materials")
    assert supervision.activity == get("activities.activity", "inspection-three-materials")
    assert (supervision.proposal, supervision.leader) == (None, None)
    assert ask("proposals.supervisions", activity="inspection-three-materials").records == 1
    assert ask("proposals.submitted").grade == Grade.MISSING
