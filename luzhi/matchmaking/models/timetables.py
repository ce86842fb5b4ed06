"""Versions of a session's timetable, what stayed unmet and why, who is told what, and what the meetings brought."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.common.models import Notice
from luzhi.matchmaking.models.parties import Party, Request
from luzhi.matchmaking.models.sessions import Desk, Interpreter, Session, Slot
from luzhi.matchmaking.vocabulary import Cause, Happened, NoticeState, Reporter, Result
from luzhi.projects.models import Agreement, Currency, Lead
from luzhi.records.fields import QuantityField
from luzhi.records.models import Record, YearRecord
from luzhi.workflow.models import Stateful


class Timetable(YearRecord, Stateful):
    """A version of a session's timetable: a draft that may be made anew, or frozen and never changed again.

    `weight` is what is held, `bound` what no timetable could exceed, `idle` the idle periods of all firms together.
    """

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="timetables", verbose_name=_("matchmaking session")
    )
    number = models.PositiveSmallIntegerField(_("version number"))
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("based on")
    )
    reason = models.CharField(_("why it was made"), max_length=200, blank=True)
    weight = models.PositiveIntegerField(_("weight held"), default=0)
    bound = models.PositiveIntegerField(_("most that any timetable could hold"), default=0)
    idle = models.PositiveIntegerField(_("idle periods"), default=0)
    proven = models.BooleanField(_("proven best"), default=False)
    milliseconds = models.PositiveIntegerField(_("made in (ms)"), default=0)
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)

    class Meta(YearRecord.Meta):
        verbose_name = _("timetable")
        verbose_name_plural = _("timetables")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["session", "number"], name="timetable_number_once"),
            models.UniqueConstraint(fields=["session"], condition=Q(state="draft"), name="timetable_one_draft"),
        ]

    def __str__(self) -> str:
        return gettext("%(session)s, version %(n)s") % {"session": self.session, "n": self.number}


class Meeting(Record):
    """A meeting in a version of the timetable: when, at which table or booth, with which interpreter."""

    timetable = models.ForeignKey(
        Timetable, on_delete=models.CASCADE, related_name="meetings", verbose_name=_("timetable")
    )
    request = models.ForeignKey(
        Request, on_delete=models.CASCADE, related_name="meetings", verbose_name=_("meeting request")
    )
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("slot"))
    desk = models.ForeignKey(
        Desk, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("table")
    )
    booth = models.CharField(_("at the booth"), max_length=40, blank=True)
    interpreter = models.ForeignKey(
        Interpreter, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings",
        verbose_name=_("interpreter"),
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = pgettext_lazy("talk", "meeting")
        verbose_name_plural = _("meetings")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["timetable", "request"], name="meeting_once"),
            models.UniqueConstraint(fields=["timetable", "slot", "desk"], name="meeting_desk_once_a_slot"),
            models.UniqueConstraint(
                fields=["timetable", "slot", "interpreter"], name="meeting_interpreter_once_a_slot"
            ),
        ]

    def __str__(self) -> str:
        return str(self.request)

    @property
    def where(self) -> str:
        if self.booth:
            return gettext("booth %(code)s") % {"code": self.booth}
        return gettext("table %(code)s") % {"code": self.desk} if self.desk else ""


class Place(models.Model):
    """A firm's place in a slot of a timetable. The database itself sees to it that nobody is twice in a slot."""

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="places")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="places")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="places")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="places")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["timetable", "party", "slot"], name="nobody_twice_in_a_slot"),
            models.UniqueConstraint(fields=["meeting", "party"], name="place_once_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}@{self.slot_id}"


class Unmet(Record):
    """A request that a version of the timetable does not hold: why, and the cheapest change that would let it in."""

    timetable = models.ForeignKey(
        Timetable, on_delete=models.CASCADE, related_name="unmet", verbose_name=_("timetable")
    )
    request = models.ForeignKey(
        Request, on_delete=models.CASCADE, related_name="unmet", verbose_name=_("meeting request")
    )
    cause = models.CharField(_("cause"), max_length=16, choices=Cause)
    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("whose")
    )
    slot = models.ForeignKey(
        Slot, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("could be held in")
    )
    fix = models.JSONField(default=list, editable=False)
    price = models.PositiveSmallIntegerField(_("price of the change"), default=0)

    class Meta(Record.Meta):
        verbose_name = _("unmet request")
        verbose_name_plural = _("unmet requests")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["timetable", "request"], name="unmet_once"),
        ]

    def __str__(self) -> str:
        return str(self.request)


class PartyNotice(Record, Stateful):
    """What a firm is to be told about its meetings, and what it was told last: `lines` is its day as it stood."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="notices", verbose_name=_("firm"))
    timetable = models.ForeignKey(
        Timetable, on_delete=models.CASCADE, related_name="notices", verbose_name=_("timetable")
    )
    lines = models.JSONField(default=list, editable=False)
    text = models.TextField(_("text"))
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    notices = models.ManyToManyField(Notice, blank=True, related_name="+", editable=False)

    class Meta(Record.Meta):
        verbose_name = _("notice of meetings")
        verbose_name_plural = _("notices of meetings")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["party"], condition=Q(state=NoticeState.DRAFT), name="party_notice_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.timetable}"


class Outcome(YearRecord):
    """What a meeting brought, as one side or the office says. Intention, agreement and contract are three things."""

    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, related_name="outcomes", verbose_name=_("meeting request")
    )
    said_by = models.CharField(_("said by"), max_length=8, choices=Reporter, default=Reporter.OFFICE)
    happened = models.CharField(_("how it went"), max_length=14, choices=Happened, default=Happened.HELD)
    result = models.CharField(_("result"), max_length=10, choices=Result, default=Result.NONE)
    amount = QuantityField(_("amount"), blank=True, default="")
    currency = models.CharField(_("unit of the amount"), max_length=4, choices=Currency, default=Currency.CNY)
    words = models.CharField(_("in a few words"), max_length=200, blank=True)
    lead = models.ForeignKey(
        Lead, on_delete=models.PROTECT, null=True, blank=True, related_name="match_outcomes", editable=False,
        verbose_name=_("opened the lead"),
    )  # fmt: skip
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="match_outcomes", editable=False,
        verbose_name=_("recorded as"),
    )  # fmt: skip

    class Meta(YearRecord.Meta):
        verbose_name = _("outcome of a meeting")
        verbose_name_plural = _("outcomes of meetings")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["request", "said_by"], name="match_outcome_once_a_side"),
            models.CheckConstraint(
                condition=Q(happened="held") | Q(result="none"), name="outcome_only_of_a_meeting_held",
                violation_error_message=_("A meeting that was not held has no result."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.request} · {self.get_result_display()}"
