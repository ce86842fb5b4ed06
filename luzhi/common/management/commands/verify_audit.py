"""Verify the audit chain."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from luzhi.common.audit import verify_chain
from luzhi.common.models import AuditEvent, AuditHead

MEANINGS = {
    "changed": "was changed after it was written",
    "broken": "does not follow from the event before it",
    "missing": "is missing",
    "cut": "is the last known event, but the chain ends before it",
    "head": "the recorded end of the chain does not fit",
}


class Command(BaseCommand):
    help = "Recompute every hash of the audit chain and name each event that is not as it was written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = list(verify_chain())
        heads = {str(h.chain): {"events": h.sequence, "digest": h.digest} for h in AuditHead.objects.order_by("chain")}
        if options["format"] == "json":
            rows = [{"chain": f.chain, "event": f.sequence, "what": f.what, "label": f.label} for f in findings]
            self.stdout.write(json.dumps({"sound": not findings, "findings": rows, "heads": heads}, ensure_ascii=False))
        else:
            for f in findings:
                self.stdout.write(f"chain {f.chain}, event {f.sequence} ({f.label}): {MEANINGS[f.what]}")
            for chain, head in heads.items():
                self.stdout.write(f"chain {chain}: {head['events']} events, head {head['digest']}")
            self.stdout.write(f"{AuditEvent.objects.count()} events verified, {len(findings)} problems.")
        if findings:
            raise SystemExit(1)
