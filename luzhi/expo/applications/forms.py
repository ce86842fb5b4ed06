"""The public application form, and the form by which staff accept an application."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.expo.models import Application, Expo, Zone
from luzhi.records.forms import find_named
from luzhi.records.kinds import KINDS


class PublicForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the public fills in. `website` is a trap: people do not see it, so only programs fill it."""

    website = forms.CharField(required=False, max_length=200)
    ticket = forms.RegexField(regex=r"^[0-9a-f]{32}$", widget=forms.HiddenInput)

    class Meta:
        model = Application
        fields = ("organisation_name", "origin", "contact_name", "email", "phone", "zone", "area", "shows")
        widgets = {"shows": forms.Textarea(attrs={"rows": 4, "maxlength": 1000})}

    def __init__(self, expo: Expo, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone: Any = self.fields["zone"]
        zone.queryset = Zone.objects.filter(expo=expo).order_by("name")
        zone.empty_label = gettext("no wish")
        self.fields["email"].help_text = gettext(
            "The answer is shown on your personal link; the office may write here."
        )
        for name, hint in (
            ("organisation_name", "organization"),
            ("contact_name", "name"),
            ("email", "email"),
            ("phone", "tel"),
        ):
            self.fields[name].widget.attrs["autocomplete"] = hint
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(gettext("Leave this field empty."))
        return ""

    def clean_organisation_name(self) -> str:
        name = " ".join(str(self.cleaned_data["organisation_name"]).split())
        if not any(char.isalnum() for char in name):
            raise ValidationError(gettext("Write the name of the organisation."))
        return name


def make_accept_form(actor: Actor, application: Application) -> type[forms.Form]:
    """The form of acceptance: as which organisation (once, whatever it is called), in which zone."""
    kind = KINDS["people.organisation"]
    known = find_named(kind, kind.visible_to(actor), application.organisation_name)
    hint = (
        _("An organisation of this name is on record; it is used.")
        if len(known) == 1
        else _("No organisation of this name is on record; one is made. Write a known name to use that one.")
    )

    class AcceptForm(forms.Form):
        organisation = forms.CharField(
            label=_("organisation"), max_length=120, initial=application.organisation_name, help_text=hint
        )
        zone = forms.ModelChoiceField(
            label=_("zone"), queryset=Zone.objects.filter(expo=application.expo_id).order_by("name"), required=False,
            initial=application.zone_id,
        )  # fmt: skip
        booth_area = forms.DecimalField(
            label=_("booth area (m²)"), min_value=0, max_digits=8, decimal_places=2, required=False,
            initial=application.area,
        )  # fmt: skip

        def clean_organisation(self) -> str:
            name = str(self.cleaned_data["organisation"]).strip()
            if len(find_named(kind, kind.visible_to(actor), name)) > 1:
                raise ValidationError(gettext("Several organisations are called this; write the number after a #."))
            return name

    return AcceptForm
