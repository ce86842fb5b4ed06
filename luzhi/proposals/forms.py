"""Forms of proposals: choosing the main proposal of a merger, the ground of a refusal."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.proposals.models import Proposal
from luzhi.proposals.queries import DECIDED_LATER
from luzhi.records.forms import NameField
from luzhi.records.kinds import KINDS


class MainField(NameField):
    """A filed proposal that can still take another one in."""

    def records(self) -> Any:
        return super().records().filter(state__in=DECIDED_LATER)


def main_form(actor: Actor, obj: Proposal) -> type[forms.Form]:
    """Into which filed proposal this one is merged."""
    field = MainField(KINDS["proposals.proposal"], actor, label=_("main proposal"))

    def clean_main(form: Any) -> Any:
        main = form.cleaned_data["main"]
        if main.pk == obj.pk:
            raise ValidationError(_("A proposal cannot be merged into itself."))
        return main

    return type("MainForm", (forms.Form,), {"main": field, "clean_main": clean_main})


def ground_form(actor: Actor, obj: Proposal) -> type[forms.Form]:
    """The ground for not filing: one of the rules' list, or words where the rules have none."""
    grounds = obj.rules.codes("grounds") if obj.rules else ()
    field: forms.Field = forms.CharField(label=_("ground"), max_length=120)
    if grounds:
        field = forms.ChoiceField(label=_("ground"), choices=[(g.meaning, f"{g.code} · {g.meaning}") for g in grounds])
    return type("GroundForm", (forms.Form,), {"ground": field})
