"""Pages of the expo and of the committee that prepares it."""

from django.utils.translation import gettext_lazy as _

from luzhi.expo.models import CommitteeMeeting, Decision, Expo, ExpoAim, ExpoAlias, ExpoFigure, PreparatoryCommittee
from luzhi.expo.preparation.panels import draw_expo_state, draw_to_line, draw_to_task
from luzhi.expo.rules import only_expo
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, extend, register

register(
    Kind(
        model=Expo,
        slug="expos",
        label_path="name",
        aliases=("short_name", "aliases__name"),
        columns=(
            Column("name"),
            Column("short_name"),
            Column("starts_on", sortable=True),
            Column("ends_on"),
            Column("body_role"),
            Column("year"),
        ),
        groups=(
            Group("", ("name", "short_name", "year", "edition", "congress", "congress_number")),
            Group(_("Who and what for"), ("organisers", "prepared_for", "body_role", "main_task_of", "watchwords")),
            Group(
                _("When and where"),
                (
                    "half",
                    "prepared_from",
                    "prepared_by_day",
                    "starts_on",
                    "ends_on",
                    "place",
                    "plan",
                    "applications_open",
                    "applications_until",
                    "takes_fees",
                    "note",
                ),
            ),
        ),
        filters=("year",),
        search=("name", "short_name", "aliases__name", "congress"),
        sections=(
            Section("expo.expoalias", "expo"),
            Section("expo.preparatorycommittee", "expo"),
            Section("expo.zone", "expo"),
            Section("expo.invitationchannel", "expo"),
            Section("expo.subevent", "expo"),
            Section("expo.outcome", "expo"),
            Section("expo.award", "expo"),
            Section("expo.delegation", "expo"),
            Section("expo.dutypost", "expo"),
            Section("expo.expoaim", "expo"),
            Section("expo.expofigure", "expo"),
        ),
        panels=(Panel("state", draw_expo_state, place="before"),),
        comes_from=("plan",),
        help=_("An expo, with its committee, zones, invitations and events. Begin with its name; days may follow."),
    )
)

register(
    Kind(
        model=ExpoAlias,
        slug="expo-names",
        label_path="name",
        columns=(Column("name"), Column("expo")),
        groups=(Group("", ("expo", "name", "note")),),
        filters=("expo",),
        initial=only_expo,
    )
)

register(
    Kind(
        model=ExpoAim,
        slug="expo-aims",
        label_path="name",
        columns=(Column("name"), Column("kind"), Column("workstream"), Column("expo")),
        groups=(Group("", ("expo", "kind", "name", "workstream", "note")),),
        filters=("kind", "workstream", "expo"),
        initial=only_expo,
        help=_("Subjects, classes of visitors and results an expo is after."),
    )
)

register(
    Kind(
        model=PreparatoryCommittee,
        slug="expo-committees",
        label_path="name",
        columns=(Column("name"), Column("head"), Column("head_title"), Column("expo")),
        groups=(Group("", ("expo", "name", "head", "head_title", "units", "note")),),
        filters=("expo", "head"),
        sections=(Section("expo.committeemeeting", "committee"),),
        comes_from=("expo",),
        initial=only_expo,
        help=_("The committee that prepares an expo, with its head, member units and numbered meetings."),
    )
)

register(
    Kind(
        model=CommitteeMeeting,
        slug="expo-meetings",
        label_path="committee__name",
        columns=(
            Column("number", sortable=True),
            Column("committee"),
            Column("held_on"),
            Column("convened_by"),
            Column("chair"),
            Column("year"),
        ),
        groups=(Group("", ("committee", "number", "year", "held_on", "convened_by", "chair", "note")),),
        filters=("committee", "year"),
        search=("committee__name", "decisions__text"),
        sections=(Section("expo.decision", "meeting"),),
        locked=("committee", "number"),
        comes_from=("committee",),
        help=_("Numbered meetings of the preparatory committee, each with its decisions."),
    )
)

register(
    Kind(
        model=Decision,
        slug="expo-decisions",
        label_path="text",
        columns=(Column("text"), Column("number"), Column("meeting"), Column("task")),
        groups=(Group("", ("meeting", "number", "text", "task", "note")),),
        filters=("meeting", "task"),
        panels=(Panel("task", draw_to_task, place="before"),),
        comes_from=("meeting",),
        leads_to=("task",),
        help=_("Decisions of the preparatory committee; name the task each became."),
    )
)
register(
    Kind(
        model=ExpoFigure,
        slug="expo-figures",
        label_path="subject",
        columns=(
            Column("subject"),
            Column("stage"),
            Column("quantity"),
            Column("as_of"),
            Column("said_by"),
            Column("source"),
            Column("expo"),
        ),
        groups=(Group("", ("expo", "subject", "stage", "quantity", "as_of", "said_by", "source", "note")),),
        filters=("stage", "expo", "source"),
        search=("subject", "said_by"),
        comes_from=("expo", "source"),
        initial=only_expo,
        help=_("Figures as somebody gave them: planned, on the way or closing. The closing report keeps them apart."),
    )
)
extend("plans.workstream", panels=(Panel("state", draw_to_line, place="before"),))
