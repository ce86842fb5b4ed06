"""Figures of projects. Signed, landed and completed are separate; each counts a project once."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.people.models import OrganisationKind
from luzhi.projects.models import AgreementKind
from luzhi.projects.stages import LANDED_OR_FURTHER, Stage
from luzhi.records.figures import Distinct, Figure, Rate, declare_figure

declare_figure(
    Figure(
        key="projects.projects",
        title=_("Projects"),
        unit="project",
        kind="projects.project",
        population=~Q(state=Stage.LOST),
        dimensions={"stage": "state", "kind": "kind", "place": "place", "assignment": "activities__assignments"},
        nouns=("项目", "招商项目", "重点项目", "projects", "investment projects"),
        note=_("Projects first recorded in the year, each once, lost ones left out; by the stage they are in now."),
    )
)


def declare_stage(key: str, title: object, stage: Stage, nouns: tuple[str, ...], note: object) -> None:
    """A figure of the projects that reached a stage in the year."""
    declare_figure(
        Figure(
            key=f"projects.{key}",
            title=title,
            unit="project",
            kind="projects.stageentry",
            population=Q(stage=stage),
            measure=Distinct("project"),
            dimensions={
                "trip": "trip",
                "kind": "project__kind",
                "place": "project__place",
                "expo": "outcomes__expo",
                "sub_event": "outcomes__sub_event",
            },
            nouns=nouns,
            note=note,
            listed_by="project__name",
        )
    )


declare_stage(
    "planned",
    _("Projects put into planning"),
    Stage.PLANNED,
    ("规划项目", "谋划项目", "planned projects"),
    _("Projects that were put into planning in the year, each once."),
)
declare_stage(
    "signed",
    _("Projects signed"),
    Stage.SIGNED,
    ("签约项目", "项目签约", "signed projects", "projects signed"),
    _("Projects that were signed in the year, each once; a letter of intent is no signing."),
)
declare_stage(
    "landed",
    _("Projects landed"),
    Stage.LANDED,
    ("落位项目", "落地项目", "项目落位", "项目落地", "landed projects", "projects landed"),
    _("Projects that landed in the year, each once. Signed is not landed."),
)
declare_stage(
    "started",
    _("Projects under construction"),
    Stage.STARTED,
    ("开工项目", "项目开工", "projects started"),
    _("Projects whose construction began in the year, each once."),
)
declare_stage(
    "completed",
    _("Projects completed"),
    Stage.COMPLETED,
    ("落成项目", "竣工项目", "项目落成", "项目竣工", "completed projects", "projects completed"),
    _("Projects that were completed in the year, each once."),
)
declare_stage(
    "producing",
    _("Projects in production"),
    Stage.PRODUCING,
    ("投产项目", "项目投产", "projects in production"),
    _("Projects that began to produce in the year, each once."),
)
declare_figure(
    Figure(
        key="projects.signed_then_landed",
        title=_("Signed projects that have landed since"),
        unit="project",
        kind="projects.stageentry",
        population=Q(stage=Stage.SIGNED, project__state__in=LANDED_OR_FURTHER),
        measure=Distinct("project"),
        dimensions={"kind": "project__kind", "place": "project__place", "expo": "outcomes__expo"},
        nouns=("签约落地项目", "signed projects landed"),
        note=_("Projects signed in the year that stand at landed or further now."),
        listed_by="project__name",
    )
)
declare_figure(
    Rate(
        key="projects.conversion",
        title=_("Signed projects landed, in per cent"),
        part="projects.signed_then_landed",
        whole="projects.signed",
        nouns=("签约项目落地率", "项目落地率", "履约率", "conversion rate"),
        note=_("Of the projects signed in the year, the share that has landed since."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="projects.leads",
        title=pgettext_lazy("investment", "Leads"),
        unit="lead",
        kind="projects.lead",
        dimensions={"sought": "sought", "park": "park", "state": "state", "trip": "trip"},
        nouns=("线索", "招商线索", "项目线索", "leads"),
        note=_("Leads recorded in the year: firms and bodies courted, none of them a project yet."),
    )
)
declare_figure(
    Figure(
        key="projects.target_firms",
        title=_("Firms courted"),
        unit="firm",
        kind="projects.lead",
        population=Q(organisation__kind=OrganisationKind.FIRM, organisation__unnamed=False),
        measure=Distinct("organisation"),
        dimensions={"park": "park", "state": "state"},
        nouns=("目标企业", "拟入驻企业", "入驻企业", "target firms", "firms courted"),
        note=_("Named firms courted to settle, each once."),
        listed_by="organisation__name",
    )
)
declare_figure(
    Figure(
        key="projects.trips",
        title=_("Outward trips"),
        unit="trip",
        kind="projects.trip",
        population=Q(several=False),
        dimensions={"destination": "destinations"},
        nouns=("外出招商", "外出考察", "外出对接", "outward trips", "trips"),
        note=_("Trips told apart; a record that stands for several trips is not counted as one."),
    )
)
declare_figure(
    Figure(
        key="projects.destinations",
        title=_("Destinations of trips"),
        unit="place",
        kind="projects.trip",
        population=Q(destinations__isnull=False),
        measure=Distinct("destinations"),
        dimensions={"trip": "title"},
        nouns=("目的地", "到访城市", "考察地", "destinations"),
        note=_("Different places to which trips went, each once."),
        listed_by="destinations__name",
    )
)
declare_figure(
    Figure(
        key="projects.universities",
        title=_("Universities docked with"),
        unit="university",
        kind="projects.docking",
        population=Q(organisation__kind=OrganisationKind.UNIVERSITY, organisation__unnamed=False),
        measure=Distinct("organisation"),
        dimensions={"trip": "trip", "abroad": "abroad"},
        nouns=("高校", "对接高校", "大学", "universities"),
        note=_("Named universities the body docked with, each once; institutes named only as a class are left out."),
        listed_by="organisation__name",
    )
)
declare_figure(
    Figure(
        key="projects.counterparts",
        title=_("Counterparts docked with"),
        unit="organisation",
        kind="projects.docking",
        population=Q(organisation__unnamed=False),
        measure=Distinct("organisation"),
        dimensions={"trip": "trip", "abroad": "abroad", "class": "organisation__kind"},
        nouns=("对接单位", "对接机构", "counterparts"),
        note=_("Named organisations the body docked with, each once."),
        listed_by="organisation__name",
    )
)
declare_figure(
    Figure(
        key="projects.agreements",
        title=_("Agreements signed"),
        unit="agreement",
        kind="projects.agreement",
        dimensions={
            "kind": "kind",
            "trip": "trip",
            "expo": "outcomes__expo",
            "sub_event": "outcomes__sub_event",
        },
        nouns=("协议", "合作协议", "签约协议", "agreements"),
        note=_("Agreements signed in the year; frameworks, contracts and letters of intent are told apart by kind."),
    )
)
declare_figure(
    Figure(
        key="projects.framework_agreements",
        title=_("Framework agreements signed"),
        unit="agreement",
        kind="projects.agreement",
        population=Q(kind=AgreementKind.FRAMEWORK),
        dimensions={"expo": "outcomes__expo", "sub_event": "outcomes__sub_event"},
        nouns=("框架协议", "合作框架协议", "战略合作框架协议", "framework agreements"),
        note=_("Framework agreements signed in the year."),
    )
)
declare_figure(
    Figure(
        key="projects.alliances",
        title=_("Alliances founded"),
        unit="alliance",
        kind="projects.alliance",
        dimensions={"expo": "outcomes__expo", "sub_event": "outcomes__sub_event"},
        nouns=("联盟", "产业联盟", "发展联盟", "alliances"),
        note=_("Alliances founded in the year."),
    )
)
