"""Reading what papers, bulletins and posts of public accounts are like: spaces, rows of deeds, titles of other articles."""

import pytest

from luzhi.core.mentions import Kind, find_mentions

Found = list[tuple[str, str, str]]


def read(text: str) -> Found:
    return [(m.text, str(m.kind), m.value) for m in find_mentions(text).mentions]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("占四成多", [("四成多", "vague", "41..49")]),
        ("占六成半", [("六成半", "count", "65")]),
        ("采用 7 成", [("7 成", "count", "70")]),
        ("访问 3.2w 次", [("3.2w 次", "count", "32000")]),
        ("至少开展1次活动", [("1次", "vague", ">=1")]),
        ("3000吨级安装船", [("3000吨级", "identifier", "")]),
        ("(第0037号)", [("第0037号", "identifier", "")]),
        ("收回征询意见表441份", [("441份", "count", "441")]),
        ("《岚山文史》第18辑至第22辑", [("《岚山文史》", "name", ""), ("第18辑至第22辑", "ordinal", "")]),
        ("总支三支部", [("三支部", "identifier", "")]),
        ("投资CNY 480 million", [("CNY 480 million", "count", "480000000")]),
        ("a 1.2-billion-yuan plant", [("1.2-billion-yuan", "count", "1200000000")]),
        ("a first-time exhibitor came in 2031", [("2031", "date", "")]),
    ],
)
def test_amounts_as_they_are_printed(text: str, found: Found) -> None:
    assert read(text)[-len(found) :] == found


@pytest.mark.parametrize(
    "text", ["二、几点体会", "有关人事事项", "Page 2 of 4", "第 2 页 共 4 页", "- 3 -", "第3页/共8页"]
)
def test_what_says_no_number_is_passed_over(text: str) -> None:
    assert read(text) == []


def test_titles_of_other_articles_are_passed_over() -> None:
    text = "今年召开会议3次。\n往期推荐\n1. 区政协召开第23次主席会议\n2. 春耕正当时\n"
    assert read(text) == [("今年", "date", ""), ("3次", "count", "3")]


def test_names_set_apart_from_their_titles() -> None:
    assert ("宋怀远", "name", "") in read("市政协副主席  宋怀远\n")
    assert ("李 明", "name", "") in read("秘书长 李 明\n")
    assert read("本报讯(记者 林晚舟)") == []


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("汇聚香港、澳门、台湾及新加坡、马来西亚、希腊6个国家和地区的企业", 6),
        ("邵一鸣、郭梓萱、费立人等3位委员又走进柳荫、河湾、北塘三个街道", 3),
        ("岚山、澜江、怒水、白河、乌峰、青屏六州市签署协议", 6),
        ("officials from the water bureau, the transport bureau and the housing bureau came", 3),
    ],
)
def test_lists_that_meet_other_words(text: str, items: int) -> None:
    lists = [m for m in find_mentions(text).mentions if m.kind is Kind.LIST]
    assert [len(m.items) for m in lists][-1:] == [items]


def test_offices_that_do_something_each_are_no_list_of_names() -> None:
    assert not [m for m in find_mentions("市委书记、市长各领办1件").mentions if m.kind is Kind.LIST]
