"""Figures of plans."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.plans.workflow import TaskState
from luzhi.records.figures import Distinct, Figure, Rate, declare_figure

declare_figure(
    Figure(
        key="plans.documents",
        title=_("Plan papers"),
        unit="document",
        kind="plans.plandocument",
        measure=Distinct("title"),
        dimensions={"plan": "plan", "kind": "kind"},
        nouns=("筹备文件", "方案", "工作方案", "plan papers", "planning documents"),
        note=_("Papers that govern the plans of the year; several versions of one paper count once."),
        listed_by="title",
    )
)
declare_figure(
    Figure(
        key="plans.workstreams",
        title=_("Lines of action"),
        unit="item",
        kind="plans.workstream",
        dimensions={"plan": "plan"},
        nouns=("工作线", "工作条线", "lines of action", "workstreams"),
        note=_("Lines of action of the plans of the year."),
        year_path="plan__year",
    )
)
declare_figure(
    Figure(
        key="plans.tasks",
        title=_("Tasks"),
        unit="task",
        kind="plans.task",
        population=~Q(state=TaskState.DROPPED),
        dimensions={"plan": "plan", "state": "state", "line": "workstream", "unit": "unit"},
        nouns=("任务", "tasks"),
        note=_("Tasks of the plans of the year, dropped ones left out."),
    )
)
declare_figure(
    Figure(
        key="plans.tasks_done",
        title=_("Tasks done"),
        unit="task",
        kind="plans.task",
        population=Q(state=TaskState.DONE),
        dimensions={"plan": "plan", "line": "workstream", "unit": "unit"},
        nouns=("完成任务", "销号任务", "tasks done"),
        note=_("Tasks that were closed out."),
    )
)
declare_figure(
    Rate(
        key="plans.done_share",
        title=_("Tasks done, in per cent"),
        part="plans.tasks_done",
        whole="plans.tasks",
        nouns=("任务完成率", "销号率"),
        note=_("Of the tasks of the year, the share closed out."),
        truncate=True,
    )
)
