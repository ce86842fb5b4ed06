"""Finding records of a kind by words."""

from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q, QuerySet

from luzhi.records.kinds import Kind


def narrow_by_text(kind: Kind, records: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Records in which every word of the text occurs in one of the kind's search fields."""
    paths = kind.search or (kind.label_path,)
    words = [reduce(or_, (Q(**{f"{path}__icontains": word}) for path in paths)) for word in text.split()[:6]]
    return records.filter(reduce(and_, words))
