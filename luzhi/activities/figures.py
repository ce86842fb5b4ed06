"""Figures about what the body did, who took part and who spoke.

Trips, stops and person-times are different units of one visit; each figure says in its note which it counts.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.activities.vocabulary import (
    CONSULTATIONS,
    OVERSIGHT,
    SESSIONS,
    SURVEYS,
    TEAM_OF_MEMBERS,
    TEAM_OF_STAFF,
    VISITS,
    Attendance,
)  # fmt: skip
from luzhi.activities.workflow import ANNOUNCED, PLANNED, TOOK_PLACE
from luzhi.records.figures import Distinct, Figure, Rate, declare_figure

EVERY = Q()
NAMED_AND_PRESENT = Q(attendance=Attendance.PRESENT, person__isnull=False)

OF_ACTIVITY = {
    "kind": "kind", "place": "place", "assignment": "assignments", "goal": "goals", "committee": "committee",
    "leader": "leader", "document": "follows", "campaign": "campaign", "task_group": "task_group",
    "organiser": "organiser", "state": "state",
}  # fmt: skip
BELOW_ACTIVITY = {
    "activity": "activity", "kind": "activity__kind", "assignment": "activity__assignments", "goal": "activity__goals",
    "committee": "activity__committee",
}  # fmt: skip


def declare_activities(key: str, title: Any, unit: str, condition: Q, nouns: tuple[str, ...], note: Any) -> None:
    """A count of activities that took place and meet a condition."""
    declare_figure(
        Figure(
            key=f"activities.{key}", title=title, unit=unit, kind="activities.activity",
            population=Q(state__in=TOOK_PLACE) & condition, dimensions=OF_ACTIVITY, nouns=nouns, note=note,
        )
    )  # fmt: skip


def declare_children(key: str, title: Any, unit: str, kind: str, *, condition: Q = EVERY, **more: Any) -> None:
    """A count over records that belong to activities which took place; `further` adds dimensions of their own."""
    dimensions = BELOW_ACTIVITY | more.pop("further", {})
    declare_figure(
        Figure(
            key=f"activities.{key}", title=title, unit=unit, kind=kind, dimensions=dimensions,
            population=Q(activity__state__in=TOOK_PLACE) & condition, year_path="activity__year", **more,
        )
    )  # fmt: skip


declare_activities(
    "held", _("Activities"), "activity", Q(), ("活动", "履职活动", "activities"),
    _("Activities that took place; one record each, also where it stands for a series."),
)  # fmt: skip
declare_activities(
    "visits", _("Visits (trips)"), "trip", Q(kind__in=VISITS), ("走访", "实地走访", "深入调研", "visits", "trips"),
    _("Trips: surveys, inspections, services and calls. A trip with three stops counts once."),
)  # fmt: skip
declare_activities(
    "surveys", _("Surveys"), "survey", Q(kind__in=SURVEYS),
    ("调研", "视察调研", "调查研究", "surveys", "field research"),
    _("Field research and inspection tours, by trip."),
)  # fmt: skip
declare_activities(
    "oversight", _("Oversight inspections"), "inspection", Q(kind__in=OVERSIGHT),
    ("监督性视察", "督办视察", "重点提案督办", "oversight inspections"),
    _("Oversight inspections, inspections on key proposals and democratic appraisals."),
)  # fmt: skip
declare_activities(
    "consultations", _("Consultations"), "meeting", Q(kind__in=CONSULTATIONS),
    ("协商座谈", "座谈会", "协商活动", "consultations", "symposiums", "seminars"),
    _("Consultation symposiums, seminars and other consultation meetings."),
)  # fmt: skip
declare_activities(
    "sessions", _("Standing Committee sessions"), "meeting", Q(kind__in=SESSIONS),
    ("常委会会议", "常委会", "专题议政性常委会会议", "Standing Committee sessions"),
    _("Sessions of the Standing Committee, topic sessions included."),
)  # fmt: skip
declare_figure(
    Figure(
        key="activities.planned", title=_("Activities to come"), unit="activity", kind="activities.activity",
        population=Q(state__in=(PLANNED, ANNOUNCED)), dimensions=OF_ACTIVITY,
        nouns=("计划活动", "activities to come"), note=_("Activities planned or announced and not yet held."),
    )
)  # fmt: skip
declare_figure(
    Figure(
        key="activities.purposes", title=_("Purposes of visits"), unit="item", kind="activities.activity",
        population=Q(state__in=TOOK_PLACE, kind__in=VISITS), measure=Distinct("purposes"), dimensions=OF_ACTIVITY,
        note=_("Different purposes for which trips were made."), listed_by="purposes__name",
    )
)  # fmt: skip
declare_children(
    "stops", _("Visits (stops)"), "stop", "activities.stop", condition=Q(activity__kind__in=VISITS),
    further={"site": "site", "organisation": "organisation", "place": "place"}, nouns=("点位", "stops"),
    note=_("Stops of trips. A trip with three stops counts three times."),
)  # fmt: skip
declare_children(
    "site_classes", _("Kinds of stops"), "item", "activities.stop", measure=Distinct("site"),
    condition=Q(activity__kind__in=VISITS),
    note=_("Different kinds of stops on trips: parks, firms, institutes, universities."),
)  # fmt: skip
declare_children(
    "person_times", _("Participation (person-times)"), "person_time", "activities.participant",
    condition=NAMED_AND_PRESENT, further={"group": "group", "role": "role", "person": "person"},
    nouns=("人次", "参加人次", "person-times"),
    note=_("Persons present at activities; who came three times counts three times."), listed_by="person__name",
)  # fmt: skip
declare_children(
    "member_times", _("Participation of members (person-times)"), "person_time", "activities.participant",
    condition=NAMED_AND_PRESENT & Q(group__in=TEAM_OF_MEMBERS), further={"group": "group", "person": "person"},
    nouns=("委员参加人次", "member person-times"),
    note=_("One of the two teams: members present at activities, each time counted."), listed_by="person__name",
)  # fmt: skip
declare_children(
    "staff_times", _("Participation of office staff (person-times)"), "person_time", "activities.participant",
    condition=NAMED_AND_PRESENT & Q(group__in=TEAM_OF_STAFF), further={"group": "group", "person": "person"},
    nouns=("机关干部参加人次", "staff person-times"),
    note=_("The other team: office staff present at activities, each time counted."), listed_by="person__name",
)  # fmt: skip
declare_children(
    "participants", _("Participants (heads)"), "people", "activities.participant", measure=Distinct("person"),
    condition=NAMED_AND_PRESENT, further={"group": "group", "role": "role"},
    nouns=("参加人员", "participants"),
    note=_("Persons present at activities; who came three times counts once."), listed_by="person__name",
)  # fmt: skip
declare_children(
    "participant_classes", _("Classes of participants"), "item", "activities.participant", measure=Distinct("group"),
    note=_("Different classes of people among the participants, named or not."),
)  # fmt: skip
declare_children(
    "due", _("Due to attend (person-times)"), "person_time", "activities.participant",
    condition=Q(person__isnull=False), further={"group": "group", "person": "person"},
    nouns=("应到人次", "due to attend"),
    note=_("Named participants of activities, whether or not they came."), listed_by="person__name",
)  # fmt: skip
declare_figure(
    Rate(
        key="activities.attendance", title=_("Attendance rate"), part="activities.person_times", whole="activities.due",
        nouns=("出席率", "到会率", "attendance rate"), truncate=True,
        note=_("Persons present of all who were due; who was excused stays in the denominator."),
    )
)  # fmt: skip
declare_children(
    "speeches", _("Speeches"), "item", "activities.speech", further={"person": "person", "topic": "topic"},
    nouns=("发言", "专题发言", "人次发言", "speeches", "appearances"),
    note=_("Speeches and named appearances; who spoke at two meetings counts twice."), listed_by="person__name",
)  # fmt: skip
declare_children(
    "speakers", _("Speakers"), "people", "activities.speech", measure=Distinct("person"),
    further={"topic": "topic"},
    nouns=("发言人", "课题组专家", "课题组委员", "委员代表", "专家代表", "speakers"),
    note=_("Persons who spoke; who spoke at two meetings counts once."), listed_by="person__name",
)  # fmt: skip
declare_children(
    "session_speeches", _("Speeches at Standing Committee sessions"), "item", "activities.speech",
    condition=Q(activity__kind__in=SESSIONS), further={"person": "person"}, nouns=("常委会发言", "session speeches"),
    note=_("Speeches at sessions of the Standing Committee."), listed_by="person__name",
)  # fmt: skip
declare_children(
    "session_speakers", _("Speakers at Standing Committee sessions"), "people", "activities.speech",
    measure=Distinct("person"), condition=Q(activity__kind__in=SESSIONS), nouns=("常委会发言人", "session speakers"),
    note=_("Persons who spoke at sessions of the Standing Committee, each once."), listed_by="person__name",
)  # fmt: skip
declare_children(
    "topics", _("Topics spoken on"), "item", "activities.topic", nouns=("专题", "议题", "topics"),
    note=_("Topics on record for activities, whether or not it is known who spoke on them."),
)  # fmt: skip
declare_figure(
    Figure(
        key="activities.task_groups", title=_("Task groups"), unit="item", kind="activities.taskgroup",
        dimensions={"leader": "leader", "committee": "committee"}, nouns=("课题组", "task groups"),
        note=_("Groups of members and experts that studied a topic."),
    )
)  # fmt: skip
declare_figure(
    Figure(
        key="activities.task_group_members", title=_("Members of task groups"), unit="people",
        kind="activities.taskgroup", measure=Distinct("members"), dimensions={"committee": "committee"},
        nouns=("课题组成员", "members of task groups"),
        note=_("Persons in task groups, each once."), listed_by="members__name",
    )
)  # fmt: skip
declare_figure(
    Figure(
        key="activities.reports", title=_("Research reports"), unit="report", kind="activities.researchreport",
        dimensions={"task_group": "task_group", "author": "authors", "recipient": "recipients", "activity": "sources"},
        nouns=("调研报告", "调查研究成果报告", "成果报告", "research reports"),
        note=_("Research reports finished in the year; further editions of one report are separate records."),
    )
)  # fmt: skip
declare_figure(
    Figure(
        key="activities.reports_used", title=_("Research reports put to use"), unit="report",
        kind="activities.reportuse", measure=Distinct("report"), year_path="report__year",
        dimensions={"kind": "kind", "organisation": "organisation"},
        nouns=("转化报告", "reports put to use"), note=_("Reports with at least one use on record, each once."),
        listed_by="report__title",
    )
)  # fmt: skip
declare_figure(
    Figure(
        key="activities.affirmed", title=_("Activities affirmed"), unit="activity", kind="activities.affirmation",
        measure=Distinct("activities"), dimensions={"by": "by"}, nouns=("充分肯定", "affirmed activities"),
        note=_("Activities that a committee or a government affirmed, each once."), listed_by="activities__title",
    )
)  # fmt: skip
