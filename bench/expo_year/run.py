"""A generated expo (650 exhibitors, 2,000 guests, 300 firms meeting) from committee to report, checked by plain SQL."""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

from bench.kit.synthetic import PASSWORD, open_folder, prepare


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="40 exhibitors, 120 guests, 24 firms")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--into", type=Path, help="write it into this data folder, to be looked at with script/server")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    if options.into:
        options.into.mkdir(parents=True, exist_ok=True)
        open_folder(options.into, "test")
        from django.core.management import call_command

        call_command("setup", verbosity=0, stdout=open(os.devnull, "w"))
    else:
        prepare(Path(tempfile.mkdtemp(prefix="luzhi-expo-year-")), "test")
    from django.db import connection, transaction

    from bench.expo_year.cast import SMALL, Size
    from bench.expo_year.checks import check_all
    from bench.expo_year.story import Story
    from luzhi.common.audit import verify_chain

    if connection.vendor == "sqlite":  # the disk is not what is tried here
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    begun = time.perf_counter()
    with transaction.atomic():
        story = Story(SMALL if options.small else Size(), seed=options.seed).run()
    seconds = time.perf_counter() - begun
    found = check_all(story)
    wrong = [line for line in found if not line.agrees]
    broken = list(verify_chain(chain=story.cast.body.pk))
    told = {name: value for name, value in story.told.items() if isinstance(value, int | float | str | list | dict)}
    told.pop("signed in", None)
    result = {
        "seconds": round(seconds, 1), "acts": story.seconds, "done": dict(story.done), "told": told,
        "checks": len(found), "differ": [str(line) for line in wrong], "audit_findings": len(broken),
    }  # fmt: skip
    if options.format == "json":
        print(json.dumps(result, ensure_ascii=False, default=str))
    else:
        for line in found:
            print(line)
        for name, value in [*story.seconds.items(), *told.items()]:
            print(f"{name:<36} {value}")
        steps = sum(story.done.values())
        print(f"\n{steps} things done in {seconds:.0f} s; {len(found)} checks, {len(wrong)} fail;")
        print(f"the audit chain has {len(broken)} findings.")
    if options.into:
        story.cast.staff.user.set_password(PASSWORD)
        story.cast.staff.user.save()
        print(f"sign in as {story.cast.staff.user.get_username()} with {PASSWORD}")
    raise SystemExit(1 if wrong or broken else 0)


if __name__ == "__main__":
    main()
