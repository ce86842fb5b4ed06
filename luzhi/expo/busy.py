"""What the expo keeps people busy with, for plans: duty at posts, and attending to guests."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils import timezone

from luzhi.expo.models import GuestCare, StaffDuty
from luzhi.plans.busy import BUSY, Taken


def find_duties(person_ids: Collection[int], start: date) -> Iterable[Taken]:
    """Days on which these people stand at a post or attend to a guest; two queries."""
    duties = StaffDuty.objects.filter(person_id__in=person_ids, starts_at__isnull=False, ends_at__date__gte=start)
    for duty in duties.select_related("post", "person"):
        if duty.starts_at and duty.ends_at:
            first, last = timezone.localdate(duty.starts_at), timezone.localdate(duty.ends_at)
            yield duty.person_id, first, last, str(duty.post)
    cares = GuestCare.objects.filter(attendant__person_id__in=person_ids, ends_at__date__gte=start)
    for care in cares.select_related("attendant", "guest__person"):
        first, last = timezone.localdate(care.starts_at), timezone.localdate(care.ends_at)
        yield care.attendant.person_id, first, last, str(care.guest)


BUSY.append(find_duties)
