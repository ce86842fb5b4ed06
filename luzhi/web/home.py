"""Home: for each kind of user, what concerns them first. A person with several roles sees the parts of each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.accounts import accounts_of
from luzhi.access.actors import Actor
from luzhi.access.models import Grant
from luzhi.access.roles import Role
from luzhi.common.models import AuditEvent, AuditHead, Notice, NoticeState
from luzhi.handling.queries import contributions_of, silent_longest, waiting_for_units
from luzhi.people.ties import accounts_with_roles
from luzhi.proposals.whereabouts import find_whereabouts, key_proposals, proposals_of
from luzhi.records.figures import FIGURES, Figure, Reading, Rows, Scope, read_count
from luzhi.records.holding import most_there_can_be, which_hold
from luzhi.records.kinds import KINDS
from luzhi.records.models import Statement
from luzhi.reports.overview import read_figures
from luzhi.reports.printing import GRADES, say_number
from luzhi.web.auditing import describe
from luzhi.web.duties import find_consents, find_duties, find_invitations
from luzhi.web.loop import LOOP, address_of, draw_loop
from luzhi.web.queues import find_queues

MOST = 8
COUNTED_AT_ONCE = 20_000  # records; counting more of them takes longer than the rest of the page
# What a leader asks first, in the order of the loop; figures of apps not installed are passed over.
HEADLINES = (
    "mandate.assignments", "activities.held", "activities.visits", "activities.speeches", "handling.recommendations",
    "handling.answered", "handling.commitments", "proposals.submitted", "proposals.supervisions", "projects.leads",
    "projects.signed", "projects.landed", "expo.exhibitors", "expo.sub_events", "expo.awards",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A part of a home page: its template and what it shows."""

    template: str
    shown: Mapping[str, Any]
    place: str = "main"  # wide | main | side


@dataclass(frozen=True)
class Tile:
    """A figure at a glance."""

    label: Any
    value: str
    note: Any
    link: str


def read_headlines(readings: Mapping[str, Reading]) -> list[Tile]:
    tiles = []
    for key in HEADLINES:
        reading = readings.get(key)
        if reading is not None:
            tiles.append(make_tile(reading))
    return tiles


def make_tile(reading: Reading) -> Tile:
    link = address_of(reading.figure.key, reading.scope, reading.scope.where)
    return Tile(reading.figure.title, say_number(reading.figure, reading.value), GRADES[reading.grade][0], link)


def read_own_record(actor: Actor, year: int) -> list[Tile]:
    """What the year's records say of the person: every count that can be narrowed to one person and is not empty."""
    figures = [
        figure
        for figure in FIGURES.values()
        if isinstance(figure, Figure) and "person" in figure.dimensions and isinstance(figure.measure, Rows)
        and actor.may(f"{figure.kind}.view")
    ]  # fmt: skip
    readings = [
        read_count(figure, Scope(actor.body_id, year, {"person": pk})) for pk in actor.person_ids for figure in figures
    ]
    return [make_tile(reading) for reading in readings if reading.records]


def is_empty(scope: Scope) -> bool:
    """Whether nothing of the year is on record yet: no activity, nothing recommended, proposed, signed or stated."""
    asked: dict[str, Any] = {
        key: figure.records(scope) for key in HEADLINES if isinstance(figure := FIGURES.get(key), Figure)
    }
    asked["statements"] = Statement.objects.filter(
        body_id=scope.body_id, year=scope.year, figure__in=HEADLINES, where={}
    )
    return not which_hold(asked)


def is_large(keys: Iterable[str]) -> bool:
    """Whether so much may be on record that the page comes first and what must be counted after it."""
    owners = dict.fromkeys(figure.owner.model for key in keys if isinstance(figure := FIGURES.get(key), Figure))
    return most_there_can_be(owners) > COUNTED_AT_ONCE


def build_home(actor: Actor, year: int) -> list[Part]:
    """The parts of an actor's home page, in the order of the roles."""
    parts: list[Part] = []
    for role, build in BUILDERS.items():
        if role in actor.roles:
            names = {part.template for part in parts}
            parts += [part for part in build(actor, year) if part.template not in names]
    return parts


def build_for_staff(actor: Actor, year: int) -> list[Part]:
    if is_empty(Scope(actor.body_id, year)):
        return [
            part_of_duties(actor),
            Part("web/home/_start.html", {"year": year, "steps": first_steps(actor)}, place="wide"),
        ]
    waiting = Notice.objects.filter(body_id=actor.body_id, state=NoticeState.DRAFT).values_list("pk", flat=True)
    drafts = len(waiting[: MOST + 1])
    return [
        part_of_loop(actor, year),
        part_of_queues(actor, year),
        part_of_duties(actor),
        Part("web/home/_silent.html", {"silent": silent_longest(actor.body_id, year, most=MOST)}, place="side"),
        *([Part("web/home/_drafts.html", {"drafts": drafts, "most": MOST}, place="side")] if drafts else []),
        part_of_links(actor),
    ]


def build_for_leader(actor: Actor, year: int) -> list[Part]:
    found = find_whereabouts(key_proposals(actor.body_id, year, most=MOST))
    later = {"year": year, "later": reverse("year-part", args=["page"])}
    return [
        Part("web/home/_year.html", later if is_large((*HEADLINES, *LOOP)) else show_year(actor, year), place="wide"),
        *([Part("web/home/_key_proposals.html", {"found": found}, place="wide")] if found else []),
    ]


def show_year(actor: Actor, year: int) -> dict[str, Any]:
    """The year on one page: the headline figures and the loop, each opening its records."""
    scope = Scope(actor.body_id, year)
    readings = read_figures(scope, (*HEADLINES, *LOOP))
    return {
        "year": year, "body": actor.body, "tiles": read_headlines(readings), "pictures": draw_loop(readings, scope),
        "silent": silent_longest(actor.body_id, year, most=5), "empty": is_empty(scope),
        "today": timezone.localdate(),
    }  # fmt: skip


def build_for_member(actor: Actor, year: int) -> list[Part]:
    contributions = contributions_of(actor.person_ids)
    mine = find_whereabouts(proposals_of(actor.person_ids, most=MOST))
    shown = {"found": mine, "known": bool(actor.person_ids), "may_write": actor.may("proposals.write")}
    return [
        part_of_duties(actor),
        Part("web/home/_my_proposals.html", shown),
        Part(
            "web/home/_contributions.html",
            {"contributions": contributions, "known": bool(actor.person_ids)},
            place="side",
        ),
        part_of_links(actor),
    ]


def build_for_officer(actor: Actor, year: int) -> list[Part]:
    waiting = waiting_for_units(actor.unit_ids)[:MOST]
    known = bool(actor.unit_ids)
    # What waits for the unit is listed once: not again as its referral, nor as the proposal that it answers.
    listed = {KINDS["handling.referral"].url(w.referral.pk) for w in waiting}
    duties = [d for d in find_duties(actor) if d.url not in listed and d.kind.key != "proposals.proposal"]
    rest = Part("web/home/_duties.html", {"duties": [*find_consents(actor), *duties]})
    return [Part("web/home/_waiting.html", {"waiting": waiting, "known": known}, place="wide"), rest]


def build_for_dispatcher(actor: Actor, year: int) -> list[Part]:
    silent = silent_longest(actor.body_id, year)
    return [
        part_of_queues(actor, year),
        part_of_duties(actor),
        Part("web/home/_silent.html", {"silent": silent}, place="side"),
    ]


def build_for_exhibitor(actor: Actor, year: int) -> list[Part]:
    rows = []
    for key in ("expo.exhibitor", "expo.invitation"):
        kind = KINDS.get(key)
        if kind is not None and actor.may(f"{key}.view"):
            rows += [(kind.title, obj, kind.url(obj.pk)) for obj in kind.visible_to(actor).order_by("-pk")[:MOST]]
    return [Part("web/home/_participation.html", {"rows": rows, "known": bool(actor.unit_ids)})]


def build_for_system(actor: Actor, year: int) -> list[Part]:
    held = Grant.objects.filter(user=OuterRef("pk")).held_today()
    kept = accounts_of(actor.body).filter(is_active=True)
    waiting = kept.filter(password_is_temporary=True).order_by("-pk")[:MOST]
    return [Part("web/home/_system.html", {"waiting": waiting, "roleless": kept.exclude(Exists(held))[:MOST]})]


def build_for_security(actor: Actor, year: int) -> list[Part]:
    soon = timezone.localdate() + timedelta(days=30)
    ending = Grant.objects.filter(body=actor.body_id, ends_on__lte=soon).held_today().select_related("user")
    held = Grant.objects.filter(user=OuterRef("pk")).held_today()
    roleless = accounts_of(actor.body).filter(is_active=True).exclude(Exists(held)).order_by("-pk")
    lacking = accounts_with_roles(actor.body, lacking=True).order_by("-pk")
    found = {"ending": ending.order_by("ends_on")[:MOST], "roleless": roleless[:MOST], "lacking": lacking[:MOST]}
    return [Part("web/home/_security.html", found)]


def build_for_audit(actor: Actor, year: int) -> list[Part]:
    newest = AuditEvent.objects.filter(chain=actor.body_id).order_by("-sequence")[:MOST]
    head = AuditHead.objects.filter(chain=actor.body_id).first()
    return [Part("web/home/_audit.html", {"lines": describe(newest), "head": head}, place="wide")]


BUILDERS: dict[Role, Callable[[Actor, int], list[Part]]] = {
    Role.STAFF: build_for_staff, Role.DISPATCHER: build_for_dispatcher, Role.LEADER: build_for_leader,
    Role.OFFICER: build_for_officer, Role.MEMBER: build_for_member, Role.EXHIBITOR: build_for_exhibitor,
    Role.SYSTEM_ADMIN: build_for_system, Role.SECURITY_ADMIN: build_for_security, Role.AUDIT_ADMIN: build_for_audit,
}  # fmt: skip


def part_of_loop(actor: Actor, year: int) -> Part:
    """The year's loop; where very much is on record it is asked for after the page."""
    later = {"year": year, "later": reverse("year-part", args=["loop"])}
    return Part("web/home/_loop.html", later if is_large(LOOP) else show_loop(actor, year), place="wide")


def show_loop(actor: Actor, year: int) -> dict[str, Any]:
    scope = Scope(actor.body_id, year)
    return {"pictures": draw_loop(read_figures(scope, LOOP), scope), "year": year}


def part_of_queues(actor: Actor, year: int) -> Part:
    return Part("web/home/_queues.html", {"queues": find_queues(actor, year)})


def part_of_duties(actor: Actor) -> Part:
    return Part("web/home/_duties.html", {"duties": [*find_invitations(actor), *find_duties(actor)]})


def part_of_links(actor: Actor) -> Part:
    """Where to write something down: the kinds the actor may add to, as large buttons."""
    wanted = ("proposals.proposal", "activities.activity", "handling.matter", "projects.lead")
    kinds = [KINDS[key] for key in wanted if key in KINDS and actor.may(f"{key}.add")]
    return Part("web/home/_write.html", {"kinds": kinds}, place="side")


def first_steps(actor: Actor) -> list[tuple[str, str, str]]:
    """How a year begins: what to write down first, why, and where."""
    steps = (
        (
            "people.person",
            "",
            _("People and units"),
            _("Members with their seats, departments that answer; from Excel too."),
        ),
        (
            "handling.ruleset",
            "",
            _("The body's rules"),
            _("Who may propose, how matters are dispatched, what is due when."),
        ),
        ("mandate.document", "new", _("The year's mandate"), _("Plenums and documents the year follows from.")),
        ("mandate.goal", "new", _("Goals and assignments"), _("What the body set itself, and what it looks after.")),
        (
            "activities.activity",
            "new",
            _("The plan of activities"),
            _("Visits, inspections and meetings, and who leads."),
        ),
        ("handling.matter", "new", _("What was recommended"), _("Item by item, so that each gets its own answer.")),
    )
    return [
        (title, why, KINDS[key].url(page=page) if page else KINDS[key].url())
        for key, page, title, why in steps
        if key in KINDS and actor.may(f"{key}.add")
    ]
