"""How accounts are tied to persons and organisations."""

from collections.abc import Iterable

from luzhi.access.models import Body, User
from luzhi.people.models import Contact, Organisation, Person


def find_persons(user: User, body: Body) -> Iterable[int]:
    return Person.objects.filter(account=user, body=body).values_list("pk", flat=True)


def find_units(user: User, body: Body) -> Iterable[int]:
    return Contact.objects.filter(account=user, body=body).values_list("organisation_id", flat=True)


def tie_person(user: User, body: Body, ref: str) -> None:
    """Make the account that of the person with this reference."""
    Person.objects.filter(body=body, ref=ref).update(account=user)


def tie_unit(user: User, body: Body, ref: str) -> None:
    """Let the account answer for the organisation with this reference."""
    organisation = Organisation.objects.get(body=body, ref=ref)
    Contact.objects.get_or_create(body=body, account=user, organisation=organisation)
