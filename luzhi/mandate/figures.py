"""Figures about mandate, goals, assignments and campaigns."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.mandate.models import DocumentKind, GoalKind, Outcome
from luzhi.records.figures import Distinct, Figure, Rate, Total, declare_figure

declare_figure(
    Figure(
        key="mandate.documents",
        title=_("Documents and meetings"),
        unit="document",
        kind="mandate.document",
        dimensions={"kind": "kind", "issuer": "issuer", "adopted_at": "adopted_at"},
        nouns=("文件", "documents"),
        note=_("Meetings and documents on which the year's work rests, each once however often it is cited."),
    )
)
declare_figure(
    Figure(
        key="mandate.plenums",
        title=_("Plenums cited"),
        unit="meeting",
        kind="mandate.document",
        population=Q(kind=DocumentKind.PLENUM),
        dimensions={"issuer": "issuer"},
        nouns=("全会", "次全会", "plenums", "plenary sessions"),
        note=_("Plenums of party committees that guide the year's work, each once."),
    )
)
declare_figure(
    Figure(
        key="mandate.goals",
        title=_("Goals"),
        unit="goal",
        kind="mandate.goal",
        dimensions={"kind": "kind", "parent": "parent", "owner": "owner", "state": "state"},
        nouns=("目标", "项目标", "goals"),
        note=_("Goals on record; a frame and each of its named members count apart."),
    )
)
declare_figure(
    Figure(
        key="mandate.goal_members_declared",
        title=_("Members declared by slogans"),
        unit="goal",
        kind="mandate.goal",
        population=Q(members_declared__isnull=False),
        measure=Total("members_declared"),
        dimensions={"parent": "parent", "slogan": "slogan"},
        nouns=("产业", "industries"),
        note=_("The numbers a coded slogan itself names, added up, whether or not the members are known."),
        listed_by="slogan",
    )
)
declare_figure(
    Figure(
        key="mandate.goal_members_named",
        title=_("Members of goal frames named"),
        unit="goal",
        kind="mandate.goal",
        population=Q(kind=GoalKind.MEMBER),
        dimensions={"parent": "parent"},
        note=_("Members of goal frames that are on record under their own names."),
    )
)
declare_figure(
    Figure(
        key="mandate.assignments",
        title=_("Assignments"),
        unit="item",
        kind="mandate.assignment",
        dimensions={"kind": "kind", "scheme": "scheme", "leader": "leaders", "place": "place"},
        nouns=("包保", "包保任务", "assignments"),
        note=_("Industries, parks and other matters assigned to leaders in the year."),
    )
)
declare_figure(
    Figure(
        key="mandate.assignment_kinds",
        title=_("Kinds of assignment"),
        unit="item",
        kind="mandate.assignmentkind",
        dimensions={"scheme": "scheme"},
        nouns=("个包保", "包保类别", "kinds of assignment"),
        note=_("Kinds that a scheme distinguishes; some may be declared by its name and not be listed."),
    )
)
declare_figure(
    Figure(
        key="mandate.campaigns",
        title=_("Campaigns"),
        unit="campaign",
        kind="mandate.campaign",
        nouns=("主题活动", "campaigns"),
        note=_("Campaigns run in the year."),
    )
)
declare_figure(
    Figure(
        key="mandate.campaign_audiences",
        title=_("Audiences of campaigns"),
        unit="item",
        kind="mandate.campaign",
        measure=Distinct("audience"),
        note=_("Groups to which a campaign is addressed, each once."),
    )
)
declare_figure(
    Figure(
        key="mandate.campaign_actions",
        title=_("Actions in campaigns"),
        unit="item",
        kind="mandate.campaignaction",
        dimensions={
            "kind": "kind", "role": "role", "campaign": "campaign", "person": "person", "goal": "goals",
            "assignment": "assignment", "outcome": "outcome",
        },
        note=_("Actions that members and organisations took in a campaign."),
    )
)  # fmt: skip
declare_figure(
    Figure(
        key="mandate.campaign_roles",
        title=_("Roles of members in campaigns"),
        unit="item",
        kind="mandate.campaignaction",
        population=~Q(role=""),
        measure=Distinct("role"),
        dimensions={"campaign": "campaign"},
        note=_("Different roles in which members acted: in the own job, in the body, in the sector."),
    )
)
declare_figure(
    Figure(
        key="mandate.campaign_people",
        title=_("People who acted in campaigns"),
        unit="people",
        kind="mandate.campaignaction",
        population=Q(person__isnull=False),
        measure=Distinct("person"),
        dimensions={"campaign": "campaign", "kind": "kind", "role": "role"},
        note=_("Persons with at least one action on record, each once."),
        listed_by="person__name",
    )
)
declare_figure(
    Figure(
        key="mandate.problems",
        title=_("Problems raised in campaigns"),
        unit="item",
        kind="mandate.campaignaction",
        population=~Q(problem=""),
        dimensions={"campaign": "campaign", "kind": "kind", "outcome": "outcome"},
        nouns=("困难问题", "problems raised"),
        note=_("Actions in which a problem was raised."),
    )
)
declare_figure(
    Figure(
        key="mandate.problems_solved",
        title=_("Problems solved in campaigns"),
        unit="item",
        kind="mandate.campaignaction",
        population=Q(outcome=Outcome.SOLVED),
        dimensions={"campaign": "campaign", "kind": "kind"},
        nouns=("解决问题", "problems solved"),
        note=_("Problems raised that are marked as solved."),
    )
)
declare_figure(
    Rate(
        key="mandate.solved_share",
        title=_("Share of problems solved"),
        part="mandate.problems_solved",
        whole="mandate.problems",
        nouns=("问题解决率", "share of problems solved"),
        truncate=True,
        note=_("Problems solved of all problems raised."),
    )
)
