"""Final PDF files through typst, with the fonts an official paper asks for, or the nearest the machine has."""

import json
import tempfile
import threading
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from luzhi.common.problems import Problem

# By role, the best first. Offices put the official fonts they have licensed into LUZHI_FONTS; Debian has free ones.
WANTED = {
    "fang": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang R", "Noto Serif CJK SC"),
    "song": ("SimSun", "宋体", "Noto Serif CJK SC"),
    "title": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "Noto Serif CJK SC"),
    "hei": ("SimHei", "黑体", "Noto Sans CJK SC"),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "AR PL UKai CN", "LXGW WenKai", "Noto Serif CJK SC"),
}
EVERYTHING = "Noto Serif CJK SC"  # has every character that names need; takes over where a font lacks one


@cache
def font_table() -> dict[str, list[str]]:
    """For each role the font that is used, and the one that takes over for rare characters."""
    import typst  # noqa: PLC0415 -- heavy, and few pages need it

    known = set(typst.Fonts(include_system_fonts=True, font_paths=font_paths()).families())
    found = {}
    for role, names in WANTED.items():
        first = next((name for name in names if name in known), EVERYTHING)
        found[role] = [first] if first == EVERYTHING else [first, EVERYTHING]
    return found


KEPT = threading.local()


def compiler() -> Any:
    """The compiler of this thread: looking for the machine's fonts takes three times as long as setting a page."""
    import typst  # noqa: PLC0415 -- heavy, and few pages need it

    if getattr(KEPT, "fonts", None) != font_paths():
        KEPT.fonts, KEPT.compiler = font_paths(), typst.Compiler(font_paths=font_paths())
    return KEPT.compiler


def font_paths() -> list[str]:
    """The folder of the operator's own fonts, if there is one."""
    return [str(settings.FONTS_DIR)] if settings.FONTS_DIR else []


def print_paper(template: Path, data: Mapping[str, Any], day: date, *, files: Mapping[str, str] | None = None) -> bytes:
    """The PDF that a template makes of the data; the same data and day give the same bytes.

    Texts reach typst as data only. Raises Problem for what typst refuses, and for each warning: a warning is a font or
    a character that is missing.
    """
    import typst  # noqa: PLC0415 -- heavy, and few pages need it

    with tempfile.TemporaryDirectory(prefix="luzhi-pdf-") as name:
        folder = Path(name)
        told = {**data, "fonts": font_table()}
        (folder / "data.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        (folder / template.name).write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
        for file, text in (files or {}).items():
            (folder / file).write_text(text, encoding="utf-8")
        try:
            made, warnings = compiler().compile_with_warnings(
                str(folder / template.name), root=str(folder), format="pdf", timestamp=epoch_of(day)
            )
        except typst.TypstError as error:
            raise Problem(_("The PDF could not be made: %(why)s") % {"why": str(error).splitlines()[0]}) from error
    if warnings:
        why = "; ".join(warning.message for warning in warnings[:3])
        raise Problem(_("The PDF could not be made as it should be: %(why)s") % {"why": why})
    return bytes(made)


def epoch_of(day: date) -> int:
    """The day as seconds, so that the same paper gives the same bytes."""
    return int((day - date(1970, 1, 1)).total_seconds())
