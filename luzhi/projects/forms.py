"""What a step of a project asks for."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luzhi.projects.models import ProjectKind, Proof


class StageForm(forms.Form):
    """When a stage was reached; the proof may follow."""

    reached_on = forms.DateField(
        label=gettext_lazy("reached on"),
        initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    proof = forms.ChoiceField(label=gettext_lazy("proof"), choices=[("", "—"), *Proof.choices], required=False)
    proof_gist = forms.CharField(label=gettext_lazy("what it is and where"), max_length=200, required=False)

    def clean_reached_on(self) -> object:
        day = self.cleaned_data["reached_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("A stage cannot be reached in the future."))
        return day


class ProofForm(StageForm):
    """From signing on, a stage is believed only with its proof."""

    proof = forms.ChoiceField(label=gettext_lazy("proof"), choices=[("", "—"), *Proof.choices])
    proof_gist = forms.CharField(label=gettext_lazy("what it is and where"), max_length=200)


class OpenProjectForm(forms.Form):
    """The name and kind of the project that a lead became."""

    name = forms.CharField(label=gettext_lazy("name of the project"), max_length=160)
    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=ProjectKind.choices)
