"""Names of places that a list may hold: provinces, cities, countries, regions; others are known by their ending."""

import re

from luzhi.core.mentions.lexicon import read_words

_PROVINCES = read_words("provinces")
_CITIES = read_words("cities")
_ABROAD = read_words("abroad")
PLACES = frozenset((*_PROVINCES, *_CITIES, *_ABROAD))
_LONGEST = max(len(name) for name in PLACES)
_ENDING = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?:市|县|区|省|州|旗|镇|乡|村|街道|社区|自治区|自治州|新区|开发区|高新区|经开区|屯|岛|湾)"
)
_NO_PLACE = frozenset(read_words("no_places"))
_NO_ENDING = frozenset(
    [
        "城市",
        "城区",
        "地区",
        "园区",
        "景区",
        "全市",
        "全省",
        "全区",
        "片区",
        "展区",
        "专区",
        "校区",
        "库区",
        "山区",
        "灾区",
        "老区",
        "小区",
        "市区",
        "郊区",
        "厂区",
        "矿区",
        "省市",
        "区县",
        "乡村",
        "农村",
        "城镇",
    ]
)
_LEADS = frozenset(_PROVINCES) | {"中国"}


def is_place(text: str) -> bool:
    """Whether an item of a list is a place: a known name, a province with a place (云南西双版纳), or 某某县."""
    if text in PLACES:
        return True
    if text in _NO_PLACE or len(text) < 2:
        return False
    rest = next((text[length:] for length in (3, 2) if text[:length] in _LEADS), text)
    if rest != text and (rest in PLACES or rest.removesuffix("市") in PLACES):
        return True
    return (
        _ENDING.fullmatch(text) is not None
        and text[-2:] not in _NO_ENDING
        and not text.startswith(("各", "全", "相关"))
    )


def place_at_end(text: str) -> str:
    """The longest known place that the text ends with, or empty: 带队到北京 → 北京."""
    for length in range(min(_LONGEST, len(text)), 1, -1):
        if text[-length:] in PLACES:
            return text[-length:]
    return ""


def place_at_start(text: str) -> str:
    """The longest known place that the text begins with, or empty: 马来西亚的 → 马来西亚."""
    for length in range(min(_LONGEST, len(text)), 1, -1):
        if text[:length] in PLACES:
            return text[:length]
    return ""
