"""How accounts are tied to persons and organisations."""

from collections.abc import Iterable

from django.db.models import Value

from luzhi.access.models import Body, User
from luzhi.people.models import Contact, Organisation, Person


def find_links(user: User, body: Body) -> Iterable[tuple[str, int]]:
    """The persons an account is and the units it answers for. One query."""
    persons = Person.objects.filter(account=user, body=body).order_by()
    units = Contact.objects.filter(account=user, body=body).order_by()
    return persons.values_list(Value("person"), "pk").union(units.values_list(Value("unit"), "organisation_id"))


def tie_person(user: User, body: Body, ref: str) -> None:
    """Make the account that of the person with this reference."""
    Person.objects.filter(body=body, ref=ref).update(account=user)


def tie_unit(user: User, body: Body, ref: str) -> None:
    """Let the account answer for the organisation with this reference."""
    organisation = Organisation.objects.get(body=body, ref=ref)
    Contact.objects.get_or_create(body=body, account=user, organisation=organisation)
