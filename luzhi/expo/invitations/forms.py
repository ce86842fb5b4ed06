"""What the invited fill in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models import Guest, Invitation

ANSWERS = (("accept", _("I come")), ("substitute", _("Somebody comes in my place")), ("decline", _("I cannot come")))
ANSWERS_OF_FIRM = (("accept", _("We come")), ("decline", _("We cannot come")))


class AnswerForm(forms.ModelForm):  # type: ignore[type-arg]
    """The answer, who comes, and what the hosts should know."""

    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name of the person who comes"), max_length=60, required=False)

    class Meta:
        model = Guest
        fields = ("title", "phone", "languages", "diet", "arrives_at", "leaves_at")
        widgets = {
            name: forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
            for name in ("arrives_at", "leaves_at")
        }

    field_order = ("answer", "name")

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer: Any = self.fields["answer"]
        answer.choices = ANSWERS if invitation.person_id else ANSWERS_OF_FIRM
        self.invitation = invitation

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if name and not any(char.isalpha() for char in name):
            raise ValidationError(gettext("Write the name of the person who comes."))
        return name

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        answer = values.get("answer")
        named = answer == "substitute" or (answer == "accept" and not self.invitation.person_id)
        if named and not values.get("name") and "name" not in self.errors:
            self.add_error("name", gettext("Write the name of the person who comes."))
        return values
