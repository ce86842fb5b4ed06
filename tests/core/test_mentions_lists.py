"""Named lists: their items, whether they are open, the count printed beside them; and known names."""

import pytest

from luzhi.core.mentions import (
    Flaw,
    Kind,
    KnownName,
    Persona,
    Vocabulary,
    check_length,
    check_structure,
    find_mentions,
    named_twice,
)
from luzhi.core.quantity import Agreement


def first_list(text, vocabulary=None):
    reading = find_mentions(text, vocabulary) if vocabulary else find_mentions(text)
    lists = reading.of_kind(Kind.LIST)
    return lists[0] if lists else None


@pytest.mark.parametrize(
    ("text", "items", "is_open", "printed"),
    [
        ("赵明远、钱思齐、孙立言等6位委员发言", ["赵明远", "钱思齐", "孙立言"], True, "6"),
        ("副主席李明、王海涛、赵丽华出席会议", ["李明", "王海涛", "赵丽华"], False, ""),
        ("邀请3位专家发言:赵明远、钱思齐、孙立言", ["赵明远", "钱思齐", "孙立言"], False, "3"),
        ("来自香港、澳门,荷兰、日本的53家企业", ["香港", "澳门", "荷兰", "日本"], False, ""),
        ("带队到北京、上海、武汉、南京及港澳地区对接", ["北京", "上海", "武汉", "南京", "港澳"], False, ""),
        ("来自江苏、云南西双版纳、安徽亳州等地的企业", ["江苏", "云南西双版纳", "安徽亳州"], True, ""),
        ("先后来到东湖社区、柳巷社区、北苑社区,实地察看", ["东湖社区", "柳巷社区", "北苑社区"], False, ""),
        ("主动对接北京大学、吉林大学、长春理工大学,争取项目", ["北京大学", "吉林大学", "长春理工大学"], False, ""),
        ("积极争取赛尔、中科、乐土等企业入驻", ["赛尔", "中科", "乐土"], True, ""),
        ("民盟、民建、民进、农工党四个党派", ["民盟", "民建", "民进", "农工党"], False, "4"),
        ("云岭茶业、清溪茶厂、碧螺合作社三家企业获奖", ["云岭茶业", "清溪茶厂", "碧螺合作社"], False, "3"),
        ("按照《总体方案》《任务清单》落实", ["总体方案", "任务清单"], False, ""),
        ("《甲案》、《乙案》和《丙案》等5件提案", ["甲案", "乙案", "丙案"], True, "5"),
        (
            "Six members, Alan Reed, Mary Holt and Peter Voss, spoke",
            ["Alan Reed", "Mary Holt", "Peter Voss"],
            False,
            "6",
        ),
        ("26 countries, including France, Kenya and Brazil, came", ["France", "Kenya", "Brazil"], True, "26"),
        ("experts such as Li Wei, Zhang Min and others", ["Li Wei", "Zhang Min"], True, ""),
        ("考察了光华(云台)电子有限公司、四方智造公司", ["光华(云台)电子有限公司", "四方智造公司"], False, ""),
        ("邀请了河东精工有限公司、河西装备有限公司等企业", ["河东精工有限公司", "河西装备有限公司"], True, ""),
        (
            "设4个专业展,包括智能装备展、日用品展、旅游展、茶叶展",
            ["智能装备展", "日用品展", "旅游展", "茶叶展"],
            False,
            "4",
        ),
        ("设服务贸易、汽车、谷物及农产品3个展区", ["服务贸易", "汽车", "谷物及农产品"], False, "3"),
        (
            "围绕光电信息和制造、医药与农业、材料和能源三个主题",
            ["光电信息和制造", "医药与农业", "材料和能源"],
            False,
            "3",
        ),
        ("一批知名企业参展,比如云岭、中远山、大江机械等", ["云岭", "中远山", "大江机械"], True, ""),
        ("2031年、2032年分别在杭州、福州召开", ["杭州", "福州"], False, ""),
        ("由农业部、卫生部和江苏省政府共同举办", ["农业部", "卫生部", "江苏省政府"], False, ""),
        (
            "with the North Shore Chamber of Commerce, the Port Chamber of Commerce and the Hill & Vale Chamber of Commerce",
            ["North Shore Chamber of Commerce", "Port Chamber of Commerce", "Hill & Vale Chamber of Commerce"],
            False,
            "",
        ),
    ],
)
def test_list(text, items, is_open, printed):
    mention = first_list(text)
    assert [item.text for item in mention.items] == items
    assert mention.is_open is is_open
    assert (mention.printed.without_words().to_code() if mention.printed else "") == printed
    assert all(text[item.start : item.end] == item.text for item in mention.items)


@pytest.mark.parametrize(
    "text",
    [
        "增强政治意识、提高格局站位",
        "围绕招商招展、嘉宾邀请、项目对接等重点工作座谈",
        "党委、政府的中心工作",
        "争取相关检验检测机构、医疗中心、重点项目落位",
        "高质量、高标准、高水平推进",
        "新高度、新深度、新广度和新热度",
        "坚持“请进来”与“走出去”相结合",
        "3个项目、5家企业、2所学校",
        "However, China and Japan agreed",
        "企业家、商会代表近600人齐聚一堂、出席招商会",
        "投资9.7亿元的新能源项目、投资3.6亿元的专用车项目等项目",
    ],
)
def test_what_is_no_named_list(text):
    assert first_list(text) is None


@pytest.mark.parametrize(
    ("text", "persona"),
    [
        ("赵明远、钱思齐、孙立言等委员", Persona.PERSON),
        ("北京、上海、广州的专家", Persona.PLACE),
        ("北京大学、吉林大学、长春理工大学", Persona.ORGANISATION),
        ("《甲案》《乙案》", Persona.QUOTED),
        ("赛尔、中科、乐土等企业", Persona.OTHER),
    ],
)
def test_persona(text, persona):
    assert first_list(text).persona is persona


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("赵明远、钱思齐、孙立言3位委员", Agreement.AGREES),
        ("赵明远、钱思齐、孙立言等3位委员", Agreement.AGREES),
        ("赵明远、钱思齐、孙立言等6位委员", Agreement.CANNOT_TELL),
        ("赵明远、钱思齐、孙立言等2位委员", Agreement.DIFFERS),
        ("赵明远、钱思齐、孙立言4位委员", Agreement.DIFFERS),
        ("赵明远、钱思齐、孙立言等多位委员", Agreement.CANNOT_TELL),
        ("赵明远、钱思齐、孙立言等委员", None),
    ],
)
def test_length_against_printed_count(text, answer):
    assert check_length(first_list(text)) is answer


def test_same_person_twice():
    text = "赵明远、钱思齐、孙立言、钱思齐等5位委员发言"
    mention = first_list(text)
    assert [item.start for item in named_twice(mention)] == [4, 12]
    flaws = [finding.flaw for finding in check_structure(find_mentions(text))]
    assert flaws == [Flaw.NAMED_TWICE]


def test_structure_names_both_lengths():
    finding = check_structure(find_mentions("赵明远、钱思齐、孙立言4位委员"))[0]
    assert (finding.flaw, finding.listed, finding.printed.value) == (Flaw.LENGTH_DIFFERS, 3, 4)


VOCABULARY = Vocabulary(
    {
        "永春生物医药城": KnownName("park-1", "park"),
        "永春": KnownName("brand-1", "brand"),
        "赵明远": KnownName("person-1", "person"),
        "钱思齐": KnownName("person-2", "person"),
        "2024长春国际医药健康产业博览会": KnownName("expo-1", "expo"),
        "聚合力、助振兴,求突破、作表率": KnownName("campaign-1", "campaign"),
        "Alan Reed": KnownName("person-3", "person"),
    }
)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("深入永春生物医药城调研", "park-1"),
        ("永春的名片", "brand-1"),
        ("筹备2024长春国际医药健康产业博览会", "expo-1"),
        ("“聚合力、助振兴，求突破、作表率”活动", "campaign-1"),
        ("Alan Reed spoke", "person-3"),
    ],
)
def test_known_name(text, known):
    mentions = find_mentions(text, VOCABULARY).mentions
    assert [(mention.kind, mention.known) for mention in mentions] == [(Kind.NAME, known)]


def test_known_name_in_letters_is_a_whole_word():
    assert find_mentions("Alan Reedy spoke", VOCABULARY).mentions == ()


def test_items_of_a_list_are_recognised():
    mention = first_list("赵明远、钱思齐、孙立言等委员", VOCABULARY)
    assert [item.known for item in mention.items] == ["person-1", "person-2", ""]


def test_vocabulary_lookup():
    assert VOCABULARY.get(" 永春 ").key == "brand-1"
    assert VOCABULARY.get("不在") is None
    assert len(VOCABULARY) == 7
