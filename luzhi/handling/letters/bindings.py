"""Ties the table of a reply letter to its record."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.handling.forms import day_input
from luzhi.handling.letters import services
from luzhi.handling.letters.queries import facts_of_replies, roles_on_reply
from luzhi.handling.letters.workflow import REPLY
from luzhi.handling.models import Reply
from luzhi.workflow.engine import Binding, bind


def signed_on_form(actor: Actor, obj: Reply) -> type[forms.Form]:
    """On which day the letter was signed."""
    field = forms.DateField(label=_("day of signature"), widget=day_input(), initial=timezone.localdate)

    def clean_signed_on(form: forms.Form) -> dt.date:
        return check_signing_day(obj, form.cleaned_data["signed_on"])

    return type("SignedOn", (forms.Form,), {"signed_on": field, "clean_signed_on": clean_signed_on})


def check_signing_day(reply: Reply, day: dt.date) -> dt.date:
    """A letter is signed after it was numbered, and not in the future."""
    if day > timezone.localdate():
        raise ValidationError(_("A letter cannot be signed in the future."))
    numbered = reply.content.get("day")
    if numbered and day < dt.date.fromisoformat(numbered):
        raise ValidationError(_("The letter was numbered on %(day)s; it cannot have been signed before.") % {
            "day": numbered,
        })  # fmt: skip
    return day


bind(
    Binding(
        REPLY,
        Reply,
        facts_of=facts_of_replies,
        roles_of=roles_on_reply,
        effects={
            "ask_joint_units": services.ask_joint_units,
            "reserve_number": services.reserve_number,
            "freeze": services.freeze,
            "thaw": services.thaw,
            "take_effect": services.take_effect,
        },
        forms={"signed_on": signed_on_form},
    )
)
