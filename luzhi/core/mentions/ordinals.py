"""Ranks and sessions (第三届, 十四届六次全会, "15th"), and figures that are part of a code (〔2024〕5号, 5G, a phone number)."""

import re
from collections.abc import Iterator
from itertools import chain

from luzhi.core.mentions.lexicon import IDIOMS, LEXICAL
from luzhi.core.mentions.model import Found, Kind
from luzhi.core.mentions.page import Page
from luzhi.core.numerals import ENGLISH_ORDINALS, read_ordinal
from luzhi.core.quantity import Quantity

_N = r"(?:[一二两三四五六七八九十百零〇]{1,6}|\d{1,4})"
_SESSION = rf"{_N}(?:次|中)"
_SESSIONS = re.compile(
    rf"第?{_N}届(?:[^,。;、\d“”]{{0,10}}?(?:委员会|政协|人大))?(?:第?{_SESSION}(?:、第?{_SESSION})*(?:和第?{_SESSION})?)(?:全会|全体会议|会议|常委会|主席会议)?"
)
_CONGRESS = re.compile(
    r"(?:十[一二三四五六七八九]|二十[一二三]?)大(?=精神|报告|以来|召开|胜利|代表|会议|提出|作出|擘画|部署|和|、|,|。|关于|闭幕|对)"
)
_TERM = re.compile(
    r"第?(?:(?<!\d)\d{1,2}|(?:二?十[一二三四五六七八九]?|[五六七八九]))届(?=$|[^,。\d一二两三四五六七八九十]{0,6}(?:委员会|政协|常委会|以来|全国|省|市|区|县|人大))"
)
_RANK_ZH = re.compile(
    rf"第(?P<n>{_N})(?:阶段|[届次位名个批期轮场号条章款项页部卷季代站阶集辑类节排编版组家份篇艘台座枚](?!方)|阶段|梯队|方阵|医院|医科|中学|小学|人民|实验)?"
)
_RANKS = re.compile(
    rf"第{_N}(?P<of>[届次批期辑卷集部号章条])?(?:至|到|[-\u2013\u2014~])第?{_N}[届次批期辑卷集部号章条]"
)
"""第18辑至第22辑: one mention."""
_FIGURATIVE = re.compile("|".join(word for word in (*LEXICAL, *IDIOMS) if word[0] == "第"))
_FIRST_ZH = re.compile(
    "首(?:届|次|批|个|家|场|期|轮|位|条|部|例|支|座|项|份|笔|所|台|单|款|艘|套|季|日|站|问|创性)(?!选)"
)
_TOP = re.compile(
    rf"前(?P<n>{_N})(?:名|位|强|列|甲)|(?:排名?|位列|位居|名列|居|列)(?:[^,。\d一二三四五六七八九十第]{{0,6}})前(?P<m>{_N})(?!年|天|个|次|季)"
)
_PRIZE = re.compile(r"[一二三特]等奖|[一二三]等功")
_NUMBERED = re.compile(
    r"(?<![\d.\-])(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})号(?=提案|议案|建议|馆|楼|展|厅|线|院|门|文件|厂|桥|工程|会议室|井|机|公告|令|议题|课题|重点|地块|店|营|棚)"
)
_PHASE = re.compile(
    r"[一二三四五六]期(?=工程|项目|建设|厂房|园区|投资|用地)|(?:(?<=项目|工程|基地|产业|中心|园区)|(?<=[园厂馆港]))[一二三四五六]期(?!培训)"
)
_ENGLISH = re.compile(
    rf"\b(?:\d{{1,3}}(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-])?(?:{'|'.join(ENGLISH_ORDINALS)}))\b",
    re.IGNORECASE,
)
_NO_RANK = re.compile(
    r"[-\s](?:hand|class|rate|party|of\sall|aid|thing|and\sforemost|thought|nature)\b|-(?:time|timers?)\b|ly\b",
    re.IGNORECASE,
)
_NO_RANK_LEAD = re.compile(r"(?:\bat|a\ssplit|every|per|one|two|three|four|five|six|seven|a)[\s-]$", re.IGNORECASE)
_FRACTION_WORDS = frozenset({"third", "quarter", "fifth", "tenth"})

_AMOUNT_LETTERS = re.compile(r"(?:RMB|USD|CNY|HKD|EUR|US|HK)\s?\d|(?:km|kg|cm|mm|m)2?\Z", re.IGNORECASE)
"""RMB500 is money and 5km is a length, not a code."""
_DIGIT_CODES = re.compile(
    "|".join(
        (
            r"[〔\[(【]\s?(?:19|20)\d{2}\s?[〕\])】]\s?第?\s?\d{1,5}\s?号",
            r"(?<![\d.])(?:\+\d{1,3}[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)",
            r"(?<![\d.])(?:\(?0\d{2,3}(?:\)[\s-]?|[\s-])\d{3,4}[\s-]?\d{4}|0\d{10,11})(?:[-转]\d{1,5})?(?!\d)",
            r"(?<!\d)[48]00-?\d{3}-?\d{4}(?!\d)",
            r"\+\d{1,3}[\s-](?:\(?\d{1,4}\)?[\s-]?){2,5}\d{2,4}",
            r"(?<![\d.])\d{17}[\dXx](?![\dA-Za-z])",
            r"\d{1,3}(?:\.\d{1,2})?(?:\+(?:\d{1,3}|[NXn]|[一二三四五六七八九十]))+(?![\d%])",
            r"(?<!\d)[0-9]0后",
            r"(?<![\d.])\d{1,2}\.0(?=版|时代|[”\"、,。\s]|$|[一-龥](?<![万亿千百个%]))(?!\s?(?:%|percent))",
            r"(?<![\d.])\d{1,2}\.\d{1,3}\.\d{1,4}(?![\d.]|-)",
            r"(?<!\d)\d{3,5}(?=(?:政务)?(?:服务)?(?:便民)?热线|平台热线|举报)",
            r"(?<![\d/.])24/7(?![\d/])",
            r"(?<![\d:])\d{1,3}:\d{1,3}(?![\d:])(?<!:\d\d)",
            r"(?<!\d)\d{2,5}(?=工程|战略|模式|工作法)",
            r"(?<!\d)(?:985|211)(?=[、/\"”高工院大])",
            r"(?<!\d)\d{1,4}(?:国道|省道|县道|路公交|号线)",
            r"(?<!\d)\d{2,4}强(?![化调度大制力烈势项盛劲])(?:县|区|镇|企业|村)?",
            r"(?<![\d.])\d{1,6}(?:\.\d{1,2})?[万千百]?(?:吨|千瓦|兆瓦|吉瓦|千伏|伏|公里)级(?!别)",
            r"\d{1,3}A级|(?<!\d)[1-5]A(?=[级景])|(?<!\d)[1-5]星级",
            r"(?<![\dA-Za-z])\d{1,3}[x×*X]\d{1,3}(?!\d|\s?(?:米|m|cm|平))",
            r"(?<![\dA-Za-z])(?<!\d[.,])\d{1,4}(?:G(?!W|B)|V|[KD](?=[\u4e00-\u9fff\s”“,。])|P(?=[\u4e00-\u9fff]))(?![A-Za-z])",
            r"(?<!\d)(?<!\d[.,])\d{9,18}(?!\d|[.,]\d|\s?(?:[元万亿人件个家户条份次]|至\s?\d))",
        )
    )
)
_DIGIT_START = re.compile(r"[〔\[(【+]?\s?\d+")
_OTHER_CODES: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?:详见|(?<!意)见|附)[表图件]\s?\d{1,3}(?![\d份张件幅])"),
    re.compile(r"第?0\d{1,4}号"),
    re.compile(r"第?(?:[一二三四五六七八九十]{1,3}|\d{1,2})支部(?!队)"),
    re.compile(r"[零七八九]零后|[二三四五]星级"),
    re.compile(
        r"(?<=[、,。到在赴和于与至入自市第])[一二三四五六七八九]?十?[一二三四五六七八九十](?:中|小)(?=[、,。;和与等)“”]|$|开展|调研|视察|举行|校)"
    ),
    re.compile(r"[百千]强(?![化调度大制力烈势项盛劲])(?:县|区|镇|企业|村)?|(?:[二五]?十)强(?:县|区|镇|企业|村)"),
    re.compile(r"[NX](?:\+(?:\d{1,3}|[NXn]|[一二三四五六七八九十]))+(?![\d%])"),
    re.compile(
        r"(?<![A-Za-z])(?!(?:Q[1-4]|H[12])(?![A-Za-z\d])|FY\d)[A-Za-z]{1,8}[-/]?\d{1,6}(?:[-.]\d{1,6})*[A-Za-z]{0,3}(?![A-Za-z\d])(?:国道|省道|高速|线)?"
    ),
)
_LABELLED = re.compile(
    r"\b(?:(?i:No\.|Nos\.|Number|Room|Hall|Booth|Stand|Article|Section|Chapter|Page|Figure|Table|Clause|Route|Highway|Flight|"
    r"Building|Floor|Annex|Rule|Phase|Document|Order|Resolution)\s(?:No\.\s?)?#?)(?=[A-Z]?\d)[A-Z]?\d{1,5}[A-Za-z]?\b|#\d{1,6}\b|"
    r"\bFortune\s(?:Global\s)?(?:100|500)\b|\b(?i:top)[\s-](?:10|20|50|100|500|1,?000)\b"
)


def find_ordinals(page: Page) -> None:
    """Sessions, terms, ranks and prizes; ``quantity`` is the rank where there is one."""
    for pattern in (_SESSIONS, _TERM, _RANKS, _PRIZE, _PHASE):
        for match in pattern.finditer(page.plain):
            page.offer(Found(match.start(), match.end(), Kind.ORDINAL))
    for match in _CONGRESS.finditer(page.plain):
        page.offer(Found(match.start(), match.end(), Kind.ORDINAL, _rank(read_ordinal(match[0][:-1]))))
    for pattern in (_RANK_ZH, _NUMBERED, _TOP):
        for match in pattern.finditer(page.plain):
            if _FIGURATIVE.match(page.plain, match.start()):
                continue
            groups = match.groupdict()
            number = read_ordinal(groups["n"] or groups.get("m") or "")
            page.offer(Found(match.start(), match.end(), Kind.ORDINAL, _rank(number)))
    for match in _FIRST_ZH.finditer(page.plain):
        page.offer(Found(match.start(), match.end(), Kind.ORDINAL, _rank(1)))
    for match in page.latin(_ENGLISH):
        if not _is_no_rank(page.plain, match):
            page.offer(Found(match.start(), match.end(), Kind.ORDINAL, _rank(read_ordinal(match[0]))))


def find_codes(page: Page) -> None:
    """Figures that name something: document and phone numbers, 5G, 90后, "Room 204", 1+3+N (a slogan)."""
    plain = page.plain
    for match in chain(_digit_codes(plain), page.latin(_LABELLED), *(p.finditer(plain) for p in _OTHER_CODES)):
        kind = Kind.SLOGAN if "+" in match[0][1:] else Kind.IDENTIFIER
        if not _AMOUNT_LETTERS.match(match[0]):
            page.offer(Found(match.start(), match.end(), kind))


def _digit_codes(plain: str) -> Iterator[re.Match[str]]:
    place = 0
    while first := _DIGIT_START.search(plain, place):
        start, place = first.span()
        match = _DIGIT_CODES.match(plain, start)
        if match is None and not plain[start].isdigit():
            match = _DIGIT_CODES.match(plain, start + 1)
        if match:
            place = match.end()
            yield match


def _rank(number: int | None) -> dict[str, object]:
    return {} if number is None else {"quantity": Quantity.exact(number)}


def _is_no_rank(plain: str, match: re.Match[str]) -> bool:
    if _NO_RANK.match(plain, match.end()):
        return True
    word = match[0].lower()
    leads = _NO_RANK_LEAD.search(plain, max(0, match.start() - 10), match.start())
    return leads is not None and (word in _FRACTION_WORDS or leads[0].lower().startswith("at"))
