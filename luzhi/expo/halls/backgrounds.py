"""The picture behind a hall's plan: what was uploaded is decoded within bounds and drawn anew as PNG.

Nothing of the uploaded file is kept: no metadata, no second file hidden behind the first, no SVG.
"""

import io
import warnings
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Problem
from luzhi.expo.models import Hall, HallPicture
from luzhi.records.uploads import check_size

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 40_000_000
MOST_ACROSS = 2400  # pixels kept; a hall of 240 m still has one for each ten centimetres


def redraw_picture(upload: Any) -> tuple[bytes, int, int]:
    """The picture as a fresh PNG with its size in pixels. Raises Problem for what is no picture or too large a one."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 -- heavy, and few pages need it

    check_size(upload)
    refused = Problem(_("“%(name)s” is not a PNG, JPEG or WebP picture.") % {"name": upload.name})
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                words = {"name": upload.name, "most": MOST_PIXELS // 1_000_000}
                raise Problem(_("“%(name)s” has more than %(most)s million pixels.") % words)
            picture.draft("RGB", (MOST_ACROSS, MOST_ACROSS))  # a JPEG is decoded no larger than needed
            picture.load()
            plain = picture.convert("RGB")
    except Image.DecompressionBombWarning as bomb:
        words = {"name": upload.name, "most": MOST_PIXELS // 1_000_000}
        raise Problem(_("“%(name)s” has more than %(most)s million pixels.") % words) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise refused from error
    plain.thumbnail((MOST_ACROSS, MOST_ACROSS))
    fresh = Image.new("RGB", plain.size)
    fresh.paste(plain)
    buffer = io.BytesIO()
    fresh.quantize(128).save(buffer, "PNG", optimize=True)
    return buffer.getvalue(), fresh.width, fresh.height


def put_picture(hall: Hall, upload: Any, *, by: Actor) -> HallPicture:
    """Put a picture behind a hall's plan in place of the one before."""
    content, across, down = redraw_picture(upload)
    with transaction.atomic():
        Hall.objects.select_for_update(of=("self",)).get(pk=hall.pk)
        had, _rows = HallPicture.objects.filter(hall=hall).delete()
        made = HallPicture.objects.create(body_id=hall.body_id, hall=hall, content=content, across=across, down=down)
        record_event(actor=by, verb="changed", obj=hall, changes={"picture": [bool(had), f"{across} × {down}"]})
    return made


def drop_picture(hall: Hall, *, by: Actor) -> None:
    """Take the picture away."""
    with transaction.atomic():
        gone, _rows = HallPicture.objects.filter(hall=hall).delete()
        if gone:
            record_event(actor=by, verb="changed", obj=hall, changes={"picture": [True, None]})
