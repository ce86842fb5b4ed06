"""People and organisations exist once; offices, sectors and what they do elsewhere are roles of these records."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.records.models import Record, by_filters


class PlaceLevel(models.TextChoices):
    WORLD_AREA = "world_area", _("World area")
    COUNTRY = "country", _("Country")
    REGION = "region", _("Special administrative region")
    PROVINCE = "province", _("Province")
    PREFECTURE = "prefecture", _("Prefecture")
    CITY = "city", _("City")
    COUNTY = "county", _("District or county")
    PARK = "park", _("Park or zone")
    VENUE = "venue", _("Venue")


class Place(Record):
    """A place at its true level: Yunnan's Xishuangbanna is a prefecture, Hong Kong a region, Europe a world area."""

    name = models.CharField(_("name"), max_length=80)
    level = models.CharField(_("level"), max_length=12, choices=PlaceLevel)
    within = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("within"),
    )

    class Meta(Record.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name", "level"], name="place_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceAlias(Record):
    """Another name under which a place appears, such as a park's short name."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("place"))
    name = models.CharField(_("other name"), max_length=80)

    class Meta(Record.Meta):
        verbose_name = _("other name of a place")
        verbose_name_plural = _("other names of places")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name"], name="place_alias_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Term(Record):
    """A term (届) of the body."""

    number = models.PositiveSmallIntegerField(_("term number"))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "number"], name="term_once"),
        ]

    def __str__(self) -> str:
        return f"第{self.number}届"


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions, dated."""

    def around(self, day: date) -> "SessionQuerySet":
        """Those that had opened on a day, the latest first."""
        return self.filter(opens_on__lte=day).order_by("-opens_on", "-pk")


class Session(Record):
    """A session (次会议) of a term: when the plenary sits, and until when its proposals are taken."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("term"))
    number = models.PositiveSmallIntegerField(_("session"))
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    proposals_until = models.DateTimeField(
        _("proposals are taken until"), null=True, blank=True,
        help_text=_("Empty: until the end of the day on which it closes."),
    )  # fmt: skip

    objects = SessionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "term", "number"], name="session_once",
                violation_error_message=_("This term has a session with that number already."),
            ),
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=models.F("opens_on")), name="session_in_order",
                violation_error_message=_("The end cannot be before the start."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.term}第{self.number}次会议"


class Sector(Record):
    """A sector (界别) by which members are seated."""

    name = models.CharField(_("name"), max_length=60)

    class Meta(Record.Meta):
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name"], name="sector_once"),
        ]

    def __str__(self) -> str:
        return self.name


class CommitteeKind(models.TextChoices):
    SPECIAL = "special", _("Special committee")
    STANDING = "standing", _("Standing Committee")
    OFFICE = "office", _("Office unit")


class Committee(Record):
    """A special committee (专门委员会), the Standing Committee, or a unit of the office."""

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=CommitteeKind, default=CommitteeKind.SPECIAL)

    class Meta(Record.Meta):
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name"], name="committee_once"),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationKind(models.TextChoices):
    FIRM = "firm", _("Firm")
    UNIVERSITY = "university", _("University")
    INSTITUTE = "institute", _("Research institute")
    CHAMBER = "chamber", _("Chamber or association")
    DEPARTMENT = "department", _("Department")
    PARTY = "party", _("Party committee")
    GOVERNMENT = "government", _("Government")
    CPPCC = "cppcc", _("Consultative body")
    GROUP = "group", _("Group of people")
    OTHER = "other", _("Other")


class Organisation(Record):
    """An organisation, once, whatever it is called; `unnamed` stands for several that a source does not name."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind)
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("place"),
    )
    unnamed = models.BooleanField(_("stands for organisations not named"), default=False)

    class Meta(Record.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name"], name="organisation_once"),
        ]
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            *by_filters("organisations", "kind"),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationAlias(Record):
    """Another name under which an organisation appears."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("organisation")
    )
    name = models.CharField(_("other name"), max_length=120)

    class Meta(Record.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name"], name="alias_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(Record):
    """A person, once. Speaker, exhibitor and guest are roles elsewhere that point here."""

    name = models.CharField(_("name"), max_length=60)
    hint = models.CharField(_("told apart by"), max_length=60, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        editable=False,
    )

    class Meta(Record.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name", "hint"], name="person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.hint}）" if self.hint else self.name


class Office(models.TextChoices):
    CHAIR = "chair", _("Chairperson")
    VICE_CHAIR = "vice_chair", _("Vice-chairperson")
    SECRETARY_GENERAL = "secretary_general", _("Secretary-general")
    STANDING_MEMBER = "standing_member", _("Standing committee member")
    MEMBER = "member", _("Member")
    EXPERT = "expert", _("Expert")
    STAFF = "staff", _("Office staff")
    MEMBER_OR_EXPERT = "member_or_expert", _("Member or expert")
    CHAMBER_HEAD = "chamber_head", _("Head of a chamber")


TEAMS = {
    Office.CHAIR: "members", Office.VICE_CHAIR: "members", Office.SECRETARY_GENERAL: "members",
    Office.STANDING_MEMBER: "members", Office.MEMBER: "members", Office.STAFF: "staff",
}  # fmt: skip


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats, dated."""

    def held_on(self, day: date) -> "SeatQuerySet":
        """The roster of a day; a seat without dates is taken as held."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))


class Seat(Record):
    """A dated office (任职): who held what, for which sector or committee, on whose behalf, from when until when."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats", verbose_name=_("person"))
    office = models.CharField(_("office"), max_length=20, choices=Office)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("term"))
    sector = models.ForeignKey(
        Sector,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("sector"),
    )
    committee = models.ForeignKey(
        Committee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("committee"),
    )
    on_behalf_of = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="seat_in_order",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            *Record.Meta.indexes,
            *by_filters("seats", "office"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_office_display()}"


class Contact(Record):
    """An account that answers for an organisation: a department's officer, an exhibitor's contact."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="contacts")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")

    class Meta(Record.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["account", "organisation"], name="contact_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.organisation}"
