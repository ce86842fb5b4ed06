"""Badges: who may come in, and the code by which a desk knows it."""

import secrets
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models import Exhibitor, Expo, Guest
from luzhi.onsite.vocabulary import BadgeClass
from luzhi.people.models import Organisation, Person
from luzhi.records.models import Record, YearRecord, by_filters

# Without I, L, O and U: what is read aloud or typed from paper is not mistaken (Crockford's base 32).
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def make_code() -> str:
    """A code nobody guesses: 50 bits of chance."""
    return "".join(secrets.choice(ALPHABET) for _n in range(LENGTH))


def read_code(text: str) -> str:
    """The code in what a scanner or a person typed: blanks and hyphens fall away, misread letters are put right."""
    return "".join(text.split()).replace("-", "").upper().translate(MISREAD)


class Badge(YearRecord):
    """A badge of one person, or one of those an exhibitor hands to its people."""

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="badges", verbose_name=_("expo"))
    badge_class = models.CharField(_("class of badge"), max_length=12, choices=BadgeClass, default=BadgeClass.VISITOR)
    name = models.CharField(_("name on the badge"), max_length=80)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="badges",
        verbose_name=_("organisation"),
    )  # fmt: skip
    guest = models.ForeignKey(
        Guest, on_delete=models.PROTECT, null=True, blank=True, related_name="badges", verbose_name=_("guest")
    )
    exhibitor = models.ForeignKey(
        Exhibitor, on_delete=models.PROTECT, null=True, blank=True, related_name="badges", verbose_name=_("exhibitor")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="badges", verbose_name=_("person")
    )
    code = models.CharField(_("badge code"), max_length=LENGTH, default=make_code, editable=False, unique=True)
    void = models.BooleanField(_("void"), default=False, help_text=_("A lost badge lets nobody in any more."))
    printed_at = models.DateTimeField(_("printed at"), null=True, blank=True, editable=False)

    class Meta(YearRecord.Meta):
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["guest"], condition=Q(void=False), name="badge_once_a_guest"),
            models.UniqueConstraint(
                fields=["expo", "person"], condition=Q(void=False, person__isnull=False), name="badge_once_a_person"
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("badges", "badge_class", "void"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        for part in ("guest", "exhibitor"):
            other = getattr(self, part) if getattr(self, f"{part}_id") else None
            if other is not None and self.expo_id and other.expo_id != self.expo_id:
                raise ValidationError({part: gettext("That belongs to another expo.")})
