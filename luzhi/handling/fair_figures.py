"""Figures by which units and promises are judged, each share with the denominator that is fair to who is judged."""

from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Now, TruncDate
from django.utils.translation import gettext_lazy as _

from luzhi.handling.figures import OF_COMMITMENT, OF_REFERRAL, OF_VERDICT
from luzhi.records.figures import Figure, Rate, declare_figure
from luzhi.records.tabling import FigureTable, TableColumn, declare_table

REFERRED: dict[str, Any] = {
    "unit": "item", "kind": "handling.referral", "dimensions": OF_REFERRAL, "year_path": "matter__year",
    "listed_by": "unit__name",
}  # fmt: skip
PROMISED: dict[str, Any] = {"unit": "item", "kind": "handling.commitment", "dimensions": OF_COMMITMENT}
PASSED = TruncDate(Now())  # today at the body's place
DUE_SOMETIME = Q(due_on__isnull=False)
ENDED = Q(state__in=["kept", "given_up"])
OPEN = Q(state__in=["open", "reported"])

declare_figure(
    Figure(
        key="handling.referrals_kept",
        title=_("Referrals the units had to answer"),
        population=~Q(state__in=["waiting", "withdrawn", "transferred"]),
        note=_("Without those withdrawn or passed on: a unit is not judged by what was not its own."),
        **REFERRED,
    )
)
declare_figure(
    Figure(
        key="handling.referrals_replied",
        title=_("Referrals answered"),
        population=Q(state="answered"),
        nouns=("办复", "已办复"),
        note=_("The unit has answered every recommendation it had to answer."),
        **REFERRED,
    )
)
declare_figure(
    Rate(
        key="handling.reply_rate",
        title=_("Reply rate of the units"),
        part="handling.referrals_replied",
        whole="handling.referrals_kept",
        note=_("Of the referrals the units had to answer, due or not yet due."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="handling.referrals_fell_due",
        title=_("Referrals that fell due"),
        population=DUE_SOMETIME & (Q(state="answered", answered_on__isnull=False) | Q(overdue_on__isnull=False))
        & ~Q(state__in=["waiting", "withdrawn", "transferred"]),
        note=_("Answered ones with a due day, and unanswered ones whose day has passed."),
        **REFERRED,
    )
)  # fmt: skip
declare_figure(
    Rate(
        key="handling.in_time_of_due",
        title=_("In time, of what fell due"),
        part="handling.referrals_in_time",
        whole="handling.referrals_fell_due",
        nouns=("按期办结率",),
        note=_("Unanswered referrals whose day has passed count as late; what is not yet due counts in neither."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="handling.referrals_overdue",
        title=_("Referrals overdue and unanswered"),
        population=Q(state__in=["running", "objected"], overdue_on__isnull=False),
        nouns=("超期未办复", "逾期未答复"),
        note=_("The due day has passed, and the unit has not answered."),
        **REFERRED,
    )
)
declare_figure(
    Figure(
        key="handling.referrals_passed_on",
        title=_("Referrals passed to another unit"),
        population=Q(state="transferred"),
        nouns=("转办", "改办"),
        note=_("The unit asked to return it, or the office decided so; the next unit has a referral of its own."),
        **REFERRED,
    )
)
declare_figure(
    Figure(
        key="handling.last_verdicts",
        title=_("Verdicts of the last round"),
        unit="item",
        kind="handling.verdict",
        population=Q(round=F("matter__round")),
        dimensions=OF_VERDICT,
        note=_("After a second round the verdicts of the first no longer count."),
        year_path="matter__year",
    )
)
declare_figure(
    Figure(
        key="handling.last_verdicts_satisfied",
        title=_("Satisfied in the last round"),
        unit="item",
        kind="handling.verdict",
        population=Q(round=F("matter__round"), satisfied=True),
        dimensions=OF_VERDICT,
        note=_("Ratings of the last round that under the body's rules open no further one."),
        year_path="matter__year",
    )
)
declare_figure(
    Rate(
        key="handling.last_satisfaction_rate",
        title=_("Satisfaction after the last round"),
        part="handling.last_verdicts_satisfied",
        whole="handling.last_verdicts",
        note=_("Of the verdicts of the last round; silence counts in neither."),
        truncate=True,
    )
)
declare_figure(
    Rate(
        key="handling.last_verdict_share",
        title=_("Share of a rating in the last round"),
        part="handling.last_verdicts",
        whole="handling.last_verdicts",
        within=("result", "attitude"),
        note=_("Narrowed to a rating of the result or of the attitude: its share of the verdicts given."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="handling.last_verdicts_content",
        title=_("Verdicts that count as satisfied"),
        unit="item",
        kind="handling.verdict",
        population=Q(round=F("matter__round"), content=True, counted=True),
        dimensions=OF_VERDICT,
        note=_("Ratings of the last round that the rules count as satisfied."),
        year_path="matter__year",
    )
)
declare_figure(
    Figure(
        key="handling.last_verdicts_counted",
        title=_("Verdicts that the rate of satisfaction counts"),
        unit="item",
        kind="handling.verdict",
        population=Q(round=F("matter__round"), counted=True),
        dimensions=OF_VERDICT,
        note=_("Ratings of the last round without those that the rules leave out, such as “no view”."),
        year_path="matter__year",
    )
)
declare_figure(
    Rate(
        key="handling.content_rate",
        title=_("Satisfaction as the rules count it"),
        part="handling.last_verdicts_content",
        whole="handling.last_verdicts_counted",
        note=_("What counts as satisfied, and what is left out, is said by the rules; silence counts in neither."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="handling.referral_results",
        title=_("Referrals answered, with a class"),
        population=~Q(result_class="") & ~Q(state__in=["transferred", "withdrawn"]),
        note=_("Each unit's part of a matter with the class of that unit."),
        **{**REFERRED, "dimensions": {**OF_REFERRAL, "class": "result_class", "meaning": "result_meaning"}},
    )
)
declare_figure(
    Figure(
        key="handling.commitments_standing",
        title=_("Commitments that stand"),
        population=~Q(state="replaced"),
        note=_("Each promise once: what was replaced is counted as the promise in its place."),
        **PROMISED,
    )
)
declare_figure(
    Figure(
        key="handling.commitments_fell_due",
        title=_("Commitments that fell due"),
        population=ENDED | (OPEN & Q(keep_by__lt=PASSED)),
        note=_("Kept or given up, and open ones whose day has passed."),
        **PROMISED,
    )
)
declare_figure(
    Rate(
        key="handling.kept_of_due",
        title=_("Kept, of the commitments that fell due"),
        part="handling.commitments_kept",
        whole="handling.commitments_fell_due",
        nouns=("到期承诺兑现率",),
        note=_("A promise whose day is still to come counts in neither."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="handling.commitments_overdue",
        title=_("Commitments overdue"),
        population=OPEN & Q(keep_by__lt=PASSED),
        nouns=("逾期承诺", "到期未兑现承诺"),
        note=_("The promised day has passed, and the office has not found the promise kept."),
        **PROMISED,
    )
)

declare_table(
    FigureTable(
        key="units",
        title=_("Undertaking units"),
        note=_(
            "Each share names its denominator: what was passed on is not held against a unit, what is not yet due is "
            "neither early nor late, and silence is no verdict."
        ),
        columns=(
            TableColumn("handling.referrals_kept", "unit"),
            TableColumn("handling.referrals_passed_on", "unit"),
            TableColumn("handling.referrals_replied", "unit"),
            TableColumn("handling.reply_rate", "unit"),
            TableColumn("handling.referrals_fell_due", "unit"),
            TableColumn("handling.referrals_in_time", "unit"),
            TableColumn("handling.in_time_of_due", "unit"),
            TableColumn("handling.referrals_overdue", "unit"),
            TableColumn("handling.answers", "unit"),
            TableColumn("handling.answers", "unit", spread="class"),
            TableColumn("handling.commitments_standing", "owner"),
            TableColumn("handling.commitments_fell_due", "owner"),
            TableColumn("handling.commitments_kept", "owner"),
            TableColumn("handling.kept_of_due", "owner"),
        ),
    )
)
