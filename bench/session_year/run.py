"""A whole session year through the real transitions, every figure held against plain SQL (12 units, 600 proposals)."""

import argparse
import json
import tempfile
import time
from pathlib import Path

from bench.kit.synthetic import prepare


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=12)
    parser.add_argument("--proposals", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    prepare(Path(tempfile.mkdtemp(prefix="luzhi-year-")), "test")
    from django.db import connection, transaction

    from bench.session_year.cast import YEAR
    from bench.session_year.checks import compare
    from bench.session_year.story import Story
    from luzhi.common.audit import verify_chain

    with connection.cursor() as cursor:  # the disk is not what is tried here
        cursor.execute("PRAGMA synchronous=OFF")
    begun = time.perf_counter()
    with transaction.atomic():
        story = Story(units=options.units, proposals=options.proposals, seed=options.seed).run()
    seconds = time.perf_counter() - begun
    found = compare(story.cast.body.pk, YEAR)
    wrong = [line for line in found if not line.agrees]
    broken = list(verify_chain())
    result = {
        "seconds": round(seconds, 1), "steps": sum(story.done.values()), "done": dict(story.done),
        "figures": len(found), "differ": [str(line) for line in wrong], "audit_findings": len(broken),
    }  # fmt: skip
    if options.format == "json":
        print(json.dumps(result, ensure_ascii=False))
    else:
        for line in found:
            print(line)
        print(
            f"\n{result['steps']} things done in {seconds:.0f} s; {len(found)} figures compared, {len(wrong)} differ;"
        )
        print(f"the audit chain has {len(broken)} findings.")
    raise SystemExit(1 if wrong or broken else 0)


if __name__ == "__main__":
    main()
