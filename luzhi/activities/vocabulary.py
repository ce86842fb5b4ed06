"""The words of this part: kinds of activity, classes and roles of participants, attendance."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    RESEARCH_VISIT = "research_visit", _("Field research")
    INSPECTION = "inspection", _("Inspection tour")
    OVERSIGHT_INSPECTION = "oversight_inspection", _("Oversight inspection")
    KEY_PROPOSAL_INSPECTION = "key_proposal_inspection", _("Inspection on a key proposal")
    APPRAISAL = "appraisal", _("Democratic appraisal")
    SYMPOSIUM = "symposium", _("Consultation symposium")
    BIWEEKLY = "biweekly", _("Biweekly consultation meeting")
    COUNTERPART = "counterpart", _("Counterpart consultation")
    SPECIAL = "special", _("Special consultation meeting")
    HANDLING = "handling", _("Consultation on handling proposals")
    REMOTE = "remote", _("Remote consultation")
    TOPIC_SESSION = "topic_session", _("Topic session of the Standing Committee")
    STANDING_SESSION = "standing_session", _("Standing Committee session")
    PLENARY = "plenary", _("Plenary session")
    COUNCIL = "council", _("Chairperson's Council")
    SEMINAR = "seminar", _("Seminar")
    SERVICE = "service", _("Service")
    OUTWARD_CALL = "outward_call", _("Outward call")
    CALL_ON_MEMBERS = "call_on_members", _("Call on members or firms")
    RECEPTION = "reception", _("Reception of guests")
    PROMOTION = "promotion", _("Promotion")
    TRAINING = "training", _("Study or training")
    OTHER = "other", _("Other")


# What is meant by the three forms of work: going out to see, overseeing on the spot, and consulting at a table.
SURVEYS = (ActivityKind.RESEARCH_VISIT, ActivityKind.INSPECTION)
OVERSIGHT = (ActivityKind.OVERSIGHT_INSPECTION, ActivityKind.KEY_PROPOSAL_INSPECTION, ActivityKind.APPRAISAL)
CONSULTATIONS = (
    ActivityKind.SYMPOSIUM, ActivityKind.BIWEEKLY, ActivityKind.COUNTERPART, ActivityKind.SPECIAL,
    ActivityKind.HANDLING, ActivityKind.REMOTE, ActivityKind.SEMINAR,
)  # fmt: skip
VISITS = (
    *SURVEYS, ActivityKind.OVERSIGHT_INSPECTION, ActivityKind.KEY_PROPOSAL_INSPECTION, ActivityKind.SERVICE,
    ActivityKind.OUTWARD_CALL, ActivityKind.CALL_ON_MEMBERS,
)  # fmt: skip
SESSIONS = (ActivityKind.TOPIC_SESSION, ActivityKind.STANDING_SESSION)


class Dating(models.TextChoices):
    DAYS = "days", _("on these days")
    WITHIN = "within", _("some time between these days")
    UNKNOWN = "unknown", _("not known")


class SiteClass(models.TextChoices):
    PARK = "park", _("Park")
    FIRM = "firm", _("Firm")
    INSTITUTE = "institute", _("Research institute")
    UNIVERSITY = "university", _("University")
    DEPARTMENT = "department", _("Department")
    CHAMBER = "chamber", _("Chamber or association")
    VILLAGE = "village", _("Village or community")
    OTHER = "other", _("Other")


class ParticipantClass(models.TextChoices):
    CHAIR = "chair", _("Chairperson")
    VICE_CHAIR = "vice_chair", _("Vice-chairpersons")
    LEADER = "leader", _("Main leaders")
    STANDING_MEMBER = "standing_member", _("Standing committee members")
    MEMBER = "member", _("Members")
    MEMBER_OR_EXPERT = "member_or_expert", _("Members and experts")
    EXPERT = "expert", _("Experts")
    STAFF = "staff", _("Office staff")
    DEPARTMENT = "department", _("Departments")
    OFFICIAL = "official", _("Government officials")
    CHAMBER = "chamber", _("Chambers and associations")
    FIRM = "firm", _("Firms")
    GUEST = "guest", _("Guests")
    OTHER = "other", _("Others")


TEAM_OF_STAFF = (ParticipantClass.STAFF,)
TEAM_OF_MEMBERS = (
    ParticipantClass.CHAIR, ParticipantClass.VICE_CHAIR, ParticipantClass.LEADER,
    ParticipantClass.STANDING_MEMBER, ParticipantClass.MEMBER, ParticipantClass.MEMBER_OR_EXPERT,
)  # fmt: skip


class ParticipantRole(models.TextChoices):
    LEADER = "leader", _("leads")
    COMPANION = "companion", _("accompanies")
    PARTICIPANT = "participant", _("takes part")
    INVITED = "invited", _("invited")
    RESPONDENT = "respondent", _("answers for the government")
    HOST = "host", _("receives")
    RECORDER = "recorder", _("keeps the record")


class Attendance(models.TextChoices):
    DUE = "due", _("due to attend")
    PRESENT = "present", _("present")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


class ReportUseKind(models.TextChoices):
    CITED = "cited", _("Cited in a decision")
    INSTRUCTION = "instruction", _("Received an instruction")
    ADOPTED = "adopted", _("Adopted")
    REPORTED = "reported", _("Passed on")
    OTHER = "other", _("Other")
