"""What prevails when a source and the records contradict each other: a person decides, with a reason."""

from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.problems import Problem
from luzhi.records.models import Prevails, Statement
from luzhi.records.services import change_record


def decide_statement(statement: Statement, *, prevails: str, reason: str, by: Actor, seen_version: int) -> Statement:
    """Keep which of the two prevails; neither is altered. Empty `prevails` opens the question again.

    Raises Problem without a reason, Stale when somebody else decided meanwhile.
    """
    if prevails not in Prevails.values:
        raise Problem(_("Choose what prevails: the statement or the records."))
    if not reason.strip():
        raise Problem(_("A decision needs a reason."))
    values = {"prevails": prevails, "decision_reason": reason.strip(), "decided_by": by.user}
    return change_record(statement, values, by=by, seen_version=seen_version)  # type: ignore[no-any-return]
