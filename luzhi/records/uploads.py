"""Files people bring: bounded and looked into before any library opens them."""

import zipfile
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext as _

from luzhi.common.problems import Problem

MOST_UNPACKED = 50 * 1024 * 1024
MOST_ENTRIES = 2000
MOST_RATIO = 100
MARKS = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes an upload to a temporary file, but no more of it than the installation takes.

    What comes after is counted and dropped, so that the browser reads our answer and the size is the true one:
    `check_size` refuses the file by it.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = settings.UPLOAD_LIMIT + 1 - start
        if room > 0:
            super().receive_data_chunk(raw_data[:room], start)


def check_office_file(upload: Any, ending: str, *, most: int = MOST_UNPACKED) -> None:
    """Refuse what is not an office file of this ending, or would unpack into far more than it seems.

    Looks at the directory of the zip only; nothing is unpacked. Raises Problem with the sentence to show.
    """
    check_size(upload)
    upload.seek(0)
    try:
        entries = zipfile.ZipFile(upload).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Problem(_("“%(name)s” is not a .%(ending)s file.") % {"name": upload.name, "ending": ending}) from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if MARKS[ending] not in {entry.filename for entry in entries}:
        raise Problem(_("“%(name)s” is not a .%(ending)s file.") % {"name": upload.name, "ending": ending})
    if unpacked > most or len(entries) > MOST_ENTRIES or unpacked / packed > MOST_RATIO:
        raise Problem(
            _("“%(name)s” unpacks into more than an office file should; it was not opened.") % {"name": upload.name}
        )
    upload.seek(0)


def check_size(upload: Any) -> None:
    """Refuse an empty file and one over the limit of the installation."""
    if not upload.size:
        raise Problem(_("“%(name)s” is empty.") % {"name": upload.name})
    if upload.size > settings.UPLOAD_LIMIT:
        words = {
            "name": upload.name,
            "size": upload.size // 1024 // 1024,
            "limit": settings.UPLOAD_LIMIT // 1024 // 1024,
        }
        raise Problem(_("“%(name)s” has %(size)s MB; at most %(limit)s MB are taken.") % words)
