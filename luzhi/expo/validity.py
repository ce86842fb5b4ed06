"""Until when personal links of an expo open."""

from datetime import date, timedelta

from django.utils import timezone

from luzhi.expo.models import Expo

AFTERWARDS = timedelta(days=30)  # exhibitors and firms read on and report so long after the last day
UNDATED = timedelta(days=400)  # a link of an expo whose days nobody knows ends so long after its record was made


def last_day(expo: Expo) -> date:
    """The last day of the expo; while its days are not on record, a day long enough after it was entered."""
    return expo.ends_on or expo.starts_on or timezone.localdate(expo.created_at) + UNDATED


def is_over(expo: Expo, *, grace: timedelta = timedelta(0)) -> bool:
    return timezone.localdate() > last_day(expo) + grace
