"""Small forms of matchmaking's own pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luzhi.matchmaking.models import Outcome, Party, ProfileLine, Session, Slot
from luzhi.matchmaking.vocabulary import Half, Happened, Result

MOST_AT_ONCE = 60


class SlotsForm(forms.Form):
    """A row of equal slots."""

    first = forms.DateTimeField(
        label=_("first slot begins"), input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    minutes = forms.IntegerField(label=_("minutes each"), min_value=5, max_value=240, initial=20)
    pause = forms.IntegerField(label=_("pause between (minutes)"), min_value=0, max_value=120, initial=5)
    n = forms.IntegerField(label=_("how many slots"), min_value=1, max_value=MOST_AT_ONCE, initial=8)


class DesksForm(forms.Form):
    """A row of tables."""

    letter = forms.CharField(label=_("letter before the number"), max_length=4, required=False, initial="T")
    n_desks = forms.IntegerField(label=_("how many tables"), min_value=1, max_value=300, initial=20)
    seats = forms.IntegerField(label=_("number of seats"), min_value=2, max_value=40, initial=4)


class MendForm(forms.Form):
    """Who did not come, and from when until when."""

    def __init__(self, session: Session, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slots = Slot.objects.filter(session=session).order_by("starts_at")
        firms = Party.objects.filter(session=session, withdrawn=False).select_related("organisation")
        self.fields["party"] = forms.ModelChoiceField(label=_("firm"), queryset=firms.order_by("organisation__name"))
        self.fields["first"] = forms.ModelChoiceField(label=_("from the slot"), queryset=slots)
        self.fields["last"] = forms.ModelChoiceField(
            label=_("until and with the slot"), queryset=slots, help_text=_("The last one, if it will not come at all.")
        )
        self.fields["most_moves"] = forms.IntegerField(
            label=_("move at most so many other meetings"), min_value=0, max_value=10, initial=2
        )
        self.fields["reason"] = forms.CharField(label=_("reason"), max_length=120, required=False)


class OutcomeForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a meeting brought: two taps, and an amount where there is one."""

    class Meta:
        model = Outcome
        fields = ("happened", "result", "amount", "currency", "words")
        widgets = {"happened": forms.RadioSelect, "result": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        happened: Any = self.fields["happened"]
        result: Any = self.fields["result"]
        happened.choices = Happened.choices
        result.choices = Result.choices

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("happened") != Happened.HELD and values.get("result", Result.NONE) != Result.NONE:
            raise ValidationError(gettext("A meeting that was not held has no result."))
        return values


class LineForm(forms.ModelForm):  # type: ignore[type-arg]
    """One offer or need, typed by the firm itself."""

    class Meta:
        model = ProfileLine
        fields = ("side", "field", "chain", "text")


class AskForm(forms.Form):
    """A request made on the personal link."""

    party = forms.IntegerField(widget=forms.HiddenInput)
    weight = forms.TypedChoiceField(
        label=_("how important"), coerce=int, initial=3,
        choices=[(5, _("5 – came for this")), (4, "4"), (3, "3"), (2, "2"), (1, _("1 – would be nice"))],
    )  # fmt: skip
    subject = forms.CharField(label=_("what about"), max_length=200, required=False)
    half = forms.ChoiceField(label=_("when"), choices=Half.choices, required=False)
    language = forms.CharField(label=_("interpreter for"), max_length=20, required=False)
