"""What happens on the days of the expo and must be dealt with."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models import Expo, Guest, Hall
from luzhi.onsite.vocabulary import Gravity, IncidentKind
from luzhi.people.models import Person
from luzhi.records.models import Record, YearRecord
from luzhi.workflow.models import Stateful


class Incident(YearRecord, Stateful):
    """An entry of the incident log. A guest who cannot be reached is one too, with where he or she was last seen."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="incidents", verbose_name=_("expo"))
    kind = models.CharField(_("kind"), max_length=16, choices=IncidentKind, default=IncidentKind.OTHER)
    gravity = models.PositiveSmallIntegerField(_("gravity"), choices=Gravity, default=Gravity.LIGHT)
    gist = models.CharField(_("what occurred"), max_length=200)
    at = models.DateTimeField(_("at"), default=timezone.now)
    hall = models.ForeignKey(
        Hall, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents", verbose_name=_("hall")
    )
    where = models.CharField(_("where exactly"), max_length=80, blank=True)
    guest = models.ForeignKey(
        Guest, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents", verbose_name=_("guest")
    )
    handler = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents",
        verbose_name=_("dealt with by"),
    )  # fmt: skip

    class Meta(YearRecord.Meta):
        verbose_name = _("incident")
        verbose_name_plural = _("incident log")
        constraints: ClassVar[list[Any]] = [*Record.Meta.constraints]

    def __str__(self) -> str:
        return self.gist
