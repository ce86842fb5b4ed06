"""Bodies, accounts, and which role an account holds at which body."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
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
    home = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name=_("kept by"),
        help_text=_("The body whose system administrator keeps this account."),
    )  # fmt: skip
    password_changed_at = models.DateTimeField(null=True, blank=True)
    password_is_temporary = models.BooleanField(_("must choose a password"), default=False)
    # Counted when notices are delivered and read, so that the frame of a page shows it without asking.
    unread_notices = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.display_name or self.username

    def set_password(self, raw_password: str | None) -> None:
        """Set the password a person chose; what had been handed out is no longer temporary."""
        super().set_password(raw_password)
        self.password_changed_at = timezone.now()
        self.password_is_temporary = False


class FormerPassword(models.Model):
    """The hash of a password an account had, so that it is not chosen again soon."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="former_passwords")
    hash = models.CharField(max_length=128)

    class Meta:
        verbose_name = _("former password")
        verbose_name_plural = _("former passwords")

    def __str__(self) -> str:
        return str(self.user)


class GrantQuerySet(models.QuerySet["Grant"]):
    """Grants, with an end or without."""

    def held_today(self) -> "GrantQuerySet":
        """Grants that give their role now."""
        return self.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=timezone.localdate()))


class Grant(models.Model):
    """A role held at a body from a day until, perhaps, another day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants", verbose_name=_("account"))
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="grants", verbose_name=_("body"))
    role = models.CharField(_("role"), max_length=12, choices=Role)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            models.UniqueConstraint(fields=["user", "body", "role"], name="grant_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="grant_known_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.body}"
