"""Items of a list that are bodies, firms, parks or sectors, known by their ending or by heart."""

import re

_KNOWN = frozenset(
    "民革 民盟 民建 民进 农工党 致公党 九三学社 台盟 工商联 侨联 科协 妇联 团委 共青团 总工会 青联 台联 文联 社科联 残联 贸促会 红十字会 "
    "卫健委 发改委 教育局 财政局 住建局 人社局 国资委 中科院 工程院".split()
)
_ENDINGS = (
    "大学 学院 公司 集团 药业 制药 藏药 医院 研究院 研究所 科学院 工程院 设计院 研究中心 银行 协会 商会 学会 联合会 促进会 基金会 联盟 博物馆 图书馆 "
    "科技馆 体育馆 展览馆 纪念馆 产业园 科技园 工业园 创业园 示范园 科学城 医药城 科技城 新城 古城 厂 合作社 学校 中学 小学 幼儿园 局 厅 委员会 党委 "
    "学社 堂 茶业 股份 酒业 乳业 矿业 纸业 工业区 法院 检察院 日报 晚报 电视台 工作站 实验室 公园 湿地 景区 水库 机场 界 总工会 监狱 派出所 "
    "服务中心 创新中心 交易中心 文化中心 会展中心 展览中心 口岸 牧场 农场 林场 茶厂 酒厂 书院 文化馆 剧院 驿站 客运站 火车站 高铁站 电站 卫健委 发改委 工商联 侨联"
).split()
_ENDING = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9·]{1,24}?(?:" + "|".join(sorted(_ENDINGS, key=len, reverse=True)) + ")"
)
_LONGEST = 24
_GENERAL = re.compile(
    "各|有关|相关|全|部分|其他|重点|一些|众多|广大|知名|本地|外地|当地|国内|国外|海内外|域外|高等|社会|专业|医药头部|科研|检验|所在|这|该|我|两|每|多"
)
_BARE = frozenset(
    "大学 学院 公司 集团 药业 医院 研究院 研究所 科学院 银行 协会 商会 学会 联合会 基金会 联盟 产业园 科技园 学校 中学 小学 幼儿园 委员会 党委 法院 检察院 "
    "景区 水库 机场 公园 商协会 三界 各界 外界 世界 边界 界 业界 学界 政界 商界 两界 工业园 实验室 工作站 服务中心 口岸 工业区 新城 农场 厂 堂 局 厅 当局 "
    "结局 布局 格局 大局 全局 客厅 课堂 食堂 讲堂 工厂 打造 邮局 总局 分局 展厅 专业合作社 行业协会 民办学校 职业学校 高等学校 重点实验室 眼界 境界 视界".split()
)


def is_organisation(text: str) -> bool:
    """Whether an item names one certain body, firm, park or sector (not "重点高校" in general)."""
    if text in _KNOWN:
        return True
    if text in _BARE or len(text) < 3 or _GENERAL.match(text):  # noqa: PLR2004
        return False
    return organisation_at_start(text) == text


def organisation_at_start(text: str) -> str:
    """The longest name with such an ending that the text begins with, or empty: 医药卫生界委员 → 医药卫生界."""
    best = next((text[:length] for length in (5, 4, 3, 2) if text[:length] in _KNOWN), "")
    place = 0
    while place < min(len(text), _LONGEST):
        match = _ENDING.match(text[:_LONGEST], place)
        if match is None:
            break
        place = match.end()
        best = max(best, text[:place], key=len)
    return best
