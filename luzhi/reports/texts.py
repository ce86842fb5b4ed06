"""The text of a draft, pasted or brought as a file: bounded, and looked into before any library opens it."""

import io
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from luzhi.common.problems import Problem
from luzhi.records.uploads import check_office_file, check_size

MOST_TEXT = 300_000
ENCODINGS = ("utf-8-sig", "gb18030")


def read_upload(upload: Any) -> str:
    """The text of an uploaded .txt or .docx. Raises Problem with the sentence to show for anything else."""
    name = str(upload.name).lower()
    if name.endswith(".txt"):
        check_size(upload)
        text = decode(upload.read(), upload.name)
    elif name.endswith(".docx"):
        check_office_file(upload, "docx")
        text = read_word(upload)
    else:
        raise Problem(_("“%(name)s” is neither a .txt nor a .docx file.") % {"name": upload.name})
    return check_text(text)


def read_path(path: Path) -> str:
    """The same for a file on this machine."""
    if not path.is_file():
        raise Problem(_("There is no file %(path)s.") % {"path": path})
    return read_upload(SimpleUploadedFile(path.name, path.read_bytes()))


def check_text(text: str) -> str:
    """The text with one kind of line end. Raises Problem for an empty or an endless one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Problem(_("There is no text to check."))
    if len(text) > MOST_TEXT:
        words = {"n": len(text), "most": MOST_TEXT}
        raise Problem(_("The text has %(n)s characters; at most %(most)s are checked at once.") % words)
    return text


def decode(raw: bytes, name: str) -> str:
    """Plain text in UTF-8, UTF-16 with its mark, or the Chinese standard encoding."""
    tried = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS
    if b"\x00" not in raw or tried == ("utf-16",):
        for encoding in tried:
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise Problem(_("“%(name)s” is not plain text.") % {"name": name})


def read_word(upload: Any) -> str:
    """Paragraphs and table rows of a Word file in their order, a line each."""
    from docx import Document as WordDocument  # noqa: PLC0415 -- heavy, and few pages need it

    try:
        document = WordDocument(io.BytesIO(upload.read()))
        return "\n".join(line for block in document.iter_inner_content() for line in lines_of(block))
    except Exception as error:
        # The library lets all sorts of errors through for a damaged package; to the person they are one.
        raise Problem(_("“%(name)s” cannot be read as a Word file.") % {"name": upload.name}) from error


def lines_of(block: Any) -> list[str]:
    """A paragraph is a line; a table has a line for each of its rows."""
    if not hasattr(block, "rows"):
        return [block.text]
    return ["\t".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows]
