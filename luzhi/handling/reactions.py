"""Whatever door a record was written through, the states that follow from it are brought into step."""

from typing import Any

from django.dispatch import receiver

from luzhi.handling.models import Answer, Item, Referral
from luzhi.handling.services import settle_matter
from luzhi.records.signals import record_removed, record_written


@receiver((record_written, record_removed), sender=Answer)
def settle_after_answer(record: Answer, **_kwargs: Any) -> None:
    settle_matter(record.item.matter_id)


@receiver((record_written, record_removed), sender=Item)
@receiver((record_written, record_removed), sender=Referral)
def settle_after_change(record: Item | Referral, **_kwargs: Any) -> None:
    settle_matter(record.matter_id)
