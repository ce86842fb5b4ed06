"""Writing reports: sections kept, moved and removed while the report is a draft; a year's report from the template."""

from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.problems import Conflict, Problem
from luzhi.records.figures import Scope
from luzhi.records.services import change_record, create_record, remove_record
from luzhi.reports.drafting import write_first_text
from luzhi.reports.models import Language, Report, Section
from luzhi.reports.workflow import Stage

TEMPLATES = Path(__file__).parent / "year_reports"
LONGEST_TEXT = 60_000
PROPOSALS = "proposals"


def require_draft(report: Report) -> None:
    """Refuse to write in a report that is reviewed or published."""
    if report.state != Stage.DRAFT:
        raise Conflict(_("“%(report)s” is not a draft; return it to draft first.") % {"report": report})


def check_text(title: str, text: str) -> None:
    if not title.strip():
        raise Problem(_("A section needs a heading."))
    if len(text) > LONGEST_TEXT:
        raise Problem(_("A section has at most %(most)s characters.") % {"most": LONGEST_TEXT})


def add_section(report: Report, *, title: str, text: str, by: Actor) -> Section:
    """Put a new section at the end of a draft."""
    require_draft(report)
    check_text(title, text)
    with transaction.atomic():
        last = report.sections.aggregate(last=Max("position"))["last"] or 0
        section = Section(report=report, position=last + 1, title=title.strip()[:80], text=text)
        return create_record(section, by=by)  # type: ignore[no-any-return]


def write_section(section: Section, *, title: str, text: str, by: Actor, seen_version: int) -> Section:
    """Keep a section's heading and text. Raises Stale when somebody else wrote meanwhile."""
    require_draft(section.report)
    check_text(title, text)
    values = {"title": title.strip()[:80], "text": text}
    return change_record(section, values, by=by, seen_version=seen_version)  # type: ignore[no-any-return]


def move_section(section: Section, *, up: bool, by: Actor) -> None:
    """Change places with the section before or after; nothing at the ends."""
    require_draft(section.report)
    with transaction.atomic():
        sections = list(section.report.sections.select_for_update(of=("self",)).order_by("position", "pk"))
        place = next(i for i, s in enumerate(sections) if s.pk == section.pk)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(sections):
            return
        sections[place], sections[other] = sections[other], sections[place]
        for position, moved in enumerate(sections, start=1):
            change_record(moved, {"position": position}, by=by, seen_version=moved.version)


def drop_section(section: Section, *, reason: str, by: Actor, seen_version: int) -> None:
    """Take a section out of a draft; its last text stays in the audit chain."""
    require_draft(section.report)
    remove_record(section, by=by, reason=reason, seen_version=seen_version)


def make_annual_report(*, year: int, by: Actor, language: str = Language.CHINESE, about: str = "year") -> Report:
    """The report of a year of the actor's body, from the template: a draft to be read, corrected and filled in.

    `about` is the year as a whole, or its proposals. Sentences for which nothing is on record are left out. Raises
    Problem when the body has a report of that title already.
    """
    template = read_template(language, about)
    named = by.body.name_en if language == Language.ENGLISH else ""
    words = {"body": named or by.body.short_name, "year": year}
    scope = Scope(by.body_id, year)
    with transaction.atomic():
        report = Report(year=year, title=template["title"].format(**words), language=language)
        create_record(report, by=by)
        texts = [(part["title"], fill_in(part["text"], words).strip()) for part in template["sections"]]
        texts = [(title, write_first_text(text, scope, language)) for title, text in texts]
        for position, (title, text) in enumerate(((title, text) for title, text in texts if text), start=1):
            create_record(Section(report=report, position=position, title=title, text=text), by=by)
    return report


def read_template(language: str, about: str = "year") -> dict[str, Any]:
    import yaml  # noqa: PLC0415 -- heavy, and few pages need it

    folder = TEMPLATES.with_name("proposal_reports") if about == PROPOSALS else TEMPLATES
    template: dict[str, Any] = yaml.safe_load((folder / f"{language}.yaml").read_text(encoding="utf-8"))
    return template


def fill_in(text: str, words: dict[str, Any]) -> str:
    """The template's own two places; the tokens of figures stay as they are."""
    return text.replace("[body]", str(words["body"])).replace("[year]", str(words["year"]))
