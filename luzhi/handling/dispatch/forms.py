"""Forms of dispatch: a referral that may go to another body, a talk with the proposers."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.handling.days import rules_for
from luzhi.handling.forms import check_unit
from luzhi.handling.models import Matter
from luzhi.records.forms import RecordForm


class ReferralForm(RecordForm):
    """A body to which a matter is sent goes with the direction, and is another one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others: Any = self.fields.get("to_body")
        if others is not None:
            others.queryset = others.queryset.exclude(pk=self.actor.body_id)
            others.error_messages["invalid_choice"] = _("A matter is not sent to the own body.")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        body, way = values.get("to_body"), values.get("way")
        matter, mode, unit = values.get("matter"), values.get("mode"), values.get("unit")
        if isinstance(matter, Matter):
            rules = rules_for(matter)
            if rules is not None and mode and not rules.allows("modes", mode):
                self.add_error("mode", _("The rules of this matter do not know this way to dispatch."))
            if unit is not None:
                self.try_unit(matter, unit)
        if body is not None and not way:
            self.add_error("way", _("Say whether it is sent up or down."))
        return values

    def try_unit(self, matter: Matter, unit: Any) -> None:
        try:
            check_unit(matter, unit)
        except ValidationError as error:
            self.add_error("unit", error)


class TalkForm(RecordForm):
    """An officer enters the talks of the own unit; only the office holds the meeting that settles a matter."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        matter, unit = values.get("matter"), values.get("unit")
        inside = self.actor.holds(Role.STAFF, Role.DISPATCHER)
        if not inside and (unit is None or unit.pk not in self.actor.unit_ids):
            self.add_error("unit", _("Enter the talk for your own unit."))
        if values.get("settles") and not inside:
            self.add_error("settles", _("Only the office settles a matter by a meeting."))
        if values.get("settles") and values.get("form") != "meeting":
            self.add_error("form", _("Only a face-to-face meeting settles a matter."))
        if isinstance(matter, Matter):
            self.instance.round = matter.round
        return values
