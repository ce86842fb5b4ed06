"""Reports on social conditions: composite ones, issue numbers, and the rungs of adoption, each report counted once."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luzhi.access.actors import Actor
from luzhi.access.models import User
from luzhi.access.roles import Role
from luzhi.common.problems import Conflict
from luzhi.handling.codes import Code, read_codes
from luzhi.handling.days import find_rules
from luzhi.handling.models import RuleSet
from luzhi.handling.notices import tell
from luzhi.proposals.models import Adoption, OpinionReport
from luzhi.proposals.numbering import next_number
from luzhi.proposals.publication_workflow import ReportFacts
from luzhi.records.forms import NameField, RecordForm
from luzhi.records.kinds import KINDS
from luzhi.records.signals import record_removed, record_written
from luzhi.workflow.engine import Taken

# Where a body's rules have no ladder of their own: the levels at which such reports are usually adopted.
USUAL = "D 区县采用\nC 市级采用\nP 省级采用\nN 全国采用"


def ladder_of(rules: RuleSet | None) -> tuple[Code, ...]:
    """The rungs from low to high."""
    return (rules.codes("ladder") if rules else ()) or read_codes(USUAL)


def find_facts(records: Iterable[Any]) -> dict[int, ReportFacts]:
    found = {}
    for report in OpinionReport.objects.filter(pk__in=[r.pk for r in records]).select_related("rules"):
        rules = report.rules or find_rules(report.body_id, timezone.localdate())
        found[report.pk] = ReportFacts(len(report.text), rules.longest_report if rules else None)
    return found


def join(taken: Taken) -> None:
    """It goes on within a composite report, whose authors its authors become too."""
    report: OpinionReport = taken.obj
    composite: OpinionReport = taken.answers["composite"]
    if composite.pk == report.pk or composite.part_of_id is not None or report.parts.exists():
        raise Conflict(_("A composite report cannot be within another one."))
    report.part_of = composite
    report.save(update_fields=["part_of", "updated_at"])
    composite.authors.add(*report.authors.all())


def leave(taken: Taken) -> None:
    """Authors that only this part had brought leave the composite report again."""
    report: OpinionReport = taken.obj
    composite, report.part_of = report.part_of, None
    report.save(update_fields=["part_of", "updated_at"])
    if composite is not None:
        others = OpinionReport.authors.through.objects.filter(opinionreport__part_of=composite).values("person")
        composite.authors.remove(*report.authors.exclude(pk__in=others))


def note_signer(taken: Taken) -> None:
    report: OpinionReport = taken.obj
    report.signed_by = taken.answers["signed_by"]
    report.save(update_fields=["signed_by", "updated_at"])


def issue(taken: Taken) -> None:
    """The next issue of the year; an issue number is given once."""
    report: OpinionReport = taken.obj
    if report.issue_no is None:
        report.issue_no = next_number(report.body_id, "issue", str(report.year))
    report.issued_on, report.issued_to = timezone.localdate(), taken.answers["issued_to"]
    report.save(update_fields=["issue_no", "issued_on", "issued_to", "updated_at"])


def note_sent(taken: Taken) -> None:
    report: OpinionReport = taken.obj
    report.issued_to = "；".join(part for part in (report.issued_to, taken.answers["issued_to"]) if part)[:200]
    report.save(update_fields=["issued_to", "updated_at"])


def tell_authors(taken: Taken) -> None:
    report: OpinionReport = taken.obj
    for each in (report, *report.parts.all()):
        for user in User.objects.filter(person__in=each.authors.values("pk")).distinct():
            tell(user, "opinion.result", each, lambda: write_result(report, taken.step.name))


def write_result(report: OpinionReport, step: str) -> str:
    words = {"title": report.title, "no": report.issue_no}
    if step == "issue":
        return _("“%(title)s” has been issued as no. %(no)s.") % words
    if step == "reject":
        return _("“%(title)s” is not used; the reason is on record.") % words
    best = report.adoptions.filter(highest=True).first()
    if best is not None:
        return _("“%(title)s” has been adopted: %(rung)s.") % {**words, "rung": best.meaning}
    return _("“%(title)s” has been issued; no adoption is known.") % words


def composite_form(actor: Actor, obj: OpinionReport) -> type[forms.Form]:
    field = NameField(KINDS["proposals.opinionreport"], actor, label=_("composite report"))
    return type("CompositeForm", (forms.Form,), {"composite": field})


class SignerForm(forms.Form):
    signed_by = forms.CharField(label=gettext_lazy("signed off by"), max_length=80)


class AddresseesForm(forms.Form):
    issued_to = forms.CharField(label=gettext_lazy("main addressees"), max_length=200)


class ReportForm(RecordForm):
    """A member writes the report; to whom it goes and who signs it is for the office to say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.actor.holds(Role.STAFF):
            for name in ("issued_to", "signed_by", "note"):
                self.fields.pop(name, None)


class AdoptionForm(RecordForm):
    """The rung is one of the ladder of the report's rules."""

    def clean_rung(self) -> str:
        rung: str = self.cleaned_data["rung"].strip()
        report = self.cleaned_data.get("report") or getattr(self.instance, "report", None)
        rungs = ladder_of(report.rules or find_rules(report.body_id, timezone.localdate()) if report else None)
        if rung not in {code.code for code in rungs}:
            names = "、".join(f"{code.code} {code.meaning}" for code in rungs)
            raise ValidationError(_("“%(rung)s” is no rung of the ladder: %(names)s.") % {"rung": rung, "names": names})
        return rung


@receiver(record_written, sender=Adoption)
def place_on_ladder(record: Adoption, **_kwargs: Any) -> None:
    """The rung's meaning as it was on that day; and which of the report's adoptions is the highest."""
    rungs = ladder_of(record.report.rules or find_rules(record.body_id, timezone.localdate()))
    heights = {code.code: n for n, code in enumerate(rungs, 1)}
    meaning = next((code.meaning for code in rungs if code.code == record.rung), record.meaning)
    Adoption.objects.filter(pk=record.pk).update(meaning=meaning, height=heights.get(record.rung, 0))
    find_highest(record.report_id)


@receiver(record_removed, sender=Adoption)
def find_highest_after(record: Adoption, **_kwargs: Any) -> None:
    find_highest(record.report_id)


def find_highest(report_id: int) -> None:
    found = Adoption.objects.filter(report=report_id)
    best = found.order_by("-height", "adopted_on", "pk").values_list("pk", flat=True).first()
    found.exclude(pk=best or 0).filter(highest=True).update(highest=False)
    found.filter(pk=best or 0).update(highest=True)


@receiver(record_written, sender=OpinionReport)
def complete_report(record: OpinionReport, *, created: bool, **_kwargs: Any) -> None:
    """A new report gets its day and the rules of that day."""
    if created and record.rules_id is None:
        record.submitted_on = record.submitted_on or timezone.localdate()
        record.rules = find_rules(record.body_id, record.submitted_on)
        record.save(update_fields=["submitted_on", "rules", "updated_at"])
