"""Reading an amount at a place in a text: digits or number words, with a remainder word, a share sign or a range.

A text given to these functions is *plain*: full-width signs are already ASCII (`luzhi.core.mentions.page`). The
vague words around an amount (约, 以上, "nearly") are read by `luzhi.core.vagueness`.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from luzhi.core.numerals import (
    ENGLISH_NUMBERS,
    HAN_DIGITS,
    HAN_NUMERALS,
    HAN_RUN,
    HAN_SCALES,
    HAN_TENS,
    SCALES,
    read_digits,
    read_english,
    read_han,
)
from luzhi.core.quantity import Quantity
from luzhi.core.units import NOUNS_EN, SHARE, Unit
from luzhi.core.vagueness import FIXED_ENGLISH, FIXED_SHARES, UNKNOWN_DIGIT, Bound, apply_bound


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount found at ``start..end``; no quantity means: a run of figures that says no number, to be skipped.

    ``lone`` says that the amount is a single Chinese numeral, which is a number only before a measure word.
    ``step`` is what the last printed digit is worth when the number is printed rounded (1.26万, 98.5).
    """

    start: int
    end: int
    quantity: Quantity | None
    unit: Unit | None = None
    step: Decimal | None = None
    lone: bool = False
    vague_digit: bool = False


def read_amount(plain: str, start: int) -> Amount | None:
    """The amount whose first figure or word is at ``start``, without the bound words around it, or None."""
    char = plain[start]
    if char.isascii():
        return (
            _read_tenths(plain, start) or _read_digits(plain, start) if char.isdigit() else _read_english(plain, start)
        )
    return _read_share(plain, start) or _read_unknown_digit(plain, start) or _read_han(plain, start)


def _read_digits(plain: str, start: int) -> Amount | None:
    match = _DIGITS.match(plain, start)
    if match is None:
        return None
    if len(match[0]) > _LONGEST_RUN:
        return Amount(start, _DIGIT_RUN.match(plain, start).end(), None)  # type: ignore[union-attr]
    return _finish_number(plain, start, match.end(), read_digits(match[0]))


def _read_han(plain: str, start: int) -> Amount | None:
    run = HAN_RUN.match(plain, start)
    if run is None:
        return None
    text = run[0]
    if len(text) > _LONGEST_RUN:
        return Amount(start, run.end(), None)
    pair = _PAIR.fullmatch(text)
    if pair:
        return _read_pair(plain, start, run.end(), pair)
    decimals = _HAN_DECIMALS.match(plain, run.end())
    number = read_han(text)
    if number is None:
        return Amount(start, run.end(), None)
    if decimals and len(text) == 1:
        digits = "".join(str(HAN_DIGITS[char]) for char in decimals[1])
        return _finish_number(plain, start, decimals.end(), Decimal(f"{number}.{digits}"))
    return _finish_number(plain, start, run.end(), Decimal(number), lone=len(text) == 1)


def _finish_number(plain: str, start: int, end: int, number: Decimal | None, *, lone: bool = False) -> Amount | None:
    """Add to a plain number its scale, its remainder word, its percent sign and the other end of a range."""
    if number is None:
        return None
    number, end = _scaled(plain, end, number)
    part = _FRACTION.match(plain, end)
    if part and 0 < number < int(part[1]) and plain[start - 1 : start] != "/":
        return _share(start, part.end(), number, Decimal(part[1]))
    among = _AMONG.match(plain, end)
    if among:
        whole = _read_any(among[1]) or Decimal(read_english(among[1]) or 0)
        if 0 < number < whole:
            return _share(start, among.end(), number, whole)
    remainder = _REMAINDER.match(plain, end)
    if remainder:
        number, end = _scaled(plain, remainder.end(), number)
        bound = _REMAINDER_BOUNDS.get(remainder[0], Bound.REMAINDER)
        return _with_percent(plain, Amount(start, end, apply_bound(Quantity.exact(number), bound)))
    step = _step_of(number) if number.as_tuple().exponent != 0 else None
    single = _with_percent(plain, Amount(start, end, Quantity.exact(number), step=step, lone=lone))
    return _read_range(plain, single, number) or single


def _with_percent(plain: str, amount: Amount) -> Amount:
    if plain[amount.end : amount.end + 1] != "%":
        return amount
    return replace(amount, end=amount.end + 1, unit=SHARE)


def _scaled(plain: str, end: int, number: Decimal) -> tuple[Decimal, int]:
    scale = _SCALE.match(plain, end)
    if scale is None:
        return number, end
    word = scale[0].strip(" -\t\n").lower()
    power = _ENGLISH_SCALES.get(word)
    if power is None:
        power = sum(SCALES[char] for char in word)
    return number.scaleb(power), scale.end()


def _step_of(number: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(number.as_tuple().exponent))


_CHANGE = re.compile(
    r"\b(?:increas|grew|grow|r[io]s[en]|fell|fall|drop|declin|decreas|expand|jump|climb|widen|narrow|up|down|went|chang)[^.;\d]*\bfrom\s\Z",
    re.IGNORECASE,
)
"""Rose from 162 to 173: two figures, no range."""


def _read_range(plain: str, single: Amount, first: Decimal) -> Amount | None:
    joint = _JOINT.match(plain, single.end)
    found = _plain_number_at(plain, joint.end()) if joint else None
    if found is None:
        return None
    second, end = found
    if joint and joint[0].strip() == "to" and _CHANGE.search(plain, max(0, single.start - 60), single.start):
        return None
    last, end = _scaled(plain, end, second)
    if last > second > first and single.quantity == Quantity.exact(first) and _SCALE.match(plain, single.end) is None:
        first *= last / second
    if last <= first:
        return None
    amount = _with_percent(plain, Amount(single.start, end, Quantity.interval(first, last), single.unit))
    return None if single.unit and plain[end : end + 1] != "%" else amount


def _plain_number_at(plain: str, start: int) -> tuple[Decimal, int] | None:
    for pattern, read in ((_DIGITS, read_digits), (_SHORT_RUN, read_han), (_ENGLISH_WORDS, read_english)):
        match = pattern.match(plain, start)
        if match and len(match[0]) <= 6 * _LONGEST_RUN:
            number = read(match[0])
            return None if number is None else (Decimal(number), match.end())
    return None


def _read_pair(plain: str, start: int, end: int, pair: re.Match[str]) -> Amount | None:
    """三四十 is 30..40, 七八 is 7..8, 十七八 is 17..18, 三五 is 3..5."""
    head, first, second, scale = pair.groups()
    low, high = HAN_DIGITS[first], HAN_DIGITS[second]
    if high != low + 1 and (low, high) != (3, 5):
        return Amount(start, end, None)
    times = 1
    for char in scale:
        times *= {**HAN_TENS, **HAN_SCALES}[char]
    base = (read_han(head) or 0) if head else 0
    if head and scale:
        return Amount(start, end, None)
    if not head and not scale and _TENTHS_END.match(plain, end):
        return Amount(start, end + 1, Quantity.interval(low * 10, high * 10), SHARE)
    return Amount(start, end, Quantity.interval(base + low * times, base + high * times))


def is_unknown_digit(plain: str, place: int) -> bool:
    """Whether the 数, 几 or 多 here stands for a digit (数十), not for the end of a word (人数, 许多)."""
    match = _UNKNOWN.match(plain, place)
    return match is not None and not _ends_a_word(plain, place, match[1])


def _ends_a_word(plain: str, place: int, sign: str) -> bool:
    """Whether the sign is the end of a word (人数, 过多) and not the digit that nobody knows (经过多轮)."""
    if plain[max(0, place - 2) : place] in ("经过", "通过"):
        return False
    return place > 0 and plain[place - 1] in _NOT_UNKNOWN[sign]


def _read_unknown_digit(plain: str, start: int) -> Amount | None:
    """数十, 几百万, 好几, 数 (before a measure word), 多 (before a measure word)."""
    match = _UNKNOWN.match(plain, start)
    if match is None or _ends_a_word(plain, start, match[1]):
        return None
    times = 1
    for char in match[2]:
        times *= {**HAN_TENS, **HAN_SCALES}[char]
    low, high = UNKNOWN_DIGIT
    quantity = Quantity.interval(low * times, (high + 1) * times - 1)
    if match[1] == "多":
        quantity = Quantity.at_least(2)
    return Amount(start, match.end(), quantity, lone=not match[2], vague_digit=not match[2])


def _read_share(plain: str, start: int) -> Amount | None:
    fixed = _SHARE_WORDS.match(plain, start)
    if fixed:
        return Amount(start, fixed.end(), Quantity.from_code(FIXED_SHARES[fixed[0]]), SHARE)
    match = _PARTS.match(plain, start)
    if match is None:
        return _read_tenths(plain, start)
    whole, part = (_read_any(group) for group in (match[1], match[2]))
    if not whole or part is None:
        return None
    if match[3]:
        part += Decimal("0." + "".join(str(HAN_DIGITS[char]) for char in match[3]))
    return _share(start, match.end(), part, whole)


def _second_tenth(sign: str | None) -> int:
    return 0 if sign is None else 5 if sign == "半" else HAN_DIGITS[sign]


def _read_tenths(plain: str, start: int) -> Amount | None:
    """四成, 七成五, 四成多 and, where figures stand for the numeral, 7成: tenths of a whole, in percent."""
    tenths = _TENTHS.match(plain, start)
    if tenths is None:
        return None
    head = int(tenths[1]) if tenths[1].strip().isdigit() else HAN_DIGITS[tenths[1]]
    number = Decimal(10 * head + _second_tenth(tenths[2]))
    if tenths[3]:
        return Amount(start, tenths.end(), apply_bound(Quantity.exact(number), Bound.REMAINDER), SHARE)
    return Amount(start, tenths.end(), Quantity.exact(number), SHARE, Decimal(10))


def _share(start: int, end: int, part: Decimal, whole: Decimal) -> Amount:
    percent = part * 100 / whole
    if whole == 100:
        return Amount(start, end, Quantity.exact(part), SHARE, _step_of(part) if part % 1 else None)
    rounded = percent.quantize(Decimal("0.0001"))
    return Amount(start, end, Quantity.exact(rounded), SHARE, Decimal("0.0001"))


def _read_any(text: str) -> Decimal | None:
    number = read_digits(text)
    if number is not None:
        return number
    han = read_han(text)
    return None if han is None else Decimal(han)


def _read_english(plain: str, start: int) -> Amount | None:
    often = _OFTEN.match(plain, start)
    if often:
        return Amount(start, often.end(), Quantity.exact(2 if often[0][1] == "w" else 3), NOUNS_EN["time"])
    fixed = _ENGLISH_FIXED.match(plain, start)
    if fixed:
        word = " ".join(fixed[0].lower().split())
        code = FIXED_ENGLISH.get(word)
        if code is None:
            return Amount(start, fixed.end(), Quantity.from_code(FIXED_SHARES[word]), SHARE)
        return Amount(start, fixed.end(), Quantity.from_code(code))
    parts = _ENGLISH_PARTS.match(plain, start)
    if parts:
        part = Decimal({"a": 1, "one": 1}.get(parts[1].lower()) or read_english(parts[1]) or 1)
        return _share(start, parts.end(), part, Decimal(_ENGLISH_WHOLE[(parts[2] or parts[3]).lower()]))
    words = _ENGLISH_WORDS.match(plain, start)
    if words is None:
        return None
    number = read_english(words[0])
    if number is None:
        return None
    return _finish_number(plain, start, words.end(), Decimal(number), lone=words[0].lower() == "one")


_LONGEST_RUN = 18
_DIGITS = re.compile(r"\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?!\d)(?:\.\d+)?|\d++(?:\.\d++)?", re.ASCII)
_DIGIT_RUN = re.compile(r"[\d.,]+", re.ASCII)
_SHORT_RUN = re.compile(rf"[{HAN_NUMERALS}]{{1,{_LONGEST_RUN}}}")
_PAIR = re.compile(r"([十百千万]|[二三四五六七八九]十)?([一二两三四五六七八])([二三四五六七八九])([十百千万亿]*)")
_HAN_DECIMALS = re.compile(r"点([零〇一二三四五六七八九]{1,4})(?![零〇一二三四五六七八九])")
_ENGLISH_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "bn": 9, "w": 4}
_SCALE = re.compile(
    r"[百千十]?[万亿]+|(?<=\d)[wW](?![A-Za-z])|[百千](?![米克瓦伏卡帕强年姓分])|[\s-](?:hundred|thousand|million|billion|trillion)\b|bn\b",
    re.IGNORECASE,
)
_REMAINDER = re.compile(
    r"(?:[余多来几]| [余多]|好几(?![十百千万亿]))(?![样元种]化|样性|数据|年来)|"
    r"\+(?!\d)|-odd\b|\s(?:or\s(?:more|less|fewer)|plus(?=\s[a-z]))\b"
)
_REMAINDER_BOUNDS = {
    "来": Bound.ABOUT,
    "+": Bound.AT_LEAST,
    " or more": Bound.AT_LEAST,
    " plus": Bound.AT_LEAST,
    " or less": Bound.AT_MOST,
    " or fewer": Bound.AT_MOST,
}
_FRACTION = re.compile(r"/(\d{1,2})(?![\d/])")
_AMONG = re.compile(
    r"\s(?:out\sof(?:\severy)?|in\severy|in(?=\s(?:two|three|four|five|ten|10|100)\b(?!\s(?:year|month|week|day|hour|cit|countr))))"
    r"\s(two|three|four|five|six|seven|eight|nine|ten|\d{1,4})\b"
)
_JOINT = re.compile(r"\s?(?:[-\u2013\u2014~]|至|到|\.\.)\s?(?=[\d一二两三四五六七八九十百])|\s(?:to|or)\s(?=[\da-z])")
_UNKNOWN = re.compile(r"(好几|数|几|多(?![十百千万亿]))([十百千万亿]{0,2})")
_NOT_UNKNOWN = {
    "数": "人总次户件位指系函分倍代常多少度参个基点款页项岁票字算计岁额家场例名条量读",
    "几": "茶",
    "好几": "",
    "多": "许很众诸大更最不好较太极增颇居甚偏过至差繁几余很何超",
}
_SHARE_WORDS = re.compile("|".join(sorted((w for w in FIXED_SHARES if not w.isascii()), key=len, reverse=True)))
_PARTS = re.compile(
    rf"([{HAN_NUMERALS}]{{1,6}}|\d{{1,4}})分之([{HAN_NUMERALS}]{{1,8}}|\d{{1,4}}(?:\.\d{{1,4}})?)"
    r"(?:点([零〇一二三四五六七八九]{1,4}))?"
)
_WHOLE_WORD = "立为员功果长本效就都绩败群语交型熟品才人书色婚家"
"""After 成 these make another word: 三成立."""
_TENTHS_END = re.compile(f"成(?![{_WHOLE_WORD}])")
_TENTHS = re.compile(
    r"([一二两三四五六七八九]|(?<![\d.,])[1-9] ?)成([一二三四五六七八九半])?([多余])?"
    rf"(?![{_WHOLE_WORD}])"
)
_WORD = "|".join(sorted(ENGLISH_NUMBERS, key=len, reverse=True))
_ENGLISH_WORDS = re.compile(rf"(?:{_WORD})\b(?:(?:[ -]|\sand\s)(?:{_WORD})\b){{0,12}}", re.IGNORECASE)
_ENGLISH_FIXED = re.compile(
    "(?:"
    + "|".join(
        re.sub(" ", r"\\s", word)
        for word in sorted([*FIXED_ENGLISH, *(w for w in FIXED_SHARES if w.isascii())], key=len, reverse=True)
    )
    + r")\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(r"(?:twice|thrice)\b(?!\sas\b)")
_ENGLISH_WHOLE = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5,
                  "fifths": 5, "tenth": 10, "tenths": 10}  # fmt: skip
_ENGLISH_PARTS = re.compile(
    r"(a|one|two|three|four|five|six|seven|eight|nine)[\s-]"
    r"(?:(third|quarter|half|fifth|tenth)\b(?=\s(?:of|were|was|are|is|have|has|had|came)\b)|(thirds|quarters|fifths|tenths|halves)\b)",
    re.IGNORECASE,
)
ENGLISH_STARTS = (
    *ENGLISH_NUMBERS, "dozens", "tens", "scores", "hundreds", "thousands", "millions", "several", "a few",
    "a handful", "a couple", "a dozen", "half", "multiple", "a third", "a quarter", "a fifth", "a tenth",
    "a majority", "the majority", "twice", "thrice",
)  # fmt: skip
"""Words at which `read_amount` may find an English amount."""
