"""Figures about what became of proposals by result class, counted by case and by number."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.proposals.figures import ANSWERED, OF_PROPOSAL
from luzhi.records.figures import Figure, Rate, declare_figure
from luzhi.records.tabling import FigureTable, TableColumn, declare_table

OF_RESULT = {**OF_PROPOSAL, "class": "result_class", "meaning": "result_meaning"}
CLASSED = ~Q(result_class="")

declare_figure(
    Figure(
        key="proposals.results",
        title=_("Proposals with a class"),
        unit="proposal",
        kind="proposals.proposal",
        population=Q(outcome="filed") & CLASSED,
        dimensions=OF_RESULT,
        note=_("Counted by case: what was merged counts once, with its main proposal. The class is the lead unit's."),
    )
)
declare_figure(
    Figure(
        key="proposals.results_each",
        title=_("Proposals with a class, by number"),
        unit="proposal",
        kind="proposals.proposal",
        population=Q(outcome__in=["filed", "merged"]) & CLASSED,
        dimensions=OF_RESULT,
        note=_("Counted by number: each merged proposal has the class of its main proposal."),
    )
)
declare_figure(
    Rate(
        key="proposals.result_share",
        title=_("Share of a class among the proposals answered"),
        part="proposals.results",
        whole="proposals.results",
        within=("class", "meaning"),
        note=_("Narrowed to a class: its share of all that have one, counted by case."),
        truncate=True,
    )
)
declare_figure(
    Rate(
        key="proposals.result_share_each",
        title=_("Share of a class among the proposals answered, each number by itself"),
        part="proposals.results_each",
        whole="proposals.results_each",
        within=("class", "meaning"),
        note=_("Narrowed to a class: its share of all that have one, counted by number."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="proposals.solved",
        title=_("Proposals solved or adopted"),
        unit="proposal",
        kind="proposals.proposal",
        population=Q(outcome="filed", solved=True),
        dimensions=OF_RESULT,
        note=_("In a class that the rules of the proposal count as solved; by case."),
    )
)
declare_figure(
    Figure(
        key="proposals.results_counted",
        title=_("Proposals that the rate of the solved counts"),
        unit="proposal",
        kind="proposals.proposal",
        population=Q(outcome="filed", counted=True),
        dimensions=OF_RESULT,
        note=_("Answered ones without the classes that the rules leave out, such as those for reference; by case."),
    )
)
declare_figure(
    Rate(
        key="proposals.solved_rate",
        title=_("Rate of the solved"),
        part="proposals.solved",
        whole="proposals.results_counted",
        nouns=("解决率", "采纳率", "rate of the solved"),
        note=_("What counts as solved, and what is left out, is said by the rules of each proposal."),
        truncate=True,
    )
)
declare_figure(
    Rate(
        key="proposals.answer_rate_each",
        title=_("Handling rate, each number by itself"),
        part="proposals.answered_each",
        whole="proposals.filed",
        note=_("Of all filed ones, merged ones counted each by itself."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="proposals.answered_each",
        title=_("Proposals answered, each number by itself"),
        unit="proposal",
        kind="proposals.proposal",
        population=Q(outcome="filed", state__in=ANSWERED)
        | Q(outcome="merged", merged_into__state__in=ANSWERED)
        | Q(outcome="merged", merged_into__merged_into__state__in=ANSWERED),
        dimensions=OF_PROPOSAL,
        note=_("Merged ones are answered with their main proposal and count each by itself."),
    )
)
declare_table(
    FigureTable(
        key="proposals-results",
        title=_("Proposals by result class"),
        note=_("By case and by number; what a class means is said by the rules."),
        columns=(
            TableColumn("proposals.results", "meaning"),
            TableColumn("proposals.results_each", "meaning"),
            TableColumn("proposals.results", "meaning", spread="proposer_kind"),
        ),
    )
)
