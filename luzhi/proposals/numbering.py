"""Numbers without gaps and without doubles, given inside the transaction that needs them."""

from django.db import transaction

from luzhi.proposals.models import Numbering


@transaction.atomic
def next_number(body_id: int, kind: str, series: str) -> int:
    """The next number of a series. The row stays locked until the caller's transaction ends; if that fails, the
    number was never given."""
    rows = Numbering.objects.select_for_update(of=("self",)).filter(body_id=body_id, kind=kind, series=series)
    row = rows.first()
    if row is None:  # two may begin a series at once; one of them makes the row, both then wait for it
        Numbering.objects.get_or_create(body_id=body_id, kind=kind, series=series)
        row = rows.get()
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


@transaction.atomic
def take_number_back(body_id: int, kind: str, series: str, number: int) -> bool:
    """Give a number back if it was the last one given; False, and nothing changed, if later ones exist."""
    row = Numbering.objects.select_for_update(of=("self",)).filter(body_id=body_id, kind=kind, series=series).first()
    if row is None or row.last != number:
        return False
    row.last -= 1
    row.save(update_fields=["last"])
    return True
