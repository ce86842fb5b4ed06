"""Typed values from the environment.

Every name this installation understands is asked for through one of the functions below; a malformed value
or an unknown ``LUZHI_`` name stops the start with one sentence instead of a surprise later.
"""

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

CONNECTION_OPTIONS = ("sslmode", "sslrootcert", "connect_timeout", "application_name")


class EnvironmentProblem(SystemExit):
    """A value of the environment that cannot be used; its sentence is all the operator needs."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"luzhi cannot start: {sentence}")


class Environment:
    """Reads named values and remembers which names it was asked for."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.values = dict(os.environ if values is None else values)
        self.asked: set[str] = set()

    def text(self, name: str, default: str = "") -> str:
        self.asked.add(name)
        return self.values.get(name, default).strip()

    def choice(self, name: str, options: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in options:
            raise EnvironmentProblem(f"{name} is '{value}', but must be one of: {', '.join(options)}.")
        return value

    def boolean(self, name: str, default: str) -> bool:
        return self.choice(name, ("on", "off"), default) == "on"

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or len(value) > 9 or not low <= int(value) <= high:
            raise EnvironmentProblem(f"{name} is '{value}', but must be a whole number from {low} to {high}.")
        return int(value)

    def listing(self, name: str, default: str = "") -> list[str]:
        return [part.strip() for part in self.text(name, default).split(",") if part.strip()]

    def refuse_unknown(self, prefix: str) -> None:
        """Stop when a name with our prefix is set that nothing asked for: it is a typing error."""
        unknown = sorted(name for name in self.values if name.startswith(prefix) and name not in self.asked)
        if unknown:
            known = ", ".join(sorted(self.asked))
            raise EnvironmentProblem(f"{unknown[0]} is not a setting of luzhi. Known: {known}.")


def read_database_url(url: str) -> dict[str, Any]:
    """Turn ``postgres://user:password@host:port/name?host=/socket&sslmode=require`` into Django's dictionary."""
    try:
        parts, query = urlsplit(url), dict(parse_qsl(urlsplit(url).query))
        port = str(parts.port or query.pop("port", ""))
    except ValueError as error:
        raise EnvironmentProblem(f"DATABASE_URL cannot be read: {error}.") from error
    host = query.pop("host", parts.hostname or "")
    unknown = sorted(query.keys() - set(CONNECTION_OPTIONS))
    if unknown:
        known = ", ".join(("host", "port", *CONNECTION_OPTIONS))
        raise EnvironmentProblem(f"DATABASE_URL has the option '{unknown[0]}'; known are: {known}.")
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise EnvironmentProblem(
            f"DATABASE_URL is '{parts.scheme}://…', but must be postgres://user:password@host:port/name "
            "(leave it unset for the embedded database)."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "OPTIONS": query,
    }
