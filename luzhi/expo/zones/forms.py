"""What the steps of the expo ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from luzhi.expo.vocabulary import Aspect


class RoundForm(forms.Form):
    """Which aspects a new round of redrawing changes; each becomes a line with its before and after."""

    aspects = forms.MultipleChoiceField(
        label=_("changed aspects"), choices=Aspect.choices, widget=forms.CheckboxSelectMultiple
    )
