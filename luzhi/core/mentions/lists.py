"""Named lists in Chinese: 曹某、李某、徐某等6位…, 北京、上海等地, 《总体方案》《任务清单》.

A list is *named* when its items are names: of persons, places, bodies, documents; or when a count is printed with it
(等5个方面, 三家企业) or it stands for a class of bodies (赛尔、中科等企业). Enumerations of topics and tasks are not.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from luzhi.core.mentions.model import Found, Item, Kind, Persona
from luzhi.core.mentions.organisations import is_organisation, organisation_at_start
from luzhi.core.mentions.page import Page
from luzhi.core.mentions.persons import is_person
from luzhi.core.mentions.places import is_place, place_at_end, place_at_start
from luzhi.core.units import SINGLE_MEASURES

_SIGN = r"[^,。;:!?\s()…—“”《》\"|<>\[\]]"
_CHUNK = re.compile(rf"{_SIGN}(?:{_SIGN}|\([\u4e00-\u9fffA-Za-z]{{1,8}}\)(?=[^,。;:、]))*")
"""A name may hold brackets: 华灿光电(浙江)有限公司."""
_QUOTED = ("《[^《》\\n]{1,150}》", "“[^“”\\n]{1,120}”")
_QUOTED_LISTS = tuple(
    (re.compile(rf"{mark}(?:(?:[、,]|和|及|与|以及)?{mark})+(?P<open>等)?"), re.compile(mark)) for mark in _QUOTED
)
_LONGEST_ITEM = 20
_NUMBER = r"(?:\d{1,3}|[二两三四五六七八九十]{1,3}|数|多|几|一批|[十百]余|数十)"
_MEASURE = (
    "(?:位|名|家|个|人|所|种|类|项|大|方面|件|份|国|省|州市|市州|州|市|县|区|地|城|支|场|次|篇|部|座|处|村|校|级)"
)
_ENTITY = (
    "企业|公司|单位|部门|机构|国家|地区|高校|大学|院校|医院|城市|省市|省份|省区|地市|区县|县区|乡镇|街道|社区|园区|品牌|媒体|党派|团体|商会|协会|银行|"
    "委员|专家|代表|领导|同志|学者|院士|嘉宾|项目|产品|展区|文件|刊物|景区|学校|界别|地(?![区方位])|国(?=$|[,。的])|人(?=[,。]|参|出|分|作)|省(?=$|[,。的])|市(?=$|[,。的])|县(?=$|[,。的])"
)
_CLASS = re.compile(
    rf"(?:{_NUMBER}{_MEASURE}|(?:一批|一系列)?(?:重点|头部|知名|相关|有关|国内外|国内|省内|市内|海外|友好|民族|本地|兄弟|龙头|骨干|省市|成员|各|大型|外资|民营|科技|[市省区县州](?=领导))*(?:{_ENTITY}))"
)
_COUNTED = re.compile(rf"(?P<item>.{{2,14}}?)(?P<count>{_NUMBER}{_MEASURE})(?!以)")
_TOPIC = re.compile("(?:重点)?(?:工作|方面|问题|任务|措施|领域|环节|内容|活动|议题|课题|事项)")
_ETC = re.compile("等(?!级|待|同|于|闲|次|第|价|额|式|身|高|腰|候|到)")
_TAIL = re.compile(
    "以及|及其|及|和|与|并|暨|的|共|在|作|就|分|先|出|参|陪|来|带|率|提|到|赴|围|从|为|被|对|将|也|都|均|等|"
    "签署|签订|签约|达成|举行|举办|开展|进行|实施|承办|主办|协办|负责|联合|联手|获|荣|入选|入围|落户|落地|发布|成立|牵头|组成|完成|实现|前往|应邀"
)
_JOINED = re.compile("(?:以及|和|与|及|暨)")
_LEAD = re.compile(
    ".*(?:对接了?|争取|拜会了?|拜访了?|走访了?|来自|来到|前往|到了?|赴|在|由|与|和(?![平谐田])|跟|邀请了?|组织|联合|会同|包括|例如|如|即|是|(?<!华)为|有(?!限|色)|以及|涉及|走进|参观了?|考察了?|调研|"
    "视察了?|学习|推动|促进|推进|加快|研判|利用|引进|支持|帮助|协调|督促|指导|成立了?|设(?!计|施|备)[有立置]?|建成|打造|建设|参加|出席|主席|委员|专家|代表|聚焦|围绕|覆盖|涵盖|重点|分别|其中|特别是|尤其是|"
    "推荐|授予|表彰|带领|率|率队|发动|号召|动员|联系|服务(?!贸易|外包|业)|面向|向|从|就(?!业|医|诊)|对(?!外)|把|将|让|(?<!大)使|给|落户|书记|市长|秘书长|教授|院士|成员|组长|负责人|同志|领导|会长|主任|局长|(?<!国)家(?![居电具])|个|位|(?<![知著])名(?!城|优)|按照|根据|"
    "签约(?!仪式)|提出|承担|获评|荣获|获得|吸引|引入|招引|落地|研究|制定|印发|出台|了|看望|慰问|深入|达成|举办|开展|召集|经过|途经|辐射|串联|连接|记者|接待|于|各)"
)
_LEAD_BUT_JOINTS = re.compile(_LEAD.pattern.replace("由|与|和(?![平谐田])|跟|", "由|"))
_PERSON_CLASS = re.compile(
    rf"(?:等)?(?:{_NUMBER}(?:位|名|人))?[^,。;]{{0,12}}?(?:委员|专家|代表|同志|领导|人士|教授|院士|学者|负责人|企业家|先生|女士|成员|主席|书记|嘉宾|客商|常委|主委|课题组|\d人)"
)
_PERSON_TITLE = re.compile(
    "(?:主席|副主席|书记|委员|专家|代表|秘书长|教授|院士|局长|主任|会长|部长|市长|区长|县长|组长|成员|领导|负责人|同志|记者|处长|科长|校长|院长|董事长|总经理|人员)$"
)
_TITLED_AFTER = re.compile(r"[\u4e00-\u9fff]{2,4}(?:委员|主席|副主席|书记|院士|教授|常委|主委|同志)(?![会们])")
_AFTER_PERSON = frozenset(
    "等出参陪分先作在就围提带率和与及一同到赴介主宣讲致为以共从、,。;:!?()\n担任也都随发表汇当获被是"
)


@dataclass(frozen=True, slots=True)
class _List:
    start: int
    end: int
    items: tuple[Item, ...]
    is_open: bool
    persona: Persona


def find_lists(page: Page) -> None:
    """Offer each named list; names inside it become its items."""
    for found in _merged([*_quoted_lists(page.plain), *_enumerations(page.plain)]):
        items = tuple(
            Item(item.start, item.end, page.text[item.start : item.end], _known_at(page, item)) for item in found.items
        )
        more = {"items": items, "is_open": found.is_open, "persona": found.persona}
        page.replace_names(Found(found.start, found.end, Kind.LIST, more))


def _known_at(page: Page, item: Item) -> str:
    known = page.found_at(item.start)
    return str(known.more.get("known", "")) if known and known.end == item.end else ""


def _merged(lists: list[_List]) -> Iterator[_List]:
    """Two lists of places with only a comma between them are one list."""
    last: _List | None = None
    for found in sorted(lists, key=lambda each: each.start):
        if last and found.start < last.end:
            continue
        if (
            last
            and found.start == last.end + 1
            and not last.is_open
            and {last.persona, found.persona} == {Persona.PLACE}
        ):
            last = _List(last.start, found.end, last.items + found.items, found.is_open, found.persona)
            continue
        if last:
            yield last
        last = found
    if last:
        yield last


def _quoted_lists(plain: str) -> Iterator[_List]:
    for pattern, single in _QUOTED_LISTS:
        for match in pattern.finditer(plain):
            found = single.finditer(plain, match.start(), match.end())
            items = tuple(Item(item.start() + 1, item.end() - 1, "") for item in found)
            if len(items) < 3 and match[0][0] == "“" and not match["open"]:
                continue
            yield _List(match.start(), match.end(), items, bool(match["open"]), Persona.QUOTED)


def _enumerations(plain: str) -> Iterator[_List]:
    for chunk in _CHUNK.finditer(plain):
        if "、" not in chunk[0]:
            continue
        for start, parts in _groups(chunk[0], chunk.start()):
            yield from _read_group(plain, start, parts)


def _groups(text: str, offset: int) -> Iterator[tuple[int, list[str]]]:
    """Runs of parts between 、 whose inner parts are short; a long part or an 以及来自 ends one run and starts the next."""
    run: list[str] = []
    run_start = place = offset
    for part in text.split("、"):
        pieces = _pieces(part, run)
        if len(pieces) > 1:
            yield run_start, [*run, pieces[0]]
            run, run_start = [pieces[-1]], place + len(part) - len(pieces[-1])
        elif run and (pair := _pair_of_a_type(part)):
            run += pair
        elif len(part) > _LONGEST_ITEM or not part:
            if run:
                yield run_start, [*run, part[: _LONGEST_ITEM + 10]]
            cut = max(0, len(part) - _LONGEST_ITEM - 10)
            run, run_start = [part[cut:]], place + cut
        else:
            if not run:
                run_start = place
            run.append(part)
        place += len(part) + 1
    if len(run) > 1:
        yield run_start, run


_OTHER_LIST = re.compile("以及来自|以及其他")
_AFTER_ETC = re.compile(
    rf"等(?:{_NUMBER}{_MEASURE})?[^等]{{0,8}}?(?:走进|来到|前往|赴|到|深入|围绕|就|与|和|对|向)(?=[^等]{{2,}}$)"
)


def _pieces(part: str, run: list[str]) -> list[str]:
    """A part where one list ends and the next begins: 康某等12位委员又走进柳荫."""
    other = _OTHER_LIST.search(part) if run else None
    if other:
        return [part[: other.start()], part[other.start() :]]
    ended = _AFTER_ETC.search(part) if run else None
    return [part[: ended.end()], part[ended.end() :]] if ended and ended.start() > 1 else [part]


def _pair_of_a_type(part: str) -> list[str]:
    """The two of 台湾及新加坡 in the middle of a list; the sign between them takes the room of a 、."""
    for joint in re.finditer("[及和与]", part):
        pair = [part[: joint.start()], part[joint.end() :]]
        if any(all(is_typed(each) for each in pair) for is_typed in (is_place, is_person, is_organisation)):
            return pair
    return []


def _read_group(plain: str, start: int, parts: list[str]) -> Iterator[_List]:
    """The whole group as one list, or else the stretches of places, persons or bodies within it."""
    if len(parts) < 2 or not all(parts):
        return
    whole = _read_run(plain, start, parts, _OF_A_TYPE)
    within = [] if whole else list(_typed_stretches(plain, start, parts)) or list(_last_two(plain, start, parts))
    if whole or within:
        yield from [whole] if whole else within
        return
    classed = _read_run(plain, start, parts, (_as_class,)) or _announced(plain, start, parts)
    if classed:
        yield classed


def _announced(plain: str, start: int, parts: list[str]) -> _List | None:
    """A list whose count stands before it (设4个专业展,包括…) or whose firms are examples (知名企业参展,比如…)."""
    etc = _ETC.search(parts[-1])
    head = parts[-1][: etc.start()] if etc else parts[-1]
    begin = _trimmed(parts[0])
    before = plain[max(0, start - 24) : start + len(parts[0]) - len(begin)]
    inner = parts[1:-1]
    counted = None if etc else _ANNOUNCED.search(before)
    if counted:
        for ends in ([head], [part for part in _JOINED.split(head, maxsplit=1) if part]):
            items = (begin, *inner, *ends)
            if _number_of(counted["count"]) == len(items) and all(_is_nominal(item) for item in items):
                return _build(start, parts, (begin, ends), etc=False, read_persona=Persona.OTHER)
    if etc and len(inner) and _EXAMPLES.search(before) and all(_is_nominal(item) for item in (begin, *inner, head)):
        return _build(start, parts, (begin, [head]), etc=True, read_persona=Persona.OTHER)
    return None


def _typed_stretches(plain: str, start: int, parts: list[str]) -> Iterator[_List]:
    for is_typed in (is_place, is_person, is_organisation):
        for first, last in _stretches([is_typed(part) for part in parts]):
            if last - first + 1 < len(parts):
                at = start + sum(len(part) + 1 for part in parts[:first])
                found = _read_run(plain, at, parts[first : last + 1], _OF_A_TYPE)
                if found:
                    yield found


def _last_two(plain: str, start: int, parts: list[str]) -> Iterator[_List]:
    """2018年、2019年分别在杭州、福州召开: only the last two are places."""
    if len(parts) > 2 and not is_place(parts[-2]):
        at = start + sum(len(part) + 1 for part in parts[:-2])
        found = _read_run(plain, at, parts[-2:], (_as_places,))
        if found:
            yield found


def _stretches(typed: list[bool]) -> Iterator[tuple[int, int]]:
    """Where parts of a type stand in a row, with the part before and after, whose ends may belong to the list."""
    at = 0
    while at < len(typed):
        if not typed[at]:
            at += 1
            continue
        end = at
        while end + 1 < len(typed) and typed[end + 1]:
            end += 1
        yield max(0, at - 1), min(len(typed) - 1, end + 1)
        at = end + 1


def _read_run(plain: str, start: int, parts: list[str], readers: tuple["_Reader", ...]) -> _List | None:
    if len(parts) > 2 and _NOBODY.match(_trimmed(parts[0])):
        return _read_run(plain, start + len(parts[0]) + 1, parts[1:], readers)
    last = parts[-1]
    etc = _ETC.search(last)
    head = last[: etc.start()] if etc else last
    rest_at = start + sum(len(part) + 1 for part in parts[:-1]) + (etc.end() if etc else 0)
    rest = plain[rest_at : rest_at + 24] if etc else ""
    inner = parts[1:-1]
    for read in readers:
        found = read(parts[0], inner, head, rest, bool(etc))
        if found:
            return _build(start, parts, found, bool(etc), read_persona=_PERSONAS[read.__name__])
    return None


_NOBODY = re.compile("外埠|各类|各级|有关|相关|广大|众多")
"""外埠商协会组织、经济界、医药卫生界: the first names nobody, so the list begins after it."""
_Ends = tuple[str, list[str]]
"""The first item as cut from the first part, and the last items as cut from the last part."""


def _as_places(first: str, inner: list[str], head: str, rest: str, etc: bool) -> _Ends | None:
    if not all(is_place(part) for part in inner):
        return None
    begin = place_at_end(first) or _trimmed(first)
    if not is_place(begin):
        return None
    if etc and is_place(head):
        return begin, [head]
    tails = _JOINED.split(head, maxsplit=1)
    if len(tails) == 2 and is_place(tails[0]):
        joined = place_at_start(tails[1]) or _cut_tail(tails[1])
        return begin, [tails[0], joined] if is_place(joined) else [tails[0]]
    end = place_at_start(head) or _cut_tail(head)
    if is_place(end):
        return begin, [end]
    counted = _COUNTED.match(head)
    return (begin, [counted["item"]]) if counted and is_place(counted["item"]) else None


def _as_persons(first: str, inner: list[str], head: str, rest: str, etc: bool) -> _Ends | None:
    if not all(is_person(part) for part in inner):
        return None
    begin = _person_at_end(first)
    tails = [tail for tail in _JOINED.split(head, maxsplit=1) if tail]
    ends = [name for name in (_person_at_start(tail, etc) for tail in tails) if name]
    if not begin or not ends or (len(ends) < len(tails) and not _person_at_start(tails[0], etc)):
        return None
    names = [begin, *inner, *ends]
    titled = _PERSON_TITLE.search(first[: -len(begin)]) is not None
    classed = (
        _PERSON_CLASS.match(rest) is not None if etc else _TITLED_AFTER.match(head, head.find(ends[-1])) is not None
    )
    alike = len({name[0] for name in names}) == 1 and len(names) > 1
    sure = sum(len(name) > 2 for name in names) * 2 >= len(names)
    if titled or classed:
        return begin, ends
    return (begin, ends) if len(names) > 2 and sure and not alike else None


def _person_at_end(text: str) -> str:
    names = [text[-length:] for length in (4, 3, 2) if len(text) >= length and is_person(text[-length:])]
    titled = [name for name in names if _PERSON_TITLE.search(text[: -len(name)])]
    return next(iter(titled or names), "")


def _person_at_start(text: str, etc: bool) -> str:
    for length in (4, 3, 2):
        name, after = text[:length], text[length : length + 1]
        if len(name) == length and is_person(name) and (not after or after in _AFTER_PERSON):
            return name
        if len(name) == length and is_person(name) and _TITLED_AFTER.fullmatch(text, 0, length + 2):
            return name
    whole = text if etc and len(text) <= 4 else text[:3]
    return whole if is_person(whole) and len(text) == len(whole) else ""


def _as_organisations(first: str, inner: list[str], head: str, rest: str, etc: bool) -> _Ends | None:
    if sum(is_organisation(part) for part in inner) * 3 + 6 < len(inner) * 2 + 4:
        return None
    begin = _trimmed(first)
    end = head if etc else (organisation_at_start(head) or _cut_tail(head))
    joined = _JOINED.split(end, maxsplit=1)
    ends = joined if len(joined) == 2 and all(is_organisation(part) for part in joined) else [end]
    items = [begin, *inner, *ends]
    named = sum(is_organisation(item) for item in items)
    if named * 3 < len(items) * 2 or not all(_is_nominal(item) for item in items):
        return None
    return begin, ends


def _as_class(first: str, inner: list[str], head: str, rest: str, etc: bool) -> _Ends | None:
    """A list that stands for a class (等企业) or that carries its count (等5个方面, 三家企业)."""
    whole_first = False
    if etc:
        counted = re.match(rf"{_NUMBER}{_MEASURE}", rest)
        if not counted and (not _CLASS.match(rest) or _TOPIC.match(rest)):
            return None
        joined = _JOINED.split(head, maxsplit=1)
        ends = joined if all(len(part) > 1 for part in joined) and len(joined[-1]) < 10 else [head]
    else:
        match = _COUNTED.fullmatch(head) or _COUNTED.match(head)
        if match is None:
            return None
        ends = [part for part in _JOINED.split(match["item"], maxsplit=1) if part]
        if _number_of(match["count"]) == len(inner) + 2:  # 食品及农产品 is one of 7个, 光电信息和智能制造 one of 三个
            ends, whole_first = [match["item"]], True
        if not _counts_about(match["count"], 1 + len(inner) + len(ends)):
            return None
    begin = _trimmed(first, joints=not whole_first)
    return (begin, ends) if all(_is_nominal(item) for item in (begin, *inner, *ends)) else None


_ANNOUNCED = re.compile(
    rf"(?P<count>{_NUMBER}{_MEASURE})[^,。;:、]{{0,12}}[,:]?(?:分别是|分别为|包括|包含|涵盖|即|有|是|为|:)$"
)
_EXAMPLES = re.compile("(?:企业|公司|品牌|机构|高校|院校|国家|城市|媒体)[^。;:、]{0,10},(?:比如|例如|诸如|譬如|如)$")
_Reader = Callable[[str, list[str], str, str, bool], _Ends | None]
_OF_A_TYPE: tuple[_Reader, ...] = (_as_places, _as_persons, _as_organisations)
_PERSONAS = {
    "_as_places": Persona.PLACE,
    "_as_persons": Persona.PERSON,
    "_as_organisations": Persona.ORGANISATION,
    "_as_class": Persona.OTHER,
}
_SMALL = {char: number for number, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_FIRST_SIGN = re.compile(r"\d|[一二两三四五六七八九十百千多数几]{1,3}(?:个|项|家|名|位|次|件|场|条|份|大)|不|要|把|被")

_EACH = re.compile("[^、](?:各|分别|均)(?!族|界|国|地|类)")
"""市委书记、市长各领办1件: what each does is no list of names."""
_COUNT_AT_END = re.compile(rf"\d[\d.,]*[余多万亿]*[{SINGLE_MEASURES}]次?$|\d[\d.,]*[余多]?[万亿]*元")
"""食堂11家, 投资3亿元的某项目: such parts are counts in a row, no list of names."""


def _counts_about(count: str, length: int) -> bool:
    said = _number_of(count)
    return said is not None and abs(said - length) <= 2


def _number_of(count: str) -> int | None:
    number = re.match(r"\d{1,3}|[二两三四五六七八九十]", count)
    if number is None:
        return None
    return int(number[0]) if number[0].isdigit() else _SMALL[number[0]]


def _is_nominal(item: str) -> bool:
    if not 1 < len(item) <= _LONGEST_ITEM or _FIRST_SIGN.match(item) or _EACH.search(item):
        return False
    return _COUNT_AT_END.search(item) is None


@lru_cache(maxsize=64)
def _trimmed(first: str, *, joints: bool = True) -> str:
    """The first item without the words before it: 主动对接北京大学 → 北京大学; what stands before 和 too, or not."""
    leads = _LEAD if joints else _LEAD_BUT_JOINTS
    lead = leads.match(first)
    while lead and len(first) - lead.end() < 2:
        lead = leads.match(first[: lead.end() - 1])
    return first[lead.end() :] if lead else first


def _cut_tail(text: str) -> str:
    tail = _TAIL.search(text, 2)
    return text[: tail.start()] if tail else text


def _build(start: int, parts: list[str], ends: _Ends, etc: bool, *, read_persona: Persona) -> _List:
    begin, last = ends
    place = start + len(parts[0])
    items = [Item(place - len(begin), place, "")]
    for part in parts[1:-1]:
        items.append(Item(place + 1, place + 1 + len(part), ""))
        place += 1 + len(part)
    cursor = place + 1
    text, offset = parts[-1], 0
    for name in last:
        at = text.find(name, offset)
        items.append(Item(cursor + at, cursor + at + len(name), ""))
        offset = at + len(name)
    end = items[-1].end
    after = text[offset:]
    if etc and _ETC.match(after):
        end += 1
    return _List(items[0].start, end, tuple(items), etc and end > items[-1].end, read_persona)
