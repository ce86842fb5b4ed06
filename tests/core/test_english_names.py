"""What English text calls something whose name is kept in Chinese."""

import pytest

from luzhi.core.english_names import english_words, name_terms, person_terms, says, share_said


def words(text: str) -> list[str]:
    return [word for word, _start, _end in english_words(text)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("港澳侨展区", "the Hong Kong, Macao and overseas Chinese zone"),
        ("干细胞展区", "Stem-cell Zone"),
        ("北湖未来科学城", "Beihu Future Science City"),
        ("长春市", "Changchun"),
        ("马来西亚", "Malaysia"),
        ("长春中医药大学", "Changchun University of Chinese Medicine"),
        ("日本县立广岛大学", "the Prefectural University of Hiroshima, Japan"),
        ("丁健院士工作站", "the Ding Jian Academician Workstation"),
    ],
)
def test_a_name_is_said_in_english(name: str, said: str) -> None:
    assert says(words(said), name_terms(name))


@pytest.mark.parametrize("said", ["the stem-cell zone", "Hong Kong and Macao", "overseas Chinese zone"])
def test_part_of_a_name_is_not_the_name(said: str) -> None:
    assert not says(words(said), name_terms("港澳侨展区"))


@pytest.mark.parametrize(
    ("name", "said"), [("李北伟", "Li Beiwei"), ("欧阳修文", "Ouyang Xiuwen"), ("单霁", "Shan Ji")]
)
def test_persons_are_known_by_sound(name: str, said: str) -> None:
    assert says(words(said), person_terms(name))


def test_what_is_no_chinese_name_has_no_terms() -> None:
    assert name_terms("Expo 2024") == ()
    assert name_terms("") == ()
    assert person_terms("王") == ()
    assert share_said(frozenset(["zone"]), ()) == 0.0
