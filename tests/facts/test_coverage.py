"""Every one of the 126 facts of the source year is asked for by some test of this folder."""

import ast
from pathlib import Path


def read_marks() -> set[str]:
    """Fact ids named by `@pytest.mark.fact(...)`, also inside parametrised lists."""
    found: set[str] = set()
    for path in Path(__file__).parent.glob("test_*_facts.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "fact":
                found |= {str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)}
    return found


def test_no_fact_is_left_out() -> None:
    everything = {f"F{n:03}" for n in range(1, 127)}
    assert sorted(everything - read_marks()) == []
