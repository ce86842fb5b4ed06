"""The form of a report of progress."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luzhi.handling.forms import day_input, lines
from luzhi.handling.models import Answer, Commitment


class ProgressForm(forms.Form):
    """What has been done, on which day, and the class it is in now."""

    reported_on = forms.DateField(label=_("day"), widget=day_input(), initial=timezone.localdate)
    text = forms.CharField(label=_("what has been done"), widget=lines(4))
    class_after = forms.ChoiceField(label=_("class now"), required=False)
    commitment = forms.ModelChoiceField(
        label=_("about the promise"), queryset=Commitment.objects.none(), required=False
    )

    def __init__(self, *args: Any, answer: Answer, keeps_class: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = answer.item.matter.rules
        classes = rules.codes("classes") if rules else ()
        field = self.fields["class_after"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [("", _("unchanged")), *((c.code, f"{c.code} · {c.meaning}") for c in classes)]
        if not classes or keeps_class:
            del self.fields["class_after"]
        promises = Commitment.objects.filter(answer=answer).order_by("pk")
        if promises.exists():
            self.fields["commitment"].queryset = promises  # type: ignore[attr-defined]
        else:
            del self.fields["commitment"]

    def clean_reported_on(self) -> Any:
        day = self.cleaned_data["reported_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("A report cannot be dated in the future."))
        return day
