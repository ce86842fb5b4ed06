"""Every one of the 126 facts of the source year, and of the 14 counts that are easy to get wrong, is asked for by some
test of this folder, and every fact is named by a record of the sample year."""

import ast
import re
from pathlib import Path


def read_marks(name: str) -> set[str]:
    """What the marks of this name hold: `@pytest.mark.fact("F001")`, also inside parametrised lists."""
    found: set[str] = set()
    for path in Path(__file__).parent.glob("test_*_facts.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                found |= {str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)}
    return found


FACTS = {f"F{n:03}" for n in range(1, 127)}
SAMPLE = Path(__file__).parents[2] / "sample" / "changchun_2024"


def test_no_fact_is_left_out() -> None:
    assert sorted(FACTS - read_marks("fact")) == []


def test_no_trap_is_left_out() -> None:
    assert sorted({str(n) for n in range(1, 15)} - read_marks("trap"), key=int) == []


def test_every_fact_is_named_by_the_data() -> None:
    named = {fact for path in SAMPLE.glob("*.yaml") for fact in re.findall(r"F\d{3}", path.read_text(encoding="utf-8"))}
    assert sorted(FACTS - named) == []
    assert sorted(named - FACTS) == []
