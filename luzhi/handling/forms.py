"""Forms of handling: a cell of the matrix, choosing a unit, a new promise, entries of a clock, a rule set."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.handling.codes import Code
from luzhi.handling.days import rules_for
from luzhi.handling.limits import LimitInput
from luzhi.handling.models import AnswerForm, Matter, Referral
from luzhi.people.models import Organisation
from luzhi.records.forms import NameField
from luzhi.records.kinds import KINDS


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class CellForm(forms.Form):
    """One answer to one item. Where the rules have classes one is chosen; elsewhere it is written with its meaning."""

    result_class = forms.CharField(label=pgettext_lazy("answer", "class"), max_length=8, required=False)
    class_meaning = forms.CharField(label=_("meaning of the class"), max_length=120, required=False)
    text = forms.CharField(label=_("answer"), widget=lines(4))
    measure = forms.CharField(label=_("measure taken"), required=False, widget=lines(2))
    not_adopted_because = forms.CharField(label=_("why it is not adopted"), required=False, widget=lines(2))
    form = forms.ChoiceField(label=_("form"), choices=AnswerForm.choices, initial=AnswerForm.WRITING)
    answered_on = forms.DateField(label=_("answered on"), widget=day_input())
    answered_by = forms.CharField(label=_("answered by"), max_length=80, required=False)
    promise = forms.CharField(
        label=_("promise"), required=False, widget=lines(2),
        help_text=_("What the unit will do, if the answer promises something; it is followed until it is kept."),
    )  # fmt: skip
    keep_by = forms.DateField(label=_("to be kept by"), required=False, widget=day_input())

    def __init__(
        self, *args: Any, matter: Matter, referral: Referral | None, keeps_class: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.referral = referral
        self.matter = matter
        classes = matter.rules.codes("classes") if matter.rules else ()
        if classes:
            options = [("", "—"), *((c.code, f"{c.code} · {c.meaning}") for c in classes)]
            self.fields["result_class"] = forms.ChoiceField(label=pgettext_lazy("answer", "class"), choices=options)
            del self.fields["class_meaning"]
        for name in ("result_class", "class_meaning") if keeps_class else ():
            if name in self.fields:
                self.fields[name].disabled = True

    def clean_answered_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["answered_on"]
        if day > timezone.localdate():
            raise ValidationError(_("An answer cannot be dated in the future."))
        if self.referral is not None and self.referral.sent_on and day < self.referral.sent_on:
            raise ValidationError(_("The answer cannot be older than the day on which the unit received the matter."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("keep_by") and not values.get("promise"):
            self.add_error("promise", _("Say what is promised by that day."))
        if values.get("class_meaning") and not values.get("result_class"):
            self.add_error("result_class", _("Write the class beside its meaning."))
        return values

    def answer(self) -> dict[str, Any]:
        """The values of the answer itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("promise", "keep_by")}

    def promised(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["promise"], "keep_by": self.cleaned_data["keep_by"]}


def check_unit(matter: Matter, unit: Organisation) -> None:
    """Raise ValidationError for an organisation of a kind that the rules do not take as a unit."""
    rules = rules_for(matter)
    if rules is not None and not rules.allows("unit_kinds", unit.kind):
        words = rules._meta.get_field("unit_kinds").to_words(rules.unit_kinds)
        raise ValidationError(
            gettext("The rules take as units: %(kinds)s. “%(unit)s” is none of them.") % {"kinds": words, "unit": unit}
        )


def suggest_unit_form(actor: Actor, obj: Referral) -> type[forms.Form]:
    """A unit that may be suggested; office staff and officers see the same organisations."""
    field = NameField(KINDS["people.organisation"], actor, label=_("unit suggested instead"), required=False)

    def clean_unit(form: Any) -> Any:
        unit = form.cleaned_data["unit"]
        if unit is not None:
            check_unit(obj.matter, unit)
        return unit

    return type("SuggestUnit", (forms.Form,), {"unit": field, "clean_unit": clean_unit})


def new_unit_form(actor: Actor, obj: Referral) -> type[forms.Form]:
    """The unit that gets the matter next; the suggested one stands there already."""
    field = NameField(
        KINDS["people.organisation"], actor, label=_("unit"),
        initial=obj.suggested_unit, required=True,
    )  # fmt: skip

    def clean_unit(form: Any) -> Any:
        unit = form.cleaned_data["unit"]
        if unit.pk == obj.unit_id:
            raise ValidationError(_("This unit has the matter already."))
        check_unit(obj.matter, unit)
        return unit

    return type("NewUnit", (forms.Form,), {"unit": field, "clean_unit": clean_unit})


class VerdictForm(forms.Form):
    """A proposer's rating on the scales of the matter's rules."""

    result = forms.ChoiceField(label=_("on the result"))
    attitude = forms.ChoiceField(label=_("on the attitude"))
    remark = forms.CharField(label=_("remark"), required=False, widget=lines(3))

    def __init__(self, *args: Any, ratings: Sequence[Code], attitudes: Sequence[Code], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = ("", "—")
        offered: dict[str, Sequence[Code]] = {"result": ratings, "attitude": attitudes}
        for name, codes in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
            field.choices = [empty, *((code.code, code.meaning) for code in codes)]
        if not attitudes:
            del self.fields["attitude"]


class NewPromise(forms.Form):
    """The promise that takes the place of another."""

    text = forms.CharField(label=_("promise"), widget=lines(4))
    keep_by = forms.DateField(label=_("to be kept by"), required=False, widget=day_input())


class EntryForm(forms.Form):
    """An entry of a clock: asked for by the unit, or made by the office."""

    span = LimitInput(
        label=pgettext_lazy("clock", "length"), required=False, help_text=_("For an extension, for example 1 month.")
    )
    reason = forms.CharField(label=_("Reason"), widget=lines(2))
