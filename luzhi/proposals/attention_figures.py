"""Figures about what leaders gave their attention to: key proposals, written instructions and what followed them."""

from django.db.models import Q
from django.db.models.functions import Now, TruncDate
from django.utils.translation import gettext_lazy as _

from luzhi.proposals.key_workflow import CHOSEN
from luzhi.proposals.models import Subject
from luzhi.records.figures import Distinct, Figure, Rate, declare_figure
from luzhi.records.tabling import FigureTable, TableColumn, declare_table

OF_INSTRUCTION = {"level": "level", "office": "office", "subject": "subject", "leader": "leader"}
OF_SUPERVISION = {"state": "state", "leader": "leader", "supervisor": "supervisor", "activity": "activity"}
OF_TASK = {"unit": "unit", "level": "instruction__level", "state": "state"}

declare_figure(
    Figure(
        key="proposals.key_candidates",
        title=_("Candidates for key proposals"),
        unit="proposal",
        kind="proposals.supervision",
        measure=Distinct("proposal"),
        population=Q(proposal__isnull=False),
        dimensions=OF_SUPERVISION,
        note=_("Every proposal that was named, whatever was decided; each counted once."),
        listed_by="proposal__title",
    )
)
declare_figure(
    Figure(
        key="proposals.key_led",
        title=_("Key proposals led by a leader"),
        unit="proposal",
        kind="proposals.supervision",
        measure=Distinct("proposal"),
        population=Q(state__in=CHOSEN, leader__isnull=False, proposal__isnull=False),
        dimensions=OF_SUPERVISION,
        note=_("Chosen ones for which a leader of Party or government is named."),
        listed_by="proposal__title",
    )
)
declare_figure(
    Figure(
        key="proposals.supervision_entries",
        title=_("Visits, meetings and reports in the supervision of key proposals"),
        unit="item",
        kind="proposals.supervisionentry",
        population=Q(happened_on__isnull=False),
        dimensions={"form": "form", "supervision": "supervision"},
        note=_("Each dated entry of a log; what is planned counts with its day."),
        year_path="supervision__year",
    )
)
declare_figure(
    Figure(
        key="proposals.supervisions",
        title=_("Supervision of key proposals"),
        unit="item",
        kind="proposals.supervision",
        population=Q(state__in=["supervised", "concluded"]),
        dimensions=OF_SUPERVISION,
        nouns=("重点提案督办", "督办", "supervised key proposals"),
        note=_("Each supervision counted once, whatever the number of visits and meetings in its log."),
    )
)
declare_figure(
    Figure(
        key="proposals.instructions",
        title=_("Written instructions"),
        unit="item",
        kind="proposals.instruction",
        dimensions=OF_INSTRUCTION,
        nouns=("批示", "领导批示", "written instructions"),
        note=_("Counted by instruction: one proposal may have several."),
    )
)
declare_figure(
    Figure(
        key="proposals.with_instruction",
        title=_("Proposals with a written instruction"),
        unit="proposal",
        kind="proposals.instruction",
        measure=Distinct("proposal"),
        population=Q(subject=Subject.PROPOSAL),
        dimensions=OF_INSTRUCTION,
        nouns=("获批示提案", "得到批示的提案", "提案批示", "proposals with instructions"),
        note=_("Counted by proposal, however many instructions it got."),
        listed_by="proposal__title",
    )
)
declare_figure(
    Figure(
        key="proposals.instructing_offices",
        title=_("Bodies whose leaders gave instructions"),
        unit="organisation",
        kind="proposals.instruction",
        measure=Distinct("office"),
        dimensions=OF_INSTRUCTION,
        note=_("Each body counted once."),
        listed_by="office__name",
    )
)
declare_figure(
    Figure(
        key="proposals.items_with_instruction",
        title=_("Recommendations with a written instruction"),
        unit="item",
        kind="proposals.instruction",
        measure=Distinct("item"),
        population=Q(subject=Subject.ITEM),
        dimensions=OF_INSTRUCTION,
        note=_("Counted by recommendation, however many instructions it got."),
        listed_by="item__text",
    )
)
declare_figure(
    Figure(
        key="proposals.opinions_with_instruction",
        title=_("Reports on social conditions with a written instruction"),
        unit="item",
        kind="proposals.instruction",
        measure=Distinct("opinion"),
        population=Q(subject=Subject.OPINION),
        dimensions=OF_INSTRUCTION,
        note=_("Counted by report, however many instructions it got."),
        listed_by="opinion__title",
    )
)
declare_figure(
    Figure(
        key="proposals.research_with_instruction",
        title=_("Research reports with a written instruction"),
        unit="item",
        kind="proposals.instruction",
        measure=Distinct("report"),
        population=Q(subject=Subject.REPORT),
        dimensions=OF_INSTRUCTION,
        note=_("Counted by report, however many instructions it got."),
        listed_by="report__title",
    )
)
declare_figure(
    Figure(
        key="proposals.instructions_followed",
        title=_("Written instructions with follow-up on record"),
        unit="item",
        kind="proposals.instructiontask",
        measure=Distinct("instruction"),
        dimensions=OF_TASK,
        note=_("Instructions for which it is on record who does what; each counted once."),
        year_path="instruction__year",
        listed_by="instruction__office__name",
    )
)
declare_figure(
    Figure(
        key="proposals.instruction_tasks",
        title=_("Follow-ups of written instructions"),
        unit="item",
        kind="proposals.instructiontask",
        population=~Q(state="dropped"),
        dimensions=OF_TASK,
        note=_("What units have to do after instructions; what was dropped is not counted."),
        year_path="instruction__year",
    )
)
declare_figure(
    Figure(
        key="proposals.instruction_tasks_done",
        title=_("Follow-ups of written instructions done"),
        unit="item",
        kind="proposals.instructiontask",
        population=Q(state="done"),
        dimensions=OF_TASK,
        note=_("Found done by the office; what a unit only reports is not counted."),
        year_path="instruction__year",
    )
)
declare_figure(
    Figure(
        key="proposals.instruction_tasks_late",
        title=_("Follow-ups of written instructions past their day"),
        unit="item",
        kind="proposals.instructiontask",
        population=Q(state="open", act_by__lt=TruncDate(Now())),
        dimensions=OF_TASK,
        note=_("Still to be done though the day has passed."),
        year_path="instruction__year",
    )
)
declare_figure(
    Rate(
        key="proposals.instruction_tasks_rate",
        title=_("Share of follow-ups done"),
        part="proposals.instruction_tasks_done",
        whole="proposals.instruction_tasks",
        note=_("Of what units have to do after written instructions."),
        truncate=True,
    )
)
declare_table(
    FigureTable(
        key="key-proposals",
        title=_("Key proposals by who leads them"),
        columns=(
            TableColumn("proposals.key_candidates", "leader"),
            TableColumn("proposals.key_led", "leader"),
            TableColumn("proposals.supervisions", "leader"),
        ),
    )
)
declare_table(
    FigureTable(
        key="instructions",
        title=_("Written instructions by level"),
        note=_("Instructions and the proposals they are about are counted apart."),
        columns=(
            TableColumn("proposals.instructions", "level"),
            TableColumn("proposals.with_instruction", "level"),
            TableColumn("proposals.instructing_offices", "level"),
        ),
    )
)
