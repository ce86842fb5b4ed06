"""Pages of matters, recommendations, referrals, answers, promises, verdicts."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.handling import rules
from luzhi.handling.dispatch.forms import ReferralForm
from luzhi.handling.models import Answer, ClockEntry, Commitment, Item, Matter, Referral, Verdict
from luzhi.handling.panels import draw_answer_links, draw_clock, draw_matrix, draw_verdicts
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, extend, register

NOBODY: frozenset[Role] = frozenset()
OFFICE = frozenset({Role.STAFF, Role.DISPATCHER})
OFFICER = frozenset({Role.OFFICER})

register(
    Kind(
        model=Matter,
        slug="matters",
        label_path="title",
        columns=(
            Column("title"),
            Column("occasion"),
            Column("state"),
            Column("addressed_to"),
            Column("raised_on", sortable=False),
        ),
        groups=(
            Group(
                "",
                (
                    "title",
                    "occasion",
                    "topic",
                    "addressed_to",
                    "advised_units",
                    "year",
                    "raised_on",
                    "result_class",
                    "result_meaning",
                ),
            ),
            Group(_("Where it comes from"), ("raised_at", "assignment", "note")),
        ),
        filters=("year", "state", "occasion", "raised_at", "assignment"),
        search=("title", "topic"),
        sections=(
            Section("handling.referral", "matter", add=False),
            Section("handling.commitment", "matter"),
        ),
        panels=(Panel("matrix", draw_matrix, place="before"), Panel("verdicts", draw_verdicts, place="before")),
        comes_from=("raised_at", "assignment"),
        view_own=OFFICER,
        own=rules.matters_of_units,
        help=_("What was recommended together goes to the units together. Enter the matter, then number its items."),
    )
)
register(
    Kind(
        model=Item,
        slug="recommendations",
        label_path="text",
        columns=(Column("text"), Column("matter"), Column("topic"), Column("state")),
        groups=(
            Group("", ("matter", "number", "topic", "text", "particulars", "proposers", "speech", "units", "note")),
        ),
        filters=("state", "matter", "topic", "fully_answered"),
        search=("text", "topic"),
        sections=(Section("handling.answer", "item", add=False),),
        comes_from=("matter", "speech"),
        view_own=OFFICER,
        own=rules.items_of_units,
        locked=("matter",),
        help=_("Each recommendation is one numbered item of a matter, so that each can get its answer."),
    )
)
register(
    Kind(
        model=Referral,
        slug="referrals",
        label_path="unit__name",
        duty_path="matter__title",
        columns=(
            Column("unit"),
            Column("mode"),
            Column("state"),
            Column("matter"),
            Column("sent_on"),
            Column("due_on"),
        ),
        groups=(
            Group(
                "",
                (
                    "matter",
                    "unit",
                    "mode",
                    "sent_on",
                    "due_on",
                    "answered_on",
                    "overdue_on",
                    "result_class",
                    "result_meaning",
                    "suggested_unit",
                    "passed_from",
                    "way",
                    "to_body",
                    "note",
                ),
            ),
        ),
        filters=("state", "unit", "mode", "matter"),
        search=("unit__name", "matter__title"),
        panels=(Panel("clock", draw_clock, place="before"),),
        comes_from=("matter", "passed_from"),
        view_own=OFFICER,
        own=rules.referrals_of_units,
        change=OFFICE,
        locked=("matter", "unit", "way", "to_body"),
        form_base=ReferralForm,
        help=_("A matter in the hands of a unit. Each unit has its own clock."),
    )
)
register(
    Kind(
        model=Answer,
        slug="answers",
        label_path="unit__name",
        columns=(
            Column("unit"),
            Column("item"),
            Column("result_class"),
            Column("class_meaning"),
            Column("form"),
            Column("answered_on"),
        ),
        groups=(
            Group(
                "",
                (
                    "item",
                    "unit",
                    "round",
                    "result_class",
                    "class_meaning",
                    "now_class",
                    "now_meaning",
                    "draft",
                    "form",
                    "answered_on",
                    "answered_by",
                ),
            ),
            Group(_("Answer"), ("text", "measure", "not_adopted_because", "note")),
        ),
        filters=("unit", "result_class", "now_class", "draft", "form"),
        search=("text", "unit__name", "item__text"),
        sections=(Section("handling.commitment", "answer", add=False),),
        panels=(Panel("links", draw_answer_links, place="aside"),),
        comes_from=("item",),
        view=OFFICE,
        view_own=frozenset({Role.OFFICER, Role.MEMBER, Role.LEADER}),
        own=rules.answers_of_reader,
        change=NOBODY,
        help=_("An answer is entered in the matrix of its matter: open the matter and choose the empty cell."),
    )
)
register(
    Kind(
        model=Commitment,
        slug="commitments",
        label_path="text",
        columns=(Column("text"), Column("owner"), Column("keep_by"), Column("state"), Column("matter")),
        groups=(
            Group(
                "",
                ("text", "matter", "answer", "owner", "year", "promised_on", "keep_by", "ended_on", "replaces", "note"),
            ),
        ),
        filters=("state", "owner", "year", "matter"),
        search=("text", "owner__name"),
        comes_from=("matter", "answer", "replaces"),
        view_own=OFFICER,
        own=rules.commitments_of_units,
        locked=("matter", "answer"),
        help=_("What was promised in an answer or in a meeting; it stays open until it is kept, replaced or given up."),
    )
)
register(
    Kind(
        model=Verdict,
        slug="verdicts",
        label_path="person__name",
        columns=(
            Column("person"),
            Column("matter"),
            Column("round"),
            Column("result_meaning"),
            Column("attitude_meaning"),
            Column("given_on"),
        ),
        groups=(
            Group(
                "",
                (
                    "matter",
                    "person",
                    "round",
                    "result",
                    "result_meaning",
                    "attitude",
                    "attitude_meaning",
                    "remark",
                    "given_on",
                ),
            ),
        ),
        filters=("result", "matter"),
        search=("person__name", "remark"),
        comes_from=("matter",),
        view=OFFICE,
        view_own=frozenset({Role.MEMBER}),
        own=rules.verdicts_of_person,
        change=NOBODY,
        help=_("What the proposers think of the answers. Each gives the own verdict in private."),
    )
)
register(
    Kind(
        model=ClockEntry,
        slug="clock-entries",
        label_path="reason",
        columns=(
            Column("at"), Column("kind"), Column("referral"), Column("reason"), Column("approved"), Column("author"),
        ),
        groups=(
            Group("", (
                "referral", "round", "kind", "at", "span", "volume", "reason", "approved", "author", "decided_by",
            )),
        ),
        filters=("kind", "approved"),
        view=OFFICE | {Role.LEADER},
        view_own=OFFICER,
        own=rules.entries_of_units,
        change=NOBODY,
        help=_("Entries come from the steps of a referral and from its clock page."),
    )
)  # fmt: skip
extend(
    "activities.activity",
    sections=(Section("handling.matter", "raised_at", _("Recommended there"), ("title", "occasion", "state")),),
)
extend("activities.speech", sections=(Section("handling.item", "speech", _("Recommended in it"), add=False),))
extend("mandate.assignment", sections=(Section("handling.matter", "assignment", _("Recommended for it")),))
extend("people.person", sections=(Section("handling.item", "proposers", _("What they recommended"), add=False),))
extend(
    "people.organisation",
    sections=(
        Section("handling.referral", "unit", _("Sent to it"), ("matter", "mode", "state", "due_on"), add=False),
        Section("handling.commitment", "owner", _("What it promised"), add=False),
    ),
)
