"""The kinds of the records about records."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import INSIDE, Role
from luzhi.records.figures import FIGURES
from luzhi.records.kinds import Column, Group, Kind, Section, register
from luzhi.records.models import Evidence, LookAlike, Source, Statement, YearBook
from luzhi.records.narrowing import write_narrowing
from luzhi.records.statements import StatementForm, show_figure

STAFF = frozenset({Role.STAFF})


def show_where(statement: Statement) -> str:
    figure = FIGURES.get(statement.figure)
    return write_narrowing(figure, statement.where) if figure is not None else ""


register(
    Kind(
        model=Source,
        slug="sources",
        label_path="title",
        columns=(Column("title"), Column("form"), Column("publisher"), Column("published_on")),
        groups=(Group("", ("title", "form", "publisher", "published_on", "url", "note")),),
        filters=("form",),
        search=("title", "publisher"),
        sections=(Section("records.statement", "source"), Section("records.evidence", "source")),
        help=_("Articles and papers that state figures or support records. Enter one, then cite it."),
    )
)
register(
    Kind(
        model=Evidence,
        slug="evidence",
        label_path="locator",
        columns=(Column("locator"), Column("form"), Column("gist"), Column("source"), Column("target_kind")),
        groups=(Group("", ("source", "form", "locator", "gist", "target_kind", "target_id", "note")),),
        filters=("form", "source"),
        search=("locator", "gist"),
        locked=("target_kind", "target_id"),
        view=INSIDE,
        help=_("Places in sources that support a record. Evidence repeats a fact; it never adds one."),
    )
)
register(
    Kind(
        model=LookAlike,
        slug="look-alikes",
        label_path="why",
        columns=(Column("why"), Column("target_kind"), Column("likeness")),
        groups=(Group("", ("target_kind", "left_id", "right_id", "why", "likeness", "note")),),
        filters=("likeness",),
        locked=("target_kind", "left_id", "right_id"),
        view=STAFF,
        help=_("Pairs of records that may be one. They count apart until a person decides."),
    )
)
register(
    Kind(
        model=YearBook,
        slug="year-books",
        label_path="year",
        columns=(Column("year"), Column("complete"), Column("basis")),
        groups=(Group("", ("year", "complete", "basis", "note")),),
        locked=("year",),
        view=STAFF,
        help=_("Says for each year whether every record is kept here; if not, counts are lower bounds."),
    )
)
register(
    Kind(
        model=Statement,
        slug="statements",
        label_path="words",
        columns=(
            Column("figure", show=show_figure), Column("year"), Column("quantity"), Column("words"), Column("closed"),
            Column("source"), Column("prevails"),
        ),
        groups=(
            Group("", ("figure", "where", "year", "quantity", "words", "closed", "source", "locator", "note")),
        ),
        filters=("year", "source", "prevails"),
        search=("figure", "words"),
        locked=("figure",),
        form_base=StatementForm,
        shows={"figure": lambda statement: show_figure(statement.figure), "where": show_where},
        help=_("Figures as sources state them, beside what the records say. Enter one with its source."),
    )
)  # fmt: skip
