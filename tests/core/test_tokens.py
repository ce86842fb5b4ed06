"""Tokens of report texts: read, written back, and told apart from what only looks like one."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from luzhi.core.tokens import Broken, Plain, Token, parse_text, split_sentences, write_token

WORDS = st.text("abcz甲乙展区0123456789（）·-", min_size=1, max_size=12)
NAMES = st.sampled_from(["zone", "origin", "展区", "activity"])
KEYS = st.sampled_from(["expo.exhibitors", "people.members", "a.b_c.d"])
TOKENS = st.builds(
    Token,
    st.sampled_from(["figure", "list", "word"]),
    KEYS,
    st.dictionaries(NAMES, st.one_of(WORDS, st.just("有 空格")), max_size=3),
)


def test_a_text_is_cut_into_plain_parts_and_tokens() -> None:
    text = '来自{{list expo.origins zone=港澳侨展区}}的{{figure expo.exhibitors zone="港澳 侨" unit=家}}企业'
    pieces = parse_text(text)
    assert [type(piece) for piece in pieces] == [Plain, Token, Plain, Token, Plain]
    assert pieces[3].where == {"zone": "港澳 侨"}
    assert pieces[3].options == {"unit": "家"}
    assert pieces[1].key == "expo.origins"


def test_what_is_no_token_is_kept_and_named() -> None:
    for text, why in (
        ("{{figure expo.x", "unclosed"),
        ("{{figure expo.x\n}}", "unclosed"),
        ("{{sum expo.x}}", "form"),
        ("{{figure x}}", "form"),
        ("{{figure expo.x zone}}", "option"),
        ("{{figure expo.x a=1 a=2}}", "option"),
    ):
        broken = parse_text(text)[0]
        assert isinstance(broken, Broken)
        assert broken.why == why


@given(TOKENS)
def test_a_written_token_is_read_back(token: Token) -> None:
    (read,) = parse_text(write_token(token))
    assert isinstance(read, Token)
    assert (read.form, read.key, dict(read.where)) == (token.form, token.key, dict(token.where))


@given(st.text('甲乙{}="\n figurelist.expo。；', max_size=80))
def test_pieces_cover_any_text_exactly(text: str) -> None:
    pieces = parse_text(text)
    assert all(a.end == b.start for a, b in itertools.pairwise(pieces))
    if text:
        assert (pieces[0].start, pieces[-1].end) == (0, len(text))
    else:
        assert pieces == []


@given(st.lists(st.one_of(st.sampled_from(["甲会", "乙办。", "“丙。”", "丁；"]), TOKENS.map(write_token)), max_size=10))
def test_sentences_cover_the_paragraph_and_never_cut_a_token(parts: list[str]) -> None:
    text = "".join(parts)
    spans = split_sentences(text)
    assert "".join(text[a:b] for a, b in spans) == text
    for a, b in spans:
        assert all(not isinstance(piece, Broken) for piece in parse_text(text[a:b]))


def test_an_end_mark_in_a_quotation_ends_no_sentence() -> None:
    text = "他说“好。”会后答复。"
    assert [text[a:b] for a, b in split_sentences(text)] == ["他说“好。”会后答复。"]
