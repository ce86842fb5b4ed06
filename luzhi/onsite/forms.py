"""The forms of the expo days that are not a record's own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from luzhi.onsite.services import MOST_FOR_FIRM
from luzhi.onsite.vocabulary import BadgeClass


class MakeForm(forms.Form):
    """How many badges each exhibitor gets when all that are missing are made."""

    for_each_firm = forms.IntegerField(
        label=_("badges for each exhibitor"), min_value=0, max_value=MOST_FOR_FIRM, initial=2
    )


class PrintForm(forms.Form):
    """Which badges go into the file."""

    badge_class = forms.ChoiceField(
        label=_("class of badge"), required=False, choices=[("", _("all")), *BadgeClass.choices]
    )
    only_new = forms.BooleanField(label=_("only those not printed yet"), required=False, initial=True)


class ReadForm(forms.Form):
    """One badge read on a page without scripts."""

    code = forms.CharField(label=_("code on the badge"), max_length=40)
