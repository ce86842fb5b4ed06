"""What the steps of a task ask, and the forms of the planner."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day, typed or chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


def today() -> date:
    return timezone.localdate()


class BegunForm(forms.Form):
    """When work on a task began."""

    on = DayField(label=_("begun on"), initial=today)

    def clean_on(self) -> date:
        return check_not_ahead(self.cleaned_data["on"])


class ProgressForm(forms.Form):
    """How much is left."""

    remaining = forms.IntegerField(
        label=_("still to do"),
        min_value=0,
        max_value=999,
        help_text=_("Working days from today, or hours for a task in hours."),
    )


class FinishedForm(forms.Form):
    """When a task was finished, and what proves it."""

    on = DayField(label=_("finished on"), initial=today)
    proof = forms.CharField(
        label=_("proof"), max_length=300, required=False, help_text=_("A document, a photograph, a place to look at.")
    )

    def clean_on(self) -> date:
        return check_not_ahead(self.cleaned_data["on"])


def check_not_ahead(day: date) -> date:
    """What has happened did not happen in the future."""
    if day > today():
        raise forms.ValidationError(_t("This day is still to come."))
    return day


class ShiftForm(forms.Form):
    """Another opening day, by a date or by working days from the present one."""

    opens_on = DayField(label=_("new opening day"), required=False)
    days = forms.IntegerField(
        label=_("or by so many working days"), required=False, min_value=-250, max_value=250,
        help_text=_("Negative: earlier."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if bool(values.get("opens_on")) == bool(values.get("days")) and not self.errors:
            raise forms.ValidationError(_t("Give either a day or a number of working days."))
        return values


class CloneForm(forms.Form):
    """A new plan from a template or from an earlier plan."""

    title = forms.CharField(label=_("title"), max_length=160)
    opens_on = DayField(label=_("opening day"))
