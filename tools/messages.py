"""Keep the translations complete: every text of every app, in every language that is not English.

    tools/messages.py            write new texts into each app's catalogue, for a person to translate
    tools/messages.py --check    change nothing; name each text that is missing, doubtful, unused or malformed, and
                                 each that two apps translate differently: the catalogues are merged as they are
                                 read, so that all pages would show the translation of the first app

The English text is the message's own key, so English needs no catalogue.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_Hans",)
SOURCES = {".py", ".html", ".txt", ".po"}
PROBLEMS = {
    "has no translation": "--untranslated",
    "has a doubtful (fuzzy) translation": "--only-fuzzy",
    "is translated but no longer used": "--only-obsolete",
}
ENTRY = re.compile(
    r'(?:^msgctxt "(?P<context>.*)"\n)?^msgid (?P<text>(?:".*"\n)+)(?:^msgid_plural (?:".*"\n)+)?'
    r'^msgstr(?:\[0\])? (?P<words>(?:".*"(?:\n|\Z))+)',
    re.MULTILINE,
)
MESSAGE = re.compile(r'^(?:#~ )?msgid ((?:"(?:[^"\\]|\\.)*"\s*(?:#~ )?)+)', re.MULTILINE)


def extract(folder: Path) -> None:
    """Bring each catalogue under the folder up to date with the texts in the sources beside it."""
    command = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "--verbosity",
        "0",
        "--no-location",
        "--no-wrap",
    ]
    for language in LANGUAGES:
        command += ["--locale", language]
    done = subprocess.run(command, cwd=folder / "luzhi", check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"The texts could not be collected: {done.stderr.strip()}")


def copy_sources(folder: Path) -> None:
    """A copy of the sources and catalogues, so that a check leaves the tree as it is."""
    for source in (ROOT / "luzhi").rglob("*"):
        if source.suffix in SOURCES and source.is_file():
            target = folder / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def select(catalogue: Path, option: str) -> list[str]:
    """The texts of a catalogue that gettext's own filter finds, without its header."""
    command = ["msgattrib", option, "--no-wrap", str(catalogue)]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    texts = ("".join(re.findall(r'"((?:[^"\\]|\\.)*)"', part)) for part in MESSAGE.findall(found))
    return [text for text in texts if text]


def problems(folder: Path) -> list[str]:
    """One sentence for each text that a reader of another language would not get right."""
    found = []
    for catalogue in sorted(folder.glob("luzhi/**/LC_MESSAGES/*.po")):
        name = catalogue.relative_to(folder)
        for what, option in PROBLEMS.items():
            found += [f'{name}: "{text}" {what}.' for text in select(catalogue, option)]
        checked = subprocess.run(
            ["msgfmt", "--check", "--output-file", "/dev/null", str(catalogue)],
            check=False,
            capture_output=True,
            text=True,
        )
        if checked.returncode:
            found.append(f"{name}: {checked.stderr.strip()}")
    return found


def unquote(lines: str) -> str:
    """The text that stands in quotation marks on one line or several."""
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', lines))


def collisions(folder: Path) -> list[str]:
    """One sentence for each text, with its context, to which two apps give different translations."""
    given: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for catalogue in sorted(folder.glob("luzhi/*/locale/*/LC_MESSAGES/*.po")):
        app, language, domain = catalogue.parts[-5], catalogue.parts[-3], catalogue.stem
        for entry in ENTRY.finditer(catalogue.read_text(encoding="utf-8")):
            text, words = unquote(entry["text"]), unquote(entry["words"])
            named = f"{text} ({entry['context']})" if entry["context"] else text
            if text and words:
                given.setdefault((domain, language, named), {}).setdefault(words, []).append(app)
    return [
        f'"{text}" is translated differently into {language}: '
        + "; ".join(f"{words} in {', '.join(apps)}" for words, apps in found.items())
        + ". Say the same, or give one of them a context (pgettext) or other English words."
        for (_domain, language, text), found in given.items()
        if len(found) > 1
    ]


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--check", action="store_true", help="change nothing, only name what is missing")
    if not parser.parse_args().check:
        extract(ROOT)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_sources(folder)
        extract(folder)
        found = [*problems(folder), *collisions(folder)]
    print("\n".join(found) or "Every text is translated.")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
