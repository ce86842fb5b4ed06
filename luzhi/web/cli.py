"""The command `luzhi`: Django's own commands and ours, without tracebacks for what a person can mend."""

import os
import sys


def main() -> None:
    """Run a command; a Problem or a refused setting ends with its sentence and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- settings are chosen first

    from luzhi.common.problems import Problem  # noqa: PLC0415 -- the same

    arguments = [sys.argv[0], *(a.replace("-", "_") if i == 0 else a for i, a in enumerate(sys.argv[1:]))]
    try:
        execute_from_command_line(arguments)
    except Problem as problem:
        print(problem.sentence, *problem.details, sep="\n  ", file=sys.stderr)  # noqa: T201 -- a command prints
        raise SystemExit(1) from None
    except BrokenPipeError:
        raise SystemExit(0) from None
