"""Taking contact data out of a text before it is published. Each pattern reads a text in one pass."""

import re
from dataclasses import dataclass

from luzhi.core.bigrams import narrow_width
from luzhi.handling.models import Redaction

MARK = "［略］"
SPACED = r"[\s\-–—.]?"
# An identity number before a telephone number, since it holds one.
ALWAYS = (
    re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{9}[0-9Xx](?![0-9A-Za-z])"),
    re.compile(rf"(?<!\d)(?:\+?86{SPACED})?1[3-9]\d{SPACED}(?:\d{SPACED}){{7}}\d(?!\d)"),
    re.compile(r"(?<!\d)\(?0\d{2,3}\)?[\s\-–—]?\d{7,8}(?:[\-转]\d{1,6})?(?!\d)"),
    re.compile(r"(?<!\d)400[\s\-–—]?\d{3,4}[\s\-–—]?\d{3,4}(?!\d)"),
    re.compile(
        r"(?:电话|手机|座机|传真|联系方式|Tel|Phone)[号码]{0,2}\s{0,3}[:：]\s{0,3}[\d\s\-–—()+转]{5,24}", re.IGNORECASE
    ),
    re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"),
)
EXTRA = {
    Redaction.ACCOUNTS: (
        re.compile(r"(?:微信|QQ|qq|WeChat|公众号)[号码群]{0,2}\s{0,3}[:：]?\s{0,3}[A-Za-z0-9_\-]{5,30}"),
        re.compile(r"(?<!\d)[3-6]\d{3}(?:[\s\-]?\d{4}){3}(?:[\s\-]?\d{1,3})?(?!\d)"),
    ),
    Redaction.ADDRESSES: (
        re.compile(
            r"(?<=[路街道巷弄村胡同里苑园区])\s?\d{1,5}(?:-\d{1,4})?号(?:楼|院)?"
            r"(?:\d{1,4}(?:号楼|栋|幢|座|单元|层|室|号)){0,4}"
        ),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without contact data, and what was taken out of it, for the person who checks it."""

    text: str
    taken_out: tuple[str, ...]


def redact(text: str, extras: str = "accounts addresses") -> Redacted:
    """Telephone, mail and identity numbers are always taken out; accounts and house numbers where the rules say so.

    Full-width digits and letters count as ordinary ones.
    """
    plain = narrow_width(text).replace("＠", "@").replace("．", ".")
    patterns = [*ALWAYS, *(p for name in extras.split() for p in EXTRA.get(Redaction(name), ()))]
    taken: list[str] = []

    def take(found: "re.Match[str]") -> str:
        taken.append(found[0])
        return MARK

    for pattern in patterns:
        plain = pattern.sub(take, plain)
    return Redacted(plain, tuple(taken))
