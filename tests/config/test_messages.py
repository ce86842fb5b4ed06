"""The check of the translations: no text may mean one thing in one app and another in the next."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
assert SPEC is not None
assert SPEC.loader is not None
messages = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(messages)


def write(folder: Path, app: str, text: str) -> None:
    target = folder / "luzhi" / app / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    target.parent.mkdir(parents=True)
    target.write_text(text, encoding="utf-8")


def test_a_text_with_two_translations_is_named(tmp_path: Path) -> None:
    write(tmp_path, "plans", 'msgid "room"\nmsgstr "有余量"\n\nmsgid "day"\nmsgstr "日"\n')
    write(tmp_path, "expo", 'msgid "room"\nmsgstr "房间"\n\nmsgid "day"\nmsgstr "日"\n')
    found = messages.collisions(tmp_path)
    assert len(found) == 1
    assert '"room"' in found[0]
    assert "有余量 in plans" in found[0]
    assert "房间 in expo" in found[0]


def test_a_context_tells_two_meanings_apart(tmp_path: Path) -> None:
    write(tmp_path, "plans", 'msgctxt "plan"\nmsgid "room"\nmsgstr "有余量"\n')
    write(tmp_path, "expo", 'msgid "room"\nmsgstr "房间"\n')
    assert messages.collisions(tmp_path) == []


def test_long_and_counted_texts_are_compared_too(tmp_path: Path) -> None:
    long = 'msgid ""\n"one "\n"two"\nmsgstr ""\n"{}"\n\nmsgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "{}"\n'
    write(tmp_path, "plans", long.format("一二", "%(n)s天"))
    write(tmp_path, "expo", long.format("甲乙", "%(n)s日"))
    assert [sentence.split('"')[1] for sentence in messages.collisions(tmp_path)] == ["one two", "%(n)s day"]


def test_the_project_has_none() -> None:
    assert messages.collisions(ROOT) == []
