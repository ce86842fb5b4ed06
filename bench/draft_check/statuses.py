"""Scores the judging of mentions: the labelled texts held against the sample year of this project.

A text that is not of the sample year's body must not agree or differ with anything: what can be checked in it has no
source. Texts about that body carry the status a careful reader would give, and the figure that is meant.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

SAMPLE = ("changchun_2024", "changchun", 2024)
OF_ITSELF = {"ordinal": "not a count", "date": "not a count", "slogan": "not a count", "identifier": "not a count",
             "wording": "wording"}  # fmt: skip


def judge_texts(texts: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """The marks of each text, judged against a fresh copy of the sample year in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="luzhi-draft-check-"))
    os.environ.update(LUZHI_DATA_DIR=str(folder), LUZHI_MODE="trial", DJANGO_SETTINGS_MODULE="config.settings")
    os.environ.pop("DATABASE_URL", None)
    try:
        import django

        django.setup()
        from django.core.management import call_command

        from luzhi.access.models import Body
        from luzhi.reports.drafts import DraftChecker

        with open(os.devnull, "w", encoding="utf-8") as quiet:
            call_command("setup", verbosity=0, stdout=quiet)
            call_command("load_sample", SAMPLE[0], verbosity=0, stdout=quiet)
        checker = DraftChecker(Body.objects.get(code=SAMPLE[1]), SAMPLE[2])
        return {gold["name"]: list(checker.check(gold["text"]).marks) for gold in texts}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def expect_status(label: dict[str, Any]) -> str:
    """The status a label asks for: its own, or that of its kind; what can be checked has no source unless labelled."""
    return str(label.get("status") or OF_ITSELF.get(label["kind"], "no source"))


def compare_statuses(pairs: list[tuple[dict[str, Any], Any]], *, show: bool) -> dict[str, int]:
    """How many of the pairs of label and mark have the right status, and of those with a figure the right figure."""
    found = {"statuses": len(pairs), "right_statuses": 0, "figures": 0, "right_figures": 0}
    for label, mark in pairs:
        right = str(mark.status) == expect_status(label)
        found["right_statuses"] += right
        key = mark.figure.key if mark.figure is not None else "-"
        if "figure" in label:
            found["figures"] += 1
            found["right_figures"] += key == label["figure"]
        if show and (not right or key != label.get("figure", key)):
            wanted = f"{expect_status(label)} {label.get('figure', '')}".strip()
            print(f"  judged  {mark.status} {key}: {label['text'][:40]}, should be {wanted}", file=sys.stdout)
    return found
