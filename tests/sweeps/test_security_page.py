"""docs/security.md keeps its word: each attack has a row, and every test it names exists."""

import ast
import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ATTACKS = 30


def test_every_attack_has_a_row_and_every_named_test_exists() -> None:
    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| A(\d+) \|(.*)$", text, re.MULTILINE)
    assert [int(number) for number, _row in rows] == list(range(1, ATTACKS + 1))
    for number, row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row)
        assert named, f"A{number} names no test"
        for path, name in named:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            assert name in {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}, (
                f"A{number}: {path}::{name}"
            )
