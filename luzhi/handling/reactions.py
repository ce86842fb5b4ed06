"""Whatever door a record was written through, the states that follow from it are brought into step."""

from typing import Any

from django.dispatch import receiver

from luzhi.handling.models import Answer, Item, Matter, Referral
from luzhi.handling.services import settle_matter
from luzhi.records.signals import record_removed, record_written


@receiver((record_written, record_removed), sender=Answer)
def settle_after_answer(record: Answer, *, created: bool = False, **_kwargs: Any) -> None:
    if created and record.result_class and not record.now_class:
        # entered by another door than the matrix: its class now is the one it was given with
        record.now_class, record.now_meaning = record.result_class, record.class_meaning
        record.save(update_fields=["now_class", "now_meaning", "updated_at"])
    settle_matter(record.item.matter_id)


@receiver((record_written, record_removed), sender=Item)
def settle_after_item(record: Item, *, created: bool = False, **_kwargs: Any) -> None:
    # A new item of a matter that nobody has been sent changes no state; filing hundreds of proposals makes many.
    if not (created and Matter.objects.filter(pk=record.matter_id, state="raised").exists()):
        settle_matter(record.matter_id)


@receiver((record_written, record_removed), sender=Referral)
def settle_after_referral(record: Referral, **_kwargs: Any) -> None:
    settle_matter(record.matter_id)
