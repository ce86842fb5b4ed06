"""What a count is about: the noun after it, or before it where a table-like style puts it first (提案120件)."""

import re

_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z·]{1,20}")
_STOP = re.compile(
    "的|带来|参加|参会|参展|参与|进行|开展|达成|签订|签约|提出|发言|来自|获得|得到|完成|实现|落地|落户|被|均|全部|分别|围绕|深入|赴|在|对|为|将|从|就|向|和|与|及|并|已|也|都|是|到|"
    "列入|纳入|报送|办理|办结|立案|出席|召开|举行|覆盖|发放|走访|组织|建立|形成|转|送|给|由|后|前|中|内|以上|左右|多|余|共|等|作|,|以|通过|占|比|同|较|增长|下降|提高|惠及|吸引|成立|建成"
)
_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,16}\Z")
_VERB_END = re.compile(
    "(?:(?:共|共计|合计|总计|累计|达|达到|为|有|计|约|近|超|了|仅|各|就|是|已|又|占|分别|约占|均|增至|多|还|也|全年|高达|增长|下降|提高)+)$"
)
_CLAUSE = re.compile(r"[^,。;:!?\n、()“”]{1,24}\Z")
_ENGLISH_BEFORE = re.compile(r"[A-Za-z][A-Za-z' -]{0,40}\Z")
_HEADS = re.compile(
    "(?:提案|建议|意见|信息|协议|项目|报告|企业|公司|单位|部门|委员|专家|代表|国家|地区|社区|人员|活动|会议|展位|展馆|合同|资金|投资|面积|产值|率|额|量|数)"
)


def noun_after(plain: str, end: int) -> str:
    """The noun phrase right after a count, in Chinese; empty if none."""
    run = _RUN.match(plain, end)
    if run is None or not "\u4e00" <= run[0][0] <= "\u9fff":
        return ""
    stop = _STOP.search(run[0])
    text = run[0][: stop.start()] if stop else run[0]
    return text if len(text) > 1 else ""


def noun_before(plain: str, start: int) -> str:
    """The last noun before a count in the same clause: 立案提案 in 立案提案共120件; empty if none."""
    run = _BEFORE.search(plain, max(0, start - 16), start)
    if run is None:
        return ""
    text = run[0]
    verb = _VERB_END.search(text)
    if verb:
        text = text[: verb.start()]
    stops = [match.end() for match in _STOP.finditer(text)]
    inner = text[stops[-1] :] if stops and stops[-1] < len(text) else text
    if len(inner) > 1:
        return inner
    head = list(_HEADS.finditer(text))
    return text[: head[-1].end()][-8:] if head else ""


def clause_before(plain: str, start: int) -> str:
    """The words of the same clause right before a mention, in either language."""
    run = _CLAUSE.search(plain, max(0, start - 24), start)
    return run[0].strip() if run else ""
