"""Number words: 一万二千, 二〇二四, 二十, 廿五, "twenty-six", "two hundred and five"."""

import re
from decimal import Decimal

HAN_DIGITS = {
    **{char: number for number, char in enumerate("零一二三四五六七八九")},
    **{char: number for number, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0,
    "○": 0,
    "两": 2,
    "兩": 2,
    "俩": 2,
    "仨": 3,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
HAN_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
HAN_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
HAN_NUMERALS = "".join([*HAN_DIGITS, *HAN_TENS, *HAN_SCALES, "廿卅"])
HAN_RUN = re.compile(f"[{HAN_NUMERALS}]+")
_LONGEST = 20
"""Longer runs of numerals are not a number that anyone wrote on purpose."""

SCALES = {"百": 2, "千": 3, "万": 4, "亿": 8, "十": 1}
"""Powers of ten that may follow digits: 1.2万, 3百, 2千万, 1万亿."""


def read_han(text: str) -> int | None:
    """The whole number these Chinese numerals say, or None if they say none.

    Takes positional years (二〇二四), 廿 and 卅, the short form 三千五 (3500) and formal numerals.
    """
    if not text or len(text) > _LONGEST:
        return None
    text = text.replace("廿", "二十").replace("卅", "三十")
    if all(char in HAN_DIGITS for char in text):
        return _read_positional(text)
    rest, sum_above = text, 0
    for scale in ("亿億", "万萬"):
        head, found, tail = _split_at_last(rest, scale)
        if found:
            part = _read_below_ten_thousand(head) if scale == "万萬" else read_han(head)
            if head and part is None:
                return None
            sum_above += (1 if part is None else part) * HAN_SCALES[found]
            rest = tail
            if len(rest) == 1 and HAN_DIGITS.get(rest, 0) > 0:
                return sum_above + HAN_DIGITS[rest] * HAN_SCALES[found] // 10
    if not rest:
        return sum_above or None
    last = _read_below_ten_thousand(rest)
    return None if last is None else sum_above + last


def read_digits(text: str) -> Decimal | None:
    """The number that digits with optional separators and a scale say: 1,204 or 1.26万. None if none.

    The exponent of the result is kept: 1.26万 is 1.26E+4, so that its last printed digit is worth 100.
    """
    match = re.fullmatch(r"(\d[\d,\u2009\u202f\u00a0]*(?:\.\d+)?)\s?([百千万亿十]*)", text, re.ASCII)
    if match is None:
        return None
    mantissa = Decimal(re.sub(r"[,\u2009\u202f\u00a0]", "", match[1]))
    return mantissa.scaleb(sum(SCALES[char] for char in match[2]))


def read_english(text: str) -> int | None:
    """The whole number these English words say (up to millions), or None if they say none."""
    total, current, seen = 0, 0, False
    for word in re.split(r"[\s-]+", text.lower()):
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _LARGE:
            total += max(current, 1) * _LARGE[word]
            current = 0
        elif word != "and" or not seen:
            return None
        seen = True
    return total + current if seen else None


def read_ordinal(text: str) -> int | None:
    """The rank that 3rd, third, twenty-first, 三 or 12 says, or None."""
    plain = text.lower()
    digits = re.fullmatch(r"(\d{1,6})(?:st|nd|rd|th)?", plain, re.ASCII)
    if digits:
        return int(digits[1])
    if plain in ENGLISH_ORDINALS:
        return ENGLISH_ORDINALS[plain]
    tens, _, ones = plain.replace(" ", "-").rpartition("-")
    if tens in _SMALL and _SMALL[tens] >= _TWENTY and ENGLISH_ORDINALS.get(ones, 10) < 10:
        return _SMALL[tens] + ENGLISH_ORDINALS[ones]
    return read_han(text)


def write_han(number: int) -> str:
    """A whole number from 1 to 999 as headings count: 一, 十二, 二十, 一百零五. Raises ValueError outside."""
    if not 0 < number < 1000:
        raise ValueError(number)
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (digits[ones] if ones else "")


def _read_positional(text: str) -> int | None:
    if len(text) == 1:
        return HAN_DIGITS[text]
    return int("".join(str(HAN_DIGITS[char]) for char in text))


def _split_at_last(text: str, chars: str) -> tuple[str, str, str]:
    for place in range(len(text) - 1, -1, -1):
        if text[place] in chars:
            return text[:place], text[place], text[place + 1 :]
    return "", "", text


def _read_below_ten_thousand(text: str) -> int | None:
    value, digit, least, zero = 0, None, 10**4, False
    for char in text:
        if char in HAN_DIGITS:
            if digit is not None:
                return None
            if HAN_DIGITS[char] == 0:
                zero = True
            else:
                digit = HAN_DIGITS[char]
        elif char in HAN_TENS and HAN_TENS[char] < least:
            least = HAN_TENS[char]
            value += (1 if digit is None else digit) * least
            digit, zero = None, False
        else:
            return None
    if digit is not None:
        short = least if 100 <= least <= 1000 and not zero and value else 10
        value += digit * short // 10
    return value if text else None


_TWENTY = 20
_SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
ENGLISH_NUMBERS = (*_SMALL, "hundred", *_LARGE)
ENGLISH_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "hundredth": 100}
