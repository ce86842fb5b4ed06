"""What the next edition and a decision's task ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.records.forms import NameField
from luzhi.records.kinds import KINDS

DAY = {"type": "date"}


class EditionForm(forms.Form):
    """Name and opening day of the next edition."""

    name = forms.CharField(label=_("name"), max_length=160)
    starts_on = forms.DateField(label=_("opening day"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))


def make_task_form(actor: Actor) -> type[forms.Form]:
    """Who is responsible for what was decided, and by when."""

    class TaskForm(forms.Form):
        name = forms.CharField(label=_("task"), max_length=160)
        owner = NameField(KINDS["people.person"], actor, label=_("person responsible"), required=False)
        unit = NameField(KINDS["people.organisation"], actor, label=_("lead unit"), required=False)
        latest_on = forms.DateField(
            label=_("finished by"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY)
        )
        done_when = forms.CharField(label=_("done when"), max_length=200, required=False)

    return TaskForm
