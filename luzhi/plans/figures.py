"""Figures of plans."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luzhi.plans.workflow import UNFINISHED, TaskState
from luzhi.records.figures import Distinct, Figure, Rate, Total, declare_figure

BY = {"plan": "plan", "line": "workstream", "owner": "owner", "unit": "unit"}

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
declare_figure(
    Figure(
        key="plans.tasks_on_time",
        title=_("Tasks done on time"),
        unit="task",
        kind="plans.task",
        population=Q(state=TaskState.DONE, actual_finish__lte=F("ends_on")),
        dimensions=BY,
        nouns=("按期完成任务", "按时完成任务", "tasks done on time"),
        note=_("Tasks closed out on their due day of the applied plan or before it."),
    )
)
declare_figure(
    Rate(
        key="plans.on_time_share",
        title=_("On time, in per cent"),
        part="plans.tasks_on_time",
        whole="plans.tasks_done",
        nouns=("按期完成率", "按时完成率"),
        note=_("Of the tasks closed out, the share closed out on their due day or before it."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="plans.tasks_slipped",
        title=_("Tasks that slipped"),
        unit="task",
        kind="plans.task",
        population=Q(state=TaskState.DONE, actual_finish__gt=F("ends_on")),
        dimensions=BY,
        nouns=("延期完成任务", "逾期完成任务", "tasks that slipped"),
        note=_("Tasks closed out after their due day of the applied plan."),
    )
)
declare_figure(
    Figure(
        key="plans.tasks_open",
        title=_("Open tasks"),
        unit="task",
        kind="plans.task",
        population=Q(state__in=UNFINISHED),
        dimensions={**BY, "state": "state"},
        nouns=("未完成任务", "未销号任务", "open tasks"),
        note=_("Tasks not begun, under way or blocked."),
    )
)
declare_figure(
    Figure(
        key="plans.tasks_reopened",
        title=_("Tasks reopened"),
        unit="task",
        kind="plans.task",
        population=Q(reopened__gt=0),
        dimensions=BY,
        nouns=("销号后重开任务", "tasks reopened"),
        note=_("Tasks that were closed out and taken up again, however often."),
    )
)
declare_figure(
    Figure(
        key="plans.workload",
        title=_("Working days in open tasks"),
        unit="day",
        kind="plans.task",
        measure=Total("duration"),
        population=Q(state__in=UNFINISHED, in_hours=False),
        dimensions=BY,
        nouns=("未完成任务工作量", "working days in open tasks"),
        note=_("Planned lengths of the tasks that are not done; tasks in hours are left out."),
    )
)
declare_figure(
    Figure(
        key="plans.budget",
        title=_("Budget of the tasks"),
        unit="yuan",
        kind="plans.task",
        measure=Total("budget"),
        population=~Q(state=TaskState.DROPPED),
        dimensions=BY,
        nouns=("任务预算", "budget of the tasks"),
        note=_("Budgets of all tasks of the plans of the year; tasks without one are told apart."),
    )
)
declare_figure(
    Figure(
        key="plans.spent",
        title=_("Spent on the tasks"),
        unit="yuan",
        kind="plans.task",
        measure=Total("spent"),
        population=~Q(state=TaskState.DROPPED) & Q(spent__isnull=False),
        dimensions=BY,
        nouns=("任务支出", "spent on the tasks"),
        note=_("What was spent on the tasks of the plans of the year, as far as it is recorded."),
    )
)
