"""What is found in a text, of which kind, and what is passed over."""

from decimal import Decimal

import pytest

from luzhi.core.mentions import Family, Kind, Persona, Reason, find_mentions
from luzhi.core.units import UnitKind


def found(text):
    return [(mention.kind.value, mention.text) for mention in find_mentions(text).mentions]


def only(text):
    mentions = find_mentions(text).mentions
    assert len(mentions) == 1
    return mentions[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共收到提案412件,立案率88.6%", [("count", "412件"), ("count", "88.6%")]),
        ("签约21个项目", [("count", "21个")]),
        ("会上签订3份协议", [("count", "3份")]),
        ("会上百余人鼓掌", [("vague", "百余人")]),
        ("通过百余次协商", [("vague", "百余次")]),
        ("线上500人参加", [("count", "500人")]),
        ("附近300户居民", [("count", "300户")]),
        ("近300户居民", [("vague", "近300户")]),
        ("许多项目落地", [("wording", "许多")]),
        ("更多次被提到", []),
        ("人数十分有限", []),
        ("安全员到岗,安全体系健全,安全力量充实", []),
        ("全体会议召开,全体委员出席", [("wording", "全体")]),
        ("十分钟内答复", [("date", "十分钟")]),
        ("十分重要", []),
        ("由三分之一以上委员提出", [("vague", "三分之一以上")]),
        ("每千人口床位6.5张", [("count", "6.5张")]),
        ("四年级学生", []),
        ("“两个一百年”奋斗目标", [("slogan", "两个一百年")]),
        ("第一时间赶到,第一书记到场", []),
        ("是一项重要工作,也是一件好事", []),
        ("召开一次专题会议", [("count", "一次")]),
        ("一件一件抓落实", [("wording", "一件一件")]),
        ("统一思想、一致行动,一体推进,一定办好", []),
        ("四川、五常、九江都来了人", [("list", "四川、五常、九江")]),
        ("2024件提案", [("count", "2024件")]),
        ("2024年提案", [("date", "2024年")]),
        ("1990至2001家", [("vague", "1990至2001家")]),
        ("有委员说,5G基站建成", [("identifier", "5G")]),
        ("拨打12345热线", [("identifier", "12345")]),
        ("获奖的“双百工程”项目", [("slogan", "双百工程")]),
        ("3转4强7新产业体系", [("slogan", "3转4强7新")]),
        ("形成一核两带三区格局", [("slogan", "一核两带三区")]),
        ("一步一个脚印,一步接着一步", [("wording", "一步接着一步")]),
        ("工作表“1+3+N”机制", [("slogan", "1+3+N")]),
        ("首届论坛与首批企业", [("ordinal", "首届"), ("ordinal", "首批")]),
        ("政协第十五届某市委员会第三次会议", [("ordinal", "第十五届某市委员会第三次会议")]),
        ("党的二十大精神", [("ordinal", "二十大")]),
        ("举办了三届", [("count", "三届")]),
        ("列全省第3位,前10名", [("ordinal", "第3位"), ("ordinal", "前10名")]),
        ("two of the three firms", [("count", "two"), ("count", "three firms")]),
        ("In 2024 members met", [("date", "2024")]),
        ("the 2024 members", [("date", "2024")]),
        ("Room 204 and COVID-19", [("identifier", "Room 204"), ("identifier", "COVID-19")]),
        ("as many as 40 people", [("vague", "as many as 40 people")]),
        ("one after another, many came", [("wording", "one after another"), ("wording", "many")]),
        ("The process has begun", []),
        ("first of all, at first hand", []),
        ("from 7 to 11 January", [("date", "7 to 11 January")]),
        ("may march on; May 2024", [("date", "May 2024")]),
        ("worth $2.5 million", [("count", "$2.5 million")]),
        ("某产业园二期开工", [("ordinal", "二期")]),
        ("办培训班二期,", [("count", "二期")]),
        ("以“提交一件提案、反映一条社情民意信息、联系一个村或企业”为内容", []),
        ("打通最后一公里", []),
        ("membership rose from 162 to 173", [("count", "162"), ("count", "173")]),
        ("between 162 to 173 members", [("vague", "162 to 173 members")]),
        ("delegates of Fortune 500 companies", [("identifier", "Fortune 500")]),
        ("guests exceeded 40,000", [("vague", "exceeded 40,000")]),
    ],
)
def test_kind_and_place(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "code", "kind"),
    [
        ("53家企业参展", "53", "家", UnitKind.ORGANISATION),
        ("占地620平方米", "620", "平方米", UnitKind.AREA),
        ("到位资金１２,３４５.６万元", "123456000", "元", UnitKind.MONEY),
        ("标准展位320个", "320", "个", UnitKind.BOOTH),
        ("6个国家", "6", "个", UnitKind.PLACE),
        ("200人次", "200", "人次", UnitKind.PERSON_TIME),
        ("12名委员", "12", "名", UnitKind.PERSON),
        ("提高1.3个百分点", "1.3", "百分点", UnitKind.POINT),
        ("26 countries joined", "26", "country", UnitKind.PLACE),
        ("twelve inspection tours", "12", "tour", UnitKind.OCCASION),
        ("18,500 square metres", "18500", "square_metre", UnitKind.AREA),
        ("1.2 million yuan", "1200000", "yuan", UnitKind.MONEY),
        ("€40 for each", "40", "euro", UnitKind.MONEY),
        ("14 people", "14", "people", UnitKind.PERSON),
        ("14 leaflets", "14", "leaflet", UnitKind.ITEM),
        ("70,000 m2 of halls", "70000", "square_metre", UnitKind.AREA),
        ("1.2 billion U.S. dollars", "1200000000", "dollar", UnitKind.MONEY),
        ("1,134 overseas exhibitors", "1134", "exhibitor", UnitKind.ORGANISATION),
        ("1,600 domestic and foreign companies", "1600", "company", UnitKind.ORGANISATION),
    ],
)
def test_unit(text, value, code, kind):
    mention = only(text)
    assert (mention.value, mention.unit.code, mention.unit_kind) == (value, code, kind)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("53家企业带来产品", "企业"),
        ("签订3份框架协议,并成立联盟", "框架协议"),
        ("全年共收到提案412件", "提案"),
        ("立案率达88.6%", "立案率"),
    ],
)
def test_noun_of_a_count(text, noun):
    mention = find_mentions(text).of_kind(Kind.COUNT)[0]
    assert mention.noun == noun


def test_rounded_number_knows_its_step():
    assert only("惠及1.26万户").step == 100
    assert only("办复率98.5%").step == Decimal("0.1")
    assert only("惠及12600户").step is None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2024年9月", "2024-09"),
        ("9月7日至9日", "--09-07/--09-09"),
        ("9月下旬以来", "--09-21/--09-30"),
        ("2024年下半年", "2024-07/2024-12"),
        ("4月下旬至6月上旬", "--04-21/--06-10"),
        ("2028年至2030年", "2028/2030"),
        ("2024-09-12 10:30", "2024-09-12"),
        ("7–9 Dec 2024", "2024-12-07/2024-12-09"),
        ("30 November 2031", "2031-11-30"),
        ("March 2028", "2028-03"),
        ("2026-30", "2026/2030"),
        ("今年以来", ""),
        ("三年", ""),
    ],
)
def test_date(text, when):
    mention = only(text)
    assert (mention.kind, mention.when) == (Kind.DATE, when)


@pytest.mark.parametrize(
    "text",
    [
        "今年", "去年底", "近年来", "近日", "上半年", "一季度", "前三季度", "年内", "过去五年", "一年来", "连续三年", "半年", "每年",
        "12月5日上午", "上午9时30分", "5月6日—8日", "20世纪90年代", "三个月", "15个工作日", "75周年", "“十四五”时期",
        "last year", "the past five years", "Monday", "the first half of 2024", "in Q3 2024"[3:], "9:30 a.m.", "30 working days",
        "a year earlier", "eight-week", "1990s", "本月23日-11月3日", "上午9点", "4:00 PM", "今天下午",
    ],
)  # fmt: skip
def test_words_for_time(text):
    assert only(text).kind is Kind.DATE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市政协主席吴怀谷带队视察", "吴怀谷"),
        ("听取了吴怀谷主席的意见", "吴怀谷"),
        ("副区长王一川陪同", "王一川"),
        ("欧阳明远委员发言", "欧阳明远"),
        ("said Vice-Chair Helen Marsh", "Helen Marsh"),
        ("said Helen Marsh, a vice-chair of the council", "Helen Marsh"),
        ("市政协秘书长章文远参加", "章文远"),
        ("省商务厅副厅长陈明远说", "陈明远"),
        ("研究室主任李锐同志作报告", "李锐"),
        ("常务副市长谈月明同志通报", "谈月明"),
        ("印发《总体方案》", "《总体方案》"),
        ("第一天“茶博会”开幕"[3:], "茶博会"),
        ("开展“聚合力、助振兴”活动", "聚合力、助振兴"),
        ("展区获评“最受欢迎品牌”", "最受欢迎品牌"),
    ],
)
def test_name(text, name):
    mention = only(text)
    assert (mention.kind, mention.text) == (Kind.NAME, name)


@pytest.mark.parametrize(
    "text",
    ["主席高度重视", "市政协常务委员会", "广大政协委员", "方面专家", "找“破冰”办法", "主席会议研究", "相关副主席"],
)
def test_what_is_no_name(text):
    assert found(text) == []


def test_person_is_marked():
    assert only("市政协主席吴怀谷带队视察").persona is Persona.PERSON


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("ad1 webp", Reason.ADVERTISEMENT),
        ("来源:某某日报 2024年5月1日", Reason.CREDIT),
        ("【责任编辑:张三】", Reason.CREDIT),
        ("分享到:微信 QQ空间", Reason.SHARING),
        ("阅读 1.2万  点赞 356", Reason.COUNTER),
        ("上一篇:政协召开12次会议", Reason.NAVIGATION),
        ("Copyright © 2031 Brook", Reason.LEGAL),
        ("![现场](img_2031.jpg)", Reason.IMAGE),
        ("https://example.org/2031/5", Reason.LINK),
    ],
)
def test_debris_is_passed_over(line, reason):
    reading = find_mentions(f"首段\n{line}\n末段")
    assert reading.mentions == ()
    assert {ignored.reason for ignored in reading.ignored} == {reason}


def test_numbering_is_passed_over():
    reading = find_mentions("一、提案工作\n(二)视察\n3.调研\n会议要求,一是走出去,二是请进来")
    assert reading.mentions == ()
    assert {ignored.reason for ignored in reading.ignored} == {Reason.NUMBERING}


def test_table_cells_are_found():
    values = [
        mention.value for mention in find_mentions("指标\t本年\n提案(件)\t203\n办复率\t98.2%\n").of_kind(Kind.COUNT)
    ]
    assert values == ["203", "98.2"]


def test_families():
    families = {kind: kind.family for kind in Kind}
    assert {kind for kind in families if families[kind] is Family.NOT_A_COUNT} == {
        Kind.ORDINAL,
        Kind.DATE,
        Kind.SLOGAN,
        Kind.IDENTIFIER,
    }
    assert families[Kind.WORDING] is Family.WORDING


def test_coverage_words_carry_their_share():
    mention = only("对意见建议一一回应")
    assert (mention.kind, mention.value, mention.unit_kind) == (Kind.WORDING, "100", UnitKind.SHARE)
    assert only("一批项目落地").value == "words:一批"


def test_sentence_and_context():
    text = "第一句没有数。第二句有53家企业。Third sentence."
    mention = find_mentions(text).of_kind(Kind.COUNT)[0]
    assert text[slice(*mention.sentence)] == "第二句有53家企业。"
    assert mention.context == "第二句有53家企业。"
