"""The command `luzhi`: Django's own commands and ours, without tracebacks for what a person can mend."""

import os
import sys

MISSING = ("no such table", "no such column", "does not exist", "has no column")


def explain_database(said: str) -> str:
    """The sentence for a database that is not ready, or does not answer."""
    line = (said.splitlines() or [""])[0]
    if any(sign in line for sign in MISSING):
        return f"The database is not set up, or older than this version ({line}). Run: luzhi setup"
    return f"The database does not do what was asked: {line}"


def main() -> None:
    """Run a command; a Problem or a refused setting ends with its sentence and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    words = sys.argv[1:]
    if words[:1] == ["serve"]:
        from luzhi.web.serving import serve  # noqa: PLC0415 -- settings are chosen first

        serve(words[1:])
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- settings are chosen first
    from django.db.utils import DatabaseError  # noqa: PLC0415 -- the same

    from luzhi.common.problems import Problem  # noqa: PLC0415 -- the same

    if words and not words[0].startswith("-"):
        words[0] = words[0].replace("-", "_")
    arguments = [sys.argv[0], *words]
    try:
        execute_from_command_line(arguments)
    except Problem as problem:
        print(problem.sentence, *problem.details, sep="\n  ", file=sys.stderr)  # noqa: T201 -- a command prints
        raise SystemExit(1) from None
    except DatabaseError as error:
        if "--traceback" in arguments:
            raise
        print(explain_database(str(error)), file=sys.stderr)  # noqa: T201 -- the same
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:
        raise SystemExit(0) from None
