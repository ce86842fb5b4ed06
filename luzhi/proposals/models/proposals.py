"""A proposal (提案), its signers, and the numbers given to filed ones."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.handling.models import Item, Matter, ProposerKind, RuleSet
from luzhi.people.models import Committee, Organisation, Person, Sector, Session, Term
from luzhi.records.models import Record, YearRecord, by_filters
from luzhi.workflow.models import Stateful


class Outcome(models.TextChoices):
    """What the review decided. Kept beside the state, since a filed proposal goes through many states."""

    NONE = "", pgettext_lazy("proposal", "not decided")
    FILED = "filed", pgettext_lazy("proposal", "filed")
    MERGED = "merged", _("merged")
    OPINIONS = "opinions", _("turned into opinions and suggestions")
    RETURNED = "returned", _("not filed, returned")
    SCPO = "scpo", _("turned into a report on public opinion")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")


class Proposal(Stateful, YearRecord):
    """A proposal by members, parties, organisations or committees. After filing, its recommendations are the items of
    its matter, and units, clocks, answers and promises are the matter's."""

    title = models.CharField(_("title"), max_length=200)
    proposer_kind = models.CharField(
        _("proposed by"), max_length=12, choices=ProposerKind, default=ProposerKind.INDIVIDUAL
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals",
        verbose_name=_("party or organisation"),
    )  # fmt: skip
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals",
        verbose_name=_("committee"),
    )  # fmt: skip
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("sector")
    )
    group_name = models.CharField(_("name of the group"), max_length=80, blank=True)
    topic = models.CharField(_("field"), max_length=80, blank=True)
    between_sessions = models.BooleanField(_("between sessions"), default=False)
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("term")
    )
    session_no = models.PositiveSmallIntegerField(_("session"), null=True, blank=True)
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals", editable=False,
        verbose_name=_("session meeting"),
    )  # fmt: skip
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    receipt_no = models.CharField(_("receipt number"), max_length=24, blank=True, editable=False)
    situation = models.TextField(_("situation"), blank=True)
    analysis = models.TextField(_("analysis"), blank=True)
    recommendations = models.TextField(
        _("recommendations"), blank=True, help_text=_("Number each one, or give each its own paragraph.")
    )
    advised_units = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("units the proposers suggest")
    )
    key = models.BooleanField(_("key proposal"), default=False)
    excellent = models.BooleanField(_("excellent proposal"), default=False)
    open_to_public = models.BooleanField(_("the proposers agree to publication"), default=False)
    no_secrets = models.BooleanField(_("contains nothing secret"), default=False)
    closed_because = models.CharField(
        _("why it should not be published"), max_length=200, blank=True,
        help_text=_("Only where the proposers do not agree to publication."),
    )  # fmt: skip
    by_proxy = models.BooleanField(_("entered by the office for the proposers"), default=False, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed by the first signer"), null=True, blank=True, editable=False)
    sign_by = models.DateField(_("to be signed by"), null=True, blank=True)
    rules = models.ForeignKey(
        RuleSet, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("rules"),
        editable=False,
    )  # fmt: skip
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("moment of submission"), null=True, blank=True, editable=False)
    level = models.PositiveSmallIntegerField(_("review levels passed"), default=0, editable=False)
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    outcome = models.CharField(
        pgettext_lazy("proposal", "outcome"),
        max_length=10,
        choices=Outcome,
        blank=True,
        default=Outcome.NONE,
        editable=False,
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", editable=False, db_index=False,
        verbose_name=_("merged into"),
    )  # fmt: skip
    opinions_to = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("sent as opinions to"),
    )  # fmt: skip
    return_ground = models.CharField(_("ground"), max_length=120, blank=True, editable=False)
    result_class = models.CharField(pgettext_lazy("proposal", "class"), max_length=8, blank=True, editable=False)
    result_meaning = models.CharField(_("meaning of the class"), max_length=120, blank=True, editable=False)
    solved = models.BooleanField(_("counts as solved"), default=False, editable=False)
    counted = models.BooleanField(_("counts in the rate of the solved"), default=False, editable=False)
    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="proposal", editable=False,
        verbose_name=_("matter"),
    )  # fmt: skip

    items = models.ManyToManyField(
        Item, blank=True, related_name="proposals", editable=False, verbose_name=_("its recommendations"),
    )  # fmt: skip

    class Meta(YearRecord.Meta):
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            models.Index(fields=["body", "state", "-id"], name="proposals_by_state"),
            models.Index(fields=["body", "outcome", "-id"], name="proposals_by_outcome"),
            models.Index(fields=["body", "proposer_kind", "-id"], name="proposals_by_proposer"),
            models.Index(fields=["body", "topic", "-id"], name="proposals_by_topic"),
            models.Index(fields=["body", "-id"], name="proposals_key", condition=Q(key=True)),
            models.Index(fields=["body", "duty_of", "due_on"], name="proposals_by_duty"),
            # Holds all that the figures of a year ask, so that they are counted without reading the records.
            models.Index(fields=["body", "year", "outcome", "state", "key"], name="proposals_counted"),
            # Nearly all are empty, which makes an index of them all worthless to the planner.
            models.Index(fields=["merged_into"], name="proposals_merged", condition=Q(merged_into__isnull=False)),
        ]
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "term", "session_no", "number"], condition=Q(number__isnull=False),
                name="proposal_number_once", violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="merged", merged_into__isnull=False)
                | (~Q(outcome="merged") & Q(merged_into=None)),
                name="proposal_merged_into_one",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class SignatureState(models.TextChoices):
    INVITED = "invited", _("invited")
    AGREED = "agreed", pgettext_lazy("proposal", "signed")
    DECLINED = "declined", _("declined")
    SILENT = "silent", _("no reply")
    SECONDED = "seconded", _("seconded later")


class Signature(Record):
    """A person who signs a proposal, in order; the first one wrote it. Silence is not a signature."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="signatures", verbose_name=_("proposal")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("proposer"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    answer = models.CharField(_("answer"), max_length=10, choices=SignatureState, default=SignatureState.AGREED)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    on_paper = models.BooleanField(_("signed on paper, entered by the office"), default=False, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["proposal", "person"], name="signature_once",
                violation_error_message=_("This person is among the proposers already."),
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            *by_filters("signatures", "answer"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.proposal}"


class Numbering(models.Model):
    """The last number given in a session of a term; locked while one is given, so that there are neither gaps nor
    doubles. `kind` is case (filed proposals) or receipt."""

    body_id = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    series = models.CharField(max_length=24)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["body_id", "kind", "series"], name="numbering_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.series}: {self.last}"


class Decision(Record):
    """Several proposals decided in one go at the review desk; it can be taken back within a minute."""

    step = models.CharField(_("decision"), max_length=24)
    proposals = models.ManyToManyField(Proposal, related_name="decisions", verbose_name=_("proposals"))
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by")
    )

    class Meta(Record.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.step} {self.created_at:%Y-%m-%d %H:%M}"
