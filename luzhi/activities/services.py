"""Writes over several records of an activity at once: who came, who spoke on what."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F, Max

from luzhi.access.actors import Actor
from luzhi.activities.models import Activity, Participant, Speech, Topic
from luzhi.common.audit import record_event
from luzhi.people.models import Person
from luzhi.records.services import create_record


def note_attendance(activity: Activity, marks: Mapping[int, str], *, by: Actor) -> int:
    """Write the attendance of participants already on the list; one audit event names everyone whose mark changed.

    Returns how many changed. Unknown numbers and numbers of other activities are left alone.
    """
    with transaction.atomic():
        rows = activity.participants.select_for_update(of=("self",)).select_related("person", "organisation")
        changed = [row for row in rows.order_by("pk") if row.pk in marks and marks[row.pk] != row.attendance]
        if not changed:
            return 0
        changes = {str(row): [row.attendance, marks[row.pk]] for row in changed}
        for mark in sorted(set(marks.values())):
            chosen = [row.pk for row in changed if marks[row.pk] == mark]
            Participant.objects.filter(pk__in=chosen).update(attendance=mark, version=F("version") + 1)
        record_event(actor=by, verb="activities.attendance", obj=activity, changes=changes)
    return len(changed)


def add_participants(
    activity: Activity, persons: Iterable[Person], *, group: str, role: str, attendance: str, by: Actor
) -> list[Participant]:
    """Put persons on the list of an activity; who is there already is left as he or she is."""
    with transaction.atomic():
        there = set(activity.participants.exclude(person=None).values_list("person_id", flat=True))
        new = {person.pk: person for person in persons if person.pk not in there}
        return [
            create_record(
                Participant(activity=activity, person=person, group=group, role=role, attendance=attendance), by=by
            )
            for person in new.values()
        ]


def add_topics(activity: Activity, titles: Iterable[str], *, by: Actor) -> list[Topic]:
    """Topics in the order given, after those already there; a title that is there already is not added again."""
    with transaction.atomic():
        there = set(activity.topics.values_list("title", flat=True))
        last = activity.topics.aggregate(last=Max("position"))["last"] or 0
        new = [title for title in dict.fromkeys(titles) if title not in there]
        return [
            create_record(Topic(activity=activity, title=title, position=last + n), by=by)
            for n, title in enumerate(new, start=1)
        ]


def add_speeches(activity: Activity, speakers: Iterable[Person], *, by: Actor) -> list[Speech]:
    """A speech for each speaker, in the order given; a person may speak more than once."""
    with transaction.atomic():
        last = activity.speeches.aggregate(last=Max("position"))["last"] or 0
        return [
            create_record(Speech(activity=activity, person=person, position=last + n), by=by)
            for n, person in enumerate(speakers, start=1)
        ]


def match_topics(activity: Activity, chosen: Mapping[int, int | None], *, by: Actor) -> int:
    """Say on which topic of the activity each speech was; None leaves it unknown. Returns how many changed."""
    with transaction.atomic():
        topics = {topic.pk: topic for topic in activity.topics.all()}
        rows = activity.speeches.select_for_update(of=("self",)).select_related("person", "topic").order_by("pk")
        changes = {}
        for speech in rows:
            wanted = chosen.get(speech.pk, speech.topic_id)
            if wanted == speech.topic_id or (wanted is not None and wanted not in topics):
                continue
            changes[f"{speech.person} #{speech.pk}"] = [str(speech.topic or ""), str(topics.get(wanted or 0, ""))]
            Speech.objects.filter(pk=speech.pk).update(topic=wanted, version=F("version") + 1)
        if changes:
            record_event(actor=by, verb="activities.topics", obj=activity, changes=changes)
    return len(changes)
