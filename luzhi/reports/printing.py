"""How a reading is printed: the number with its unit, in the reader's or the report's language."""

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from luzhi.core.figures import Grade, round_share
from luzhi.core.quantity import Form, Quantity, plain_number
from luzhi.core.units import MEASURES, NOUNS_EN, PHRASES_EN, Unit, UnitKind
from luzhi.records.figures import SHARE_PLACES, Figure, Rate, Reading

_WORDS: dict[str, str] = {
    "project": "个", "proposal": "件", "agreement": "份", "report": "篇", "recommendation": "条", "opinion": "条",
    "suggestion": "条", "document": "份", "goal": "个", "commitment": "项", "answer": "条", "item": "条", "trip": "次",
    "visit": "次", "activity": "次", "meeting": "次", "booth": "个", "zone": "个", "alliance": "个", "letter": "件",
    "instruction": "件", "speech": "人次", "task": "项", "square_metre": "平方米",
}  # fmt: skip
_WORDS_BY_KIND = {
    UnitKind.ORGANISATION: "家",
    UnitKind.PERSON: "人",
    UnitKind.PERSON_TIME: "人次",
    UnitKind.ORGANISATION_TIME: "家次",
    UnitKind.OCCASION: "次",
    UnitKind.AREA: "平方米",
    UnitKind.MONEY: "元",
    UnitKind.DURATION: "天",
    UnitKind.PLACE: "个",
    UnitKind.BOOTH: "个",
}
GRADES: dict[str, tuple[Any, str]] = {
    Grade.COUNTED: (gettext_lazy("counted"), "good"),
    Grade.PARTLY: (gettext_lazy("partly itemised"), "busy"),
    Grade.REPORTED: (gettext_lazy("reported"), "warn"),
    Grade.DISPUTED: (gettext_lazy("disputed"), "stop"),
    Grade.MISSING: (gettext_lazy("not recorded"), "plain"),
}
MEANINGS: dict[str, Any] = {
    Grade.COUNTED: gettext_lazy("Every record behind the number is here."),
    Grade.PARTLY: gettext_lazy("Some records are here; there are, or may be, more."),
    Grade.REPORTED: gettext_lazy("A source states the number; none of the records behind it is here."),
    Grade.DISPUTED: gettext_lazy("Statement and records contradict each other; nobody has decided yet."),
    Grade.MISSING: gettext_lazy("Neither a record nor a statement."),
}


def unit_of(code: str) -> Unit:
    """The unit a figure is declared with; unknown nouns count items."""
    found = MEASURES.get(code) or NOUNS_EN.get(code)
    if found is not None:
        return found
    phrase = code.replace("_", " ").replace("percent", "%")
    return PHRASES_EN.get(phrase) or PHRASES_EN.get(f"{phrase}s") or Unit(code, UnitKind.ITEM)


def name_unit(code: str, *, chinese: bool, many: bool = True) -> str:
    """The unit as printed after a number: 家, firms, %."""
    unit = unit_of(code)
    if unit.kind is UnitKind.SHARE:
        return "%"
    if chinese:
        return code if code in MEASURES else _WORDS.get(code) or _WORDS_BY_KIND.get(unit.kind, "个")
    noun = code.replace("_", " ").replace("-", " ")
    if not noun.isascii() or noun == "people" or not many:
        return noun
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s"


def reads_chinese() -> bool:
    return not (get_language() or "").startswith("en")


def say_number(figure: Figure | Rate, value: Quantity | None, *, chinese: bool | None = None) -> str:
    """The bare number as printed, a share rounded by its rule; '' where there is none."""
    if value is None:
        return ""
    if isinstance(figure, Rate):
        value = round_quantity(value, truncate=figure.truncate)
    in_chinese = reads_chinese() if chinese is None else chinese
    return value.in_chinese() if in_chinese else value.in_english()


def say_value(figure: Figure | Rate, value: Quantity | None, *, chinese: bool | None = None) -> str:
    """The number with its unit: 53家, 53 firms, 98.5%; a wording stands alone."""
    in_chinese = reads_chinese() if chinese is None else chinese
    number = say_number(figure, value, chinese=in_chinese)
    if value is None or value.form is Form.WORDS:
        return number
    unit = name_unit(figure.unit, chinese=in_chinese, many=value.value != 1)
    return f"{number}{unit}" if in_chinese or unit == "%" else f"{number} {unit}"


def round_quantity(value: Quantity, *, truncate: bool) -> Quantity:
    """A share with its ends rounded to what is printed."""

    def rounded(end: Decimal | None) -> Decimal | None:
        return None if end is None else round_share(end, SHARE_PLACES, truncate=truncate).normalize()

    return Quantity(value.form, rounded(value.low), rounded(value.high), value.words, value.strict)


def say_grade(reading: Reading) -> str:
    """The grade in words: "counted", "partly itemised: 7 of 53", "reported"."""
    label = str(GRADES[reading.grade][0])
    if reading.grade not in (Grade.PARTLY, Grade.REPORTED) or isinstance(reading.figure, Rate) or reading.value is None:
        return label
    if reading.grade is Grade.REPORTED:
        return label
    words = {"grade": label, "n": plain_number(reading.counted), "whole": say_number(reading.figure, reading.value)}
    if reading.value.form is Form.AT_LEAST and reading.value.low == reading.counted:
        return _("%(grade)s: %(n)s, perhaps more") % words
    return _("%(grade)s: %(n)s of %(whole)s") % words


def tone_of(grade: Grade) -> str:
    return GRADES[grade][1]
