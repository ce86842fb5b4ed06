"""What a rule set says about proposals before they are dispatched, and about what is published of them."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.handling.choices import CodesField
from luzhi.handling.limits import LimitField


class ProposerKind(models.TextChoices):
    INDIVIDUAL = "individual", _("one member")
    JOINT = "joint", _("members jointly")
    PARTY = "party", _("democratic party")
    PEOPLE = "people", _("people's organisation")
    COMMITTEE = "committee", _("special committee")
    SECTOR = "sector", _("sector")
    GROUP = "group", _("group of members")


class Late(models.TextChoices):
    """What becomes of a proposal that comes after the session's last day."""

    BETWEEN = "between", _("taken as a proposal between sessions")
    REFUSED = "refused", pgettext_lazy("late proposal", "refused")


class Silence(models.TextChoices):
    """What it means when somebody asked to sign does not answer in time."""

    NO = "no", _("has not signed")
    YES = "yes", _("has signed")


class Part(models.TextChoices):
    SITUATION = "situation", _("situation")
    ANALYSIS = "analysis", _("analysis")
    RECOMMENDATIONS = "recommendations", _("recommendations")


class Disposition(models.TextChoices):
    """What the review may decide."""

    FILE = "file", pgettext_lazy("review", "file")
    MERGE = "merge", _("merge")
    OPINIONS = "opinions", _("turn into opinions and suggestions")
    SCPO = "scpo", _("turn into a report on social conditions")
    RETURN = "return", _("do not file")
    CORRECT = "correct", _("return for correction")


class Consent(models.TextChoices):
    """Who must agree before a proposal and its answer are published."""

    PROPOSER = "proposer", _("the proposers")
    UNIT = "unit", _("the units that answered")
    OFFICE = "office", _("the office, after a check")


class Redaction(models.TextChoices):
    """What is taken out of a text before it is published, beyond telephone, mail and identity numbers."""

    ACCOUNTS = "accounts", _("bank and messenger accounts")
    ADDRESSES = "addresses", _("house numbers and rooms")
    PROPOSERS = "proposers", _("names of the proposers")


def count_field(label: Any, **kwargs: Any) -> Any:
    return models.PositiveSmallIntegerField(label, null=True, blank=True, **kwargs)


class ProposingRules(models.Model):
    """Who may propose when, in which form, with whose signatures; how it is reviewed; what is published."""

    session_proposers = CodesField(
        _("who may propose at a session"), options=ProposerKind, help_text=_("Nothing ticked: everybody.")
    )
    between_proposers = CodesField(
        _("who may propose between sessions"), options=ProposerKind, help_text=_("Nothing ticked: everybody.")
    )
    window_opens = LimitField(
        _("collecting begins"), help_text=_("How long before the session opens, for example 3 months.")
    )
    late = models.CharField(
        _("after the session's last day for proposals"), max_length=8, choices=Late, default=Late.BETWEEN
    )
    quota = count_field(_("most proposals of a member in a year"), help_text=_("As first signer."))

    title_pattern = models.CharField(
        _("form of the title"), max_length=60, blank=True,
        help_text=_("… stands for any words, for example 关于…的提案."),
    )  # fmt: skip
    longest_title = count_field(_("longest title"), help_text=_("In characters."))
    longest_text = count_field(_("longest text"), help_text=_("In characters, all parts together."))
    longest_part = count_field(_("longest part"), help_text=_("In characters, each part by itself."))
    parts = CodesField(
        _("parts it must have"), options=Part, default="situation analysis recommendations",
        help_text=_("Nothing ticked: recommendations only."),
    )  # fmt: skip
    most_recommendations = count_field(_("most recommendations"))

    cosigners = models.PositiveSmallIntegerField(_("fewest signers of a joint proposal"), default=2)
    most_cosigners = count_field(_("most signers of a joint proposal"))
    sign_ahead = LimitField(_("time to sign, at least"), help_text=_("For example 1 day."))
    auto_submit = models.BooleanField(_("submitted by itself when the time to sign is over"), default=True)
    silence = models.CharField(_("no answer means"), max_length=4, choices=Silence, default=Silence.NO)
    seconding = models.BooleanField(_("others may second it after it was submitted"), default=True)
    confirm_proxy = models.BooleanField(_("what the office enters for a member, the member confirms"), default=True)

    levels = models.TextField(
        _("levels of review"), blank=True,
        help_text=_("One line each, in order: a number, a space, the name. Empty: one level."),
    )  # fmt: skip
    dispositions = CodesField(
        _("what the review may decide"), options=Disposition, help_text=_("Nothing ticked: all of it.")
    )
    grounds = models.TextField(
        _("grounds for not filing"), blank=True, help_text=_("One line each: the code, a space, the ground.")
    )

    consents = CodesField(
        _("published only with the consent of"), options=Consent, default="proposer unit office",
        help_text=_("Nothing ticked: the office alone, after a check."),
    )  # fmt: skip
    publish_after = LimitField(
        _("time to publish"), help_text=_("From the day of the last answer, for example 20 working days.")
    )
    redactions = CodesField(
        _("also taken out before publishing"),
        options=Redaction,
        default="accounts addresses",
        help_text=_("Telephone numbers, e-mail addresses and identity numbers are always taken out."),
    )

    key_share = models.DecimalField(
        _("share of key proposals"), max_digits=4, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)], help_text=_("In percent of those filed."),
    )  # fmt: skip
    key_leaders = count_field(_("leaders who lead a key proposal"))
    key_supervisors = count_field(_("chairpersons who supervise a key proposal"))

    longest_report = count_field(_("longest report on social conditions"), help_text=_("In characters."), default=1500)
    ladder = models.TextField(
        _("ladder of adoption"), blank=True,
        help_text=_("For reports on social conditions. One line each, from low to high: the code, a space, the rung."),
    )  # fmt: skip

    class Meta:
        abstract = True
