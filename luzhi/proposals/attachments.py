"""Files that belong to a proposal: looked into before they are kept, and never opened by the reader's browser."""

import hashlib
import io
import re
import unicodedata
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Problem, Refused
from luzhi.proposals.models import Attachment, Proposal
from luzhi.proposals.writing import may_write
from luzhi.records.uploads import check_office_file, check_size

MOST_FILES = 10
MOST_PIXELS = 40_000_000
LONGEST_NAME = 100
TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
ENDINGS = {"jpeg": "jpg"}
UNSAFE = re.compile(r"[\\/:*?\"<>|]")


@transaction.atomic
def attach(proposal: Proposal, upload: Any, *, by: Actor) -> Attachment:
    """Keep a file with a draft. Raises Problem with the sentence for what is not taken, Refused when the draft is not
    the actor's to write."""
    if not may_write(by, proposal):
        raise Refused(_("This text can no longer be changed by you."))
    if proposal.attachments.count() >= MOST_FILES:
        raise Problem(_("A proposal has at most %(n)s attachments.") % {"n": MOST_FILES})
    check_size(upload)
    name = clean_name(str(upload.name))
    form = name.rpartition(".")[2].lower()
    form = ENDINGS.get(form, form)
    if form not in TYPES:
        raise Problem(_("“%(name)s” is not taken: PDF, Word, Excel, PNG and JPEG are.") % {"name": name})
    content = read_content(upload, form, name)
    digest = hashlib.sha256(content).hexdigest()
    if proposal.attachments.filter(digest=digest).exists():
        raise Problem(_("This file is attached already."))
    made: Attachment = Attachment.objects.create(
        body_id=proposal.body_id, proposal=proposal, name=name, form=form, size=len(content), content=content,
        digest=digest,
    )  # fmt: skip
    # The history keeps what it was, not its bytes.
    record_event(actor=by, verb="attached", obj=proposal, changes={"file": [None, name], "digest": [None, digest]})
    return made


def clean_name(name: str) -> str:
    """A file name without paths, signs that break one, or characters that are not seen; its ending stays."""
    plain = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if unicodedata.category(c)[0] != "C")
    stem, _dot, ending = UNSAFE.sub("_", plain).strip(". ").rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if stem and len(ending) <= 5 else plain[:LONGEST_NAME]


def read_content(upload: Any, form: str, name: str) -> bytes:
    """The bytes that are kept: pictures are drawn anew, so that nothing hides in them, not even a place."""
    if form in ("docx", "xlsx"):
        check_office_file(upload, form)
        return bytes(upload.read())
    upload.seek(0)
    content = bytes(upload.read())
    if form == "pdf":
        if not content.startswith(b"%PDF-"):
            raise Problem(_("“%(name)s” is not a .%(ending)s file.") % {"name": name, "ending": form})
        return content
    return draw_anew(content, form, name)


def draw_anew(content: bytes, form: str, name: str) -> bytes:
    from PIL import Image  # noqa: PLC0415 -- heavy, and few pages need it

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Problem(_("“%(name)s” has too many points for a picture.") % {"name": name})
            mode = "RGB" if form == "jpg" or picture.mode not in ("1", "L", "P", "RGB", "RGBA") else picture.mode
            drawn = io.BytesIO()
            picture.convert(mode).save(drawn, "JPEG" if form == "jpg" else "PNG")
            return drawn.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Problem(_("“%(name)s” is not a picture that can be read.") % {"name": name}) from error


@transaction.atomic
def detach(attachment: Attachment, *, by: Actor) -> None:
    if not may_write(by, attachment.proposal):
        raise Refused(_("This text can no longer be changed by you."))
    changes = {"file": [attachment.name, None], "digest": [attachment.digest, None]}
    record_event(actor=by, verb="detached", obj=attachment.proposal, changes=changes)
    attachment.delete()


def send_file(attachment: Attachment) -> HttpResponse:
    """The file as a download; a browser neither guesses its kind nor runs anything in it."""
    answer = HttpResponse(bytes(attachment.content), content_type=TYPES[attachment.form])
    answer["Content-Disposition"] = content_disposition_header(True, attachment.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
