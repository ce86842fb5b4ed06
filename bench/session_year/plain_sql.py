"""Every published figure of handling and proposals once more, in SQL written by hand from the tables.

Nothing of the figures' declarations is used. Where a figure reads a state that was set by a transition, the SQL reads
the facts behind it (the answers, the days, the numbers given), so that a state that lags behind is found.
"""

import datetime as dt
from typing import Any

from django.db import connection
from django.utils import timezone

# A unit that still has the matter owes an answer to an item that is for all units, or for it by name.
OWES = """
  JOIN handling_referral r ON r.matter_id = i.matter_id AND r.state NOT IN ('transferred', 'withdrawn')
   AND (NOT EXISTS (SELECT 1 FROM handling_item_units x WHERE x.item_id = i.id)
        OR EXISTS (SELECT 1 FROM handling_item_units x WHERE x.item_id = i.id AND x.organisation_id = r.unit_id))
"""
ANY_ANSWER = "EXISTS (SELECT 1 FROM handling_answer a WHERE a.item_id = i.id AND a.unit_id = r.unit_id)"
THIS_ROUND = ANY_ANSWER[:-1] + " AND a.round = m.round)"
ITEM_FULL = f"""
  EXISTS (SELECT 1 FROM handling_answer a WHERE a.item_id = i.id)
  AND NOT EXISTS (SELECT 1 FROM handling_item j {OWES.replace("i.", "j.")}
                  WHERE j.id = i.id AND NOT {ANY_ANSWER.replace("i.id", "j.id")})
"""
MATTER_FULL = f"""
  EXISTS (SELECT 1 FROM handling_item i WHERE i.matter_id = m.id AND i.state <> 'closed')
  AND NOT EXISTS (SELECT 1 FROM handling_item i {OWES} WHERE i.matter_id = m.id AND i.state <> 'closed'
                  AND NOT (m.round > 1 AND i.state = 'done') AND NOT {THIS_ROUND})
"""
REFERRALS = "FROM handling_referral r JOIN handling_matter m ON m.id = r.matter_id WHERE r.body_id = %(body)s AND m.year = %(year)s"
ITEMS = (
    "FROM handling_item i JOIN handling_matter m ON m.id = i.matter_id WHERE i.body_id = %(body)s AND m.year = %(year)s"
)
ANSWERS = "FROM handling_answer a JOIN handling_item i ON i.id = a.item_id JOIN handling_matter m ON m.id = i.matter_id WHERE a.body_id = %(body)s AND m.year = %(year)s"
VERDICTS = "FROM handling_verdict v JOIN handling_matter m ON m.id = v.matter_id WHERE v.body_id = %(body)s AND m.year = %(year)s"
PROMISES = "FROM handling_commitment c WHERE c.body_id = %(body)s AND c.year = %(year)s"
PROPOSALS = "FROM proposals_proposal p WHERE p.body_id = %(body)s AND p.year = %(year)s"
CASES = f"{PROPOSALS} AND p.number IS NOT NULL AND p.merged_into_id IS NULL"
ANSWERED_CASES = f"{CASES} AND EXISTS (SELECT 1 FROM handling_matter m WHERE m.id = p.matter_id AND {MATTER_FULL})"
INSTRUCTIONS = "FROM proposals_instruction n WHERE n.body_id = %(body)s AND n.year = %(year)s"
TASKS = "FROM proposals_instructiontask t JOIN proposals_instruction n ON n.id = t.instruction_id WHERE t.body_id = %(body)s AND n.year = %(year)s"
SUPERVISIONS = "FROM proposals_supervision s WHERE s.body_id = %(body)s AND s.year = %(year)s"
# The unit's last answer of the round, by the answers themselves.
LAST_ANSWER = """(SELECT max(a.answered_on) FROM handling_answer a JOIN handling_item i ON i.id = a.item_id
  WHERE i.matter_id = r.matter_id AND a.unit_id = r.unit_id AND a.round = m.round)"""
REPLIED = f"""(EXISTS (SELECT 1 FROM handling_answer a JOIN handling_item i ON i.id = a.item_id
      WHERE i.matter_id = r.matter_id AND a.unit_id = r.unit_id AND a.round = m.round)
  AND NOT EXISTS (SELECT 1 FROM handling_item i {OWES.replace("r.", "q.").replace("referral r", "referral q")}
      WHERE q.id = r.id AND i.state <> 'closed' AND NOT (m.round > 1 AND i.state = 'done')
      AND NOT EXISTS (SELECT 1 FROM handling_answer a
                      WHERE a.item_id = i.id AND a.unit_id = r.unit_id AND a.round = m.round)))"""
# The weakest class of a unit's column, A before B before C; of a case that of its sole or lead unit, else the weakest.
OF_UNIT = """(SELECT max(a.result_class) FROM handling_answer a JOIN handling_item i ON i.id = a.item_id
  WHERE i.matter_id = m.id AND a.unit_id = r.unit_id AND a.round = m.round)"""
OF_CASE = f"""(SELECT coalesce(max(CASE WHEN r.mode IN ('sole', 'lead') THEN {OF_UNIT} END),
    max(CASE WHEN r.mode <> 'joint' THEN {OF_UNIT} END))
  FROM handling_referral r WHERE r.matter_id = m.id AND r.state NOT IN ('waiting', 'transferred', 'withdrawn'))"""
CLASSED = f"{CASES.replace('FROM proposals_proposal p', 'FROM proposals_proposal p JOIN handling_matter m ON m.id = p.matter_id')} AND {MATTER_FULL} AND {OF_CASE} <> ''"
# A merged one is answered with the proposal at the end of its chain, here at most two mergers away.
ROOT = "coalesce(p2.matter_id, p1.matter_id, p.matter_id)"
EACH = f"""FROM proposals_proposal p LEFT JOIN proposals_proposal p1 ON p1.id = p.merged_into_id
  LEFT JOIN proposals_proposal p2 ON p2.id = p1.merged_into_id JOIN handling_matter m ON m.id = {ROOT}
  WHERE p.body_id = %(body)s AND p.year = %(year)s AND {MATTER_FULL}"""
HAS = "r.state NOT IN ('waiting', 'withdrawn', 'transferred')"
LATE = "r.overdue_on IS NOT NULL"

COUNTS: dict[str, str] = {
    "handling.matters": "SELECT count(*) FROM handling_matter m WHERE m.body_id = %(body)s AND m.year = %(year)s",
    "handling.recommendations": f"SELECT count(*) {ITEMS}",
    "handling.answered": f"SELECT count(*) {ITEMS} AND {ITEM_FULL}",
    "handling.unanswered": f"SELECT count(*) {ITEMS} AND i.state <> 'closed' AND NOT ({ITEM_FULL})",
    "handling.answered_not_done": f"SELECT count(*) {ITEMS} AND i.state NOT IN ('done', 'closed') AND {ITEM_FULL} AND NOT (i.state = 'sent' AND m.round > 1 AND NOT ({MATTER_FULL}))",
    "handling.done": f"SELECT count(*) {ITEMS} AND i.state = 'done'",
    "handling.answers": f"SELECT count(*) {ANSWERS}",
    "handling.answering_units": f"SELECT count(DISTINCT a.unit_id) {ANSWERS}",
    "handling.referrals": f"SELECT count(*) {REFERRALS} AND r.sent_on IS NOT NULL AND r.state <> 'withdrawn'",
    "handling.referrals_answered": f"SELECT count(*) {REFERRALS} AND {HAS} AND {REPLIED} AND {LAST_ANSWER} IS NOT NULL AND r.due_on IS NOT NULL",
    "handling.referrals_in_time": f"SELECT count(*) {REFERRALS} AND {HAS} AND {REPLIED} AND {LAST_ANSWER} <= r.due_on",
    "handling.referrals_kept": f"SELECT count(*) {REFERRALS} AND r.sent_on IS NOT NULL AND r.state NOT IN ('transferred', 'withdrawn')",
    "handling.referrals_replied": f"SELECT count(*) {REFERRALS} AND {HAS} AND {REPLIED}",
    "handling.referrals_fell_due": f"SELECT count(*) {REFERRALS} AND {HAS} AND r.due_on IS NOT NULL AND ({LATE} OR ({REPLIED} AND {LAST_ANSWER} IS NOT NULL))",
    "handling.referrals_overdue": f"SELECT count(*) {REFERRALS} AND {HAS} AND {LATE} AND NOT {REPLIED}",
    "handling.referrals_passed_on": f"SELECT count(*) {REFERRALS} AND EXISTS (SELECT 1 FROM handling_referral q WHERE q.passed_from_id = r.id)",
    "handling.carried_over": "SELECT count(*) FROM handling_carriedover k WHERE k.body_id = %(body)s AND k.year = %(year)s",
    "handling.class_changes": f"SELECT count(DISTINCT g.answer_id) {ANSWERS.replace('FROM handling_answer a', 'FROM handling_progress g JOIN handling_answer a ON a.id = g.answer_id')} AND g.class_after <> g.class_before",
    "handling.commitments": f"SELECT count(*) {PROMISES}",
    "handling.commitments_kept": f"SELECT count(*) {PROMISES} AND c.state = 'kept' AND c.ended_on IS NOT NULL",
    "handling.commitments_standing": f"SELECT count(*) {PROMISES} AND NOT EXISTS (SELECT 1 FROM handling_commitment d WHERE d.replaces_id = c.id)",
    "handling.commitments_fell_due": f"SELECT count(*) {PROMISES} AND (c.state IN ('kept', 'given_up') OR (c.ended_on IS NULL AND c.keep_by < %(today)s))",
    "handling.commitments_overdue": f"SELECT count(*) {PROMISES} AND c.ended_on IS NULL AND c.keep_by < %(today)s",
    "handling.verdicts": f"SELECT count(*) {VERDICTS}",
    "handling.verdicts_satisfied": f"SELECT count(*) {VERDICTS} AND v.result <> '3'",
    "handling.last_verdicts": f"SELECT count(*) {VERDICTS} AND v.round = m.round",
    "handling.last_verdicts_satisfied": f"SELECT count(*) {VERDICTS} AND v.round = m.round AND v.result <> '3'",
    "proposals.submitted": f"SELECT count(*) {PROPOSALS} AND p.submitted_on IS NOT NULL AND p.state NOT IN ('draft', 'cosigning')",
    "proposals.decided": f"SELECT count(*) {PROPOSALS} AND p.decided_on IS NOT NULL AND p.outcome <> 'withdrawn'",
    "proposals.filed": f"SELECT count(*) {PROPOSALS} AND (p.number IS NOT NULL OR p.merged_into_id IS NOT NULL)",
    "proposals.cases": f"SELECT count(*) {CASES}",
    "proposals.collective": f"SELECT count(*) {PROPOSALS} AND p.receipt_no <> '' AND p.state NOT IN ('draft', 'cosigning') AND p.proposer_kind NOT IN ('individual', 'joint')",
    "proposals.answered": f"SELECT count(*) {ANSWERED_CASES}",
    "proposals.evaluated": f"SELECT count(DISTINCT p.id) {ANSWERED_CASES} AND EXISTS (SELECT 1 FROM handling_verdict v WHERE v.matter_id = p.matter_id)",
    "proposals.key": f"SELECT count(*) {PROPOSALS} AND p.key",
    "proposals.key_cases": f"SELECT count(*) {CASES} AND p.key",
    "proposals.supervisions": f"SELECT count(*) {SUPERVISIONS} AND s.state IN ('supervised', 'concluded')",
    "proposals.key_candidates": f"SELECT count(DISTINCT s.proposal_id) {SUPERVISIONS}",
    "proposals.key_led": f"SELECT count(DISTINCT p.id) {CASES} AND p.key AND EXISTS (SELECT 1 FROM proposals_supervision s WHERE s.proposal_id = p.id AND s.leader_id IS NOT NULL AND s.chosen_on IS NOT NULL)",
    "proposals.supervision_entries": "SELECT count(*) FROM proposals_supervisionentry e JOIN proposals_supervision s ON s.id = e.supervision_id WHERE e.body_id = %(body)s AND s.year = %(year)s AND e.happened_on IS NOT NULL",
    "proposals.instructions": f"SELECT count(*) {INSTRUCTIONS}",
    "proposals.with_instruction": f"SELECT count(DISTINCT n.proposal_id) {INSTRUCTIONS}",
    "proposals.items_with_instruction": f"SELECT count(DISTINCT n.item_id) {INSTRUCTIONS}",
    "proposals.opinions_with_instruction": f"SELECT count(DISTINCT n.opinion_id) {INSTRUCTIONS}",
    "proposals.research_with_instruction": f"SELECT count(DISTINCT n.report_id) {INSTRUCTIONS}",
    "proposals.instructions_followed": f"SELECT count(*) {INSTRUCTIONS} AND EXISTS (SELECT 1 FROM proposals_instructiontask t WHERE t.instruction_id = n.id)",
    "proposals.instruction_tasks": f"SELECT count(*) {TASKS} AND NOT (t.done_on IS NOT NULL AND t.state = 'dropped')",
    "proposals.instruction_tasks_done": f"SELECT count(*) {TASKS} AND t.done_on IS NOT NULL AND t.state <> 'dropped'",
    "proposals.instruction_tasks_late": f"SELECT count(*) {TASKS} AND t.done_on IS NULL AND t.state <> 'reported' AND t.act_by < %(today)s",
    "proposals.instructing_offices": f"SELECT count(DISTINCT n.office_id) {INSTRUCTIONS}",
    "proposals.opinions": "SELECT count(*) FROM proposals_opinionreport o WHERE o.body_id = %(body)s AND o.year = %(year)s",
    "proposals.opinions_issued": "SELECT count(*) FROM proposals_opinionreport o WHERE o.body_id = %(body)s AND o.year = %(year)s AND o.issued_on IS NOT NULL",
    "proposals.opinions_adopted": "SELECT count(*) FROM proposals_adoption d JOIN proposals_opinionreport o ON o.id = d.report_id WHERE d.body_id = %(body)s AND o.year = %(year)s AND d.highest",
    "proposals.results": f"SELECT count(*) {CLASSED}",
    "proposals.results_each": f"SELECT count(*) {EACH} AND {OF_CASE} <> ''",
    "proposals.answered_each": f"SELECT count(*) {EACH}",
    "proposals.solved": f"SELECT count(*) {CLASSED} AND {OF_CASE} = 'A'",
    "proposals.results_counted": f"SELECT count(*) {CLASSED} AND {OF_CASE} <> 'C'",
    "handling.referral_results": f"SELECT count(*) {REFERRALS} AND {HAS} AND {REPLIED} AND {OF_UNIT} <> ''",
    "handling.last_verdicts_content": f"SELECT count(*) {VERDICTS} AND v.round = m.round AND v.result = '1'",
    "handling.last_verdicts_counted": f"SELECT count(*) {VERDICTS} AND v.round = m.round",
    "proposals.signers": "SELECT count(DISTINCT s.person_id) FROM proposals_signature s JOIN proposals_proposal p ON p.id = s.proposal_id WHERE s.body_id = %(body)s AND p.year = %(year)s AND s.answer = 'agreed' AND p.submitted_on IS NOT NULL AND p.state NOT IN ('draft', 'cosigning')",
}
SHARES: dict[str, tuple[str, str]] = {
    "handling.coverage": ("handling.answered", "handling.recommendations"),
    "handling.in_time_rate": ("handling.referrals_in_time", "handling.referrals_answered"),
    "handling.in_time_of_due": ("handling.referrals_in_time", "handling.referrals_fell_due"),
    "handling.reply_rate": ("handling.referrals_replied", "handling.referrals_kept"),
    "handling.commitments_kept_rate": ("handling.commitments_kept", "handling.commitments"),
    "handling.kept_of_due": ("handling.commitments_kept", "handling.commitments_fell_due"),
    "handling.satisfaction_rate": ("handling.verdicts_satisfied", "handling.verdicts"),
    "handling.last_satisfaction_rate": ("handling.last_verdicts_satisfied", "handling.last_verdicts"),
    "proposals.filing_rate": ("proposals.filed", "proposals.submitted"),
    "proposals.filing_rate_reviewed": ("proposals.filed", "proposals.decided"),
    "proposals.answer_rate": ("proposals.answered", "proposals.cases"),
    "proposals.key_share": ("proposals.key_cases", "proposals.cases"),
    "proposals.solved_rate": ("proposals.solved", "proposals.results_counted"),
    "proposals.result_share": ("proposals.results", "proposals.results"),
    "proposals.result_share_each": ("proposals.results_each", "proposals.results_each"),
    "proposals.answer_rate_each": ("proposals.answered_each", "proposals.filed"),
    "handling.last_verdict_share": ("handling.last_verdicts", "handling.last_verdicts"),
    "handling.content_rate": ("handling.last_verdicts_content", "handling.last_verdicts_counted"),
    "proposals.instruction_tasks_rate": ("proposals.instruction_tasks_done", "proposals.instruction_tasks"),
    "proposals.evaluation_rate": ("proposals.evaluated", "proposals.answered"),
}
# What is published by unit, kind, level, result: the same facts, grouped. The first column is the value, the second the count.
DIVIDED: dict[tuple[str, str], str] = {
    ("proposals.submitted", "outcome"): f"SELECT p.outcome, count(*) {PROPOSALS} AND p.submitted_on IS NOT NULL AND p.state NOT IN ('draft', 'cosigning') GROUP BY 1",
    ("proposals.submitted", "proposer_kind"): f"SELECT p.proposer_kind, count(*) {PROPOSALS} AND p.receipt_no <> '' AND p.state NOT IN ('draft', 'cosigning') GROUP BY 1",
    ("proposals.submitted", "topic"): f"SELECT p.topic, count(*) {PROPOSALS} AND p.receipt_no <> '' AND p.state NOT IN ('draft', 'cosigning') GROUP BY 1",
    ("proposals.submitted", "organisation"): f"SELECT p.organisation_id, count(*) {PROPOSALS} AND p.receipt_no <> '' AND p.state NOT IN ('draft', 'cosigning') GROUP BY 1",
    ("proposals.submitted", "sector"): f"SELECT p.sector_id, count(*) {PROPOSALS} AND p.receipt_no <> '' AND p.state NOT IN ('draft', 'cosigning') GROUP BY 1",
    ("proposals.instructions", "level"): f"SELECT n.level, count(*) {INSTRUCTIONS} GROUP BY 1",
    ("handling.referrals_kept", "unit"): f"SELECT r.unit_id, count(*) {REFERRALS} AND {HAS} GROUP BY 1",
    ("handling.referrals_replied", "unit"): f"SELECT r.unit_id, count(*) {REFERRALS} AND {HAS} AND {REPLIED} GROUP BY 1",
    ("handling.referrals_in_time", "unit"): f"SELECT r.unit_id, count(*) {REFERRALS} AND {HAS} AND {REPLIED} AND {LAST_ANSWER} <= r.due_on GROUP BY 1",
    ("handling.referrals_fell_due", "unit"): f"SELECT r.unit_id, count(*) {REFERRALS} AND {HAS} AND r.due_on IS NOT NULL AND ({LATE} OR ({REPLIED} AND {LAST_ANSWER} IS NOT NULL)) GROUP BY 1",
    ("proposals.results", "class"): f"SELECT {OF_CASE}, count(*) {CLASSED} GROUP BY 1",
    ("proposals.results_each", "class"): f"SELECT {OF_CASE}, count(*) {EACH} AND {OF_CASE} <> '' GROUP BY 1",
    ("handling.referral_results", "class"): f"SELECT {OF_UNIT}, count(*) {REFERRALS} AND {HAS} AND {REPLIED} AND {OF_UNIT} <> '' GROUP BY 1",
    ("handling.answers", "class"): f"SELECT a.class_meaning, count(*) {ANSWERS} GROUP BY 1",
    ("handling.answers", "unit"): f"SELECT a.unit_id, count(*) {ANSWERS} GROUP BY 1",
    ("handling.last_verdicts", "result"): f"SELECT v.result_meaning, count(*) {VERDICTS} AND v.round = m.round GROUP BY 1",
    ("handling.commitments_kept", "owner"): f"SELECT c.owner_id, count(*) {PROMISES} AND c.state = 'kept' GROUP BY 1",
}  # fmt: skip


def ask(sql: str, body: int, year: int, today: dt.date | None = None) -> list[tuple[Any, ...]]:
    """The rows of one question."""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"body": body, "year": year, "today": str(today or timezone.localdate())})
        return list(cursor.fetchall())


def count_plainly(key: str, body: int, year: int) -> int:
    return int(ask(COUNTS[key], body, year)[0][0])


def share_plainly(key: str, body: int, year: int) -> tuple[int, int]:
    """Part and whole of a share."""
    part, whole = SHARES[key]
    return count_plainly(part, body, year), count_plainly(whole, body, year)
