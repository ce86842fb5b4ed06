"""The form of an activity, and the two quick forms for who came and who spoke on what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.activities.models import Participant, Speech, Topic
from luzhi.activities.vocabulary import Attendance, Dating, ParticipantClass, ParticipantRole
from luzhi.records.forms import NamesField, RecordForm
from luzhi.records.kinds import KINDS


class ActivityForm(RecordForm):
    """One day may be typed for both; a day typed says that the days are known."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        start, end = values.get("starts_on"), values.get("ends_on")
        if end and not start:
            self.add_error("starts_on", _("Give the first day too."))
        if start and not end:
            values["ends_on"] = start
        if start and values.get("dating") == Dating.UNKNOWN:
            values["dating"] = Dating.DAYS
        if not start and not end and values.get("dating") not in (None, Dating.UNKNOWN):
            self.add_error("starts_on", _("Give the day, or say that it is not known."))
        if start and values.get("year") and values["year"] not in (start.year, (values["ends_on"] or start).year):
            self.add_error("year", _("The days given are in another year."))
        return values


class AttendanceForm(forms.Form):
    """Who came: a mark for each participant, and further persons by name."""

    def __init__(self, data: Any, *, actor: Actor, participants: list[Participant]) -> None:
        super().__init__(data)
        self.participants = participants
        self.fields["names"] = NamesField(
            KINDS["people.person"], actor, label=_("Add persons"), required=False,
            help_text=_("Names with 、 or a comma between them."),
        )  # fmt: skip
        self.fields["group"] = forms.ChoiceField(
            label=_("class of people"), choices=ParticipantClass.choices, initial=ParticipantClass.MEMBER
        )
        self.fields["role"] = forms.ChoiceField(
            label=_("role"), choices=ParticipantRole.choices, initial=ParticipantRole.PARTICIPANT
        )
        self.fields["attendance"] = forms.ChoiceField(
            label=_("presence"), choices=Attendance.choices, initial=Attendance.PRESENT
        )
        for participant in participants:
            self.fields[f"a-{participant.pk}"] = forms.ChoiceField(
                label=str(participant), choices=Attendance.choices, initial=participant.attendance, required=False
            )

    def marks(self) -> dict[int, str]:
        """The mark of each participant that was sent."""
        found = {p.pk: self.cleaned_data.get(f"a-{p.pk}") for p in self.participants}
        return {pk: mark for pk, mark in found.items() if mark}


class SpeechesForm(forms.Form):
    """Who spoke on what: a topic for each speech, further speakers by name, further topics one a line."""

    def __init__(self, data: Any, *, actor: Actor, speeches: list[Speech], topics: list[Topic]) -> None:
        super().__init__(data)
        self.speeches = speeches
        choices = [("", _("not recorded")), *((str(topic.pk), topic.title) for topic in topics)]
        for speech in speeches:
            self.fields[f"t-{speech.pk}"] = forms.ChoiceField(
                label=str(speech.person), choices=choices, initial=str(speech.topic_id or ""), required=False
            )
        self.fields["speakers"] = NamesField(
            KINDS["people.person"], actor, label=_("Add speakers"), required=False,
            help_text=_("Names with 、 or a comma between them, in the order in which they spoke."),
        )  # fmt: skip
        self.fields["topics"] = forms.CharField(
            label=_("Add topics"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("One a line. Leave it open who spoke on which where that is not known."),
        )  # fmt: skip

    def clean_topics(self) -> list[str]:
        return [line.strip()[:200] for line in self.cleaned_data["topics"].splitlines() if line.strip()]

    def choices_made(self) -> dict[int, int | None]:
        """The topic chosen for each speech, None where it stays unknown."""
        found = {}
        for speech in self.speeches:
            chosen = self.cleaned_data.get(f"t-{speech.pk}") or ""
            found[speech.pk] = int(chosen) if chosen else None
        return found
