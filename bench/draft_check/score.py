"""Scores the finding of mentions against the labelled texts in gold/.

    script/bench draft-check [--format json] [--show] [--source DIR] [NAME ...]

A mention counts as found if it overlaps a label; each label takes at most one mention and the other way round
(the pair with the longest overlap first). Printed: precision and recall of finding, with any kind and with the same
kind; among the pairs the share with the right kind, and, where the label has one, with the right quantity and unit;
for lists the right number of items. Each text is also judged against the sample year (`statuses.py`): printed is the
share of pairs with the right status, and with the right figure where a label names one. Characters per second are measured on the same texts, repeated to a million.

The article behind the sample year is not part of the project. Its labels are; its text is looked for in --source
(by default the folder shared/source beside the project) and left out with a note if it is not there.
"""

import argparse
import hashlib
import json
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from statuses import compare_statuses, judge_texts

from luzhi.core.mentions import Mention, find_mentions
from luzhi.core.quantity import Quantity


@dataclass
class Score:
    """Counts over one text or several; ratios are taken at the end."""

    labels: int = 0
    mentions: int = 0
    pairs: int = 0
    same_kind: int = 0
    quantities: int = 0
    right_quantities: int = 0
    units: int = 0
    right_units: int = 0
    lists: int = 0
    right_lists: int = 0
    statuses: int = 0
    right_statuses: int = 0
    figures: int = 0
    right_figures: int = 0
    confused: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Score") -> None:
        for name in vars(self):
            getattr(self, name).update(other.confused) if name == "confused" else setattr(
                self, name, getattr(self, name) + getattr(other, name)
            )

    def row(self) -> dict[str, Any]:
        return {
            "labels": self.labels,
            "found": self.mentions,
            "precision": ratio(self.pairs, self.mentions),
            "recall": ratio(self.pairs, self.labels),
            "precision_same_kind": ratio(self.same_kind, self.mentions),
            "recall_same_kind": ratio(self.same_kind, self.labels),
            "kind": ratio(self.same_kind, self.pairs),
            "quantity": ratio(self.right_quantities, self.quantities),
            "unit": ratio(self.right_units, self.units),
            "list_items": ratio(self.right_lists, self.lists),
            "status": ratio(self.right_statuses, self.statuses),
            "figure": ratio(self.right_figures, self.figures),
        }


def ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def load(names: list[str], source: Path) -> list[dict[str, Any]]:
    texts = []
    for path in sorted((HERE / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if names and gold["name"] not in names:
            continue
        if "text" not in gold:
            file = source / gold["text_file"]
            if not file.exists():
                print(f"{gold['name']} is left out: its text is not in {source}.", file=sys.stderr)
                continue
            gold["text"] = file.read_text(encoding="utf-8")
            if hashlib.sha256(file.read_bytes()).hexdigest() != gold["sha256"]:
                print(f"{gold['name']} is left out: {file.name} is not the text that was labelled.", file=sys.stderr)
                continue
        texts.append(gold)
    return texts


def pair_up(labels: list[dict[str, Any]], mentions: list[Mention]) -> list[tuple[dict[str, Any], Mention]]:
    overlaps = []
    for at, label in enumerate(labels):
        for place, mention in enumerate(mentions):
            shared = min(label["end"], mention.end) - max(label["start"], mention.start)
            if shared > 0:
                overlaps.append((-shared, abs(label["start"] - mention.start), at, place))
    used_labels: set[int] = set()
    used_mentions: set[int] = set()
    pairs = []
    for _, _, at, place in sorted(overlaps):
        if at not in used_labels and place not in used_mentions:
            used_labels.add(at)
            used_mentions.add(place)
            pairs.append((labels[at], mentions[place]))
    return pairs


def score_text(gold: dict[str, Any], marks: list[Any], *, show: bool) -> Score:
    labels, mentions = gold["mentions"], list(find_mentions(gold["text"]).mentions)
    pairs = pair_up(labels, mentions)
    score = Score(labels=len(labels), mentions=len(mentions), pairs=len(pairs))
    if marks:
        marked = {mark.start: mark for mark in marks}
        judged = compare_statuses([(label, marked[mention.start]) for label, mention in pairs], show=show)
        vars(score).update(judged)
    for label, mention in pairs:
        compare(score, label, mention, show=show)
    if show:
        matched = {id(label) for label, _ in pairs}, {id(mention) for _, mention in pairs}
        for label in labels:
            if id(label) not in matched[0]:
                print(f"  missed  {label['kind']:<10} {gold['text'][label['start'] : label['end']]}")
        for mention in mentions:
            if id(mention) not in matched[1]:
                print(f"  extra   {mention.kind:<10} {mention.text}   | {mention.context}")
    return score


def compare(score: Score, label: dict[str, Any], mention: Mention, *, show: bool) -> None:
    wrong = []
    if label["kind"] == mention.kind:
        score.same_kind += 1
    else:
        score.confused[f"{label['kind']} as {mention.kind}"] += 1
        wrong.append(f"kind {label['kind']}")
    if "value" in label:
        score.quantities += 1
        expected = Quantity.from_code(label["value"])
        if mention.quantity is not None and mention.quantity.without_words() == expected:
            score.right_quantities += 1
        else:
            wrong.append(f"value {label['value']}")
    if "unit" in label:
        score.units += 1
        if mention.unit is not None and mention.unit.code == label["unit"]:
            score.right_units += 1
        else:
            wrong.append(f"unit {label['unit']}")
    if label["kind"] == "list":
        score.lists += 1
        if len(mention.items) == label["items"] and mention.is_open == label["open"]:
            score.right_lists += 1
        else:
            wrong.append(f"list {label['items']} {'open' if label['open'] else 'closed'}")
    if wrong and show:
        unit = mention.unit.code if mention.unit else "-"
        print(f"  differs {mention.kind:<10} {mention.text} [{mention.value} {unit} {len(mention.items)}] "
              f"should have {', '.join(wrong)}")  # fmt: skip


def speed(texts: list[dict[str, Any]]) -> int:
    """Characters per second, the median of three readings of about a million characters."""
    joined = "\n".join(gold["text"] for gold in texts)
    if not joined:
        return 0
    long = joined * (1_000_000 // len(joined) + 1)
    rates = []
    for _ in range(3):
        began = time.process_time()
        find_mentions(long)
        rates.append(len(long) / (time.process_time() - began))
    return round(statistics.median(rates))


def main() -> None:
    parser = argparse.ArgumentParser(description="Score the finding of mentions against the labelled texts.")
    parser.add_argument("names", nargs="*", help="only these texts")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    parser.add_argument("--show", action="store_true", help="print each miss, extra and difference")
    parser.add_argument("--source", type=Path, default=ROOT.parent / "shared" / "source", help="folder of the article")
    parser.add_argument("--no-status", action="store_true", help="do not judge against the sample year")
    parser.add_argument("--no-speed", action="store_true", help="do not measure characters per second")
    options = parser.parse_args()
    texts = load(options.names, options.source)
    marks = {} if options.no_status else judge_texts(texts)
    rows, whole = {}, Score()
    for gold in texts:
        if options.show:
            print(gold["name"])
        score = score_text(gold, marks.get(gold["name"], []), show=options.show)
        rows[gold["name"]] = score.row()
        whole.add(score)
    rows["all"] = whole.row()
    rate = None if options.no_speed else speed(texts)
    if options.format == "json":
        print(json.dumps({"texts": rows, "confused": whole.confused, "characters_per_second": rate}, indent=1))
        return
    columns = list(rows["all"])
    print(f"{'text':<16}" + "".join(f"{name.replace('_same_kind', '*'):>12}" for name in columns))
    for name, row in rows.items():
        print(f"{name:<16}" + "".join(f"{'-' if row[c] is None else row[c]:>12}" for c in columns))
    print("* with the same kind as the label")
    if whole.confused:
        print("confused: " + ", ".join(f"{what} {times}" for what, times in whole.confused.most_common()))
    if rate:
        print(f"{rate:,} characters per second of processor time")


if __name__ == "__main__":
    main()
