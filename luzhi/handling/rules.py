"""Who may do what in handling, beyond the steps of its workflows."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.access.permissions import declare
from luzhi.access.roles import Role
from luzhi.handling.models import Item, Matter, Raters, Referral
from luzhi.handling.queries import GONE, Cell
from luzhi.people.models import Person

INBOX = "handling.inbox"
ANSWER = "handling.answer"
CLOCK = "handling.clock"
CLOCK_ENTRY = "handling.clock.enter"
PRESETS = "handling.presets"
PREVIEW = "handling.rules.preview"
VERDICT = "handling.verdict.give"

declare(INBOX, _("What waits for the units"), all={Role.STAFF, Role.DISPATCHER, Role.LEADER}, own={Role.OFFICER})
declare(ANSWER, _("Answers to recommendations"), all={Role.STAFF}, own={Role.OFFICER})
declare(CLOCK, _("How time is counted"), all={Role.STAFF, Role.DISPATCHER, Role.LEADER}, own={Role.OFFICER})
declare(CLOCK_ENTRY, _("Entries of a clock"), all={Role.STAFF, Role.DISPATCHER}, own={Role.OFFICER})
declare(PRESETS, _("Rule sets of other bodies"), all={Role.STAFF})
declare(PREVIEW, _("What rules would change for past cases"), all={Role.STAFF, Role.DISPATCHER, Role.LEADER})
declare(VERDICT, _("The own verdict on answers"), own={Role.MEMBER})


# An app above says here who of a matter's proposers comes first; it is asked where only the first one rates.
FIRST_PROPOSER: list[Callable[[Matter], int | None]] = []


def raters_of(matter: Matter) -> list[int]:
    """The persons who rate the answers: all who raised its items, or the first of them where the rules say so."""
    people = Item.proposers.through.objects.filter(item__matter=matter).order_by("pk").values_list("person", flat=True)
    found = list(dict.fromkeys(people))
    if found and matter.rules is not None and matter.rules.raters == Raters.FIRST:
        named = [first for first in (ask(matter) for ask in FIRST_PROPOSER) if first in found]
        return named[:1] or found[:1]
    return found


def is_secret(matter: Matter) -> bool:
    """Whether the units see only how many were satisfied, and not who."""
    return matter.rules is None or matter.rules.secret_ratings


def proposer_of(actor: Actor, matter: Matter) -> Person | None:
    """The actor as one of those who rate the answers to the matter."""
    if not actor.person_ids:
        return None
    mine = [pk for pk in raters_of(matter) if pk in set(actor.person_ids)]
    return Person.objects.filter(pk__in=mine).first()


def matters_of_units(actor: Actor) -> Q:
    """Matters that one of the actor's units has, or had while it answered."""
    mine = Referral.objects.filter(unit__in=actor.unit_ids).exclude(state__in=("waiting", *GONE))
    return Q(pk__in=mine.values("matter"))


def items_of_units(actor: Actor) -> Q:
    """Items of those matters, except the ones that are for other units only."""
    mine = Referral.objects.filter(unit__in=actor.unit_ids).exclude(state__in=("waiting", *GONE))
    limited = Item.units.through.objects.all()
    open_to_all = ~Q(pk__in=limited.values("item"))
    for_mine = Q(pk__in=limited.filter(organisation__in=actor.unit_ids).values("item"))
    return Q(matter__in=mine.values("matter")) & (open_to_all | for_mine)


def referrals_of_units(actor: Actor) -> Q:
    """The units' own referrals, once they have been sent."""
    return Q(unit__in=actor.unit_ids) & ~Q(state="waiting")


def commitments_of_units(actor: Actor) -> Q:
    return Q(owner__in=actor.unit_ids)


def entries_of_units(actor: Actor) -> Q:
    return Q(referral__unit__in=actor.unit_ids)


def verdicts_of_person(actor: Actor) -> Q:
    return Q(person__in=actor.person_ids)


def may_answer_for(actor: Actor, matter: Matter, unit_id: int, referral: Referral | None) -> bool:
    """Staff answer for any unit (what was said in a meeting, what came on paper); an officer for the own unit, while
    it has the matter."""
    if matter.state == "closed" or not actor.may(ANSWER):
        return False
    if actor.holds(Role.STAFF):
        return True
    return referral is not None and referral.state != "waiting" and unit_id in actor.unit_ids


def sees_draft(actor: Actor, cell: Cell, referrals: dict[int, Referral]) -> bool:
    """An answer that is not signed yet is the units' own business, and that of those who send, chase and audit."""
    if cell.answer is None or not cell.answer.draft or actor.holds(Role.STAFF, Role.DISPATCHER):
        return True
    led = any(referrals[unit].mode == "lead" for unit in actor.unit_ids if unit in referrals)
    return cell.unit.pk in actor.unit_ids or led


def answers_of_reader(actor: Actor) -> Q:
    """For an officer the units' own answers; for members and leaders what is in effect."""
    found = Q(pk__in=[])
    if actor.holds(Role.OFFICER):
        found |= Q(unit__in=actor.unit_ids)
    if actor.holds(Role.MEMBER, Role.LEADER):
        found |= Q(draft=False)
    return found


def sees_whole_matrix(actor: Actor, referrals: dict[int, Referral]) -> bool:
    """Inside the body everybody does; of the officers, those of the lead unit, who put the parts together."""
    if actor.holds(Role.STAFF, Role.DISPATCHER, Role.LEADER, Role.MEMBER):
        return True
    return any(referrals[unit].mode == "lead" for unit in actor.unit_ids if unit in referrals)
