"""Words that look like numbers and are none, and words of rhetoric: lists a reader can extend.

LEXICAL   the numeral is part of an ordinary word or of a place's name: 统一, 一定, 四川
IDIOMS    the numeral is figurative: 千方百计, 一步一个脚印
SLOGANS   numbered catch-phrases that need no quotation marks: 三农, 一带一路
WORDING   rhetoric that speaks of quantity or coverage without a number: 一系列, 一一, 全力
"""

import re
from collections.abc import Iterator

LEXICAL = """
统一 一定 一体 一体化 一致 唯一 单一 专一 同一 一切 一般 一样 一直 一旦 一向 一再 一同 一起 一道 一边 一边倒 一概 一律 一贯 一如既往 一经
一味 一并 一点 一点点 一些 一下 一下子 一会儿 一时 一度 一流 一线 一线城市 一新 一揽 一块 一头 一端 一身 一心 一气呵成 一番 一股 一阵 一片 一席之地
一面 一方 一方面 另一方面 一侧 一路 一路上 一生 一世 一代 一代人 一辈子 一家人 一家亲 一手 一手抓 一手资料 一举 一跃 一环 一角 一隅 一级 二级 三级 两级 四级
一类 二类 三类 一次性 一站式 一条龙 一体推进 一以贯之 一语中的 一道道 之一 万一 万分 万万 万岁 万象 万事 万物 万家 万众 万里 千万不 千万别 千里 千古
千年 百年 百姓 百货 百科 百花 百业 百日 百年大计 十分 十足 十全十美 九州 八方 四方 四处 四周 四面 四面八方 四季 四海 三方 两岸 两地 两会 两者 两侧 两翼 两极
两边 两旁 两手 两手抓 两头 两难 两用 两性 双方 双边 双赢 双向 双重 双语 双周 双月 双拥 双休日 三甲 三角 三角洲 三轮车 三明治 三维 二维 二维码 二手 二手车 二胎 二氧化碳
二次 二次元 二次创业 二手房 二元 一元 多元 五金 五谷 五官 五星 五星级 五星红旗 五角星 六合 七夕 八卦 八角 九年义务教育 十字 十字路口 九九重阳 重九 五一 十一长假 六一 八一 七一
零售 零距离 零碎 零件 零星 零食 零工 零碳 归零 清零 零容忍 零门槛 零跑腿 亿万 百分比 百分制 半导体 半径 半岛 半决赛 星期一 周一
四川 三亚 三明 三门峡 三沙 三水 三峡 三江 三江源 四平 五常 五河 五莲 五台山 五指山 六安 六盘水 七台河 九江 九寨沟 九龙坡 九龙 十堰 百色 万宁 万州 万年县 双鸭山 双辽 双流 双阳
一汽 二汽 三一重工 七匹狼 三星 三峡集团 五粮液 六必居 八宝山 八达岭 九三学社 九三 三民主义 两广 两湖 两江新区 三晋 八闽 八桂 三秦 三湘 千岛湖 千山 万科 万达 万象新 百度 百胜
十里 十月革命 三国 三八 五四 五四运动 五四青年节 八一建军节 七七事变 九一八 一二九 二七 三中 二中 一中 四中 六中 七中 八中 十中 一小 二小 一级巡视员 二级巡视员 一级调研员 二级调研员
三级调研员 四级调研员 一二三产 一二三产业 三产 二产 一产 数字 数据 数量 数额 数值 数智 数理 数学 数目 多少 几乎 几何 几率 茶几 百强县市 一幅幅 第三产业 第二产业 第一产业
一行 一行人 一众 一应 一应俱全 一如 一改 一反 一扫 一洗 一早 一夜 一家之言 万能 万全 万向 千金 三思 四大家鱼 三文鱼 六角 八仙 九宫格
三伏 三九 三餐 一日三餐 两面 两两 三三两两 五五 四邻 四邻八舍 三甲医院 二甲 三级甲等 二级甲等 一甲 三好学生 三农问题专家 一言堂 一言为定
百万庄 半壁江山 一封信 零零后 十三陵 十三行 十三香 一窗 一窗通办 一网 一网通办 一网统管 一件事 一站 一码 一卡通 一张图 一张网 一条街 一村一品 一县一业 一企一策 一事一议 一人一档
一户一策 一地一策 一题 一题一 一案 一案一策 一类一策 一品 一业 一策 一档 一校一品 一品一码 一物一码 一对 一课 一室 一堂 一刻 一言 一字 一词 一念 一瞬 一炮 一战 一役 一届 一任 一员
千万要 一二三产业 一分钟内办结制 十分之重要 一方有难 八方支援
""".split()

IDIOMS = """
千方百计 一心一意 三心二意 万无一失 千家万户 千军万马 千差万别 千变万化 千头万绪 千丝万缕 千锤百炼 千载难逢 千秋万代 百花齐放 百家争鸣 百尺竿头 百折不挠 百年树人 百闻不如一见 百战百胜
五湖四海 五花八门 四通八达 四平八稳 七嘴八舌 七上八下 八仙过海 九牛一毛 十年树木 十年磨一剑 一马当先 一丝不苟 一以贯之 一视同仁 一鼓作气 一举多得 一举两得 一脉相承 一目了然 一言一行
一点一滴 一砖一瓦 一草一木 一针见血 一锤定音 一往无前 一帆风顺 一诺千金 一劳永逸 一蹴而就 一拥而上 一哄而上 一盘散沙 一盘棋 一把手 一把尺子 一张蓝图 一张蓝图绘到底 一股劲 一股绳 一阵风
一刀切 一条心 一家之主 一步到位 一步一个脚印 一步一脚印 一年一度 一年之计 一环扣一环 一呼百应 一分为二 一五一十 一触即发 一帮一 一对一 点对点 一带头 一竿子 一竿子插到底 一锅端 一锅粥
一粒种子 一粒米 一碗水 一杯水 一根绳 一条船 一席话 一句话 一番话 一份力 一份力量 一份担当 一份责任 一份子 一分子 一己之力 一技之长 一臂之力 一方水土 一方百姓 一方平安 一片天 一片蓝天
一代代 一代又一代 三令五申 三言两语 三顾茅庐 三位一体 再三 接二连三 举一反三 朝三暮四 丢三落四 颠三倒四 两全其美 两袖清风 三头六臂 四分五裂 五彩缤纷 五光十色 六神无主 乱七八糟
万众一心 万众瞩目 万众创新 万紫千红 万事俱备 万里长征 万丈高楼 成千上万 气象万千 千辛万苦 千山万水 千言万语 千千万万 千人一面 千篇一律 千钧一发 百里挑一 百感交集 百废待兴 百发百中
始终如一 言行一致 表里如一 知行合一 整齐划一 独一无二 首屈一指 数一数二 不一而足 九九归一 八九不离十 十拿九稳 十指连心 七零八落 心无二致 一石二鸟 一箭双雕 事半功倍 半途而废
一票否决 一岗双责 一线工作法 打成一片 融为一体 浑然一体 一体两面 一枝独秀 一花独放 一枝一叶 一山一水 一江春水 一江清水 一湖清水 一库清水 一泓清水 一池春水 一城一策 一盏灯 一束光 一扇窗
一座桥 一张床 一道坎 一道风景 一道风景线 一张名片 一块牌子 一块试验田 一场硬仗 一场攻坚战 一场持久战 一场及时雨 一面旗帜 一面镜子 一把钥匙 一把火 一颗心 一条路 一条好路子 一件件一桩桩
一日千里 一日之计 万变不离其宗 百川归海 百舸争流 千帆竞发 千里之行 始于足下 百分百 百分之一百满意 半壁 三年五载 三五成群 四两拨千斤 一夜之间 一时间 一段时间 一段时期 一定时期 一定程度
第一时间 第一线 第一手 第一要务 第一要义 第一责任人 第一责任 第一书记 第一资源 第一动力 第一生产力 第一抓手 第一议题 第一课堂 第二课堂 第三方 第一方阵 第一梯队 第一学历 第一落点 第一现场
第一志愿 第一信号 第一标准 第一追求 第一考量 第一位的 第一推动力 第二曲线 第二故乡 第一道防线 首屈一指
""".split()

SLOGANS = """
三农 一带一路 五位一体 四个全面 四个意识 四个自信 两个维护 两个确立 两个毫不动摇 两个健康 两个结合 三重一大 三会一课 双碳 双减 双一流 双招双引 双拥共建 双创 双循环 一国两制 六稳 六保
三下乡 三支一扶 三权分置 三区三州 两不愁三保障 两山 两新 两重 两业 两化 三严三实 三大攻坚战 四大班子 五大发展理念 八项规定 四风 一府一委两院 一府两院 三公 三公经费 三会 两代表一委员 四史
四下基层 七一勋章 五险一金 五好 八大行动 三个务必 四个服务 三个代表 两个一百年 三新 三高四新 三通一平 七通一平 四套班子 三长 三务公开 五保户 五保 五治 三治融合 三社联动 四好农村路 六大员
""".split()

WORDING_ZH = """
一一 逐一 逐条 逐项 逐个 逐件 逐户 挨个 件件 事事 个个 条条 项项 全员 几乎全员 几乎全部 几乎所有 近乎全部 全部 全体 全覆盖 无一例外 无一遗漏 悉数 百分百
一批 一大批 一批批 一批又一批 一系列 一揽子 一连串 一整套 一大波 一波又一波 一次次 一次又一次 一个个 一个又一个 一项项 一项又一项 一件件 一件又一件 一份份 一场场 一场又一场 一条条 一篇篇 一桩桩
一声声 一张张 一句句 一幕幕 一处处 一家家 一户户 一步步 一步接着一步 一步一步 一轮又一轮 一轮轮 一茬接着一茬 一年接着一年 一年又一年 一件接着一件 一个接着一个 一代接着一代 一环接着一环 一任接着一任
一锤接着一锤 一遍又一遍 一遍遍 一趟趟 一趟又一趟 一天天 一点点地 若干 众多 许多 诸多 很多 好多 大量 大批 海量 无数 不少 绝大多数 绝大部分 大多数 大部分 多数 屡次 多番 频频 数不清 不计其数
全力 全力以赴 竭尽全力 尽心竭力 成百上千 成千上万 成千成万 百余年来 源源不断 接连不断 不胜枚举 比比皆是 层出不穷
""".split()

WORDING_ENGLISH = (
    "a series of", "a batch of", "a number of", "a large number of", "a great number of", "a great many", "numerous",
    "countless", "a host of", "a range of", "a wide range of", "a variety of", "various", "many", "a wealth of",
    "a raft of", "one by one", "one after another", "one another", "step by step", "almost all", "nearly all",
    "virtually all", "each and every", "time and again", "again and again", "time after time", "spared no effort",
    "spare no effort", "sparing no effort", "all out", "all-out", "most of", "plenty of", "a lot of", "lots of",
    "day after day", "year after year", "every single", "without exception", "item by item", "point by point",
    "round after round",
)  # fmt: skip
NOT_WORDING_ENGLISH = frozenset({"one another"})

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


class WordFinder:
    """Finds the words of a list in a text, longest first, in time linear in the text."""

    def __init__(self, words: list[str] | tuple[str, ...]) -> None:
        self._words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {char: sorted(sizes, reverse=True) for char, sizes in lengths.items()}
        self._starts = re.compile("[" + re.escape("".join(sorted(self._lengths))) + "]") if words else None

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Each word found with its place; the longest at each place, none overlapping another."""
        if self._starts is None:
            return
        place = 0
        while match := self._starts.search(text, place):
            start = match.start()
            place = start + 1
            for length in self._lengths[match[0]]:
                word = text[start : start + length]
                if word in self._words:
                    place = start + length
                    yield start, place, word
                    break


def english_finder(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for English phrases, whole words only, whatever the case and the white space."""
    phrases = "|".join(word.replace(" ", r"\s") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)
