"""Forms of proposals: choosing the main proposal of a merger, the ground of a refusal."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.proposals.models import Proposal
from luzhi.proposals.queries import DECIDED_LATER
from luzhi.records.forms import NameField, NamesField, RecordForm
from luzhi.records.kinds import KINDS


class MainField(NameField):
    """A filed proposal that can still take another one in."""

    def records(self) -> Any:
        return super().records().filter(state__in=DECIDED_LATER)


def main_form(actor: Actor, obj: Proposal) -> type[forms.Form]:
    """Into which filed proposal this one is merged."""
    field = MainField(KINDS["proposals.proposal"], actor, label=_("main proposal"))

    def clean_main(form: Any) -> Any:
        main = form.cleaned_data["main"]
        if main.pk == obj.pk:
            raise ValidationError(_("A proposal cannot be merged into itself."))
        return main

    return type("MainForm", (forms.Form,), {"main": field, "clean_main": clean_main})


def ground_form(actor: Actor, obj: Proposal) -> type[forms.Form]:
    """The ground for not filing: one of the rules' list, or words where the rules have none."""
    grounds = obj.rules.codes("grounds") if obj.rules else ()
    field: forms.Field = forms.CharField(label=_("ground"), max_length=120)
    if grounds:
        field = forms.ChoiceField(label=_("ground"), choices=[(g.meaning, f"{g.code} · {g.meaning}") for g in grounds])
    return type("GroundForm", (forms.Form,), {"ground": field})


def opinions_form(actor: Actor, obj: Proposal) -> type[forms.Form]:
    """The unit to which the opinions and suggestions go; the first suggested one stands there already."""
    field = NameField(
        KINDS["people.organisation"], actor, label=_("sent to the unit"), required=False,
        initial=obj.advised_units.order_by("pk").first(),
    )  # fmt: skip
    return type("OpinionsForm", (forms.Form,), {"unit": field})


def begin_form(actor: Actor) -> type[forms.Form]:
    """The title with which a draft begins; the office may enter it for a member."""
    title = forms.CharField(
        label=_("title"), max_length=200, help_text=_("One matter, one proposal: say in the title what it is about.")
    )
    fields: dict[str, forms.Field] = {"title": title}
    if actor.holds(Role.STAFF):
        fields["person"] = NameField(
            KINDS["people.person"], actor, label=_("entered for the member"), required=False,
            help_text=_("The member is the first signer and confirms what you enter. Empty: a collective proposal."),
        )  # fmt: skip
    return type("BeginForm", (forms.Form,), fields)


PROPOSAL_TEXT = (
    "title", "topic", "proposer_kind", "group_name", "between_sessions", "situation", "analysis", "recommendations",
    "sign_by", "no_secrets", "open_to_public", "closed_because",
)  # fmt: skip
OWNERS = {"organisation": "people.organisation", "committee": "people.committee", "sector": "people.sector"}
LONG = {"situation": 6, "analysis": 6, "recommendations": 8}


def draft_form(actor: Actor) -> type[forms.ModelForm]:  # type: ignore[type-arg]
    """The text of a draft as its author sees it, and on whose behalf it is made."""
    units = NamesField(KINDS["people.organisation"], actor, label=_("units the proposers suggest"), required=False)
    owners = {
        name: NameField(
            KINDS[key], actor, label=Proposal._meta.get_field(name).verbose_name, required=False  # type: ignore[union-attr]
        )
        for name, key in OWNERS.items()
    }  # fmt: skip

    class DraftForm(forms.ModelForm):  # type: ignore[type-arg]
        """Nothing but the title is required while writing; what is missing is told when it is submitted."""

        class Meta:
            model = Proposal
            fields = PROPOSAL_TEXT
            widgets = {
                **{name: forms.Textarea(attrs={"rows": rows}) for name, rows in LONG.items()},
                "sign_by": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            }

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["proposer_kind"].required = False

        def clean(self) -> dict[str, Any]:
            values = super().clean() or {}
            # A page that does not ask for the kind of proposer changes nothing of it.
            values["proposer_kind"] = values.get("proposer_kind") or self.instance.proposer_kind
            return values

        def values(self) -> dict[str, Any]:
            return {name: value for name, value in self.cleaned_data.items() if name != "advised_units"}

    return type("DraftForm", (DraftForm,), {**owners, "advised_units": units})


def invite_form(actor: Actor) -> type[forms.Form]:
    """Whom to ask for a signature."""
    field = NamesField(
        KINDS["people.person"], actor, label=_("ask these members to sign"),
        help_text=_("Names with 、 or a comma between them."),
    )  # fmt: skip
    return type("InviteForm", (forms.Form,), {"people": field})


class DecisionForm(forms.Form):
    """Who decided on a key proposal."""

    decided_by = forms.CharField(
        label=_("chosen by"), max_length=120, help_text=_("For example the chairpersons' council, with its number.")
    )


class ResultForm(forms.Form):
    """What the supervision of a key proposal came to."""

    result = forms.CharField(label=_("result of the supervision"), widget=forms.Textarea(attrs={"rows": 4}))


class LogForm(RecordForm):
    """An entry of the log; without a day of its own it bears that of its activity."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        activity = values.get("activity")
        if values.get("happened_on") is None and activity is not None:
            values["happened_on"] = activity.starts_on
        return values


class TaskForm(RecordForm):
    """What follows an instruction is entered today where no other day is given, and done later."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if "noted_on" in self.fields and values.get("noted_on") is None:
            values["noted_on"] = timezone.localdate()
        begun, end = values.get("noted_on"), values.get("act_by")
        if begun and end and end < begun:
            self.add_error("act_by", _("The last day lies before the day on which it was entered."))
        return values
