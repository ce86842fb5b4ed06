"""Days as people write them."""

from datetime import date

from django.utils.translation import gettext as _

from luzhi.common.problems import Problem
from luzhi.core.dates import DateError, parse_date


def parse_day(text: str, year: int) -> date:
    """The day that a text names, in the year where it names none. Raises Problem for what is no day."""
    try:
        return parse_date(text, year=year)
    except DateError as error:
        raise Problem(_("“%(text)s” is not a day; write it as 2024-09-30.") % {"text": text[:40]}) from error
