"""Names that marks or a vocabulary give away: 《总体方案》, “健博会”, and quoted catch-phrases with a number."""

import re
from collections.abc import Iterable, Iterator, Mapping

from luzhi.core.mentions.model import Found, Kind, KnownName, Persona
from luzhi.core.mentions.page import Page
from luzhi.core.mentions.words import without_lexical
from luzhi.core.numerals import ENGLISH_NUMBERS, HAN_NUMERALS

_TITLE = re.compile(r"《[^《》\n]{1,150}》")
_QUOTE = re.compile(r"[“「『]([^“”「」『』\n]{1,60})[”」』]|\"([^\"\n]{1,60})\"|‘([^‘’\n]{2,40})’(?![a-z])")
_ENDS_LIKE_NAME = re.compile(
    r"(?:会|论坛|工程|计划|行动|平台|方案|城|院|馆|网|室|节|奖|品牌|机制|之家|公司|集团|联盟|中心|基地|学院|大学|基金|合作社|讲堂|讲坛|沙龙|驿站|直播间|热线|专线|"
    r"APP|App|小程序|系统|指数|码头|园|谷|港|展|展区|专区|合作区|示范区|先行区|试验区|功能区|特色区|直通车|联络站|工作站|服务队|先锋岗|示范岗|大厅|专窗|委员说|日|周|季|服务站|议事厅|堂|河长制|林长制|田长制|街长制|链长制|协商在|有事好商量|履职)$"
)
_NAME_AFTER = re.compile(
    "(?:[^,。;、\\s]{0,3}(?:主题|系列|专项|特色|履职|协商|党建))?(?:活动|品牌|平台|工程|行动|计划|项目|工作室|专班|案例|称号|奖|论坛|大会|模式|新名片|名片|课题|主题|栏目|专栏|小程序|公众号|"
    "商标|展区|研讨会|座谈会|义诊|志愿服务|公益|协商会|对接会|推介会|交流会|洽谈会|发布会|恳谈会|议政会|分论坛|大讲堂|讲座|专题|沙龙|工作法|指数|热线|基地|履职|议事|联络站|客户端|APP|App|品|调研|视察|讲堂|培训班|系统|数据库|文化节)"
)
_NAME_BEFORE = re.compile(
    "(?:简称|名为|题为|获评|评为|荣获|授予|称为|命名为|取名|名叫|又称|代号|冠名|品牌|主题为|主题是|获得|获颁|称号|called|named|titled|entitled)[:]?$"
)
_TITLE_OF_PROPOSAL = re.compile("关于.{2,50}的(?:提案|建议|意见|议案|报告|通知|决定|方案)")
_SENTENCE = re.compile(r"[。!?]")
_NUMERAL_ZH = re.compile(f"[{HAN_NUMERALS}双]")
_PLAIN_COUNT = re.compile(
    r"\d{2,}(?:\.\d+)?\s?(?:[万亿余多]*(?:家|件|名|人|位|项|次|场|个|亿元|万元|元|%|年|月|日)|[a-z]+ )"
)
_PLAN_YEARS = re.compile("十[一二三四五六七]五(?:规划|时期)?")
_MODEL = re.compile(rf"[\u4e00-\u9fff]{{2,8}}(?:[{HAN_NUMERALS}]{{1,3}}|\d{{1,4}})号")
"""A ship or a machine: 蓝鲸二号."""
_LONGEST_SLOGAN = 20
_NUMBER_EN = re.compile(
    rf"\b(?:\d{{1,2}}|{'|'.join(word for word in ENGLISH_NUMBERS if word != 'zero')}|double|twin|triple)\b",
    re.IGNORECASE,
)
_TITLE_CASE = re.compile(
    r"(?:(?:[A-Z][\w'’&-]*|\d+|of|the|and|for|in|on|to|a|an|by|with|at|from|[,:&])(?:\s|(?=,)|$)){1,9}"
)


def find_titles(page: Page) -> None:
    """Titles in 《》, each a name (several in a row become a list later)."""
    for match in _TITLE.finditer(page.plain):
        page.offer(Found(match.start(), match.end(), Kind.NAME, {"persona": Persona.QUOTED}))


def find_quoted(page: Page) -> None:
    """Quoted names and quoted catch-phrases that hold a number; other quoted words are left to the other finders."""
    for match in _QUOTE.finditer(page.plain):
        group = next(number for number in (1, 2, 3) if match[number] is not None)
        start, end = match.span(group)
        kind = _kind_of_quoted(page.plain, match[group], match.start(), match.end())
        if kind is not None:
            page.offer(Found(start, end, kind, {"persona": Persona.QUOTED} if kind is Kind.NAME else {}))


class Vocabulary:
    """Known names, found longest first in time linear in the text, whatever their number.

    ``names`` maps each spelling to the key and kind its owner gives it. Full-width signs and spaces at the ends do
    not matter. Names of fewer than two signs are left out. One vocabulary can read any number of texts.
    """

    def __init__(self, names: Mapping[str, KnownName] | Iterable[tuple[str, KnownName]] = ()) -> None:
        pairs = names.items() if isinstance(names, Mapping) else names
        self._names: dict[str, KnownName] = {}
        lengths: dict[str, set[int]] = {}
        for spelling, known in pairs:
            plain = Page(spelling).plain.strip()
            if len(plain) > 1:
                self._names.setdefault(plain, known)
                lengths.setdefault(plain[:2], set()).add(len(plain))
        self._lengths = {prefix: tuple(sorted(sizes, reverse=True)) for prefix, sizes in lengths.items()}

    def __len__(self) -> int:
        return len(self._names)

    def get(self, spelling: str) -> KnownName | None:
        """The entry of this spelling, or None."""
        return self._names.get(Page(spelling).plain.strip())

    def find(self, plain: str) -> Iterator[tuple[int, int, KnownName]]:
        """Each known name with its place, the longest at each place, none overlapping another."""
        lengths, names, place = self._lengths, self._names, 0
        if not names:
            return
        for start in range(len(plain) - 1):
            if start < place:
                continue
            sizes = lengths.get(plain[start : start + 2])
            if sizes is None:
                continue
            for size in sizes:
                known = names.get(plain[start : start + size]) if start + size <= len(plain) else None
                if known is not None and _is_whole(plain, start, start + size):
                    place = start + size
                    yield start, place, known
                    break


def find_known(page: Page, vocabulary: Vocabulary) -> None:
    """Offer each name of the vocabulary that the text holds."""
    for start, end, known in vocabulary.find(page.plain):
        page.offer(Found(start, end, Kind.NAME, {"known": known.key, "name_kind": known.kind}))


def _is_whole(plain: str, start: int, end: int) -> bool:
    """A name in letters is found as whole words only: "Reed" is not in "Reedy"."""
    first, last = plain[start], plain[end - 1]
    if first.isascii() and first.isalnum() and start and plain[start - 1].isascii() and plain[start - 1].isalnum():
        return False
    after = plain[end : end + 1]
    return not (last.isascii() and last.isalnum() and after.isascii() and after.isalnum())


def _kind_of_quoted(plain: str, inner: str, start: int, end: int) -> Kind | None:
    if _SENTENCE.search(inner):
        return None
    if inner.isdigit():
        return Kind.SLOGAN
    if inner.isascii() or max(inner) < "\u4e00":
        return _kind_of_english(inner)
    if _TITLE_OF_PROPOSAL.fullmatch(inner):
        return Kind.NAME
    if _MODEL.fullmatch(inner):
        return Kind.IDENTIFIER
    if _holds_number(inner):
        return Kind.SLOGAN
    if (
        _NAME_BEFORE.search(plain, max(0, start - 8), start)
        and len(inner) <= _LONGEST_SLOGAN
        and not _is_speech(plain, start)
    ):
        return Kind.NAME
    if _NAME_AFTER.match(plain, end, end + 8) and len(inner) <= 2 * _LONGEST_SLOGAN:
        return Kind.NAME
    return Kind.NAME if _ENDS_LIKE_NAME.search(inner) and len(inner) <= _LONGEST_SLOGAN else None


def _is_speech(plain: str, start: int) -> bool:
    return plain[start - 1 : start] in ":,"


def _holds_number(inner: str) -> bool:
    if len(inner) > _LONGEST_SLOGAN or _PLAIN_COUNT.search(inner) or _PLAN_YEARS.fullmatch(inner):
        return False
    rest = without_lexical(inner)
    return _NUMERAL_ZH.search(rest) is not None or re.search(r"\d", rest) is not None


def _kind_of_english(inner: str) -> Kind | None:
    if not _TITLE_CASE.fullmatch(inner) or inner.endswith((",", ".")) or not re.search("[A-Z]", inner):
        return None
    if _NUMBER_EN.search(inner):
        return Kind.SLOGAN
    return Kind.NAME if " " in inner else None
