"""Names of persons, known by a surname beside a title: 主席高志国, 李北伟委员, "Vice-Chair Helen Marsh"."""

import re
from itertools import chain

from luzhi.core.mentions.lexicon import read_words
from luzhi.core.mentions.model import Found, Kind, Persona
from luzhi.core.mentions.page import Page

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾"
    "夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施洪季习解池修涂柯翟耿关焦左柳甘祝包宁尚符舒阮纪"
    "梅童凌毕单裴霍成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷"
    "晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚"
    "萧傅阎易常乔赖文庞樊兰殷安颜倪牛俞章鲁葛伍申聂邢岳齐庄詹招操诸揭鹿茅阴隆危闾蔚沐竺占战逄綦仉亓英库亢晓笪玄肇凃冶由茹衣谯荀敏庾殳"
    "鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈"
)
COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "司马",
        "诸葛",
        "上官",
        "司徒",
        "东方",
        "皇甫",
        "令狐",
        "慕容",
        "尉迟",
        "长孙",
        "端木",
        "夏侯",
        "南宫",
        "独孤",
        "公孙",
        "宇文",
        "完颜",
    ]
)
_COMMON = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾"
    "夏韦付方邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤温康施洪季习解池修涂柯翟耿焦左柳甘祝包宁尚符舒阮纪"
    "萧傅阎乔赖庞樊殷颜倪俞章葛伍申聂邢岳齐庄詹鲁"
    "梅童凌毕裴霍苗谷盛曲翁冉骆蓝辛靳欧柴蒙鲍喻祁蒲滕屈饶牟艾尤穆卓缪褚娄窦戚岑宫费卜晏瞿桂佟臧闵苟邬卞姬仇栾隋刁荣巫寇桑郎甄仲虞敖"
)
"""Surnames that are trusted beside a title; the rarer ones count only within a list of persons."""

_NO_NAME = frozenset(read_words("no_names"))
_NOT_GIVEN = frozenset(
    "市县区省州会委团院校部局厅组员者的了在和与及等是各协党类务室就对从到并被将也都要又还不由所把让使但而或其这那此该个位次件项"
    "、,。;:!?()《》“”\"' \n\t—…·0123456789%"
)
_TITLES = read_words("titles")
_AFTER_NAME = frozenset(
    "带主出参讲致在表指强说率介对就作为担宣与和及等同到赴深围从代汇陪调认建提的发要以向一第领正最、,。;:!?()“” \n—·告坦感呼直也是曾先分还则还当看走来去给将"
    "前受应现首共共随率亲多再又通根针结首近日今昨随率联接答回解补撰写编牵组督批签审听座点听授颁开用利把着谈"
)
_DEEDS = frozenset("带主出讲致说介表指强率宣参作、,。;:")
_OFFICE = re.compile("(?:主席|书记|秘书长|市长|省长|区长|县长|局长|院士|教授|会长|董事长|总经理|主委|校长|院长)$")
_TITLE_NAME = re.compile(
    "(?:"
    + "|".join(sorted(_TITLES, key=len, reverse=True))
    + r")(?:、|兼|[ ]{1,4}|:)?(?=[\u4e00-\u9fff]{2}|[\u4e00-\u9fff] )"
)
_NAME_TITLE = re.compile(
    "(?:副?主席|总书记|副?书记|院士|教授|委员(?!会|们|长)|先生|女士|同志|副?秘书长|主委|副?会长|董事长|副?市长|副?省长|副?区长|副?县长|研究员)"
)
_ENGLISH = re.compile(
    r"\b(?:(?:[Vv]ice[-\s])?[Cc]hair(?:man|woman|person)?|(?:Deputy\s)?Mayor|Professor|Prof\.|Dr\.?|Mr\.?|Ms\.?|Mrs\.?|"
    r"(?:Vice[-\s])?President|Secretary(?:[-\s]General)?|Director|Academician|Minister|Governor|Member)\s"
    r"((?:[A-Z][a-z]+(?:[-'’][A-Za-z]+)?\s){0,2}[A-Z][a-z]+(?:[-'’][A-Za-z]+)?)\b"
)
_ENGLISH_OFFICE_AFTER = re.compile(
    r"\b([A-Z][a-z]+(?:[-'’][A-Za-z]+)?(?:\s[A-Z]\.)?(?:\s[A-Z][a-z]+(?:[-'’][A-Za-z]+)?){1,2}),\s(?:an?\s|the\s)?(?:[a-z-]+\s){0,2}?"
    r"(?:vice[-\s])?(?:chair\w*|director|head|mayor|president|secretary|minister|member|professor|spokes\w+|governor|founder|"
    r"manager|leader|chief)\b"
)
"""Shao Hong, vice-chairman of …"""
_NOT_ENGLISH_NAME = frozenset(
    [
        "of",
        "the",
        "and",
        "General",
        "Committee",
        "Office",
        "Conference",
        "Council",
        "City",
        "District",
        "Secretary",
        "Meeting",
        "Republic",
        "Institute",
    ]
)


def find_persons(page: Page) -> None:
    """Offer each person's name that stands before or after a title."""
    for match in _NAME_TITLE.finditer(page.plain):
        start = _name_before(page.plain, match.start())
        if start is not None:
            page.offer(_person(start, match.start()))
    for match in _TITLE_NAME.finditer(page.plain):
        if match[0][-1] in " :" and match[0].rstrip(" :") in _BYLINES:
            continue
        end = _name_after(page.plain, match.end())
        if end is not None:
            page.offer(_person(match.end(), end))
    for match in chain(page.latin(_ENGLISH), page.latin(_ENGLISH_OFFICE_AFTER)):
        if not set(match[1].split()) & _NOT_ENGLISH_NAME:
            page.offer(_person(match.start(1), match.end(1)))


def is_person(text: str) -> bool:
    """Whether an item of a list has the shape of a person's name (a surname and one or two signs, or A·B)."""
    if "·" in text:
        return all(2 <= len(part) <= 12 for part in text.split("·"))
    if text[:2] in COMPOUND_SURNAMES and len(text) in (3, 4):
        return True
    if len(text) not in (2, 3) or text[0] not in SURNAMES:
        return False
    return text[:2] not in _NO_NAME and not any(char in _NOT_GIVEN for char in text[1:])


def _person(start: int, end: int) -> Found:
    return Found(start, end, Kind.NAME, {"persona": Persona.PERSON})


def _name_before(plain: str, end: int) -> int | None:
    for length in (4, 3, 2):
        name = plain[max(0, end - length) : end]
        if name[:1] in "任席" and plain[end - length - 1 : end - length] == "主":  # 主任李锐同志
            continue
        if len(name) == length and _is_trusted(name) and not (length == 2 and _runs_on(plain, end - 2)):
            return end - length
    return None


def _runs_on(plain: str, start: int) -> bool:
    """Whether a two-sign name is more likely the end of a longer word."""
    before = plain[start - 1 : start]
    return (
        bool(before)
        and "\u4e00" <= before <= "\u9fff"
        and before not in "和与由请对向是员长记任士授席者表及以据为让给随动访邀聘引问从致"
    )


_BYLINES = frozenset(("记者", "通讯员", "编辑", "作者", "摄影", "代表", "专家", "委员"))
"""Set apart from a name these head a byline or a speech in a transcript."""
_SPACED = re.compile(r"([\u4e00-\u9fff]) {1,3}([\u4e00-\u9fff])(?=[\s,。、;)]|\Z)")
"""A name of two signs set apart, as official papers do so that all names are of one width: 李 明."""


def _name_after(plain: str, start: int) -> int | None:
    spaced = _SPACED.match(plain, start)
    if spaced:
        return spaced.end() if _is_trusted(spaced[1] + spaced[2]) else None
    for length in (4, 3, 2):
        name = plain[start : start + length]
        after = plain[start + length : start + length + 1]
        if len(name) == length and _is_trusted(name) and (not after or after in _AFTER_NAME):
            return start + length
        if length < 4 and _is_rare_name(plain, start, name, after):
            return start + length
    return None


def _is_rare_name(plain: str, start: int, name: str, after: str) -> bool:
    """A rarer surname counts where a title of one person stands before the name and a verb of speech or deed, or another
    title, after it."""
    ends = after in _DEEDS or _NAME_TITLE.match(plain, start + len(name)) is not None
    return is_person(name) and ends and _OFFICE.search(plain, max(0, start - 4), start) is not None


def _is_trusted(name: str) -> bool:
    if len(name) == 4:
        return name[:2] in COMPOUND_SURNAMES and is_person(name)
    return (name[0] in _COMMON or name[:2] in COMPOUND_SURNAMES) and is_person(name)
