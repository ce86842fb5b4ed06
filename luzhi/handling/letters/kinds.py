"""Pages of reply letters."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.handling.letters import rules
from luzhi.handling.letters.panels import draw_letter, draw_letters
from luzhi.handling.models import Reply
from luzhi.records.kinds import Column, Group, Kind, Panel, extend, register

register(
    Kind(
        model=Reply,
        slug="reply-letters",
        label_path="title",
        columns=(
            Column("unit"), Column("matter"), Column("word"), Column("year"), Column("number"), Column("result_class"),
            Column("state"), Column("signed_on"),
        ),
        groups=(
            Group(
                "",
                ("matter", "unit", "round", "word", "year", "number", "result_class", "signed_on", "code", "pages"),
            ),
            Group(_("Head"), ("mark", "title", "salutation", "signer", "contact", "phone", "copies")),
        ),
        filters=("state", "unit", "result_class"),
        search=("title", "unit__name", "code"),
        panels=(Panel("letter", draw_letter, place="before"),),
        comes_from=("matter",),
        view=frozenset({Role.STAFF, Role.DISPATCHER}),
        view_own=frozenset({Role.OFFICER, Role.MEMBER, Role.LEADER}),
        own=rules.letters_of,
        change=frozenset(),
        help=_("A letter is begun on the page of its matter, once the matter is with the unit."),
    )
)  # fmt: skip
extend("handling.matter", panels=(Panel("letters", draw_letters, place="before"),))
