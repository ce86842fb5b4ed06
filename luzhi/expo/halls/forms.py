"""Forms of the hall plan's editor."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models import Layout, Zone

STEPS = (("0.1", "0.1 m"), ("0.5", "0.5 m"), ("1", "1 m"), ("3", "3 m"))


class BlockForm(forms.Form):
    """Rows and columns of equal booths, numbered on."""

    letters = forms.CharField(label=_("letters before the number"), max_length=8)
    columns = forms.IntegerField(label=_("booths in a row"), min_value=1, max_value=100, initial=10)
    rows = forms.IntegerField(label=_("rows"), min_value=1, max_value=20, initial=2)
    x = forms.DecimalField(label=_("from the left (m)"), min_value=0, max_digits=6, decimal_places=2, initial=0)
    y = forms.DecimalField(label=_("from the top (m)"), min_value=0, max_digits=6, decimal_places=2, initial=0)
    width = forms.DecimalField(
        label=_("width (m)"), min_value=Decimal("0.1"), max_digits=6, decimal_places=2, initial=3
    )
    depth = forms.DecimalField(
        label=_("depth (m)"), min_value=Decimal("0.1"), max_digits=6, decimal_places=2, initial=3
    )

    between = forms.DecimalField(
        label=_("aisle after every two rows (m)"), min_value=0, max_value=50, decimal_places=2, required=False
    )
    zone = forms.ModelChoiceField(label=_("zone"), queryset=Zone.objects.none(), required=False)

    def __init__(self, layout: Layout, data: Any = None) -> None:
        super().__init__(data, auto_id="block_%s")
        zone: Any = self.fields["zone"]
        zone.queryset = Zone.objects.filter(expo=layout.hall.expo_id).order_by("name")
        self.fields["between"].initial = layout.hall.aisle


class MoveForm(forms.Form):
    """A shift in metres; the page's buttons, arrow keys and dragging all send this."""

    right = forms.DecimalField(min_value=-1000, max_value=1000, decimal_places=2)
    down = forms.DecimalField(min_value=-1000, max_value=1000, decimal_places=2)
    version = forms.IntegerField(min_value=1)


class WhyForm(forms.Form):
    """Why a shape changed, who asked, who approved."""

    reason = forms.CharField(label=_("reason"), max_length=200)
    asked_by = forms.CharField(label=_("asked for by"), max_length=80)
    approved_by = forms.CharField(label=_("approved by"), max_length=80)
