"""The menu, in the order of the year's loop, cut to what the actor may see."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.access.actors import Actor
from luzhi.access.permissions import TABLE
from luzhi.access.roles import INSIDE, Role, name_roles
from luzhi.records.kinds import KINDS, SLUGS


@dataclass(frozen=True)
class Item:
    """A page of a group: a kind of record by its key, or a URL name with its permission and label."""

    target: str
    label: Any = None
    permission: str = ""


@dataclass(frozen=True)
class MenuGroup:
    """An entry of the menu; its pages are tabs on top of each of them."""

    key: str
    label: Any
    icon: str
    items: tuple[Item, ...]
    short: Any = None  # for the bar at the bottom of a phone, where a word has a fifth of the width


@dataclass(frozen=True)
class Link:
    label: Any
    url: str
    icon: str = ""
    current: bool = False
    short: Any = None


MENU: list[MenuGroup] = [
    MenuGroup("goals", _("Mandate & goals"), "flag", (
        *map(Item, (
            "mandate.goal", "mandate.assignment", "mandate.document", "mandate.campaign", "mandate.campaignaction",
        )), Item("assignment-cockpit", _("Assignments at a glance"), "mandate.cockpit"),
    ), pgettext_lazy("short", "Goals")),
    MenuGroup("activities", _("Activities"), "calendar", (
        *map(Item, (
            "activities.activity", "activities.speech", "activities.taskgroup", "activities.researchreport",
        )), Item("activity-timeline", _("Over the year"), "activities.timeline"),
    )),
    MenuGroup("handling", _("Recommendations & replies"), "reply", (
        *map(Item, ("handling.matter", "handling.item", "handling.answer", "handling.commitment")),
        Item("unit-inbox", _("What waits for the units"), "handling.inbox"), Item("handling.reply"),
        Item("bring-copies", _("Signed copies"), "handling.letter.scan"), Item("handling.handover"),
        Item("promised", _("Promised and not done"), "handling.promised"), Item("handling.ruleset"),
        Item("rule-presets", _("Rules of other bodies"), "handling.presets"),
    ), pgettext_lazy("short", "Replies")),
    MenuGroup("proposals", _("Proposals"), "pen", (
        Item("proposals.proposal"), Item("begin-proposal", _("Write a proposal"), "proposals.write"),
        Item("review-desk", _("Review desk"), "proposals.desk"), Item("proposals.opinionreport"),
        Item("unit-consents", _("Consent to publication"), "proposals.publicity.consent"),
        Item("proposals.publication"),
        Item("key-proposals", _("Key proposals of a year"), "proposals.keys"), Item("proposals.supervision"),
        Item("proposals.instruction"), Item("proposals.instructiontask"),
    )),
    MenuGroup("projects", _("Investment projects"), "factory", (
        Item("projects.project"), Item("project-pipeline", _("From lead to production"), "projects.pipeline"),
        *map(Item, ("projects.lead", "projects.trip", "projects.docking", "projects.agreement", "projects.alliance")),
    ), pgettext_lazy("short", "Projects")),
    MenuGroup("expo", _("Expo"), "expo", (
        Item("expo-front", _("The expo at a glance"), "expo.front"), *map(Item, (
            "expo.expo", "expo.zone", "expo.hall", "expo.application", "expo.exhibitor", "expo.invitation",
            "expo.guest", "expo.subevent", "expo.staffduty", "expo.award",
        )), Item("expo-duties", _("Duties of a day"), "expo.roster"),
        Item("match-front", _("Matchmaking"), "matchmaking.board"),
        *map(Item, ("matchmaking.party", "matchmaking.request")),
    )),
    MenuGroup("onsite", _("Expo days"), "clock", (
        Item("onsite-board", _("Command room"), "onsite.board"), Item("onsite-badges", _("Make and print badges"), "onsite.badges"),  # noqa: E501 -- one row of the menu
        *map(Item, ("onsite.badge", "onsite.desk", "onsite.scan", "onsite.gatecount", "onsite.incident")),
    )),
    MenuGroup("plans", _("Task plan"), "gantt", (
        Item("plans.plan"), Item("plans.task"), Item("my-tasks", _("My tasks"), "plans.mine.view"),
    )),
    MenuGroup("figures", _("Figures"), "figures", (
        Item("figure-list", _("All figures"), "reports.figures.view"),
        Item("records.statement"), Item("records.yearbook"),
    )),
    MenuGroup("report", _("Annual report"), "report", (
        Item("report-list", _("Reports"), "reports.report.view"),
        Item("draft-check", _("Check a draft"), "reports.check"), Item("records.source"),
    ), pgettext_lazy("short", "Reports")),
    MenuGroup("people", _("People & organisations"), "people", (
        *map(Item, (
            "people.person", "people.seat", "people.organisation", "people.committee", "people.sector", "people.term",
            "people.place",
        )), Item("roster", _("Roster of a day"), "people.roster"),
    )),
    MenuGroup("admin", _("Administration"), "gear", (
        Item("account-list", _("Accounts"), "access.accounts"), Item("grant-list", _("Grants"), "access.grants"),
        Item("tie-list", _("For whom accounts stand"), "people.ties"),
        Item("body-detail", _("The body"), "access.body"), Item("audit-list", _("Audit chain"), "access.audit"),
        Item("permission-table", _("Permission table"), "access.table"),
        Item("outbox-list", _("Outbox"), "web.outbox"), Item("gallery", _("Component gallery"), "web.gallery"),
    ), pgettext_lazy("short", "Admin")),
]  # fmt: skip


def resolve_item(item: Item, roles: frozenset[str]) -> Link | None:
    """The link of an item, or None when the page is not for these roles, or not installed."""
    kind = KINDS.get(item.target)
    if kind is not None:
        held = TABLE[f"{kind.key}.view"].extent_for(roles)
        return Link(item.label or kind.plural, kind.url()) if held else None
    if item.permission and item.permission in TABLE and TABLE[item.permission].extent_for(roles):
        try:
            return Link(item.label, reverse(item.target))
        except NoReverseMatch:
            return None
    return None


@cache
def groups_for(roles: frozenset[str]) -> tuple[tuple[MenuGroup, tuple[Link, ...]], ...]:
    """The groups with their pages that these roles may open. Made once: table and addresses stay while we run."""
    found = []
    for group in MENU:
        links = tuple(link for item in group.items if (link := resolve_item(item, roles)) is not None)
        if links:
            found.append((group, links))
    return tuple(found)


def find_current(groups: tuple[tuple[MenuGroup, tuple[Link, ...]], ...], path: str) -> tuple[str, str]:
    """The key of the group a page belongs to and the address of its tab: the page with the longest beginning of the
    path in common; for a kind without an entry of its own, the group of its app."""
    here = [(link.url, group.key) for group, links in groups for link in links if path.startswith(link.url)]
    if here:
        url, key = max(here, key=lambda found: len(found[0]))
        return key, url
    kind = SLUGS.get(path.lstrip("/").split("/", 1)[0])
    if kind is not None:
        app = kind.model._meta.app_label
        for group, _links in groups:
            if any(item.target.split(".", 1)[0] == app for item in group.items):
                return group.key, ""
    return "", ""


@dataclass(frozen=True)
class Place:
    """Where a page stands in the menu, for these roles. The frame around it depends on nothing else, so that templates
    keep what they made of an equal place."""

    roles: frozenset[str]
    group: str  # the key of the current group, or ''
    tab: str  # the address of the current tab, or ''
    home: bool

    @property
    def menu(self) -> list[Link]:
        return [
            Link(g.label, links[0].url, g.icon, g.key == self.group, g.short) for g, links in groups_for(self.roles)
        ]

    @property
    def tabs(self) -> list[Link]:
        """The pages of the current group; a group of a single page has none."""
        tabs = [
            Link(link.label, link.url, "", link.url == self.tab)
            for g, links in groups_for(self.roles) if g.key == self.group for link in links
        ]  # fmt: skip
        return tabs if len(tabs) > 1 else []

    @property
    def bottom(self) -> list[Link]:
        """Home, the three groups that matter most to the first of the roles, and everything else."""
        wanted = [key for role in Role if role in self.roles for key in BOTTOM.get(role, ())]
        icons = {group.key: group.icon for group in MENU}
        ranked = sorted(
            self.menu, key=lambda link: next((i for i, k in enumerate(wanted) if icons.get(k) == link.icon), 99)
        )
        chosen = ranked[:BOTTOM_PLACES]
        home = Link(_("Home"), "/", "home", self.home)
        elsewhere = not self.home and not any(link.current for link in chosen)
        return [home, *chosen, Link(_("More"), reverse("more"), "more", elsewhere)]

    @property
    def role_names(self) -> str:
        return name_roles(self.roles)


def find_place(roles: frozenset[str], path: str) -> Place:
    key, url = find_current(groups_for(roles), path)
    return Place(roles, key, url, path == "/")


def list_further(actor: Actor) -> list[Link]:
    """Lists without an entry in the menu: reached from the records they belong to, and from the page of all pages."""
    named = {item.target for group in MENU for item in group.items}
    kinds = [kind for key, kind in KINDS.items() if key not in named and actor.may(f"{key}.view")]
    return [Link(kind.plural, kind.url()) for kind in kinds]


# The three places besides home that a phone's bottom bar gives a role; pages not installed or not open are passed over.
BOTTOM: dict[Role, tuple[str, ...]] = {
    Role.STAFF: ("activities", "handling", "proposals"),
    Role.MEMBER: ("duty", "proposals", "activities"),
    Role.LEADER: ("goals", "figures", "report"),
    Role.OFFICER: ("handling", "proposals", "people"),
    Role.DISPATCHER: ("handling", "proposals", "figures"),
    Role.EXHIBITOR: ("expo", "matchmaking", "people"),
}
BOTTOM_PLACES = 3


def years_of(actor: Actor) -> range | tuple[()]:
    """The working years a person may switch to: the next one, this one and four back. For those who read records."""
    if not actor.roles & (INSIDE | {Role.OFFICER}):
        return ()
    return range(actor.body.current_year + 1, actor.body.current_year - 5, -1)


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """What base.html needs on every page."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {}
    return {
        "menu_place": find_place(actor.roles, request.path), "actor": actor, "bodies": actor.others,
        "working_years": years_of(actor),
    }  # fmt: skip
