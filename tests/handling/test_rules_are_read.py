"""Every field of a rule set is read by something other than its own page, so that no rule is a mere note."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from luzhi.handling.models import RuleSet
from luzhi.handling.rulebook import OF_THE_EDITION, OF_THE_STATE

# Where a rule set is written, compared and shown; reading a field there gives it no effect.
EDITOR = {"rule_forms.py", "rule_kinds.py", "rule_views.py", "rule_lines.py", "presets.py", "rulebook.py"}
ASKING = {"allows", "codes", "meaning", "ratings_of", "getattr"}  # called with the name of a field
ABOUT = {"name", "valid_from", "valid_until", "clause", "note"}  # what a rule set is called, and when it holds


def names_read(tree: ast.AST) -> Iterator[str]:
    """Fields read from something called `rules`, and names of fields handed to those who ask for one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            called = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            if called in ("rules", "found", "house"):
                yield node.attr
        elif isinstance(node, ast.Call):
            function = node.func
            called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if called in ASKING:
                yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and isinstance(node.value, ast.Dict) and target.id.endswith("_FIELDS"):
                yield from (v.value for v in node.value.values if isinstance(v, ast.Constant))
            elif isinstance(target, ast.Name) and target.id == "name":  # allows(name, …) with one of two names
                yield from (n.value for n in ast.walk(node.value) if isinstance(n, ast.Constant))


@pytest.fixture(scope="module")
def read() -> set[str]:
    found: set[str] = set()
    for app in ("handling", "proposals", "core", "duty", "reports"):
        for path in Path(settings.BASE_DIR, "luzhi", app).rglob("*.py"):
            if path.name not in EDITOR and "migrations" not in path.parts and "models" not in path.parts:
                found |= set(names_read(ast.parse(path.read_text())))
    return found


FIELDS = sorted(
    {field.name for field in RuleSet._meta.concrete_fields if field.name not in OF_THE_EDITION | OF_THE_STATE} - ABOUT
)


@pytest.mark.parametrize("name", FIELDS)
def test_a_rule_has_an_effect(read: set[str], name: str) -> None:
    assert name in read, f"nothing reads the rule “{name}”: give it an effect, or take it out"


def test_a_name_nobody_reads_is_found(read: set[str]) -> None:
    assert "colour_of_the_carpet" not in read
