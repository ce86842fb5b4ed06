"""Figures about proposals and reports on social conditions."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.records.figures import Distinct, Figure, Rate, declare_figure
from luzhi.records.tabling import FigureTable, TableColumn, declare_table

OF_PROPOSAL = {
    "outcome": "outcome",
    "proposer_kind": "proposer_kind",
    "topic": "topic",
    "sector": "sector",
    "committee": "committee",
    "organisation": "organisation",
    "between_sessions": "between_sessions",
    "state": "state",
}
SUBMITTED = ~Q(state__in=["draft", "cosigning"])
ANSWERED = ["replied", "feedback", "closed"]

declare_figure(
    Figure(
        key="proposals.submitted",
        title=_("Proposals submitted"),
        unit="proposal",
        kind="proposals.proposal",
        population=SUBMITTED,
        dimensions=OF_PROPOSAL,
        nouns=("提案", "收到提案", "提交提案", "proposals", "proposals submitted"),
        note=_("Every proposal handed in, whatever the review decided; drafts are not counted."),
    )
)
declare_figure(
    Figure(
        key="proposals.filed",
        title=_("Proposals filed"),
        unit="proposal",
        kind="proposals.proposal",
        population=Q(outcome__in=["filed", "merged"]),
        dimensions=OF_PROPOSAL,
        nouns=("立案提案", "立案", "proposals filed"),
        note=_("Filed ones and those merged into a filed one."),
    )
)
declare_figure(
    Figure(
        key="proposals.cases",
        title=_("Proposals dispatched after merging"),
        unit="proposal",
        kind="proposals.proposal",
        population=Q(outcome="filed"),
        dimensions=OF_PROPOSAL,
        nouns=("并案后提案", "交办提案", "cases"),
        note=_("Filed ones only: what was merged goes with its main proposal."),
    )
)
declare_figure(
    Rate(
        key="proposals.filing_rate",
        title=_("Filing rate"),
        part="proposals.filed",
        whole="proposals.submitted",
        nouns=("立案率", "filing rate"),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="proposals.decided",
        title=_("Proposals reviewed"),
        unit="proposal",
        kind="proposals.proposal",
        population=Q(outcome__in=["filed", "merged", "opinions", "returned", "scpo"]),
        dimensions=OF_PROPOSAL,
        nouns=("审查提案",),
        note=_("Those on which the review has decided; withdrawn ones and those still in review are not counted."),
    )
)
declare_figure(
    Rate(
        key="proposals.filing_rate_reviewed",
        title=_("Filing rate of the reviewed"),
        part="proposals.filed",
        whole="proposals.decided",
        note=_("Of the proposals on which the review has decided."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="proposals.collective",
        title=_("Collective proposals"),
        unit="proposal",
        kind="proposals.proposal",
        population=SUBMITTED & Q(proposer_kind__in=["party", "people", "committee", "sector", "group"]),
        dimensions=OF_PROPOSAL,
        nouns=("集体提案", "collective proposals"),
        note=_("Submitted by parties, people's organisations, committees, sectors or groups of members."),
    )
)
declare_figure(
    Figure(
        key="proposals.answered",
        title=_("Proposals answered"),
        unit="proposal",
        kind="proposals.proposal",
        population=Q(outcome="filed", state__in=ANSWERED),
        dimensions=OF_PROPOSAL,
        nouns=("办复提案", "答复提案", "proposals answered"),
        note=_("Filed ones for which every unit has answered every recommendation."),
    )
)
declare_figure(
    Rate(
        key="proposals.answer_rate",
        title=_("Handling rate"),
        part="proposals.answered",
        whole="proposals.cases",
        nouns=("办复率", "答复率", "handling rate"),
        note=_("Of the filed proposals after merging."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="proposals.key",
        title=_("Key proposals"),
        unit="proposal",
        kind="proposals.proposal",
        population=Q(key=True),
        dimensions=OF_PROPOSAL,
        nouns=("重点提案", "key proposals"),
        note=_("Proposals marked as key."),
    )
)
declare_figure(
    Figure(
        key="proposals.key_cases",
        title=_("Key proposals among the filed"),
        unit="proposal",
        kind="proposals.proposal",
        population=Q(key=True, outcome="filed"),
        dimensions=OF_PROPOSAL,
        note=_("Filed ones marked as key, after merging."),
    )
)
declare_figure(
    Rate(
        key="proposals.key_share",
        title=_("Share of key proposals"),
        part="proposals.key_cases",
        whole="proposals.cases",
        note=_("Of the filed proposals after merging."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="proposals.evaluated",
        title=_("Answered proposals with a verdict"),
        unit="proposal",
        kind="proposals.proposal",
        population=Q(outcome="filed", state__in=ANSWERED) & Q(matter__verdicts__isnull=False),
        dimensions=OF_PROPOSAL,
        note=_("Answered ones on which at least one proposer has given a verdict, in whatever round."),
    )
)
declare_figure(
    Rate(
        key="proposals.evaluation_rate",
        title=_("Share of answered proposals with a verdict"),
        part="proposals.evaluated",
        whole="proposals.answered",
        note=_("Of the answered proposals; the others are “not evaluated”, which is not “satisfied”."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="proposals.signers",
        title=_("Members who signed proposals"),
        unit="people",
        kind="proposals.signature",
        measure=Distinct("person"),
        population=Q(answer="agreed") & ~Q(proposal__state__in=["draft", "cosigning"]),
        dimensions={"proposal": "proposal"},
        nouns=("提案者", "提案人", "proposers"),
        note=_("Each person counted once, however many proposals he or she signed."),
        year_path="proposal__year",
        listed_by="person__name",
    )
)

# The same columns by each way of dividing what came in.
INTAKE = (
    "proposals.submitted", "proposals.decided", "proposals.filed", "proposals.cases", "proposals.filing_rate",
    "proposals.answered", "proposals.answer_rate", "proposals.key",
)  # fmt: skip
for name, title in (
    ("proposer_kind", _("Proposals by kind of proposer")),
    ("topic", _("Proposals by field")),
    ("organisation", _("Proposals by party and organisation")),
    ("sector", _("Proposals by sector")),
    ("committee", _("Proposals by committee")),
):
    declare_table(
        FigureTable(
            key=f"proposals-{name.replace('_', '-')}",
            title=title,
            note=_("The filing rate is of all submitted; the handling rate of the filed after merging."),
            columns=(
                *(TableColumn(key, name) for key in INTAKE),
                TableColumn("proposals.submitted", name, spread="outcome"),
            ),
        )
    )
OF_REPORT = {"state": "state", "sector": "sector", "topic": "topic"}
declare_figure(
    Figure(
        key="proposals.opinions",
        title=_("Reports on social conditions submitted"),
        unit="item",
        kind="proposals.opinionreport",
        dimensions=OF_REPORT,
        nouns=("社情民意信息", "社情民意", "reports on social conditions"),
        note=_("Every report handed in, also those that went into a composite one."),
    )
)
declare_figure(
    Figure(
        key="proposals.opinions_issued",
        title=_("Reports on social conditions issued"),
        unit="item",
        kind="proposals.opinionreport",
        population=Q(issued_on__isnull=False),
        dimensions=OF_REPORT,
        nouns=("编发社情民意", "编报社情民意", "reports issued"),
        note=_("Issues with a number of their own; a composite report is one issue."),
    )
)
declare_figure(
    Figure(
        key="proposals.opinions_adopted",
        title=_("Reports on social conditions adopted"),
        unit="item",
        kind="proposals.adoption",
        population=Q(highest=True),
        dimensions={"rung": "rung", "composite": "composite", "office": "office"},
        nouns=("采用社情民意", "社情民意采用", "reports adopted"),
        note=_("Each report once, by the highest rung it reached."),
        year_path="report__year",
    )
)
