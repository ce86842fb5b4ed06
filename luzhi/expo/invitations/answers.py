"""The invited answer on a personal link: accept, decline, or send somebody else; who comes becomes a guest."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.links import hash_secret
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem
from luzhi.expo.models import Guest, Invitation
from luzhi.expo.validity import is_over
from luzhi.expo.vocabulary import InvitationState
from luzhi.people.models import Person
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import perform

STATE_OF = {
    "accept": InvitationState.ACCEPTED,
    "decline": InvitationState.DECLINED,
    "substitute": InvitationState.SUBSTITUTED,
}
ANSWERABLE = frozenset({InvitationState.INVITED, *STATE_OF.values()})
GUEST_FIELDS = ("title", "phone", "languages", "diet", "arrives_at", "leaves_at")


def issue_link(invitation: Invitation, *, by: Actor) -> str:
    """A new secret for the personal link; one given out before opens nothing any more. It is told only once."""
    if invitation.state not in ANSWERABLE:
        raise Conflict(_("Only an invitation that went out can be answered on a link."))
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(secret_hash=hash_secret(secret))
        record_event(actor=by, verb="link issued", obj=invitation)
    return secret


def find_invitation(secret: str) -> Invitation | None:
    """The invitation behind a personal link, while it can still be answered."""
    related = ("expo__body", "expo__place", "organisation", "person", "body")
    found = Invitation.objects.select_related(*related).filter(secret_hash=hash_secret(secret)).first()
    return None if found is None or is_over(found.expo) else found


@transaction.atomic
def give_answer(invitation: Invitation, answer: str, values: Mapping[str, Any]) -> Invitation:
    """Take the step the invited chose and keep who comes as a guest; who no longer comes is no longer expected."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("expo", "person", "organisation", "body")
    locked = rows.get(pk=invitation.pk)
    if locked.state not in ANSWERABLE:
        raise Conflict(_("This invitation can no longer be answered here; please call the office."))
    done = locked
    if locked.state != STATE_OF[answer]:
        done = perform(locked, answer, by=None, reason=_("answered on the personal link"))
    person = None
    if answer != "decline":
        invited = locked.person if answer == "accept" else None
        person = invited or find_person(locked, values["name"])
        expect_guest(locked, person, values, instead=str(locked.person or "") if answer == "substitute" else "")
    for guest in Guest.objects.filter(invitation=locked, confirmed=True):
        if person is None or guest.person_id != person.pk:
            change_record(guest, {"confirmed": False}, by=None, seen_version=guest.version)
    return done


def find_person(invitation: Invitation, name: str) -> Person:
    """The person of this name at the invited organisation; made when there is none."""
    if not name:
        raise Problem(_("Write the name of the person who comes."))
    known = Person.objects.filter(body=invitation.body_id, name=name, organisation=invitation.organisation_id).first()
    if known is not None:
        return known
    hint = str(invitation.organisation or invitation)[:60]
    person = Person(body=invitation.body, name=name, hint=hint, organisation=invitation.organisation)
    made: Person = create_record(person, by=None)
    return made


def expect_guest(invitation: Invitation, person: Person, values: Mapping[str, Any], *, instead: str) -> Guest:
    """The person as a confirmed guest of the expo, once."""
    given = {name: values[name] for name in GUEST_FIELDS if values.get(name)}
    fields = {**given, "confirmed": True, "invitation": invitation, "instead_of": instead}
    known = Guest.objects.filter(expo=invitation.expo, person=person).first()
    if known is not None:
        changed: Guest = change_record(known, fields, by=None, seen_version=known.version)
        return changed
    guest = Guest(
        body=invitation.body,
        expo=invitation.expo,
        person=person,
        organisation=invitation.organisation,
        guest_class=invitation.guest_class,
        year=invitation.year,
        **fields,
    )
    made: Guest = create_record(guest, by=None)
    return made
