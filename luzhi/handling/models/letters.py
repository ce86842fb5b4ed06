"""The signed reply of a unit: its letter, the units that countersign it, its number, and the scan that comes back."""

import secrets
from typing import Any, ClassVar

from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.handling.models.matters import Matter
from luzhi.people.models import Organisation
from luzhi.records.models import Record, by_filters
from luzhi.workflow.models import Stateful

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no letter that a person could take for a digit


def new_code() -> str:
    """The code that is printed on a letter, by which its scan is recognised."""
    drawn = "".join(secrets.choice(ALPHABET) for _n in range(12))
    return f"LZ-{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"


class Reply(Stateful, Record):
    """The letter by which a unit answers a matter in a round: drafted, countersigned, audited, numbered, signed.

    Where the rules want signed letters, the answers in it take effect when the signed copy is back. What it says about
    the items comes from the matrix until its number is reserved; from then on `content` holds it as it is signed.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="replies", verbose_name=_("matter"))
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="replies", verbose_name=_("unit"))
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    mark = models.CharField(_("name in the letterhead"), max_length=60)
    word = models.CharField(
        _("word of the number"), max_length=20, blank=True, help_text=_("Stands before the year, for example 甲教提.")
    )
    year = models.PositiveSmallIntegerField(_("year of the number"), null=True, blank=True, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    title = models.TextField(_("title"), help_text=_("A line break where the title may be broken."))
    salutation = models.CharField(_("salutation"), max_length=200)
    opening = models.TextField(_("opening words"))
    closing = models.TextField(_("closing"), blank=True)
    result_class = models.CharField(_("class of the whole reply"), max_length=8, blank=True)
    signer = models.CharField(_("signatory"), max_length=80, blank=True)
    contact = models.CharField(_("contact person"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    copies = models.CharField(_("copies to"), max_length=200, blank=True)
    signed_on = models.DateField(_("day of signature"), null=True, blank=True, editable=False)
    code = models.CharField(
        pgettext_lazy("letter", "code"), max_length=20, unique=True, default=new_code, editable=False
    )
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True, editable=False)
    content = models.JSONField(_("content as it is signed"), default=dict, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("reply letter")
        verbose_name_plural = _("reply letters")
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            *by_filters("replies", "state", "result_class"),
            models.Index(fields=["unit", "state", "-id"], name="reply_of_unit"),
        ]
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["matter", "unit", "round"], condition=~Q(state="void"), name="reply_once",
                violation_error_message=_("This unit has a reply to this matter in hand already."),
            ),
            models.UniqueConstraint(
                fields=["body", "unit", "word", "year", "number"], condition=Q(number__isnull=False),
                name="reply_number_once", violation_error_message=_("This number has been given already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.unit} · {self.matter}"


class LetterSeries(models.Model):
    """The last number a unit has reserved in a year under a word; locked while the next one is given."""

    body_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    word = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["body_id", "unit_id", "word", "year"], name="letter_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.word} {self.year}: {self.last}"


class Opinion(models.TextChoices):
    ASKED = "asked", _("asked")
    AGREED = "agreed", _("countersigned")
    OBJECTED = "objected", _("objects")


class Countersignature(Record):
    """What a joint unit says to the lead unit's draft."""

    reply = models.ForeignKey(
        Reply, on_delete=models.CASCADE, related_name="countersignatures", verbose_name=_("reply letter")
    )
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    opinion = models.CharField(
        pgettext_lazy("countersign", "opinion"), max_length=10, choices=Opinion, default=Opinion.ASKED
    )
    remark = models.TextField(_("remark"), blank=True)
    given_on = models.DateField(pgettext_lazy("countersign", "given on"), null=True, blank=True)
    given_by = models.CharField(_("countersigned by"), max_length=150, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("countersignature")
        verbose_name_plural = _("countersignatures")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["reply", "unit"], name="countersignature_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_opinion_display()}"


def place_of_scan(scan: "Scan", name: str) -> str:
    """A name of our own: what a person calls a file never becomes a path."""
    return f"scans/{secrets.token_hex(16)}.bin"


class Scan(Record):
    """A signed letter that came back: what was read from it, and whether it is the letter that was sent out."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="scans", verbose_name=_("reply letter"))
    file = models.FileField(_("file"), upload_to=place_of_scan, storage=FileSystemStorage())
    name = models.CharField(_("name of the file"), max_length=160)
    media_type = models.CharField(_("kind of file"), max_length=40)
    digest = models.CharField(_("check code"), max_length=64)
    pages = models.PositiveSmallIntegerField(_("pages"))
    code = models.CharField(_("code read"), max_length=60, blank=True)
    differences = models.JSONField(_("differences"), default=list)
    matched = models.BooleanField(_("is the letter that was sent out"), default=False)
    author = models.CharField(_("entered by"), max_length=150, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("signed copy")
        verbose_name_plural = _("signed copies")

    def __str__(self) -> str:
        return self.name
