"""Ties the table of zones to its model."""

from django.db.models import Max
from django.utils import timezone

from luzhi.expo.models import Zone, ZoneChange, ZoneRevision
from luzhi.expo.zones.forms import RoundForm
from luzhi.expo.zones.workflow import ZONE
from luzhi.records.services import create_record
from luzhi.workflow.engine import Binding, Taken, bind


def open_round(taken: Taken) -> None:
    """A zone that is redrawn gets its next numbered round, with a line for each aspect to be filled in."""
    zone: Zone = taken.obj
    last = ZoneRevision.objects.filter(zone=zone).aggregate(n=Max("number"))["n"] or 0
    today = timezone.localdate()
    revision = ZoneRevision(
        body=zone.body, zone=zone, number=last + 1, year=today.year, held_on=today, reason=taken.reason[:300]
    )
    create_record(revision, by=taken.by)
    for aspect in taken.answers["aspects"]:
        before = f"{zone.area.normalize():f} m²" if aspect == "area" and zone.area is not None else ""
        create_record(ZoneChange(body=zone.body, revision=revision, aspect=aspect, before=before), by=taken.by)


bind(Binding(workflow=ZONE, model=Zone, effects={"open_round": open_round}, forms={"round": RoundForm}))
