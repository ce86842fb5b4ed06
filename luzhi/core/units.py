"""What is counted: measure words and nouns, with the kind of thing each one counts.

The kind is what lets a number in a text be held against a declared figure: 53家 and "53 firms" are both of the
kind *organisation*, while 人次 (person-times) is never compared with 人 (heads).
"""

from dataclasses import dataclass
from enum import StrEnum


class UnitKind(StrEnum):
    """The kind of thing that a unit counts or measures."""

    ORGANISATION = "organisation"
    ORGANISATION_TIME = "organisation_time"
    PERSON = "person"
    PERSON_TIME = "person_time"
    HOUSEHOLD = "household"
    OCCASION = "occasion"
    ITEM = "item"
    ITEM_TIME = "item_time"
    BOOTH = "booth"
    PLACE = "place"
    AREA = "area"
    LENGTH = "length"
    WEIGHT = "weight"
    VOLUME = "volume"
    ENERGY = "energy"
    MONEY = "money"
    SHARE = "share"
    POINT = "point"
    MULTIPLE = "multiple"
    DURATION = "duration"
    AGE = "age"
    DEGREE = "degree"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed: its code is the Chinese measure word or the English noun in the singular."""

    code: str
    kind: UnitKind


SHARE = Unit("%", UnitKind.SHARE)
POINT = Unit("百分点", UnitKind.POINT)

_MEASURES: dict[UnitKind, str] = {
    UnitKind.ORGANISATION: "家 所 间",
    UnitKind.ORGANISATION_TIME: "家次 户次 单位次",
    UnitKind.PERSON: "人 位 名 员",
    UnitKind.PERSON_TIME: "人次 人(次) 人·次",
    UnitKind.HOUSEHOLD: "户",
    UnitKind.OCCASION: "次 场 场次 轮 趟 回 轮次 期 番",
    UnitKind.ITEM: (
        "个 项 件 份 条 篇 部 本 册 幅 台 套 辆 架 艘 株 棵 头 只 颗 块 张 枚 封 款 种 类 批 组 支 门 座 栋 幢 处 点 句 "
        "起 宗 例 单 笔 卷 集 档 面 盏 根 把 口 眼 层 段 节 页 字 票 席 桌 章 道 步 环 班 副 双 对 台套 台(套) 件套 张票 "
        "批次 大类 小类 方面 大 届 幕 曲 首 则 盒 箱 袋 瓶 桶 尾 羽 匹 顶 床 扇 盘 滴 列 航班 标准箱 床位 学分 分 课时 辑 路 桩 拨 队 则 期刊 份次 台次"
    ),
    UnitKind.ITEM_TIME: "件次 项次 条次 篇次 台次 架次 车次 个次 班次 门次",
    UnitKind.BOOTH: "展位 个展位 个标准展位 个标展 个摊位",
    UnitKind.PLACE: "国 省 市 县 区 地 州 镇 乡 村 城 省份 地市 县区 县市区 市州 街道 乡镇 社区 国家",
    UnitKind.AREA: "平方米 ㎡ 平米 平方公里 平方千米 亩 公顷 m² m2 km² km2 平方厘米",
    UnitKind.LENGTH: "公里 千米 米 厘米 毫米 里 海里 纳米 微米 km m cm mm",
    UnitKind.WEIGHT: "吨 公斤 千克 克 斤 两重 毫克 kg t 标准煤吨",
    UnitKind.VOLUME: "立方米 升 毫升 方 立方 m³",
    UnitKind.ENERGY: "千瓦时 千瓦 兆瓦 瓦 度电 吉瓦 kW kWh MW GW 伏 千伏",
    UnitKind.MONEY: "元 块钱 块 美元 欧元 港元 港币 日元 人民币 英镑 元人民币 韩元 卢布 澳元",
    UnitKind.SHARE: "% ‰ 个百分比",
    UnitKind.POINT: "百分点 个百分点 个点",
    UnitKind.MULTIPLE: "倍",
    UnitKind.DURATION: (
        "年 周年 个月 月 天 日 小时 个小时 分钟 秒 秒钟 周 个星期 星期 个工作日 工作日 个学年 学年 个季度 季度 昼夜 载 "
        "年度 个年头 年时间 个多月 个多小时 个半月 个半小时 年半 个多星期 多年 余年 刻钟 旬 世纪 个世纪 学期 个学期 天时间"
    ),
    UnitKind.AGE: "岁 周岁",
    UnitKind.DEGREE: "度 ℃ 摄氏度 分贝 级地震 像素 赫兹",
}
_SAME = {
    "㎡": "平方米", "平米": "平方米", "m²": "平方米", "m2": "平方米", "km²": "平方公里", "km2": "平方公里",
    "平方千米": "平方公里", "个百分点": "百分点", "个点": "百分点", "人(次)": "人次", "人·次": "人次",
    "块钱": "元", "块": "块", "元人民币": "元", "人民币": "元", "港币": "港元", "个展位": "展位", "个标展": "展位",
    "个标准展位": "展位", "个摊位": "摊位", "台(套)": "台套", "km": "公里", "千米": "公里", "m": "米", "t": "吨",
    "kg": "公斤", "千克": "公斤", "国家": "国", "个小时": "小时",
}  # fmt: skip

MEASURES: dict[str, Unit] = {
    word: Unit(_SAME.get(word, word), kind) for kind, words in _MEASURES.items() for word in words.split()
}
"""Each Chinese measure word (and symbol) with its unit."""

_NOUNS_ZH: dict[UnitKind, str] = {
    UnitKind.BOOTH: "展位 标准展位 特装展位 摊位 标展 展台",
    UnitKind.PLACE: "国家 国家和地区 地区 省份 省市 城市 地市 县区 区县 县市区 县 区 乡镇 镇 乡 街道 社区 村 行政村 村屯 省 市 自然村 市州",
    UnitKind.ORGANISATION: "企业 公司 单位 部门 机构 协会 商会 高校 学校 医院 院所 党派 团体 承办单位 民主党派 委办局 工商联 合作社",
    UnitKind.PERSON: "委员 人 专家 代表 人员 干部 学生 居民 群众 党员 教师 医生 老人 儿童 观众 嘉宾 客商",
}
NOUNS_ZH: dict[str, UnitKind] = {word: kind for kind, words in _NOUNS_ZH.items() for word in words.split()}
"""Chinese nouns that say more about the kind than a general measure word (个, 名) does."""

_NOUNS_EN: dict[UnitKind, str] = {
    UnitKind.ORGANISATION: (
        "firm company enterprise business organisation organization institution university college school hospital "
        "department unit agency bank exhibitor association chamber corporation ministry party museum supplier vendor"
    ),
    UnitKind.PERSON: (
        "person people member delegate expert visitor guest resident leader official speaker participant attendee "
        "student teacher worker farmer adviser advisor deputy representative volunteer staff man men woman women "
        "child children buyer citizen employee scholar journalist entrepreneur doctor parent guard councillor"
    ),
    UnitKind.OCCASION: (
        "time meeting event activity session visit inspection tour survey seminar symposium forum consultation "
        "conference trip round hearing workshop discussion exchange campaign lecture"
    ),
    UnitKind.ITEM: (
        "proposal suggestion recommendation opinion project agreement report document contract case item letter "
        "question topic result deal product reply instruction measure task plan patent motion petition"
    ),
    UnitKind.BOOTH: "booth stand stall",
    UnitKind.PLACE: "country region province city district county town village community nation area state municipality",
    UnitKind.HOUSEHOLD: "household family",
    UnitKind.MONEY: "yuan dollar euro pound rmb renminbi yen usd cny",
    UnitKind.DURATION: "year month week day hour minute second decade century workday fortnight quarter",
    UnitKind.LENGTH: "kilometre kilometer metre meter mile km",
    UnitKind.WEIGHT: "tonne ton kilogram kilogramme kg",
    UnitKind.AREA: "hectare acre mu",
    UnitKind.MULTIPLE: "fold",
}
_SAME_EN = {
    "organization": "organisation", "kilometer": "kilometre", "meter": "metre", "men": "man", "women": "woman",
    "children": "child", "person": "people", "rmb": "yuan", "renminbi": "yuan", "cny": "yuan", "usd": "dollar",
    "advisor": "adviser", "ton": "tonne", "kg": "kilogram", "km": "kilometre",
}  # fmt: skip
NOUNS_EN: dict[str, Unit] = {
    word: Unit(_SAME_EN.get(word, word), kind) for kind, words in _NOUNS_EN.items() for word in words.split()
}
"""Each English noun in the singular with its unit."""

PHRASES_EN: dict[str, Unit] = {
    "%": SHARE,
    "percent": SHARE,
    "per cent": SHARE,
    "percentage points": POINT,
    "percentage point": POINT,
    "square metres": Unit("square_metre", UnitKind.AREA),
    "square meters": Unit("square_metre", UnitKind.AREA),
    "square metre": Unit("square_metre", UnitKind.AREA),
    "square meter": Unit("square_metre", UnitKind.AREA),
    "square kilometres": Unit("square_kilometre", UnitKind.AREA),
    "square kilometers": Unit("square_kilometre", UnitKind.AREA),
    "sq m": Unit("square_metre", UnitKind.AREA),
    "sqm": Unit("square_metre", UnitKind.AREA),
    "m2": Unit("square_metre", UnitKind.AREA),
    "m²": Unit("square_metre", UnitKind.AREA),
    "km2": Unit("square_kilometre", UnitKind.AREA),
    "u.s. dollars": Unit("dollar", UnitKind.MONEY),
    "us dollars": Unit("dollar", UnitKind.MONEY),
    "hong kong dollars": Unit("港元", UnitKind.MONEY),
    "cubic metres": Unit("cubic_metre", UnitKind.VOLUME),
    "cubic meters": Unit("cubic_metre", UnitKind.VOLUME),
    "person-times": Unit("person_time", UnitKind.PERSON_TIME),
    "person times": Unit("person_time", UnitKind.PERSON_TIME),
}
"""English units of more than one word, and signs."""

CURRENCIES = {
    "$": "dollar",
    "US$": "dollar",
    "HK$": "港元",
    "€": "euro",
    "£": "pound",
    "¥": "元",
    "RMB": "yuan",
    "CNY": "yuan",
    "USD": "dollar",
    "HKD": "港元",
    "EUR": "euro",
}
"""Signs that stand before an amount of money."""


def measure_at(text: str, start: int) -> tuple[Unit, int] | None:
    """The longest measure word at this place and where it ends, or None."""
    for length in range(min(_LONGEST_MEASURE, len(text) - start), 0, -1):
        unit = MEASURES.get(text[start : start + length])
        if unit is not None:
            return unit, start + length
    return None


def singular(noun: str) -> str:
    """An English noun in the singular, lower case, by the regular rules: countries → country."""
    word = noun.lower()
    if word in NOUNS_EN:
        return NOUNS_EN[word].code
    for ending, replacement in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
        ("s", ""),
    ):
        if word.endswith(ending) and not word.endswith(("ss", "us", "is")):
            return word.removesuffix(ending) + replacement
    return word


def english_unit(noun: str) -> Unit:
    """The unit that an English noun counts; nouns nobody listed count items."""
    single = singular(noun)
    return NOUNS_EN.get(single) or Unit(single, UnitKind.ITEM)


SINGLE_MEASURES = "".join(sorted(word for word in MEASURES if len(word) == 1 and not word.isascii()))
"""All measure words of one sign, for patterns."""
_LONGEST_MEASURE = max(len(word) for word in MEASURES)
