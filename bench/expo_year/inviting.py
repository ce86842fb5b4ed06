"""Invitations by channel and their answers, the public application form, the review, exhibitors, guests invited."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse

from bench.expo_year.cast import DAYS, LANGUAGES, STRANGE, YEAR, day_of, moment, on_day
from bench.expo_year.story import Story
from luzhi.expo.applications.forms import PublicForm
from luzhi.expo.applications.services import take_application
from luzhi.expo.invitations.answers import find_invitation, give_answer, issue_link
from luzhi.expo.invitations.forms import AnswerForm
from luzhi.expo.models import Application, Exhibitor, ExhibitorMaterial, Guest, Invitation
from luzhi.expo.models.applications import make_ticket
from luzhi.people.models import Organisation, Person
from luzhi.records.services import create_record

BY_WEB = 10  # one in so many goes through the page itself, the others through its form


def invite(story: Story, **values: Any) -> str:
    """An invitation that goes out; returns the secret of its personal link."""
    by = story.cast.staff
    made = create_record(Invitation(expo=story.expo, year=YEAR, invited_by="演练组委会", **values), by=by)
    return issue_link(story.take(made, "invite"), by=by)


def answer(story: Story, secret: str, n: int, **values: Any) -> None:
    """What the invited does with the link."""
    story.done[f"answered: {values['answer']}"] += 1
    sent = {
        name: f"{value:%Y-%m-%dT%H:%M}" if isinstance(value, dt.datetime) else value for name, value in values.items()
    }
    if n % BY_WEB == 0:
        address = reverse("invitation-answer", args=[secret])
        reply = Client(REMOTE_ADDR=f"10.1.{n // 250}.{n % 250}").post(address, sent)
        assert reply.status_code == 302, reply.context["form"].errors
        return
    invitation = find_invitation(secret)
    assert invitation is not None
    form: Any = AnswerForm(invitation, sent)
    assert form.is_valid(), form.errors
    give_answer(invitation, form.cleaned_data["answer"], form.cleaned_data)


def invite_firms(story: Story) -> None:
    """Firms by six channels: most accept and become exhibitors, some decline, some say nothing."""
    size, wanted = story.size, story.size.exhibitors - story.size.applications
    channels = list(story.channels.values())
    firms = iter(story.cast.firms)
    n = taken = 0
    with on_day(dt.date(YEAR, 5, 20)):
        while taken < wanted:
            firm, channel = next(firms), channels[n % len(channels)]
            secret = invite(story, channel=channel, organisation=firm, invited_on=dt.date(YEAR, 5, 20))
            n += 1
            if not story.chance(0.84):
                if story.chance(0.6):
                    answer(story, secret, n, answer="decline")
                continue
            answer(story, secret, n, answer="accept", name=f"演练代表{n:04}")
            taken += 1
            exhibit(story, Invitation.objects.get(channel=channel, organisation=firm), taken)
    story.told["invited firms"] = n
    story.told["exhibitors by invitation"] = wanted
    assert n < len(story.cast.firms) - size.applications


def exhibit(story: Story, invitation: Invitation, n: int) -> None:
    by = story.cast.staff
    made = create_record(
        Exhibitor(
            expo=story.expo, organisation=invitation.organisation, year=YEAR, invitation=invitation,
            channel=invitation.channel, origin=story.cast.places[n % len(story.cast.places)],
            zone=story.zones[n % len(story.zones)], booth_area=18 if n % 6 == 0 else 9, shows=f"演练产品{n:04}",
        ),
        by=by,
    )  # fmt: skip
    create_record(ExhibitorMaterial(exhibitor=made, kind="fascia", due_on=dt.date(YEAR, 9, 15)), by=by)
    story.done["exhibitor by invitation"] += 1


def take_applications(story: Story) -> None:
    """The public form: more apply than are taken; the office reviews; the same firm by its other name is one firm."""
    size, day = story.size, dt.date(YEAR, 6, 3)
    firms = story.cast.firms[-size.applications - 5 :]
    with on_day(day):
        for n, firm in enumerate(firms[: size.applications], 1):
            apply(story, firm, n)
        for n in range(size.applications // 10):
            apply(story, Organisation(name=f"演练落选企业{n:03}"), size.applications + n + 1)
        review(story)


def apply(story: Story, firm: Organisation, n: int) -> None:
    sent = {
        "organisation_name": f"  {firm.name} ", "origin": "演练城", "contact_name": f"演练联系人{n:04}",
        "email": f"firm{n:04}@example.org", "phone": "", "zone": story.zones[n % len(story.zones)].pk, "area": "9",
        "shows": f"演练展品{n:04}", "website": "", "ticket": make_ticket(),
    }  # fmt: skip
    story.done["application"] += 1
    if n % BY_WEB == 0:
        address = reverse("expo-apply", args=[story.cast.body.code, story.expo.pk])
        reply = Client(REMOTE_ADDR=f"10.2.{n // 250}.{n % 250}").post(address, sent)
        assert reply.status_code == 302, reply.context["form"].errors
        again = Client(REMOTE_ADDR=f"10.3.{n // 250}.{n % 250}").post(address, sent)
        assert again.status_code == 200  # the same form sent again is the same application
        return
    form: Any = PublicForm(story.expo, sent, instance=Application(body=story.cast.body, expo=story.expo, year=YEAR))
    assert form.is_valid(), form.errors
    take_application(form.instance, ticket=form.cleaned_data["ticket"])


def review(story: Story) -> None:
    for application in Application.objects.filter(expo=story.expo, state="received").order_by("pk"):
        if application.organisation_name.startswith("演练落选"):
            story.take(application, "decline", reason="展位已满")
            continue
        answers = {"organisation": application.organisation_name, "zone": application.zone, "booth_area": 9}
        story.take(application, "accept", answers=answers)


def invite_guests(story: Story) -> None:
    """So many that the wanted number confirms: one in ten declines, one in twenty sends somebody else."""
    people, n = 0, 0
    channels = list(story.channels.values())
    hosts = story.cast.firms
    with on_day(dt.date(YEAR, 9, 16)):
        while people < story.size.guests:
            n += 1
            firm = hosts[n % len(hosts)]
            person = create_record(Person(name=f"演练嘉宾{n:04}", organisation=firm), by=story.cast.staff)
            secret = invite(
                story, channel=channels[n % len(channels)], organisation=firm, person=person,
                guest_class=story.dice.choice(("leading_firm", "firm", "research", "investor", "official", "expert")),
            )  # fmt: skip
            fate = story.dice.random()
            if fate < 0.1:
                answer(story, secret, n, answer="decline")
            elif fate < 0.13:
                continue
            else:
                come(story, secret, n, instead=fate < 0.18)
                people += 1
    story.guests = list(
        Guest.objects.filter(expo=story.expo, confirmed=True, arrives_at__isnull=False)
        .select_related("person")
        .order_by("pk")
    )


def come(story: Story, secret: str, n: int, *, instead: bool) -> None:
    """Arrivals from the afternoon before to the first morning, departures from the second evening on."""
    dice = story.dice
    arrives = moment(day_of(dice.choice((0, 0, 0, 1))), dice.choice((8, 13, 15, 17, 20)), dice.choice((5, 20, 45)))
    leaves = moment(day_of(dice.choice((DAYS - 1, DAYS, DAYS))), dice.choice((18, 19, 21)), dice.choice((0, 30)))
    languages = STRANGE if n % 97 == 0 else dice.choice(LANGUAGES) if dice.random() < 0.2 else "中文"
    values: dict[str, Any] = {
        "languages": languages,
        "title": f"演练职务{n % 7}",
        "arrives_at": arrives,
        "leaves_at": leaves,
    }
    if instead:
        answer(story, secret, n, answer="substitute", name=f"演练代会者{n:04}", **values)
    else:
        answer(story, secret, n, answer="accept", **values)
