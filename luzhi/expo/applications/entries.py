"""What an accepted exhibitor settles on its personal link: the place confirmed, the fascia, the catalogue entry."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models import BoothTelling, Exhibitor, ExhibitorMaterial
from luzhi.expo.vocabulary import MaterialKind, TellingState
from luzhi.records.services import change_record

WORDS = ("fascia", "fascia_en", "catalogue", "catalogue_en", "website")
FILLED = {MaterialKind.FASCIA: ("fascia", "fascia_en"), MaterialKind.CATALOGUE: ("catalogue", "catalogue_en")}


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]
    """The exhibitor's own words; `version` is what it saw."""

    website = forms.URLField(label=_("website"), required=False, max_length=160, assume_scheme="https")
    confirm = forms.BooleanField(label=_("We confirm our place"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    class Meta:
        model = Exhibitor
        fields = WORDS
        widgets = {
            "catalogue": forms.Textarea(attrs={"rows": 4, "maxlength": 600}),
            "catalogue_en": forms.Textarea(attrs={"rows": 4, "maxlength": 1200}),
        }

    field_order = ("confirm",)

    def __init__(self, exhibitor: Exhibitor, data: Any = None) -> None:
        given = {"confirm": exhibitor.confirmed_on is not None, "version": exhibitor.version}
        super().__init__(data, instance=exhibitor, initial=given)


@transaction.atomic
def write_entry(exhibitor: Exhibitor, values: dict[str, Any]) -> Exhibitor:
    """Keep what the exhibitor wrote. Materials that it thereby hands in are marked as received today."""
    today = timezone.localdate()
    confirmed = (exhibitor.confirmed_on or today) if values["confirm"] else None
    fields = {name: values[name] for name in WORDS}
    changed: Exhibitor = change_record(
        exhibitor, {**fields, "confirmed_on": confirmed}, by=None, seen_version=values["version"]
    )
    handed_in = [kind for kind, names in FILLED.items() if any(values[name] for name in names)]
    for row in ExhibitorMaterial.objects.filter(exhibitor=exhibitor, kind__in=handed_in, received_on=None):
        change_record(row, {"received_on": today}, by=None, seen_version=row.version)
    return changed


def last_told(exhibitor: Exhibitor) -> BoothTelling | None:
    """What the exhibitor was last told of its place; plans that nobody told it are not shown."""
    return exhibitor.tellings.filter(state=TellingState.TOLD).order_by("-told_at", "-pk").first()
