"""Figures about recommendations, answers, units, promises."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luzhi.records.figures import Distinct, Figure, Rate, declare_figure

OF_ITEM = {
    "matter": "matter",
    "activity": "matter__raised_at",
    "assignment": "matter__assignment",
    "topic": "topic",
    "state": "state",
    "occasion": "matter__occasion",
}
OF_REFERRAL = {
    "unit": "unit", "mode": "mode", "matter": "matter", "state": "state", "occasion": "matter__occasion",
}  # fmt: skip
OF_VERDICT = {
    "result": "result_meaning", "attitude": "attitude_meaning", "matter": "matter", "occasion": "matter__occasion",
    "round": "round",
}  # fmt: skip
OF_COMMITMENT = {
    "matter": "matter",
    "owner": "owner",
    "state": "state",
    "activity": "matter__raised_at",
    "occasion": "matter__occasion",
}

declare_figure(
    Figure(
        key="handling.matters",
        title=_("Matters"),
        unit="item",
        kind="handling.matter",
        dimensions={"occasion": "occasion", "activity": "raised_at", "assignment": "assignment", "state": "state"},
        nouns=("事项", "matters"),
        note=_("Sets of recommendations that went to units together."),
    )
)
declare_figure(
    Figure(
        key="handling.recommendations",
        title=_("Recommendations"),
        unit="recommendation",
        kind="handling.item",
        dimensions=OF_ITEM,
        nouns=("建议", "意见建议", "意见", "recommendations", "suggestions", "opinions"),
        note=_("Numbered items of matters, whoever raised them."),
        year_path="matter__year",
    )
)
declare_figure(
    Figure(
        key="handling.answered",
        title=_("Recommendations answered"),
        unit="recommendation",
        kind="handling.item",
        population=Q(fully_answered=True),
        dimensions=OF_ITEM,
        nouns=("已答复建议", "回应", "answered recommendations"),
        note=_("Items that every unit concerned has answered."),
        year_path="matter__year",
    )
)
declare_figure(
    Rate(
        key="handling.coverage",
        title=_("Answered one by one"),
        part="handling.answered",
        whole="handling.recommendations",
        nouns=("回应率", "一一回应", "response rate"),
        note=_("“One by one” holds only at 100 %."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="handling.unanswered",
        title=_("Recommendations without answer"),
        unit="recommendation",
        kind="handling.item",
        population=Q(fully_answered=False) & ~Q(state="closed"),
        dimensions=OF_ITEM,
        note=_("Open items for which an answer is still missing."),
        year_path="matter__year",
    )
)
declare_figure(
    Figure(
        key="handling.answered_not_done",
        title=_("Answered but not done"),
        unit="recommendation",
        kind="handling.item",
        population=Q(fully_answered=True, state__in=["answered", "in_action"]),
        dimensions=OF_ITEM,
        nouns=("答复未落实", "answered but not done"),
        note=_("Items that have their answers while nothing shows yet that they were carried out."),
        year_path="matter__year",
    )
)
declare_figure(
    Figure(
        key="handling.done",
        title=_("Recommendations carried out"),
        unit="recommendation",
        kind="handling.item",
        population=Q(state="done"),
        dimensions=OF_ITEM,
        nouns=("落实建议", "办结建议", "carried out"),
        note=_("Items whose carrying out has been shown."),
        year_path="matter__year",
    )
)
declare_figure(
    Figure(
        key="handling.answers",
        title=_("Answers"),
        unit="reply",
        kind="handling.answer",
        population=Q(draft=False),
        dimensions={
            "unit": "unit",
            "class": "class_meaning",
            "class_now": "now_meaning",
            "form": "form",
            "matter": "item__matter",
            "occasion": "item__matter__occasion",
            "round": "round",
        },
        nouns=("答复", "答复意见", "answers", "replies"),
        note=_("Answers of units to single items; an item that three units answer counts three times."),
        year_path="item__matter__year",
        listed_by="unit__name",
    )
)
declare_figure(
    Figure(
        key="handling.answering_units",
        title=_("Units that answered"),
        unit="organisation",
        kind="handling.answer",
        population=Q(draft=False),
        measure=Distinct("unit"),
        dimensions={"matter": "item__matter", "form": "form"},
        nouns=("承办单位", "答复单位", "undertaking units"),
        note=_("Each unit counted once, however many items it answered."),
        year_path="item__matter__year",
        listed_by="unit__name",
    )
)
declare_figure(
    Figure(
        key="handling.referrals",
        title=_("Referrals to units"),
        unit="item",
        kind="handling.referral",
        population=~Q(state__in=["waiting", "withdrawn"]),
        dimensions=OF_REFERRAL,
        nouns=("交办", "referrals"),
        note=_("A matter that three units have counts three times."),
        year_path="matter__year",
        listed_by="unit__name",
    )
)
declare_figure(
    Figure(
        key="handling.referrals_answered",
        title=_("Referrals answered in time or late"),
        unit="item",
        kind="handling.referral",
        population=Q(state="answered", due_on__isnull=False, answered_on__isnull=False),
        dimensions=OF_REFERRAL,
        note=_("Only referrals with a due day and a day of answer: without them nothing can be said of punctuality."),
        year_path="matter__year",
        listed_by="unit__name",
    )
)
declare_figure(
    Figure(
        key="handling.referrals_in_time",
        title=_("Referrals answered in time"),
        unit="item",
        kind="handling.referral",
        population=Q(state="answered", due_on__isnull=False, answered_on__lte=F("due_on")),
        dimensions=OF_REFERRAL,
        note=_("Answered on the due day at the latest, as the clock's ledger gives it."),
        year_path="matter__year",
        listed_by="unit__name",
    )
)
declare_figure(
    Rate(
        key="handling.in_time_rate",
        title=_("Answered in time"),
        part="handling.referrals_in_time",
        whole="handling.referrals_answered",
        nouns=("按时办复率", "按期答复率", "on-time rate"),
        note=_("Of the answered referrals that had a due day."),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="handling.commitments",
        title=_("Commitments"),
        unit="item",
        kind="handling.commitment",
        dimensions=OF_COMMITMENT,
        nouns=("承诺", "承诺事项", "commitments", "promises"),
        note=_("What units promised, in answers and in meetings."),
    )
)
declare_figure(
    Figure(
        key="handling.commitments_kept",
        title=_("Commitments kept"),
        unit="item",
        kind="handling.commitment",
        population=Q(state="kept"),
        dimensions=OF_COMMITMENT,
        nouns=("兑现承诺", "commitments kept"),
        note=_("Found kept by the office; a unit's own report is not enough."),
    )
)
declare_figure(
    Rate(
        key="handling.commitments_kept_rate",
        title=_("Share of commitments kept"),
        part="handling.commitments_kept",
        whole="handling.commitments",
        nouns=("承诺兑现率",),
        truncate=True,
    )
)
declare_figure(
    Figure(
        key="handling.verdicts",
        title=_("Verdicts of proposers"),
        unit="item",
        kind="handling.verdict",
        dimensions=OF_VERDICT,
        nouns=("反馈意见", "verdicts"),
        note=_("One for each proposer and round. Who gave none is “not evaluated” and is not in here."),
        year_path="matter__year",
    )
)
declare_figure(
    Figure(
        key="handling.verdicts_satisfied",
        title=_("Satisfied verdicts"),
        unit="item",
        kind="handling.verdict",
        population=Q(satisfied=True),
        dimensions=OF_VERDICT,
        note=_("Ratings that under the body's rules open no second round."),
        year_path="matter__year",
    )
)
declare_figure(
    Rate(
        key="handling.satisfaction_rate",
        title=_("Satisfaction"),
        part="handling.verdicts_satisfied",
        whole="handling.verdicts",
        nouns=("满意率", "satisfaction rate"),
        note=_("Of the verdicts given; silence counts in neither."),
        truncate=True,
    )
)

declare_figure(
    Figure(
        key="handling.carried_over",
        title=_("Carried over from earlier years"),
        unit="item",
        kind="handling.carriedover",
        dimensions={"unit": "unit", "since": "since"},
        nouns=("结转事项", "carried over"),
        note=_("Promises and followed answers that were still open when the year began."),
        listed_by="unit__name",
    )
)
declare_figure(
    Figure(
        key="handling.class_changes",
        title=_("Answers whose class has moved on"),
        unit="reply",
        kind="handling.progress",
        measure=Distinct("answer"),
        population=~Q(class_after=F("class_before")),
        dimensions={"before": "meaning_before", "after": "meaning_after", "unit": "answer__unit"},
        note=_("Each answer counted once; the class with which it was given stays on record beside it."),
        year_path="answer__item__matter__year",
        listed_by="answer__unit__name",
    )
)
