"""The check of the translations finds what a reader in another language would trip over."""

import importlib.util
from pathlib import Path

import pytest

CATALOGUE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: zh_Hans\\n"

msgid "%(count)s items"
msgstr "%(count)s 项"

msgid "Old words"
msgstr "旧词"

#, fuzzy
msgid "Doubtful words"
msgstr "存疑"
"""
SOURCE = """from django.utils.translation import gettext as _

a = _("%(count)s items") % {"count": 1}
b = _("Doubtful words")
c = _("Never translated")
"""


@pytest.fixture
def messages(tmp_path, monkeypatch):
    path = Path(__file__).resolve().parents[2] / "tools" / "messages.py"
    spec = importlib.util.spec_from_file_location("messages_tool", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    tree = tmp_path / "tree"
    catalogue = tree / "luzhi/people/locale/zh_Hans/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    (tree / "luzhi/people/models.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tree)
    return module


def test_each_missing_doubtful_and_unused_text_is_named(messages, tmp_path):
    copy = tmp_path / "copy"
    messages.copy_sources(copy)
    messages.extract(copy)

    assert [problem.split(": ", 1)[1] for problem in messages.problems(copy)] == [
        '"Never translated" has no translation.',
        '"Doubtful words" has a doubtful (fuzzy) translation.',
        '"Old words" is translated but no longer used.',
    ]
    original = messages.ROOT / "luzhi/people/locale/zh_Hans/LC_MESSAGES/django.po"
    assert original.read_text(encoding="utf-8") == CATALOGUE


def test_a_placeholder_that_is_lost_is_named(messages):
    catalogue = messages.ROOT / "luzhi/people/locale/zh_Hans/LC_MESSAGES/django.po"
    broken = CATALOGUE.replace("#, fuzzy\n", "").replace('msgid "%(count)s', '#, python-format\nmsgid "%(count)s')
    catalogue.write_text(broken.replace('"%(count)s 项"', '"若干项"'), encoding="utf-8")

    problem = messages.problems(messages.ROOT)
    assert len(problem) == 1
    assert "argument 'count' doesn't exist in 'msgstr'" in problem[0]
