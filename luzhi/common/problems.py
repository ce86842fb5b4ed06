"""Problems a person can do something about, and how they are shown."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


class Problem(Exception):
    """Something the person asked for cannot be done; carries the sentence and the status of the answer."""

    status = 400

    def __init__(self, sentence: Any, *, details: tuple[Any, ...] = ()) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.details = details


class Refused(Problem):
    """The person may see the record, but may not do this to it."""

    status = 403


class Conflict(Problem):
    """Somebody else was faster, or the record is no longer in the state the form was made for."""

    status = 409


def explain_duplicate(obj: Any, error: IntegrityError) -> Any:
    """The sentence for a broken constraint: which fields must not repeat, in the reader's words."""
    try:
        obj.validate_constraints()
        obj.validate_unique()
    except ValidationError as problem:
        return " ".join(problem.messages)
    return _("This contradicts a rule of the data: %(rule)s.") % {"rule": str(error).splitlines()[0]}


class ProblemMiddleware:
    """Turns a Problem raised anywhere in a view into a page with its sentence and status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Problem):
            return None
        titles = {
            403: _("This is not yours to do"),
            409: _("Somebody was faster"),
            400: _("This did not work"),
        }
        context = {"problem": exception, "title": titles.get(exception.status, titles[400])}
        return render(request, "common/problem.html", context, status=exception.status)


class OneLineFormatter(logging.Formatter):
    """A log line is one line: control characters in names and paths are escaped, so no line can be forged."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- the name logging calls
        line = super().formatMessage(record)
        return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
