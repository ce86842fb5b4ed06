"""Every published figure of the expo, its days and its matchmaking once more, in SQL written by hand from the tables.

Nothing of the figures' declarations is used. What a service settled (which reading of a badge counts, who met whom)
is asked of the facts behind it, so that a service that settled wrongly is found.
"""

from typing import Any

from django.db import connection

OF = "x.body_id = %(body)s AND x.year = %(year)s"
EXPO_TABLES = {
    "channels": "expo_invitationchannel", "zones": "expo_zone", "sub_events": "expo_subevent", "awards": "expo_award",
    "launches": "expo_resultlaunch", "delegations": "expo_delegation", "committee_meetings": "expo_committeemeeting",
    "outcomes": "expo_outcome",
}  # fmt: skip
INVITED = f"""FROM expo_invitation x JOIN people_organisation o ON o.id = x.organisation_id
  WHERE {OF} AND x.state <> 'planned' AND o.kind = 'firm' AND NOT o.unnamed"""
READ = f"FROM onsite_scan x JOIN onsite_badge b ON b.id = x.badge_id WHERE {OF} AND x.outcome IN ('first', 'again')"
REQUESTS = f"FROM matchmaking_request x WHERE {OF}"
REPORTED = "EXISTS (SELECT 1 FROM matchmaking_outcome o WHERE o.request_id = x.id AND {})"
HELD, MISSED, INTENDED, SIGNED, LED_ON = map(REPORTED.format, (
    "o.happened = 'held'", "o.happened IN ('asker_absent', 'asked_absent', 'neither')", "o.result = 'intention'",
    "o.said_by = 'office' AND o.result IN ('framework', 'contract')", "o.happened = 'held' AND o.result <> 'none'",
))  # fmt: skip
STAGES = f"FROM projects_stageentry x WHERE {OF}"

COUNTS: dict[str, str] = {
    **{f"expo.{name}": f"SELECT count(*) FROM {table} x WHERE {OF}" for name, table in EXPO_TABLES.items()},
    "expo.exhibitors": f"SELECT count(DISTINCT x.organisation_id) FROM expo_exhibitor x JOIN people_organisation o ON o.id = x.organisation_id WHERE {OF} AND NOT o.unnamed AND x.withdrawn_on IS NULL",
    "expo.origins": f"SELECT count(DISTINCT x.origin_id) FROM expo_exhibitor x WHERE {OF}",
    "expo.mobilised_areas": f"SELECT count(DISTINCT a.place_id) FROM expo_invitationchannel x JOIN expo_invitationchannel_areas a ON a.invitationchannel_id = x.id WHERE {OF}",
    "expo.audiences": f"SELECT count(DISTINCT x.kind) FROM expo_invitationchannel x WHERE {OF} AND x.audience",
    "expo.invitations": f"SELECT count(*) FROM expo_invitation x WHERE {OF} AND x.state <> 'planned'",
    "expo.invited_firms": f"SELECT count(DISTINCT x.organisation_id) {INVITED}",
    "expo.invited_who_came": f"SELECT count(DISTINCT x.organisation_id) {INVITED} AND x.state IN ('came', 'exhibited')",
    "expo.zone_area": f"SELECT coalesce(sum(x.area), 0) FROM expo_zone x WHERE {OF}",
    "expo.zone_rounds": f"SELECT count(*) FROM expo_zonerevision x WHERE {OF} AND x.number IS NOT NULL",
    "expo.changed_aspects": "SELECT count(DISTINCT c.aspect) FROM expo_zonechange c JOIN expo_zonerevision x ON x.id = c.revision_id WHERE c.body_id = %(body)s AND x.year = %(year)s",
    "expo.zone_topics": f"SELECT count(*) FROM expo_zonefeature f JOIN expo_zone x ON x.id = f.zone_id WHERE {OF} AND f.kind = 'topic'",
    "expo.zone_strengths": f"SELECT count(*) FROM expo_zonefeature f JOIN expo_zone x ON x.id = f.zone_id WHERE {OF} AND f.kind = 'strength'",
    "expo.conferences": f"SELECT count(*) FROM expo_subevent x WHERE {OF} AND x.kind = 'conference'",
    "expo.dockings": f"SELECT count(*) FROM expo_subevent x WHERE {OF} AND x.kind = 'docking'",
    "expo.delegation_heads": f"SELECT count(DISTINCT h.person_id) FROM expo_delegation x JOIN expo_delegation_heads h ON h.delegation_id = x.id WHERE {OF}",
    "expo.staff_on_duty": f"SELECT count(DISTINCT x.person_id) FROM expo_staffduty x WHERE {OF}",
    "expo.office_on_duty": f"SELECT count(DISTINCT x.person_id) FROM expo_staffduty x JOIN people_seat s ON s.person_id = x.person_id AND s.body_id = x.body_id AND s.office = 'staff' WHERE {OF}",
    "expo.duty_roles": f"SELECT count(DISTINCT x.role) FROM expo_dutypost x WHERE {OF}",
    "expo.guests": f"SELECT count(DISTINCT x.person_id) FROM expo_guest x WHERE {OF} AND x.confirmed",
    "people.staff": "SELECT count(DISTINCT s.person_id) FROM people_seat s WHERE s.body_id = %(body)s AND s.office = 'staff'",
    "onsite.attendees": f"SELECT count(DISTINCT x.badge_id) {READ} AND x.sub_event_id IS NULL",
    "onsite.attendances": f"SELECT count(*) FROM (SELECT DISTINCT x.badge_id, x.day {READ} AND x.sub_event_id IS NULL) q",
    "onsite.event_attendances": f"SELECT count(*) FROM (SELECT DISTINCT x.badge_id, x.sub_event_id {READ} AND x.sub_event_id IS NOT NULL) q",
    "onsite.visitors": f"SELECT coalesce(sum(x.count), 0) FROM onsite_gatecount x WHERE {OF}",
    "onsite.badges": f"SELECT count(*) FROM onsite_badge x WHERE {OF} AND NOT x.void",
    "onsite.incidents": f"SELECT count(*) FROM onsite_incident x WHERE {OF} AND x.kind <> 'lost_contact'",
    "onsite.lost_contacts": f"SELECT count(*) FROM onsite_incident x WHERE {OF} AND x.kind = 'lost_contact'",
    "matchmaking.requested": f"SELECT count(*) {REQUESTS} AND x.state <> 'withdrawn'",
    "matchmaking.agreed": f"SELECT count(*) {REQUESTS} AND x.state = 'agreed'",
    "matchmaking.held": f"SELECT count(*) {REQUESTS} AND {HELD}",
    "matchmaking.no_show": f"SELECT count(*) {REQUESTS} AND {MISSED}",
    "matchmaking.intentions": f"SELECT count(*) {REQUESTS} AND {INTENDED}",
    "matchmaking.signed": f"SELECT count(*) {REQUESTS} AND {SIGNED}",
    "matchmaking.followed": f"SELECT count(*) {REQUESTS} AND {LED_ON}",
    "projects.agreements": f"SELECT count(*) FROM projects_agreement x WHERE {OF}",
    "projects.framework_agreements": f"SELECT count(*) FROM projects_agreement x WHERE {OF} AND x.kind = 'framework'",
    "projects.alliances": f"SELECT count(*) FROM projects_alliance x WHERE {OF}",
    "projects.leads": f"SELECT count(*) FROM projects_lead x WHERE {OF}",
    "projects.signed": f"SELECT count(DISTINCT x.project_id) {STAGES} AND x.stage = 'signed'",
    "projects.landed": f"SELECT count(DISTINCT x.project_id) {STAGES} AND x.stage = 'landed'",
    "projects.signed_then_landed": f"SELECT count(DISTINCT x.project_id) {STAGES} AND x.stage = 'signed' AND EXISTS (SELECT 1 FROM projects_stageentry y WHERE y.project_id = x.project_id AND y.stage = 'landed')",
}  # fmt: skip

SHARES: dict[str, tuple[str, str]] = {
    "expo.turn_up": ("expo.invited_who_came", "expo.invited_firms"),
    "expo.staff_share": ("expo.office_on_duty", "people.staff"),
    "matchmaking.conversion": ("matchmaking.followed", "matchmaking.held"),
    "matchmaking.turnout": ("matchmaking.held", "matchmaking.agreed"),
    "projects.conversion": ("projects.signed_then_landed", "projects.signed"),
}

DIVIDED: dict[tuple[str, str], str] = {
    ("expo.exhibitors", "zone"): f"SELECT x.zone_id, count(DISTINCT x.organisation_id) FROM expo_exhibitor x WHERE {OF} AND x.withdrawn_on IS NULL GROUP BY 1",
    ("expo.exhibitors", "origin"): f"SELECT x.origin_id, count(DISTINCT x.organisation_id) FROM expo_exhibitor x WHERE {OF} AND x.withdrawn_on IS NULL GROUP BY 1",
    ("expo.guests", "class"): f"SELECT x.guest_class, count(DISTINCT x.person_id) FROM expo_guest x WHERE {OF} AND x.confirmed GROUP BY 1",
    ("expo.invitations", "channel"): f"SELECT x.channel_id, count(*) FROM expo_invitation x WHERE {OF} AND x.state <> 'planned' GROUP BY 1",
    ("onsite.attendances", "day"): f"SELECT x.day, count(DISTINCT x.badge_id) {READ} AND x.sub_event_id IS NULL GROUP BY 1",
    ("onsite.visitors", "hour"): f"SELECT x.hour, sum(x.count) FROM onsite_gatecount x WHERE {OF} GROUP BY 1",
    ("onsite.visitors", "gate"): f"SELECT x.desk_id, sum(x.count) FROM onsite_gatecount x WHERE {OF} GROUP BY 1",
    ("projects.agreements", "kind"): f"SELECT x.kind, count(*) FROM projects_agreement x WHERE {OF} GROUP BY 1",
    ("expo.staff_on_duty", "role"): f"SELECT p.role, count(DISTINCT x.person_id) FROM expo_staffduty x JOIN expo_dutypost p ON p.id = x.post_id WHERE {OF} GROUP BY 1",
}  # fmt: skip


def ask(sql: str, **given: Any) -> list[tuple[Any, ...]]:
    """The rows of one question."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def count_one(sql: str, **given: Any) -> int:
    return int(ask(sql, **given)[0][0])
