"""A text while it is being read: its plain form, which places are taken, its sentences, its debris."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from luzhi.core.mentions.model import Found, Ignored, Kind, Reason

_PLAIN = {
    **{full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)},
    0x3000: 0x20,
    0x00A0: 0x20,
    0x301C: 0x7E,
    0x2015: 0x2014,
    0x2212: 0x2D,
    0x2010: 0x2D,
    0x2011: 0x2D,
    0xFE6A: 0x25,
    0x201E: 0x201C,
    **dict(
        zip(
            map(
                ord,
                "強屆會議個億萬兩幾數餘約過達項條場戶號員單國縣區鄉畝頃歲週點時間來從與為對於後內產業協報導題關務處長東廣無總額類種種組織",
            ),
            map(
                ord,
                "强届会议个亿万两几数余约过达项条场户号员单国县区乡亩顷岁周点时间来从与为对于后内产业协报导题关务处长东广无总额类种种组织",
            ),
            strict=True,
        )
    ),
}
"""Signs with a plain counterpart (full-width, and the traditional forms that the patterns need), one for one."""

_FREE, _TAKEN, _NAMED = 0, 1, 2
_SENTENCE_END = re.compile(r"[。!?\n]+[\"”’』」)]*|(?<=[a-z0-9%)\"”])\.(?=\s+[\"“A-Z]|\s*$)")
_LATIN = re.compile(r"[A-Za-z\d][\t\n -~\u2010-\u201f$€£¥]{2,}")
_CONTEXT = 30
"""Signs shown to either side of a mention."""


class Page:
    """A text being read. Finders ask whether places are free and offer what they found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = text.translate(_PLAIN)
        self.ignored: list[Ignored] = []
        self._taken = bytearray(len(text))
        self._found: dict[int, Found] = {}

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing was found or passed over between these places."""
        return self._taken.find(_TAKEN, start, end) < 0 and self._taken.find(_NAMED, start, end) < 0

    def holds_names_only(self, start: int, end: int) -> bool:
        """Whether nothing but names was found between these places."""
        return self._taken.find(_TAKEN, start, end) < 0

    def offer(self, found: Found) -> bool:
        """Take a find if its place is free; whether it was taken."""
        if found.start >= found.end or not self.is_free(found.start, found.end):
            return False
        self._put(found)
        return True

    def replace_names(self, found: Found) -> bool:
        """Take a list, dropping the names that lie within it; refused if anything else is there."""
        if not self.holds_names_only(found.start, found.end):
            return False
        inside = [at for at in range(found.start, found.end) if at in self._found]
        if any(self._found[at].end > found.end for at in inside) or self._starts_inside_name(found.start):
            return False
        for at in inside:
            del self._found[at]
        self._put(found)
        return True

    def ignore(self, start: int, end: int, reason: Reason) -> bool:
        """Pass over this stretch if it is free; whether it was."""
        if start >= end or not self.is_free(start, end):
            return False
        self._fill(start, end, _TAKEN)
        self.ignored.append(Ignored(start, end, self.text[start:end], reason))
        return True

    def found(self) -> list[Found]:
        """Everything taken, in the order of the text."""
        return [self._found[start] for start in sorted(self._found)]

    def found_at(self, start: int) -> Found | None:
        """What was found to start here."""
        return self._found.get(start)

    def sentence_at(self, place: int) -> tuple[int, int]:
        """Where the sentence that holds this place starts and ends."""
        at = bisect_right(self._sentence_starts, place) - 1
        start = self._sentence_starts[at]
        end = self._sentence_starts[at + 1] if at + 1 < len(self._sentence_starts) else len(self.text)
        return start, end

    def context_of(self, start: int, end: int, sentence: tuple[int, int]) -> str:
        """The mention with a few signs to either side, within its sentence."""
        first, last = sentence
        return self.text[max(first, start - _CONTEXT) : max(end, min(last, end + _CONTEXT))].strip()

    def latin(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of an English pattern, looked for only where the text has words in Latin letters."""
        for start, end in self._latin_zones:
            yield from pattern.finditer(self.plain, start, end)

    @cached_property
    def _latin_zones(self) -> list[tuple[int, int]]:
        return [zone.span() for zone in _LATIN.finditer(self.plain)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [0, *(match.end() for match in _SENTENCE_END.finditer(self.plain))]

    def _put(self, found: Found) -> None:
        self._fill(found.start, found.end, _NAMED if found.kind is Kind.NAME else _TAKEN)
        self._found[found.start] = found

    def _fill(self, start: int, end: int, value: int) -> None:
        self._taken[start:end] = bytes([value]) * (end - start)

    def _starts_inside_name(self, start: int) -> bool:
        if start == 0 or self._taken[start] != _NAMED or start in self._found:
            return False
        return self._taken[start - 1] == _NAMED


_LINE = re.compile(r"[^\n]+")
_LONGEST_DEBRIS = 160
_DEBRIS: tuple[tuple[Reason, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE))
    for reason, pattern in (
        (Reason.ADVERTISEMENT, r"(?:ad\s?\d*(?:\s*(?:webp|jpe?g|png|gif))?|advertisements?|广告|推广)\s*$"),
        (Reason.IMAGE, r"!?\[[^\]]{0,80}\]\([^)]{0,200}\)\s*$|[\[(]?(?:图片|图|image|img|photo)\d{0,3}[\])]?\s*$"),
        (Reason.IMAGE, r"[\w./-]{1,80}\.(?:jpe?g|png|gif|webp|bmp)\s*$|\(photo(?: by)?\b"),
        (
            Reason.CREDIT,
            r"[(【\[]?\s*(?:来源|稿源|信息来源|文章来源|图片来源|责任编辑|责编|本期编辑|编辑|主编|作者|撰稿|记者|通讯员|校对|审核|"
            r"监制|摄影|摄|供稿|初审|复审|终审|一审|二审|三审|值班编委|转自|发布时间|发布日期|发布人|发布单位|更新时间|录入)"
            r"\s*[:/丨|]|(?:source|editor|author|published|updated|photo|credit)s?:",
        ),
        (
            Reason.SHARING,
            r"分享(?:到|至|本文|让更多)|分享\s*$|扫码|扫一扫|扫描二维码|长按|点击(?:上方|下方|蓝字|查看|阅读|关注|图片|进入)|"
            r"关注(?:我们|公众号|微信)|转发(?:朋友圈|本文)|喜欢就|点个|share\b.{0,20}(?::|article|story|page)|follow us|"
            r"sign up|subscribe|click here|read more|see also|related(?: stories| news)?:|tags?:",
        ),
        (
            Reason.COUNTER,
            r"(?:阅读|阅读量|浏览|浏览次数|浏览量|点击量|点击次数|点赞|在看|评论|人气|views?|likes?)\s*[:(]?\s*\d",
        ),
        (
            Reason.NAVIGATION,
            r"(?:上一篇|下一篇|上一条|下一条|首页|当前位置|当前页面|您的位置|您当前|返回顶部|返回首页|返回列表|打印|打印本页|关闭窗口|关闭|"
            r"字号|字体|附件下载|相关阅读|相关链接|相关新闻|热门|推荐阅读|延伸阅读)(?:\s*[:>»|\[(【]|\s*$)|home\s*[>»/]|"
            r"(?:previous|next)(?: article| story| page)?\s*(?::|$)|font size",
        ),
        (Reason.LEGAL, r".{0,60}(?:版权所有|备案号|ICP备|公网安备|copyright|©|all rights reserved|未经授权)"),
    )
)
_INLINE: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    (Reason.LINK, re.compile(r"https?://[\w./?=&%#:~+,@-]+|www\.[\w./?=&%#:~+-]+", re.ASCII)),
    (Reason.LINK, re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}", re.ASCII)),
    (
        Reason.NAVIGATION,
        re.compile(r"\bpage\s\d{1,4}\s?(?:of|/)\s?\d{1,4}\b|第 ?\d{1,4} ?页 ?[,/]? ?共 ?\d{1,4} ?页", re.IGNORECASE),
    ),
    (Reason.NAVIGATION, re.compile(r"^[ \t]*[-\u2013\u2014·] ?\d{1,4} ?[-\u2013\u2014·][ \t]*$", re.MULTILINE)),
    (Reason.IMAGE, re.compile(r"!\[[^\]\n]{0,80}\]\([^)\n]{0,200}\)")),
    (Reason.IMAGE, re.compile(r"\b[\w-]{1,80}\.(?:jpe?g|png|gif|webp|bmp)\b", re.ASCII | re.IGNORECASE)),
    (Reason.IMAGE, re.compile(r"^[ \t(]*图\s?\d{1,3}(?=[\s:)、.])", re.MULTILINE)),
    (
        Reason.NUMBERING,
        re.compile(
            r"^[ \t]*(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:[、)]|\.(?!\d))|第[一二三四五六七八九十]+[章节][、 ]|"
            r"[\u2460-\u2473\u2776-\u277f])",
            re.MULTILINE,
        ),
    ),
    (Reason.NUMBERING, re.compile(r"(?<=[,;。:!?\s“])[一二三四五六七八九十](?:是|要|则)(?!一)")),
    (
        Reason.NUMBERING,
        re.compile(
            r"(?<=[,;。:\s])(?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|[\u2460-\u2473])|其[一二三四五](?=[,、:是])"
        ),
    ),
)


_OTHERS = re.compile(
    r"^[ \t【\[▍◆]*(?:往期(?:推荐|回顾|精选|内容)|精彩(?:推荐|回顾)|推荐阅读|延伸阅读|相关(?:阅读|链接|新闻|文章)|热门(?:推荐|文章)|猜你喜欢|更多(?:精彩|新闻))"
    r"[】\]:…]*[ \t]*\n(?P<titles>(?:[^\n。]{1,40}(?:\n|\Z)){1,8})",
    re.MULTILINE,
)
"""A heading over titles of other articles, and those titles: short lines without a full stop."""


def find_debris(page: Page) -> None:
    """Pass over what belongs to the page and not to the article: ads, credits, links, counters, numbering."""
    for line in _LINE.finditer(page.plain):
        start, end = line.span()
        while start < end and page.plain[start].isspace():
            start += 1
        if 0 < end - start <= _LONGEST_DEBRIS:
            for reason, pattern in _DEBRIS:
                if pattern.match(page.plain, start, end):
                    page.ignore(start, end, reason)
                    break
    for others in _OTHERS.finditer(page.plain):
        page.ignore(others.start("titles"), others.end("titles"), Reason.NAVIGATION)
    for reason, pattern in _INLINE:
        for match in pattern.finditer(page.plain):
            page.ignore(match.start(), match.end(), reason)
