"""Forms of administration."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luzhi.access.accounts import LONGEST_DISPLAY, LONGEST_NAME
from luzhi.access.grants import grantable_to
from luzhi.access.models import Body, User
from luzhi.access.roles import Role


class NamingForm(forms.Form):
    """What an account is called, and where its notices are mailed."""

    display_name = forms.CharField(label=gettext_lazy("display name"), max_length=LONGEST_DISPLAY)
    email = forms.EmailField(label=gettext_lazy("e-mail"), required=False)


class AccountForm(NamingForm):
    """A new account."""

    field_order = ("username",)
    username = forms.CharField(label=gettext_lazy("user name"), max_length=LONGEST_NAME)


class EmailForm(forms.Form):
    """One's own address for notices."""

    email = forms.EmailField(
        label=gettext_lazy("e-mail"), required=False,
        help_text=gettext_lazy("Notices are mailed there. Leave it empty to read them here only."),
    )  # fmt: skip


class GrantForm(forms.Form):
    """A role for an account, known by its exact user name."""

    username = forms.CharField(label=gettext_lazy("user name"), max_length=150)
    role = forms.ChoiceField(label=gettext_lazy("role"), choices=Role.choices)
    ends_on = forms.DateField(
        label=gettext_lazy("until"), required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("The last day. Leave it empty for a role without an end."),
    )  # fmt: skip

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body

    def clean_username(self) -> User:
        user = grantable_to(self.body).filter(username=self.cleaned_data["username"].strip()).first()
        if user is None:
            raise forms.ValidationError(_("No open account near this body is called so."))
        return user


class BodyForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a body is called, and the year it is working on."""

    class Meta:
        model = Body
        fields = ("name", "name_en", "short_name", "current_year")
