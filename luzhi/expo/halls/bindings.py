"""Ties the tables of hall plans and booth notices to their models."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from luzhi.common.models import Notice, NoticeState
from luzhi.common.outbox import SENT
from luzhi.expo.halls.services import differences_of, draft_tellings, faults_of
from luzhi.expo.halls.words import say_fault
from luzhi.expo.halls.workflow import LAYOUT, TELLING, LayoutFacts
from luzhi.expo.models import BoothTelling, Exhibitor, Layout
from luzhi.expo.vocabulary import LayoutState, TellingState
from luzhi.workflow.engine import Binding, Taken, bind, perform


def gather_facts(layouts: Iterable[Layout]) -> Mapping[int, LayoutFacts]:
    """Facts of drafts; a frozen plan has no steps, so nothing is asked about it."""
    return {layout.pk: read_draft(layout) for layout in layouts if layout.state == LayoutState.DRAFT}


def read_draft(layout: Layout) -> LayoutFacts:
    explained = set(layout.changes.exclude(reason="").values_list("key", flat=True))
    unexplained: tuple[str, ...] = ()
    if layout.based_on_id:
        unexplained = tuple(row.piece.code for row in differences_of(layout) if row.key not in explained)
    return LayoutFacts(
        shapes=layout.shapes.count(),
        faults=tuple(say_fault(fault) for fault in faults_of(layout) if fault.hard),
        unexplained=unexplained,
        lost=tuple(map(str, find_lost(layout))),
    )


def find_lost(layout: Layout) -> list[Exhibitor]:
    """Exhibitors that had a place in the version before, have none here, and have not withdrawn."""
    if layout.based_on is None:
        return []
    before = layout.based_on.shapes.filter(exhibitor__isnull=False, exhibitor__withdrawn_on=None)
    now = layout.shapes.filter(exhibitor__isnull=False).values("exhibitor")
    lost = before.exclude(exhibitor__in=now).values("exhibitor")
    return list(Exhibitor.objects.filter(pk__in=lost).select_related("organisation").order_by("pk"))


def freeze(taken: Taken) -> None:
    """From now on the version stands; those whose place is not what they were last told get a draft notice."""
    Layout.objects.filter(pk=taken.obj.pk).update(frozen_at=timezone.now())
    draft_tellings(taken.obj, by=taken.by)


def tell(taken: Taken) -> None:
    BoothTelling.objects.filter(pk=taken.obj.pk).update(told_at=timezone.now())


def withdraw_notices(taken: Taken) -> None:
    """What has not gone out about an outdated place does not go out any more."""
    waiting = taken.obj.notices.filter(state__in=[NoticeState.DRAFT, NoticeState.REVIEWED])
    waiting.update(state=NoticeState.WITHDRAWN)


def mark_told(notice: Notice) -> None:
    """A notice about a booth has gone out: its exhibitor has been told."""
    if notice.object_id is None or notice.kind != BoothTelling._meta.label_lower:
        return
    telling = BoothTelling.objects.filter(pk=notice.object_id, state=TellingState.DRAFT).first()
    if telling is not None:
        perform(telling, "tell", by=None)


SENT.append(mark_told)
bind(Binding(workflow=LAYOUT, model=Layout, facts_of=gather_facts, effects={"freeze": freeze}))
bind(Binding(workflow=TELLING, model=BoothTelling, effects={"tell": tell, "withdraw_notices": withdraw_notices}))
