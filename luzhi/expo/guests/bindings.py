"""A leg written with another time of arrival warns those whom it concerns, in the same transaction."""

from typing import Any

from django.dispatch import receiver

from luzhi.expo.guests.delays import tell_delay
from luzhi.expo.models import Leg
from luzhi.records.signals import record_written


@receiver(record_written, sender=Leg, dispatch_uid="expo.tell_delay")
def warn_downstream(sender: Any, record: Leg, **kwargs: Any) -> None:
    tell_delay(Leg.objects.select_related("guest__person", "vehicle").get(pk=record.pk))
