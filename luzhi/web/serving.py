"""The server: luzhi's own process becomes granian's, and only the workers load the application."""

import json
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import NoReturn

from django.conf import settings

HELP = "Serve luzhi with granian on --host and --port. Put a reverse proxy with TLS in front in production."
THREADS = 4
# An idle thread takes its open database along, so threads are kept as long as the server allows (seconds).
KEPT_IDLE = 600


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))


def serve(words: list[str]) -> NoReturn:
    """Read the words of the command line and serve. Django is not set up here: it would be loaded for nothing."""
    parser = ArgumentParser(prog="luzhi serve", description=HELP)
    add_arguments(parser)
    options = parser.parse_args(words)
    start(options.host, options.port, as_json=options.format == "json")


def start(host: str, port: int, *, as_json: bool) -> NoReturn:
    """Say the address and hand this process over to the server; settings that cannot be used stop it before."""
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        print(f"Nothing is set up in {settings.DATA_DIR} yet. Run: luzhi setup", file=sys.stderr)  # noqa: T201 -- the same
        raise SystemExit(1)
    workers = str(settings.WORKERS)
    address = f"http://{host}:{port}/"
    print(json.dumps({"address": address}) if as_json else f"luzhi: {address}", flush=True)  # noqa: T201 -- a command prints
    # Threads take turns under the interpreter's lock; a heap for each of them would only keep memory from the system.
    os.environ.setdefault("MALLOC_ARENA_MAX", "1")
    granian = str(Path(sys.executable).with_name("granian"))
    os.execv(  # noqa: S606 -- the server takes this process's place, so signals reach it
        granian,
        [
            granian, "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", workers,
            "--blocking-threads", str(THREADS), "--blocking-threads-idle-timeout", str(KEPT_IDLE),
            "--no-ws", "--log-level", "warning", "config.wsgi:application",
        ],
    )  # fmt: skip
