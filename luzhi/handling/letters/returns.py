"""Signed copies coming back: each is kept, compared, and moves its letter on when it is the one that was sent out."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.problems import Conflict, Problem, Refused
from luzhi.handling.letters.bindings import check_signing_day
from luzhi.handling.letters.composing import make_paper
from luzhi.handling.letters.rules import may_bring
from luzhi.handling.letters.scanning import Reading, compare, read_scan
from luzhi.handling.letters.services import sign_by_scan
from luzhi.handling.models import Reply, Scan
from luzhi.records.services import create_record

MOST_FILES = 50


@dataclass(frozen=True)
class Returned:
    """What became of one file: the letter it belongs to, whether it matched, or why it was not taken."""

    name: str
    reply: Reply | None = None
    scan: Scan | None = None
    problem: str = ""


def bring_scan(reply: Reply, upload: Any, signed_on: dt.date, *, by: Actor) -> Scan:
    """Keep the signed copy of a letter, compare it, and sign the letter when nothing differs.

    Raises Problem for a file that is no letter, Refused for a letter of another unit, Conflict for one that is not
    waiting for its signature.
    """
    return keep(reply, read_scan(upload), str(upload.name), signed_on, by=by)


@transaction.atomic
def keep(reply: Reply, reading: Reading, name: str, signed_on: dt.date, *, by: Actor) -> Scan:
    locked = Reply.objects.select_for_update(of=("self",)).select_related("matter", "unit").get(pk=reply.pk)
    if not may_bring(by, locked):
        raise Refused(_("This letter is not one of your unit."))
    if locked.state != "to_sign":
        raise Conflict(_("“%(reply)s” does not wait for its signature.") % {"reply": locked})
    check_day(locked, signed_on)
    differences = compare(reading, make_paper(locked), locked.pages)
    scan = Scan(
        reply=locked, name=name[-160:], media_type=reading.media_type, digest=reading.digest, pages=reading.pages,
        code=(reading.codes[0] if reading.codes else "")[:60], differences=differences, matched=not differences,
        author=str(by),
    )  # fmt: skip
    scan.file.save("", ContentFile(reading.data), save=False)
    create_record(scan, by=by)
    if scan.matched:
        sign_by_scan(locked, signed_on)
    return scan


def check_day(reply: Reply, day: dt.date) -> None:
    try:
        check_signing_day(reply, day)
    except ValidationError as error:
        raise Problem(" ".join(error.messages)) from error


def bring_scans(uploads: list[Any], signed_on: dt.date, *, by: Actor) -> list[Returned]:
    """Match files to letters by their codes; each file stands alone, so that a bad one holds up no other."""
    if len(uploads) > MOST_FILES:
        raise Problem(_("At most %(n)s files at once.") % {"n": MOST_FILES})
    return [match_one(upload, signed_on, by=by) for upload in uploads]


def match_one(upload: Any, signed_on: dt.date, *, by: Actor) -> Returned:
    name = str(upload.name)
    try:
        reading = read_scan(upload)
        reply = find_letter(reading, by=by)
        return Returned(name, reply, keep(reply, reading, name, signed_on, by=by))
    except Problem as problem:
        return Returned(name, problem=str(problem.sentence))


def find_letter(reading: Reading, *, by: Actor) -> Reply:
    """The letter whose code was read; one of another unit is as unknown as none."""
    reply = Reply.objects.filter(body=by.body_id, code__in=reading.codes).first()
    if reply is None or not may_bring(by, reply):
        raise Problem(_("No letter of yours bears its code; open the letter and bring the copy there."))
    return reply
