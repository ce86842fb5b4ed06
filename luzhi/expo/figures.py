"""Figures of the expo. Invited, came and exhibited are different; mobilised areas are not origins."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.expo.vocabulary import FeatureKind, InvitationState, SubEventKind
from luzhi.people.models import Office, OrganisationKind
from luzhi.records.figures import Distinct, Figure, Rate, Total, declare_figure

EXHIBITS = Q(organisation__unnamed=False, withdrawn_on=None)
CAME = Q(state__in=[InvitationState.CAME, InvitationState.EXHIBITED])

declare_figure(
    Figure(
        key="expo.exhibitors",
        title=_("Exhibitors"),
        unit="firm",
        kind="expo.exhibitor",
        population=EXHIBITS,
        measure=Distinct("organisation"),
        dimensions={"expo": "expo", "zone": "zone", "origin": "origin", "channel": "channel"},
        nouns=("企业", "参展企业", "展商", "参展商", "firms", "exhibitors", "exhibiting firms"),
        note=_("Firms that exhibit, each once; unnamed ones and those that withdrew are not counted."),
        listed_by="organisation__name",
    )
)
declare_figure(
    Figure(
        key="expo.origins",
        title=_("Origins of exhibitors"),
        unit="place",
        kind="expo.exhibitor",
        population=Q(origin__isnull=False),
        measure=Distinct("origin"),
        dimensions={"expo": "expo", "zone": "zone", "channel": "channel", "level": "origin__level"},
        nouns=("国家和地区", "来源地", "origins", "countries and regions"),
        note=_("Different places exhibitors came from, each at its own level: countries, regions, provinces, cities."),
        listed_by="origin__name",
    )
)
declare_figure(
    Figure(
        key="expo.mobilised_areas",
        title=_("Areas mobilised"),
        unit="place",
        kind="expo.invitationchannel",
        population=Q(areas__isnull=False),
        measure=Distinct("areas"),
        dimensions={"expo": "expo", "kind": "kind"},
        nouns=("动员地区", "areas mobilised"),
        note=_("Places where people were called upon to invite others. Not where exhibitors came from."),
        listed_by="areas__name",
    )
)
declare_figure(
    Figure(
        key="expo.audiences",
        title=_("Audiences called upon"),
        unit="item",
        kind="expo.invitationchannel",
        population=Q(audience=True),
        measure=Distinct("kind"),
        dimensions={"expo": "expo"},
        nouns=("动员对象", "邀约渠道", "audiences"),
        note=_("Kinds of audience called upon to invite; the members of several sectors are one kind."),
        listed_by="name",
    )
)
declare_figure(
    Figure(
        key="expo.channels",
        title=_("Invitation channels"),
        unit="item",
        kind="expo.invitationchannel",
        dimensions={"expo": "expo", "kind": "kind", "audience": "audience"},
        nouns=("邀请渠道", "渠道", "invitation channels", "channels"),
        note=_("Channels by which guests and exhibitors were sought; each sector counts apart."),
    )
)
declare_figure(
    Figure(
        key="expo.invitations",
        title=_("Invitations"),
        unit="item",
        kind="expo.invitation",
        population=~Q(state=InvitationState.PLANNED),
        dimensions={"expo": "expo", "channel": "channel", "class": "guest_class", "state": "state", "trip": "trip"},
        nouns=("邀请", "受邀嘉宾", "受邀企业", "invitations"),
        note=_("Invitations that went out, whatever became of them."),
        listed_by="organisation__name",
    )
)
declare_figure(
    Figure(
        key="expo.invited_firms",
        title=_("Firms invited by name"),
        unit="firm",
        kind="expo.invitation",
        population=~Q(state=InvitationState.PLANNED)
        & Q(organisation__kind=OrganisationKind.FIRM, organisation__unnamed=False),
        measure=Distinct("organisation"),
        dimensions={"expo": "expo", "channel": "channel", "trip": "trip"},
        nouns=("受邀企业", "邀请企业", "firms invited"),
        note=_("Named firms that were invited, each once."),
        listed_by="organisation__name",
    )
)
declare_figure(
    Figure(
        key="expo.invited_who_came",
        title=_("Invited firms that came"),
        unit="firm",
        kind="expo.invitation",
        population=CAME & Q(organisation__kind=OrganisationKind.FIRM, organisation__unnamed=False),
        measure=Distinct("organisation"),
        dimensions={"expo": "expo", "channel": "channel", "trip": "trip"},
        nouns=("应邀企业", "invited firms that came"),
        note=_("Named firms that were invited and came or exhibited, each once."),
        listed_by="organisation__name",
    )
)
declare_figure(
    Rate(
        key="expo.turn_up",
        title=_("Invited firms that came, in per cent"),
        part="expo.invited_who_came",
        whole="expo.invited_firms",
        nouns=("到会率", "应邀率", "turn-up rate"),
        note=_("Of the firms invited by name, the share that came."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="expo.zones",
        title=_("Zones"),
        unit="zone",
        kind="expo.zone",
        dimensions={"expo": "expo", "state": "state", "priority": "priority"},
        nouns=("展区", "zones", "exhibition zones"),
        note=_("Zones of the expos of the year."),
    )
)
declare_figure(
    Figure(
        key="expo.zone_area",
        title=_("Area of zones"),
        unit="square_metre",
        kind="expo.zone",
        measure=Total("area"),
        dimensions={"expo": "expo", "zone": "name", "state": "state"},
        nouns=("展区面积", "展陈面积", "展览面积", "面积", "exhibition area", "area"),
        note=_("Square metres of the zones; zones whose area is not recorded are told apart, never taken as zero."),
        listed_by="name",
    )
)
declare_figure(
    Figure(
        key="expo.zone_rounds",
        title=_("Rounds of redrawing"),
        unit="round",
        kind="expo.zonerevision",
        population=Q(number__isnull=False),
        dimensions={"zone": "zone", "expo": "zone__expo"},
        nouns=("调整", "轮调整", "rounds of redrawing"),
        note=_("Numbered rounds in which a zone was redrawn."),
        listed_by="zone__name",
    )
)
declare_figure(
    Figure(
        key="expo.changed_aspects",
        title=_("Aspects redrawn"),
        unit="item",
        kind="expo.zonechange",
        measure=Distinct("aspect"),
        dimensions={"zone": "revision__zone", "expo": "revision__zone__expo"},
        nouns=("调整内容", "调整方面", "aspects redrawn"),
        note=_("Different aspects of zones that were changed, each once."),
        year_path="revision__year",
        listed_by="aspect",
    )
)


def declare_features(key: str, title: object, kind: FeatureKind, nouns: tuple[str, ...], note: object) -> None:
    declare_figure(
        Figure(
            key=f"expo.{key}",
            title=title,
            unit="item",
            kind="expo.zonefeature",
            population=Q(kind=kind),
            dimensions={"zone": "zone", "expo": "zone__expo"},
            nouns=nouns,
            note=note,
            year_path="zone__year",
            listed_by="name",
        )
    )


declare_features(
    "zone_topics",
    _("Topics shown in zones"),
    FeatureKind.TOPIC,
    ("展示内容", "展示领域", "topics shown"),
    _("Topics that zones show."),
)
declare_features(
    "zone_strengths",
    _("Strengths of zones"),
    FeatureKind.STRENGTH,
    ("展区特色", "展区亮点", "strengths of zones"),
    _("Strengths found in zones."),
)
declare_figure(
    Figure(
        key="expo.sub_events",
        title=_("Sub-events"),
        unit="event",
        kind="expo.subevent",
        dimensions={"expo": "expo", "kind": "kind", "organiser": "organiser", "zone": "zone"},
        nouns=("配套活动", "专项活动", "活动", "sub-events", "side events"),
        note=_("Conferences, forums, dockings, launches and signings within the expos of the year."),
    )
)
declare_figure(
    Figure(
        key="expo.conferences",
        title=_("Conferences at the expo"),
        unit="conference",
        kind="expo.subevent",
        population=Q(kind=SubEventKind.CONFERENCE),
        dimensions={"expo": "expo", "organiser": "organiser"},
        nouns=("大会", "产业大会", "发展大会", "conferences"),
        note=_("Conferences held within the expos of the year."),
    )
)
declare_figure(
    Figure(
        key="expo.dockings",
        title=_("Dockings at the expo"),
        unit="event",
        kind="expo.subevent",
        population=Q(kind=SubEventKind.DOCKING),
        dimensions={"expo": "expo", "organiser": "organiser", "zone": "zone"},
        nouns=("项目对接活动", "对接活动", "对接会", "docking events"),
        note=_("Docking events held within the expos of the year."),
    )
)
declare_figure(
    Figure(
        key="expo.launches",
        title=_("Launches of results"),
        unit="item",
        kind="expo.resultlaunch",
        dimensions={"expo": "expo", "zone": "zone", "sub_event": "sub_event"},
        nouns=("成果发布", "科研成果发布", "launches of results"),
        note=_("Launches of new results at the expos of the year; one launch may show several results."),
    )
)
declare_figure(
    Figure(
        key="expo.awards",
        title=_("Awards at the expo"),
        unit="award",
        kind="expo.award",
        dimensions={"expo": "expo", "zone": "zone"},
        nouns=("奖项", "荣誉", "awards"),
        note=_("Awards, each once however often it is told."),
    )
)
declare_figure(
    Figure(
        key="expo.delegations",
        title=_("Delegations"),
        unit="delegation",
        kind="expo.delegation",
        dimensions={"expo": "expo", "foreign": "foreign", "came": "came"},
        nouns=("代表团", "delegations"),
        note=_("Delegations in contact with the body for the expo; whether they came is told apart."),
    )
)
declare_figure(
    Figure(
        key="expo.delegation_heads",
        title=_("Heads of delegations"),
        unit="people",
        kind="expo.delegation",
        population=Q(heads__isnull=False),
        measure=Distinct("heads"),
        dimensions={"expo": "expo", "delegation": "name"},
        nouns=("带队领导", "heads of delegations"),
        note=_("Persons who headed delegations, each once."),
        listed_by="heads__name",
    )
)
declare_figure(
    Figure(
        key="expo.staff_on_duty",
        title=_("Staff on duty at the expo"),
        unit="people",
        kind="expo.staffduty",
        measure=Distinct("person"),
        dimensions={"expo": "expo", "role": "post__role", "zone": "zone"},
        nouns=("上阵", "值守人员", "服务人员", "staff on duty"),
        note=_("Persons on duty at the expo, each once however many shifts."),
        listed_by="person__name",
    )
)
declare_figure(
    Figure(
        key="expo.office_on_duty",
        title=_("Office staff on duty at the expo"),
        unit="people",
        kind="expo.staffduty",
        population=Q(person__seats__office=Office.STAFF),
        measure=Distinct("person"),
        dimensions={"expo": "expo"},
        nouns=("上阵的机关干部", "office staff on duty"),
        note=_(
            "Persons on duty who have a seat in the office; volunteers and others lent to the expo are not among them."
        ),
        listed_by="person__name",
    )
)
declare_figure(
    Rate(
        key="expo.staff_share",
        title=_("Office staff on duty at the expo, in per cent"),
        part="expo.office_on_duty",
        whole="people.staff",
        nouns=("机关干部上阵", "全员上阵", "share of staff on duty"),
        note=_("Of the office staff, those on duty at the expo."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="expo.duty_roles",
        title=_("Roles of staff at the expo"),
        unit="item",
        kind="expo.dutypost",
        measure=Distinct("role"),
        dimensions={"expo": "expo"},
        nouns=("岗位", "角色", "roles of staff"),
        note=_("Different roles that staff filled at the expo."),
        listed_by="name",
    )
)
declare_figure(
    Figure(
        key="expo.committee_meetings",
        title=_("Meetings of the preparatory committee"),
        unit="meeting",
        kind="expo.committeemeeting",
        dimensions={"expo": "committee__expo", "committee": "committee"},
        nouns=("筹备委员会会议", "筹备工作会议", "工作会议", "committee meetings"),
        note=_("Meetings of the preparatory committee on record."),
    )
)
declare_figure(
    Figure(
        key="expo.outcomes",
        title=_("Outcomes at the expo"),
        unit="item",
        kind="expo.outcome",
        dimensions={"expo": "expo", "sub_event": "sub_event"},
        nouns=("展会成果", "outcomes of the expo"),
        note=_("Agreements, alliances and project stages that came about at the expo."),
    )
)
declare_figure(
    Figure(
        key="expo.guests",
        title=_("Guests who have confirmed"),
        unit="people",
        kind="expo.guest",
        population=Q(confirmed=True),
        measure=Distinct("person"),
        dimensions={"expo": "expo", "class": "guest_class", "delegation": "delegation"},
        nouns=("嘉宾", "参会嘉宾", "guests"),
        note=_("Persons who confirmed that they come as guests, each once."),
        listed_by="person__name",
    )
)
