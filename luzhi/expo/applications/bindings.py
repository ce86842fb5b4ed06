"""Ties the application's table to its model: accepted means an exhibitor of an organisation that exists once."""

from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.problems import Problem
from luzhi.expo.applications.forms import make_accept_form
from luzhi.expo.applications.workflow import APPLICATION
from luzhi.expo.models import Application, Exhibitor, InvitationChannel
from luzhi.expo.vocabulary import ChannelKind
from luzhi.people.models import Organisation, OrganisationKind
from luzhi.records.forms import find_named
from luzhi.records.kinds import KINDS
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import Binding, Taken, bind


def accept(taken: Taken) -> None:
    """Make the exhibitor, or find the one the organisation is already."""
    application: Application = taken.obj
    if taken.by is None:
        raise Problem(_("An application is accepted by a person."))
    organisation = find_organisation(taken.answers["organisation"], by=taken.by)
    exhibitor = Exhibitor.objects.filter(expo=application.expo, organisation=organisation).first()
    if exhibitor is None:
        exhibitor = create_record(
            Exhibitor(
                body=application.body, expo=application.expo, organisation=organisation, year=application.year,
                zone=taken.answers.get("zone"), booth_area=taken.answers.get("booth_area"),
                channel=find_channel(application, by=taken.by), shows=application.shows[:300],
            ),
            by=taken.by,
        )  # fmt: skip
    elif exhibitor.withdrawn_on:
        change_record(exhibitor, {"withdrawn_on": None}, by=taken.by, seen_version=exhibitor.version)
    Application.objects.filter(pk=application.pk).update(exhibitor=exhibitor)


def find_organisation(name: str, *, by: Actor) -> Organisation:
    """The organisation by name, alias or number; made when there is none."""
    kind = KINDS["people.organisation"]
    found = find_named(kind, kind.visible_to(by), name)
    if len(found) > 1:
        raise Problem(_("Several organisations are called this; write the number after a #."))
    if found:
        known: Organisation = found[0]
        return known
    made: Organisation = create_record(Organisation(body=by.body, name=name, kind=OrganisationKind.FIRM), by=by)
    return made


def find_channel(application: Application, *, by: Actor) -> InvitationChannel:
    """The channel of those who came by themselves; made with the first of them."""
    channel = InvitationChannel.objects.filter(expo=application.expo, kind=ChannelKind.PUBLIC).first()
    if channel is None:
        channel = create_record(
            InvitationChannel(
                body=application.body, expo=application.expo, kind=ChannelKind.PUBLIC, year=application.year,
                name=str(ChannelKind.PUBLIC.label),
            ),
            by=by,
        )  # fmt: skip
    return channel


def withdraw(taken: Taken) -> None:
    """An exhibitor that no longer comes keeps its record; its booths can then be let to others."""
    exhibitor = taken.obj.exhibitor
    if exhibitor is not None and exhibitor.withdrawn_on is None:
        today = timezone.localdate()
        change_record(exhibitor, {"withdrawn_on": today}, by=taken.by, seen_version=exhibitor.version)


bind(
    Binding(
        workflow=APPLICATION,
        model=Application,
        effects={"accept": accept, "withdraw": withdraw},
        forms={"accept": make_accept_form},
    )
)
