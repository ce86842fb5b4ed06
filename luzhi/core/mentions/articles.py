"""Numerals before a measure word that count nothing: 是一项重要工作, 一位委员说, 每千人口, 四年级, 多元."""

import re

from luzhi.core.amounts import Amount
from luzhi.core.units import Unit, UnitKind

_LEADS = re.compile(
    "(?:是|为|作|作为|成为|成|的|这|那|每|某|任|另|同|哪|上|下|前|又|如|像|有|于|新|唯|惟|仅|老|之|打造|构建|形成|画|在|用|以|找|当|好|"
    "走出|开辟|拧|探索|绘|营造|提供)$"
)
"""Before 一 and a measure word: then it is "a", "this", "each" and the like."""
_PARALLEL = re.compile("[、:;“][建派育兴出办做抓立树解送献访听创写画留架]$")
"""建一个平台、派一支队伍: a row of deeds, one of each."""
_IN_QUOTE = re.compile(r"“[^“”\n]{0,50}\Z")
"""“提交一件提案、联系一个社区”: a quoted duty, one of each."""
_DESCRIPTIVE = re.compile(
    "[^,。;]{0,3}(?:重要|重大|重点|关键|崭新|全新|难得|大好|必修|系统|长期|复杂|艰巨|光荣|基础|常态|政治|特殊|美丽|靓丽|亮丽|鲜明|独特)"
)
_SPEAKER = re.compile("[^,。;]{0,10}(?:说|表示|告诉|介绍|感慨|坦言|提出|建议|认为|回忆)")
_COUNTING_VERB = re.compile(
    "(?:新增|建成|建立|设立|共|完成|引进|落地|办成|召开|举办|增加|新建|各|开工|签约|获得|提交|报送|达)了?$"
)
_LOOSE_UNITS = frozenset("个种类条股份片面点大道把块头段步层手双对口行天国地市县区村省乡镇城员度章环根级字") | {"方面"}
"""一 with these is an article unless a verb of counting stands before it (新增一个)."""
_MANY_IN_WORD = re.compile(
    "多(?:种多样|层|维度|角度|渠道|领域|方位|形式|元|样|点|头|面手|方面|方|极|措|门|大|级|段|对|党|重|功能|户型|环|处理|国部队|章|字|国语|口|票)"
)


_SOME = re.compile("几点(?:体会|建议|意见|要求|希望|看法|启示|感受|认识|思考|想法|说明|感想)")
"""A heading (几点体会), which announces no number."""


def is_article(plain: str, amount: Amount, unit: Unit | None, end: int) -> bool:
    """Whether an amount that ends, with its unit, at ``end`` is no quantity after all."""
    start = amount.start
    if amount.vague_digit and plain[start] == "多":
        return _MANY_IN_WORD.match(plain, start) is not None
    if _SOME.match(plain, start):
        return True
    if plain[start - 1 : start] == "每" and plain[start] in "十百千万亿":
        return True
    if unit and unit.code == "年" and plain[end : end + 1] == "级":
        return True
    return amount.lone and plain[start] == "一" and unit is not None and _is_indefinite(plain, start, unit, end)


def _is_indefinite(plain: str, start: int, unit: Unit, end: int) -> bool:
    lead = plain[max(0, start - 4) : start]
    if unit.kind is UnitKind.DURATION:
        return lead.endswith(("的", "这", "每", "那"))
    if _IN_QUOTE.search(plain, max(0, start - 52), start):
        return True
    if _LEADS.search(lead) or _PARALLEL.search(lead) or _DESCRIPTIVE.match(plain, end):
        return True
    if unit.code in _LOOSE_UNITS:
        return not _COUNTING_VERB.search(lead)
    return unit.kind is UnitKind.PERSON and _SPEAKER.match(plain, end) is not None
