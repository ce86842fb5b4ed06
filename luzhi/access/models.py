"""Bodies, accounts, and which role an account holds at which body."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role


class Level(models.TextChoices):
    CITY = "city", _("City")
    DISTRICT = "district", _("District or county")


class Body(models.Model):
    """A consultative body. One installation serves a city body and its districts, with their data apart."""

    code = models.SlugField(_("code"), unique=True, max_length=40)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    short_name = models.CharField(_("short name"), max_length=60)
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.CITY)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("body above"))
    current_year = models.PositiveSmallIntegerField(_("working year"), default=2024)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        if self.name_en and (get_language() or "").startswith("en"):
            return self.name_en
        return self.name


class User(AbstractUser):
    """An account. What it may do is said by its grants only; Django's own permissions are not used."""

    display_name = models.CharField(_("display name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.display_name or self.username


class Grant(models.Model):
    """A role held at a body from a day until, perhaps, another day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants", verbose_name=_("account"))
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="grants", verbose_name=_("body"))
    role = models.CharField(_("role"), max_length=12, choices=Role)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            models.UniqueConstraint(fields=["user", "body", "role"], name="grant_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="grant_known_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.body}"
