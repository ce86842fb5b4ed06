"""Rows that know no domain: the audit chain, the outbox, kept files."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnly(Exception):
    """Raised when somebody tries to change or delete what may only be added to."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """A QuerySet that adds and reads, and refuses everything else."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("audit events are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("audit events are never deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("audit events are never changed")


class AuditHead(models.Model):
    """Where a chain ends now; locked by each writer, so that two events never claim one place."""

    chain = models.BigIntegerField(primary_key=True)
    sequence = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.chain}:{self.sequence}"


class AuditEvent(models.Model):
    """One thing that happened: who, when, what, to which record, why."""

    chain = models.BigIntegerField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField(_("moment"))
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(_("by"), max_length=150)
    actor_roles = models.CharField(max_length=200, blank=True)
    verb = models.CharField(_("event"), max_length=80)
    kind = models.CharField(max_length=80, blank=True)
    object_id = models.BigIntegerField(null=True)
    object_label = models.CharField(_("record"), max_length=200, blank=True)
    changes = models.JSONField(default=dict)
    reason = models.TextField(_("reason"), blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="audit_one_place_each")]
        indexes = [
            models.Index(fields=["kind", "object_id", "id"], name="audit_of_record"),
            models.Index(fields=["chain", "actor_id", "-sequence"], name="audit_of_person"),
            models.Index(fields=["chain", "verb", "-sequence"], name="audit_of_verb"),
            models.Index(fields=["chain", "at"], name="audit_of_time"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly("audit events are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("audit events are never deleted")


class NoticeState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEWED = "reviewed", _("Reviewed")
    SENT = "sent", _("Sent")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Channel(models.TextChoices):
    IN_APP = "in_app", _("In luzhi")
    EMAIL = "email", _("E-mail")


class Notice(models.Model):
    """A message on its way to one person: drafted, reviewed, sent, or withdrawn when it became outdated.

    `topic` and the record it is about tell which later notice makes an unsent earlier one pointless.
    """

    body_id = models.BigIntegerField(db_index=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.IN_APP)
    topic = models.CharField(max_length=80)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    link = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=80, blank=True)
    object_id = models.BigIntegerField(null=True)
    state = models.CharField(_("state"), max_length=10, choices=NoticeState, default=NoticeState.DRAFT)
    drafted_at = models.DateTimeField(_("drafted"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    read_at = models.DateTimeField(_("read"), null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["recipient", "state", "-id"], name="notice_of_person"),
            models.Index(fields=["kind", "object_id"], name="notice_about_record"),
        ]

    def __str__(self) -> str:
        return self.subject
