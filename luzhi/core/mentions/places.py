"""Names of places that a list may hold: provinces, cities, countries, regions; others are known by their ending."""

import re

_PROVINCES = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 "
    "西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门 港澳 港澳台 新疆兵团"
)
_CITIES = (
    "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 "
    "通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛 长春 四平 辽源 通化 白山 松原 "
    "白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 "
    "泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 义乌 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 "
    "池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 "
    "潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 "
    "武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 广州 "
    "韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 "
    "玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 "
    "贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 西双版纳 大理 楚雄 红河 文山 拉萨 日喀则 林芝 西安 铜川 宝鸡 咸阳 渭南 "
    "延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 "
    "吐鲁番 哈密 喀什 阿克苏 和田 伊犁 台北 高雄 五常 昆山 雄安 粤港澳 长三角 珠三角 京津冀 粤港澳大湾区 大湾区"
)
_ABROAD = (
    "亚洲 欧洲 非洲 北美 南美 拉美 美洲 大洋洲 中东 东南亚 南亚 中亚 西亚 东亚 东北亚 东欧 西欧 北欧 欧盟 东盟 "
    "日本 韩国 朝鲜 蒙古 蒙古国 越南 老挝 柬埔寨 泰国 缅甸 马来西亚 新加坡 印度尼西亚 印尼 菲律宾 文莱 东帝汶 印度 巴基斯坦 孟加拉国 尼泊尔 不丹 "
    "斯里兰卡 马尔代夫 哈萨克斯坦 乌兹别克斯坦 吉尔吉斯斯坦 塔吉克斯坦 土库曼斯坦 阿富汗 伊朗 伊拉克 沙特 沙特阿拉伯 阿联酋 卡塔尔 科威特 阿曼 也门 "
    "约旦 黎巴嫩 叙利亚 以色列 巴勒斯坦 土耳其 格鲁吉亚 亚美尼亚 阿塞拜疆 俄罗斯 乌克兰 白俄罗斯 波兰 捷克 斯洛伐克 匈牙利 罗马尼亚 保加利亚 塞尔维亚 "
    "克罗地亚 斯洛文尼亚 希腊 意大利 西班牙 葡萄牙 法国 德国 英国 爱尔兰 荷兰 比利时 卢森堡 瑞士 奥地利 丹麦 挪威 瑞典 芬兰 冰岛 爱沙尼亚 拉脱维亚 "
    "立陶宛 阿尔巴尼亚 马其顿 北马其顿 黑山 波黑 马耳他 塞浦路斯 摩尔多瓦 美国 加拿大 墨西哥 古巴 牙买加 巴拿马 哥斯达黎加 哥伦比亚 委内瑞拉 秘鲁 "
    "智利 阿根廷 巴西 乌拉圭 巴拉圭 玻利维亚 厄瓜多尔 澳大利亚 新西兰 斐济 埃及 利比亚 突尼斯 阿尔及利亚 摩洛哥 苏丹 埃塞俄比亚 肯尼亚 坦桑尼亚 "
    "乌干达 卢旺达 尼日利亚 加纳 塞内加尔 科特迪瓦 喀麦隆 刚果 安哥拉 赞比亚 津巴布韦 莫桑比克 马达加斯加 南非 纳米比亚 毛里求斯 吉布提 "
    "东京 大阪 首尔 釜山 莫斯科 伦敦 巴黎 柏林 汉堡 法兰克福 罗马 米兰 纽约 洛杉矶 旧金山 芝加哥 迪拜 曼谷 吉隆坡 雅加达 河内 金边 万象 悉尼 墨尔本"
)
PLACES = frozenset(f"{_PROVINCES} {_CITIES} {_ABROAD}".split())
_LONGEST = max(len(name) for name in PLACES)
_ENDING = re.compile(r"[\u4e00-\u9fff]{1,6}(?:市|县|区|省|州|旗|镇|乡|村|街道|社区|自治区|自治州|新区|开发区|高新区|经开区|屯|岛|湾)")
_NO_PLACE = frozenset(
    "市 县 区 省 城市 城区 地区 园区 社区 景区 各县 全市 全省 全区 全县 各市 各区 本市 本省 我市 我省 我县 我区 农村 乡村 城镇 街道 乡镇 片区 展区 专区 "
    "校区 库区 山区 灾区 老区 小区 校园 县区 市区 郊区 厂区 港区 矿区 林区 牧区 特区 选区 东区 西区 南区 北区 大区 战区 市县 省市 区县".split()
)
_NO_ENDING = frozenset("城市 城区 地区 园区 景区 全市 全省 全区 片区 展区 专区 校区 库区 山区 灾区 老区 小区 市区 郊区 厂区 矿区 省市 区县 乡村 农村 城镇".split())
_LEADS = frozenset(_PROVINCES.split()) | {"中国"}


def is_place(text: str) -> bool:
    """Whether an item of a list is a place: a known name, a province with a place (云南西双版纳), or 某某县."""
    if text in PLACES:
        return True
    if text in _NO_PLACE or len(text) < 2:  # noqa: PLR2004
        return False
    rest = next((text[length:] for length in (3, 2) if text[:length] in _LEADS), text)
    if rest != text and (rest in PLACES or rest.removesuffix("市") in PLACES):
        return True
    return _ENDING.fullmatch(text) is not None and text[-2:] not in _NO_ENDING and not text.startswith(("各", "全", "相关"))


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
