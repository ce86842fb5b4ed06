"""The form by which something signed at a sub-event is recorded."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.projects.models import AgreementKind
from luzhi.records.fields import QuantityField
from luzhi.records.forms import NameField, NamesField
from luzhi.records.kinds import KINDS


def make_agreement_form(actor: Actor) -> type[forms.Form]:
    """What was signed, by whom, for how much, and who tells it."""
    organisations, projects = KINDS["people.organisation"], KINDS["projects.project"]

    class AgreementForm(forms.Form):
        title = forms.CharField(label=_("title"), max_length=200)
        kind = forms.ChoiceField(label=_("kind"), choices=AgreementKind.choices)
        parties = NamesField(organisations, actor, label=_("parties"))
        signed_on = forms.DateField(
            label=_("signed on"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        )
        amount = QuantityField(_("amount"), blank=True).formfield()
        project = NameField(
            projects, actor, label=_("project"), required=False, help_text=_("If it belongs to one on record.")
        )
        told_by = NamesField(
            organisations, actor, label=_("told by"), required=False,
            help_text=_("The unit that reports it. What several units report is one agreement."),
        )  # fmt: skip

        def clean_amount(self) -> Any:
            return QuantityField(blank=True).to_python(self.cleaned_data["amount"]) or ""

        def clean_title(self) -> str:
            title = " ".join(str(self.cleaned_data["title"]).split())
            if not title:
                raise ValidationError(gettext("Say what was signed."))
            return title

    return AgreementForm
