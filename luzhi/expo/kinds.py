"""Pages of the expo, its committee, its invitations and exhibitors."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.expo import zone_kinds  # noqa: F401 -- registers the kinds of zones and of the programme
from luzhi.expo.models import (
    Application,
    CommitteeMeeting,
    Decision,
    Delegation,
    DelegationMatch,
    Exhibitor,
    Expo,
    ExpoAim,
    ExpoAlias,
    Invitation,
    InvitationChannel,
    PreparatoryCommittee,
    Promotion,
)
from luzhi.expo.panels import draw_expo_state, draw_funnel_of_channel
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, register


def is_own(actor: Actor) -> Q:
    """What an exhibitor's contact may see: the organisation's own."""
    return Q(organisation_id__in=actor.unit_ids)


def only_expo(actor: Actor, given: Any) -> dict[str, Any]:
    """A form opened from nowhere in particular is about the body's newest expo."""
    if "expo" in given:
        return {}
    newest = Expo.objects.filter(body_id=actor.body_id).order_by("-year", "-pk").values_list("pk", flat=True).first()
    return {"expo": newest} if newest else {}


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
        comes_from=("meeting",),
        leads_to=("task",),
        help=_("Decisions of the preparatory committee; name the task each became."),
    )
)
register(
    Kind(
        model=InvitationChannel,
        slug="channels",
        label_path="name",
        columns=(
            Column("name"),
            Column("kind"),
            Column("audience"),
            Column("organisation"),
            Column("sector"),
            Column("expo"),
        ),
        groups=(
            Group("", ("expo", "name", "year", "kind", "audience", "organisation", "sector")),
            Group(_("Reach"), ("areas", "workstreams", "note")),
        ),
        filters=("kind", "audience", "expo", "workstreams"),
        sections=(
            Section("expo.invitation", "channel"),
            Section("expo.exhibitor", "channel"),
            Section("expo.delegation", "channel"),
        ),
        panels=(Panel("funnel", draw_funnel_of_channel, place="before"),),
        comes_from=("workstreams",),
        initial=only_expo,
        help=_("Ways by which guests and exhibitors are sought: chambers, members, calls, delegations."),
    )
)
register(
    Kind(
        model=Invitation,
        slug="invitations",
        label_path="organisation__name",
        columns=(
            Column("organisation"),
            Column("person"),
            Column("state"),
            Column("guest_class"),
            Column("channel"),
            Column("invited_by"),
            Column("invited_on", sortable=True),
        ),
        groups=(
            Group("", ("expo", "channel", "organisation", "person", "guest_class", "year")),
            Group(_("How it was made"), ("invited_by", "invited_on", "trip", "note")),
        ),
        filters=("state", "channel", "guest_class", "trip", "expo", "year"),
        search=("organisation__name", "person__name", "invited_by"),
        sections=(Section("expo.exhibitor", "invitation"),),
        comes_from=("channel", "trip"),
        view_own=frozenset({Role.EXHIBITOR}),
        own=is_own,
        initial=only_expo,
        help=_("Who was invited, by whom, through which channel, and what came of it. Begin with a channel."),
    )
)
register(
    Kind(
        model=Exhibitor,
        slug="exhibitors",
        label_path="organisation__name",
        aliases=("organisation__aliases__name",),
        columns=(
            Column("organisation"),
            Column("zone"),
            Column("origin"),
            Column("channel"),
            Column("booth_area"),
            Column("shows"),
        ),
        groups=(
            Group("", ("expo", "organisation", "zone", "origin", "year")),
            Group(
                _("How it came and what it shows"),
                ("channel", "invitation", "booth_area", "shows", "withdrawn_on", "note"),
            ),
        ),
        filters=("zone", "origin", "channel", "expo", "year"),
        search=("organisation__name", "shows"),
        comes_from=("invitation", "channel"),
        view_own=frozenset({Role.EXHIBITOR}),
        own=is_own,
        initial=only_expo,
        help=_("Firms that exhibit, each once, with their origin at its true level."),
    )
)
register(
    Kind(
        model=Delegation,
        slug="delegations",
        label_path="name",
        columns=(
            Column("name"),
            Column("organisation"),
            Column("foreign"),
            Column("came"),
            Column("channel"),
            Column("expo"),
        ),
        groups=(
            Group(
                "",
                (
                    "expo",
                    "name",
                    "year",
                    "organisation",
                    "place",
                    "foreign",
                    "heads",
                    "channel",
                    "came",
                    "workstream",
                    "note",
                ),
            ),
        ),
        filters=("foreign", "came", "channel", "expo"),
        search=("name", "organisation__name", "heads__name"),
        sections=(Section("expo.delegationmatch", "delegation"),),
        comes_from=("channel",),
        initial=only_expo,
        help=_("Delegations with their heads; whether they came is told apart from having been asked."),
    )
)
register(
    Kind(
        model=DelegationMatch,
        slug="delegation-matches",
        label_path="local__name",
        columns=(Column("local"), Column("delegation"), Column("field"), Column("met_on"), Column("next_steps")),
        groups=(Group("", ("delegation", "local", "field", "met_on", "next_steps", "note")),),
        filters=("delegation", "local"),
        comes_from=("delegation",),
        help=_("Delegations and the local universities and firms they are brought together with."),
    )
)
register(
    Kind(
        model=Promotion,
        slug="promotions",
        label_path="subject",
        columns=(Column("subject"), Column("document"), Column("place"), Column("expo"), Column("year")),
        groups=(Group("", ("expo", "subject", "year", "document", "place", "channels", "workstream", "note")),),
        filters=("expo", "document", "workstream"),
        comes_from=("document", "channels"),
        initial=only_expo,
        help=_("Plans and places promoted for the expo, and through which channels."),
    )
)
register(
    Kind(
        model=Application,
        slug="applications",
        label_path="organisation_name",
        columns=(
            Column("organisation_name"),
            Column("state"),
            Column("origin"),
            Column("zone"),
            Column("area"),
            Column("expo"),
            Column("created_at", sortable=True),
        ),
        groups=(
            Group("", ("expo", "organisation_name", "year", "origin", "zone", "area", "shows")),
            Group(_("Whom to ask"), ("contact_name", "email", "phone", "note")),
        ),
        filters=("state", "zone", "expo", "year"),
        search=("organisation_name", "contact_name", "shows"),
        leads_to=("exhibitor",),
        view=frozenset({Role.STAFF}),
        initial=only_expo,
        help=_("Firms that want to exhibit. Open the expo for applications and publish its address; they arrive here."),
    )
)
