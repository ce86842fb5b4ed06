"""Handing matters over in a meeting, and the alerts a clock has sent."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.handling.models.matters import Matter, Referral
from luzhi.records.models import Record, YearRecord
from luzhi.workflow.models import Stateful


class Handover(Stateful, YearRecord):
    """A meeting at which matters are handed over to the units (交办会): its list, and its minutes."""

    title = models.CharField(_("title"), max_length=120)
    held_on = models.DateField(_("day"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    chaired_by = models.CharField(_("chaired by"), max_length=80, blank=True)
    present = models.TextField(
        pgettext_lazy("those there", "present"), blank=True, help_text=_("A line each: unit or office, then names.")
    )
    minutes = models.TextField(_("minutes"), blank=True, help_text=_("What was asked of the units; a line each."))
    matters = models.ManyToManyField(Matter, blank=True, related_name="handovers", verbose_name=_("matters"))

    class Meta(YearRecord.Meta):
        verbose_name = _("handover meeting")
        verbose_name_plural = _("handover meetings")

    def __str__(self) -> str:
        return self.title


class Alert(models.Model):
    """A step of the alert ladder that a clock has reached; kept so that each is told once."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="alerts")
    round = models.PositiveSmallIntegerField(default=1)
    step = models.CharField(max_length=60)
    due_on = models.DateField()
    reached_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["referral", "round", "step", "due_on"], name="alert_once")
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.step} {self.reached_on}"


class TalkForm(models.TextChoices):
    MEETING = "meeting", _("face to face")
    SYMPOSIUM = "symposium", _("symposium")
    PHONE = "phone", _("by telephone")
    LETTER = "letter", _("by letter or mail")
    VISIT = "visit", _("visit to the place")
    OTHER = "other", _("in another way")


class Talk(Record):
    """A talk of a unit or the office with the proposers (沟通, 面商). The last one, held when further rounds are of no
    use, settles the matter."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="talks", verbose_name=_("matter"))
    unit = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="talks",
        verbose_name=_("unit"),
    )  # fmt: skip
    round = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    held_on = models.DateField(_("day"))
    form = models.CharField(_("form"), max_length=10, choices=TalkForm, default=TalkForm.MEETING)
    place = models.CharField(_("place"), max_length=80, blank=True)
    chaired_by = models.CharField(_("chaired by"), max_length=80, blank=True)
    present = models.TextField(pgettext_lazy("those there", "present"), blank=True)
    text = models.TextField(_("what was said and agreed"))
    settles = models.BooleanField(
        _("settles the matter"), default=False,
        help_text=_("The meeting after the last round: the matter can be closed though not all are satisfied."),
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = _("talk with the proposers")
        verbose_name_plural = _("talks with the proposers")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(settles=False) | models.Q(form="meeting"), name="talk_settles_face_to_face",
                violation_error_message=_("Only a face-to-face meeting settles a matter."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.get_form_display()}"
