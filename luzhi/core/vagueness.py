"""What vague words mean: the one table, read by the draft check and by the wording rules alike.

Every vague word has one declared meaning, here and nowhere else (`BOUNDS_BEFORE`, `BOUNDS_AFTER`, `BOUNDS_ENGLISH`,
`UNKNOWN_DIGIT`, `FIXED_ENGLISH`, `FIXED_SHARES`, `SHARES_IN_WORDS`, `AMOUNTS_IN_WORDS`). In short:

======================  =================================  ==========================
数 几 好几 (+ 十百千…)      an unknown digit from 2 to 9       数十 20..99, 几家 2..9
余 多 几 after a number    more, within its last place        十余 11..19, 三百余 301..399
多 before a measure word  two or more                        多次 >=2
近 nearly almost          from nine tenths of it up to it    近百 90..100
约 左右 来 about           within a tenth of it               约620 ~620
超 逾 过 over more than    more than it                       超过50 >50
突破 上 至少 以上 at least   it or more                         上百 >=100
不足 不到 fewer than       less than it                       不足10 <10
至多 以内 up to            it or less                         至多5 <=5
======================  =================================  ==========================

A text given to these functions is *plain*: full-width signs are already ASCII (`luzhi.core.mentions.page`).
"""

import re
from decimal import Decimal
from enum import Enum

from luzhi.core.quantity import Quantity


class Bound(Enum):
    """What a vague word makes of the number beside it."""

    ABOUT = "about"
    NEARLY = "nearly"
    MORE = "more"
    AT_LEAST = "at_least"
    LESS = "less"
    AT_MOST = "at_most"
    REMAINDER = "remainder"


UNKNOWN_DIGIT = (2, 9)
"""数 and 几 stand for one digit from 2 to 9."""

NEARLY_FROM = Decimal("0.9")
"""'Nearly n' is from nine tenths of n up to n."""

BOUNDS_BEFORE: dict[str, Bound] = {
    **dict.fromkeys(("约", "大约", "约有", "约为", "大概", "大致", "约合", "差不多"), Bound.ABOUT),
    **dict.fromkeys(("近", "将近", "接近", "几近", "临近"), Bound.NEARLY),
    **dict.fromkeys(
        ("超", "超过", "超过了", "超出", "逾", "过", "多于", "高于", "大于", "不止", "远超", "已超", "超越"),
        Bound.MORE,
    ),
    **dict.fromkeys(
        (
            "至少",
            "至少有",
            "最少",
            "不少于",
            "不低于",
            "不下",
            "不下于",
            "突破",
            "突破了",
            "破",
            "上",
            "起码",
        ),
        Bound.AT_LEAST,
    ),
    **dict.fromkeys(("不足", "不到", "未满", "不满", "少于", "低于", "小于", "未到"), Bound.LESS),
    **dict.fromkeys(("不超过", "不多于", "至多", "最多", "不高于", "不超"), Bound.AT_MOST),
}
"""Chinese words before a number."""

BOUNDS_AFTER: dict[str, Bound] = {
    **dict.fromkeys(("左右", "上下", "许"), Bound.ABOUT),
    **dict.fromkeys(("以上", "及以上", "或以上", "起", "往上"), Bound.AT_LEAST),
    **dict.fromkeys(("有余", "出头"), Bound.MORE),
    **dict.fromkeys(("以下", "及以下", "以内", "之内"), Bound.AT_MOST),
}
"""Chinese words after the number and its unit ("起" only where nothing is counted in 起)."""

BOUNDS_ENGLISH: dict[str, Bound] = {
    **dict.fromkeys(("about", "around", "approximately", "roughly", "some", "circa", "an estimated"), Bound.ABOUT),
    **dict.fromkeys(("nearly", "almost", "close to", "just under", "not quite"), Bound.NEARLY),
    **dict.fromkeys(
        (
            "more than",
            "over",
            "above",
            "in excess of",
            "exceeding",
            "exceed",
            "exceeds",
            "exceeded",
            "surpassed",
            "upwards of",
        ),
        Bound.MORE,
    ),
    **dict.fromkeys(("at least", "no fewer than", "no less than", "not less than", "a minimum of"), Bound.AT_LEAST),
    **dict.fromkeys(("less than", "fewer than", "under", "below"), Bound.LESS),
    **dict.fromkeys(("at most", "up to", "no more than", "not more than", "as many as", "a maximum of"), Bound.AT_MOST),
}
"""English words before a number."""

FIXED_ENGLISH: dict[str, str] = {
    "dozens": "20..99",
    "tens": "20..99",
    "scores": "40..99",
    "hundreds": "200..999",
    "thousands": "2000..9999",
    "tens of thousands": "20000..99999",
    "hundreds of thousands": "200000..999999",
    "millions": "2000000..9999999",
    "several": "3..9",
    "several dozen": "36..99",
    "several hundred": "300..999",
    "several thousand": "3000..9999",
    "a few": "2..9",
    "a few dozen": "24..99",
    "a few hundred": "200..999",
    "a handful of": "2..9",
    "a couple of": "2..3",
    "a dozen": "~12",
    "half a dozen": "~6",
    "two dozen": "~24",
    "three dozen": "~36",
    "multiple": ">=2",
}
"""English vague words with their code."""

FIXED_SHARES: dict[str, str] = {
    "过半数": ">50",
    "过半": ">50",
    "超半数": ">50",
    "大半": ">50",
    "多半": ">50",
    "半数以上": ">=50",
    "近半数": "45..50",
    "近半": "45..50",
    "半数": "~50",
    "一半以上": ">=50",
    "一半": "~50",
    "half": "~50",
    "a majority of": ">50",
    "the majority of": ">50",
}
"""Words for a share of a whole, in percent."""

SHARES_IN_WORDS = {
    "几乎全员": "90..100", "几乎全部": "90..100", "几乎所有": "90..100", "近乎全部": "90..100", "全员": "100",
    "全部": "100", "全体": "100", "全覆盖": "100", "无一例外": "100", "无一遗漏": "100", "悉数": "100", "百分百": "100",
    "一一": "100", "逐一": "100", "逐条": "100", "逐项": "100", "逐个": "100", "逐件": "100", "件件": "100",
    "事事": "100", "个个": "100", "条条": "100", "项项": "100", "绝大多数": "80..100", "绝大部分": "80..100",
    "大多数": ">50", "大部分": ">50", "多数": ">50", "almost all": "90..100", "nearly all": "90..100",
    "virtually all": "90..100", "one by one": "100", "each and every": "100", "every single": "100",
    "without exception": "100", "item by item": "100", "point by point": "100", "most of": ">50",
}  # fmt: skip
"""Rhetoric that claims a share of a whole, with the share it claims in percent."""

AMOUNTS_IN_WORDS: dict[str, int] = {
    **dict.fromkeys(("若干", "a number of", "various"), 2),
    **dict.fromkeys(("一批", "一系列", "一连串", "一揽子", "一次次", "一个又一个", "一次又一次", "一项又一项"), 3),
    **dict.fromkeys(("一场又一场", "一件又一件", "一轮又一轮", "一步接着一步", "a series of", "a batch of"), 3),
    **dict.fromkeys(("time and again", "again and again", "one after another", "step by step"), 3),
    **dict.fromkeys(("许多", "很多", "诸多", "不少", "many", "a range of", "a variety of", "plenty of"), 5),
    **dict.fromkeys(("众多", "大批", "一大批", "numerous", "a large number of", "a host of"), 10),
    **dict.fromkeys(("大量", "海量", "lots of", "a wealth of"), 20),
    **dict.fromkeys(("成百上千",), 100),
    **dict.fromkeys(("成千上万", "成千成万"), 1000),
}
"""Rhetoric of amount with the least number that bears it (our own rule; the words themselves set no bound)."""

_NOT_BEFORE: dict[str, str] = {
    "约": "签节预合公条制契履违邀纽相隐失守大简",
    "近": "附最靠就亲走临远贴新邻将接几",
    "超": "赶反高",
    "上": "会线网以加身路马村车岗台世早晚基场地向手桌市",
    "过": "通经走不来去路超越渡胜错太",
    "破": "突打侦爆攻",
    "不到": "想得看见找达",
    "低于": "不",
    "少于": "不",
    "高于": "不",
    "多于": "不",
    "超过": "不",
    "起码": "",
}
"""Signs before which a bound word is part of another word: 签约21个, 会上百余人."""

_ROUND_ONLY = frozenset({"上", "过", "破"})
"""These bound a round number only: 上百, 过万, 破千."""


def apply_bound(quantity: Quantity, bound: Bound) -> Quantity:
    """What a vague word makes of an exact number; a quantity that is vague already stays as it is."""
    number = quantity.value
    if number is None:
        return quantity
    match bound:
        case Bound.ABOUT:
            return Quantity.about(number)
        case Bound.NEARLY:
            return Quantity.interval(number * NEARLY_FROM, number)
        case Bound.MORE:
            return Quantity.at_least(number, strict=True)
        case Bound.AT_LEAST:
            return Quantity.at_least(number)
        case Bound.LESS:
            return Quantity.at_most(number, strict=number > 0)
        case Bound.AT_MOST:
            return Quantity.at_most(number)
        case Bound.REMAINDER:
            return _with_remainder(number)


def bound_before(plain: str, start: int, *, is_round: bool) -> tuple[Bound, int] | None:
    """The vague word that ends right before ``start`` and where it starts, or None."""
    for word in _BEFORE_BY_LAST_SIGN.get(plain[start - 1 : start], ()):
        begin = start - len(word)
        if begin < 0 or not plain.startswith(word, begin):
            continue
        if begin > 0 and plain[begin - 1] in _NOT_BEFORE.get(word, ""):
            continue
        if word in _ROUND_ONLY and not is_round:
            continue
        return BOUNDS_BEFORE[word], begin
    if not plain[max(0, start - 2) : start].isascii():
        return None
    match = _ENGLISH_BEFORE.search(plain, max(0, start - 40), start)
    return (BOUNDS_ENGLISH[" ".join(match[1].lower().split())], match.start()) if match else None


def bound_ahead(plain: str, start: int) -> Bound | None:
    """The bound that a verb parts from its number: 至少开展1次, 不少于召开2场. The words stay outside the mention."""
    match = _AHEAD.search(plain, max(0, start - 10), start)
    return BOUNDS_BEFORE[match[1]] if match else None


def bound_after(plain: str, end: int) -> tuple[Bound, int] | None:
    """The vague word right after ``end`` and where it ends, or None."""
    match = _AFTER.match(plain, end)
    return (BOUNDS_AFTER[match[0]], match.end()) if match else None


def _with_remainder(number: Decimal) -> Quantity:
    place = Decimal(1)
    while number and number % (place * 10) == 0:
        place *= 10
    if place == 1 or number == 0:
        return Quantity.at_least(number, strict=True)
    return Quantity.interval(number + 1, number + place - 1)


_BEFORE_BY_LAST_SIGN: dict[str, list[str]] = {}
for _word in sorted(BOUNDS_BEFORE, key=len, reverse=True):
    _BEFORE_BY_LAST_SIGN.setdefault(_word[-1], []).append(_word)
_DEEDS = (
    "开展|召开|组织|举办|举行|提交|报送|提出|撰写|参加|走访|联系|完成|形成|培育|引进|新增|建成|建设|打造|办好|办成|解决|落实|"
    "反映|宣讲|帮扶|结对|接待|安排|确定|选取|要有|需要|应当|拥有|达到|保证|确保|做"
)
_AHEAD = re.compile(rf"(至少|最少|不少于|不低于|最多|至多|不超过)(?:{_DEEDS})了?\Z")
_AFTER = re.compile("|".join(sorted((w for w in BOUNDS_AFTER if w != "起"), key=len, reverse=True)))
_ENGLISH_BEFORE = re.compile(
    r"\b("
    + "|".join(re.sub(" ", r"\\s", word) for word in sorted(BOUNDS_ENGLISH, key=len, reverse=True))
    + r")\s(?:a total of\s)?(?:US|HK)?[$€£¥]?\Z",
    re.IGNORECASE,
)
