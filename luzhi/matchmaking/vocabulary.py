"""The words of matchmaking: fields of profiles, states, causes, outcomes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Side(models.TextChoices):
    OFFER = "offer", pgettext_lazy("profile", "Offers")
    NEED = "need", pgettext_lazy("profile", "Needs")


class Field(models.TextChoices):
    PRODUCT = "product", _("Products")
    SERVICE = "service", _("Services")
    CAPITAL = "capital", _("Capital")
    TECHNOLOGY = "technology", _("Technology")
    TALENT = "talent", _("Talent")


class Half(models.TextChoices):
    ANY = "", _("at any time")
    MORNING = "morning", _("in the morning")
    AFTERNOON = "afternoon", _("in the afternoon")


class RequestState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("request", "Waits for both sides")
    WAITS_ASKED = "waits_asked", pgettext_lazy("request", "Waits for the side asked")
    WAITS_ASKER = "waits_asker", pgettext_lazy("request", "Waits for the asking side")
    AGREED = "agreed", pgettext_lazy("request", "Wanted by both")
    DECLINED = "declined", pgettext_lazy("request", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")


class TimetableState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("timetable", "Draft")
    FROZEN = "frozen", pgettext_lazy("timetable", "Frozen")
    DROPPED = "dropped", pgettext_lazy("timetable", "Dropped")


class NoticeState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("notice", "To be told")
    TOLD = "told", pgettext_lazy("notice", "Told")
    OUTDATED = "outdated", pgettext_lazy("notice", "Outdated")


class Cause(models.TextChoices):
    NEVER = "never", _("the two have no slot in common, whoever else they meet")
    ENOUGH = "enough", _("one side has as many meetings as it wants")
    BOTH_BUSY = "both_busy", _("both meet others in every slot that would do")
    ONE_BUSY = "one_busy", _("one side meets others in every slot that would do")
    APART = "apart", _("each is free at times, but never at the same time")
    ORDER = "order", _("the meetings that come before and after leave no slot")
    NO_TABLE = "no_table", _("when both are free, no table large enough is")
    NO_INTERPRETER = "no_interpreter", _("when both are free, no interpreter is")


class Reporter(models.TextChoices):
    OFFICE = "office", _("the office")
    ASKER = "asker", _("the asking side")
    ASKED = "asked", _("the side asked")


class Happened(models.TextChoices):
    HELD = "held", _("Held")
    ASKER_ABSENT = "asker_absent", _("The asking side did not come")
    ASKED_ABSENT = "asked_absent", _("The side asked did not come")
    NEITHER = "neither", _("Neither came")


class Result(models.TextChoices):
    NONE = "none", _("Nothing further")
    TALKS = "talks", _("We keep talking")
    INTENTION = "intention", _("Intention to cooperate")
    FRAMEWORK = "framework", _("Framework agreement")
    CONTRACT = "contract", _("Contract")


BINDING_ORDER = tuple(Result)  # from nothing to a contract
NO_SHOW = (Happened.ASKER_ABSENT, Happened.ASKED_ABSENT, Happened.NEITHER)
