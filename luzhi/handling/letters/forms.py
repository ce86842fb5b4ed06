"""Forms of reply letters: the words of the head, a countersignature, the signed copy."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.handling.forms import day_input, lines
from luzhi.handling.models import Reply

HEAD = ("mark", "word", "result_class", "signer", "contact", "phone", "copies")
TEXT = ("title", "salutation", "opening", "closing")


class LetterForm(forms.ModelForm):  # type: ignore[type-arg]
    """The words around the answers; what is said about the items is written in the matrix."""

    class Meta:
        model = Reply
        fields = (*HEAD, *TEXT)
        widgets = {
            "title": lines(2), "opening": lines(2), "closing": lines(2),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = self.instance.matter.rules
        classes = rules.codes("classes") if rules else ()
        if classes:
            self.fields["result_class"] = forms.ChoiceField(
                label=_("class of the whole reply"), required=False,
                choices=[("", "—"), *((c.code, f"{c.code} · {c.meaning}") for c in classes)],
            )  # fmt: skip
        else:
            del self.fields["result_class"]


class CountersignForm(forms.Form):
    """Whether a joint unit agrees; an objection says why."""

    agrees = forms.ChoiceField(
        label=pgettext_lazy("countersign", "opinion"), choices=[("yes", _("countersign")), ("no", _("object"))]
    )
    remark = forms.CharField(label=_("remark"), required=False, widget=lines(3))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("agrees") == "no" and not values.get("remark", "").strip():
            self.add_error("remark", _("Say what has to be changed."))
        return values


class ScanForm(forms.Form):
    """The signed letter as it came back."""

    file = forms.FileField(label=_("signed copy"), help_text=_("A PDF, or a picture (PNG, JPEG, TIFF)."))
    signed_on = forms.DateField(label=_("day of signature"), widget=day_input(), initial=timezone.localdate)


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=ManyFiles(), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given]


class ScansForm(forms.Form):
    """Signed letters of any matters; each is recognised by its code."""

    copies = FilesField(label=_("signed copies"), help_text=_("Up to 50 files: PDF, PNG, JPEG or TIFF."))
    signed_on = forms.DateField(label=_("day of signature"), widget=day_input(), initial=timezone.localdate)
