"""The audit administrator's pages: the chain of events of a body, looked through, verified, exported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.access.models import User
from luzhi.common.audit import record_event, verify_chain
from luzhi.common.models import AuditEvent, AuditHead
from luzhi.common.paging import take_page
from luzhi.common.workbooks import write_workbook
from luzhi.records.kinds import KINDS
from luzhi.workflow.engine import BINDINGS

MOST_EXPORTED = 100_000
MOST_VERIFIED = 200_000
VERBS = {
    "created": gettext_lazy("entered"),
    "changed": gettext_lazy("changed"),
    "removed": gettext_lazy("removed"),
    "imported": gettext_lazy("imported"),
    "exported": gettext_lazy("exported"),
    "sign-in": gettext_lazy("signed in"),
    "sign-in.refused": gettext_lazy("sign-in refused"),
    "sign-out": gettext_lazy("signed out"),
    "second-factor.added": gettext_lazy("second factor added"),
    "second-factor.removed": gettext_lazy("second factor removed"),
    "account.created": gettext_lazy("account made"),
    "account.closed": gettext_lazy("account closed"),
    "account.opened": gettext_lazy("account opened"),
    "account.password-reset": gettext_lazy("password renewed by the administrator"),
    "account.second-factor-reset": gettext_lazy("second factor removed by the administrator"),
    "account.changed": gettext_lazy("account changed"),
    "account.tied": gettext_lazy("said for whom the account stands"),
    "role.granted": gettext_lazy("role granted"),
    "role.withdrawn": gettext_lazy("role withdrawn"),
    "body.created": gettext_lazy("body added"),
    "body.changed": gettext_lazy("body changed"),
    "notice.released": gettext_lazy("notice released"),
    "notice.withdrawn": gettext_lazy("notice withdrawn"),
    "audit.exported": gettext_lazy("audit chain exported"),
    "audit.verified": gettext_lazy("audit chain verified"),
}
MEANINGS = {
    "changed": gettext_lazy("was changed after it was written"),
    "broken": gettext_lazy("does not follow from the event before it"),
    "missing": gettext_lazy("is missing"),
    "cut": gettext_lazy("is missing at the end of the chain"),
    "head": gettext_lazy("does not agree with where the chain should end"),
}


def list_verbs() -> dict[str, str]:
    """Every verb the chain can hold, as a person reads it: our own, and the steps of all workflows."""
    verbs = {code: str(label) for code, label in VERBS.items()}
    for binding in BINDINGS.values():
        name = binding.model._meta.verbose_name
        for row in binding.workflow.steps:
            verbs[f"{binding.workflow.key}.{row.name}"] = f"{name}: {row.past or row.label}"
    return verbs


@dataclass(frozen=True)
class Wanted:
    """What of the chain is asked for, as the address says; empty means everything."""

    person: str
    verb: str
    kind: str
    number: str
    since: date | None
    until: date | None

    def narrow(self, events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        if self.person:
            user = User.objects.filter(username=self.person).values_list("pk", flat=True).first()
            events = events.filter(Q(actor_id=user) if user else Q(actor_label=self.person))
        if self.verb:
            events = events.filter(verb=self.verb)
        if self.kind:
            events = events.filter(kind=self.kind)
        if self.number:
            events = events.filter(object_id=int(self.number))
        if self.since:
            events = events.filter(at__gte=midnight(self.since))
        if self.until:
            events = events.filter(at__lt=midnight(self.until + timedelta(days=1)))
        return events


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def read_wanted(query: Any) -> Wanted:
    """The filters of an address; what makes no sense is left out."""
    kind, number = query.get("kind", ""), query.get("number", "").strip()
    return Wanted(
        person=query.get("person", "").strip()[:150],
        verb=query.get("verb", "") if query.get("verb", "") in list_verbs() else "",
        kind=kind if kind in kind_choices() else "",
        number=number if number.isdecimal() and len(number) < 19 else "",
        since=read_day(query.get("since", "")),
        until=read_day(query.get("until", "")),
    )


def read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def kind_choices() -> dict[str, str]:
    return {"access.user": _("account"), **{key: str(kind.title) for key, kind in KINDS.items()}}


def chain_of(request: ActingRequest) -> int:
    """The body's own chain; the topmost body's audit administrator also sees the installation's."""
    request.actor.demand("access.audit")
    asked = request.GET.get("chain", "") or request.POST.get("chain", "")
    return 0 if asked == "0" and request.actor.body.parent_id is None else request.actor.body_id


@dataclass(frozen=True)
class Line:
    """One event as shown."""

    event: AuditEvent
    what: str
    changes: list[tuple[str, str]]


def describe(events: Iterable[AuditEvent]) -> list[Line]:
    verbs = list_verbs()
    return [Line(e, verbs.get(e.verb, e.verb), [(k, write_value(v)) for k, v in e.changes.items()]) for e in events]


def write_value(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2:
        return f"{value[0] if value[0] not in (None, '') else '—'} → {value[1] if value[1] not in (None, '') else '—'}"
    return str(value)


@require_GET
def list_events(request: ActingRequest) -> HttpResponse:
    chain, wanted = chain_of(request), read_wanted(request.GET)
    page = take_page(wanted.narrow(AuditEvent.objects.filter(chain=chain)), request.GET, key="sequence")
    context = {
        "page": page, "lines": describe(page.rows), "wanted": wanted, "verbs": list_verbs(), "kinds": kind_choices(),
        "chain": chain, "head": AuditHead.objects.filter(chain=chain).first(),
        "address": request.GET.urlencode(), "topmost": request.actor.body.parent_id is None,
    }  # fmt: skip
    return render(request, "web/audit_list.html", context)


@require_POST
def verify(request: ActingRequest) -> HttpResponse:
    """Walk the chain (of a very long one the newest part) and show what does not fit. The look itself is an event."""
    chain = chain_of(request)
    head = AuditHead.objects.filter(chain=chain).first()
    last = head.sequence if head else 0
    first = max(1, last - MOST_VERIFIED + 1)
    findings = [(f, MEANINGS[f.what]) for f in verify_chain(chain=chain, since=first)]
    record_event(
        actor=request.actor, verb="audit.verified", body_id=chain,
        changes={"events": last - first + 1 if last else 0, "problems": len(findings)},
    )  # fmt: skip
    context = {"findings": findings, "first": first, "last": last, "head": head, "chain": chain}
    return render(request, "web/audit_verified.html", context)


@require_GET
def export_events(request: ActingRequest) -> HttpResponse:
    """The chosen events as a workbook; that they were taken out is an event as well."""
    chain, wanted = chain_of(request), read_wanted(request.GET)
    events = wanted.narrow(AuditEvent.objects.filter(chain=chain)).order_by("sequence")[:MOST_EXPORTED]
    titles = [_("No."), _("moment"), _("by"), _("roles"), _("event"), _("record"), _("changes"), _("reason"), _("hash")]
    rows = [
        dict(zip(titles, [
            line.event.sequence, f"{timezone.localtime(line.event.at):%Y-%m-%d %H:%M:%S}", line.event.actor_label,
            line.event.actor_roles, line.what, line.event.object_label,
            "; ".join(f"{name}: {text}" for name, text in line.changes), line.event.reason, line.event.digest,
        ], strict=True))
        for line in describe(events)
    ]  # fmt: skip
    content = write_workbook(rows or [dict.fromkeys(titles, "")], "audit")
    record_event(actor=request.actor, verb="audit.exported", body_id=chain, changes={"query": request.GET.urlencode()})
    answer = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate():%Y%m%d}.xlsx"'
    return answer
