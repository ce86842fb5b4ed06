"""Records of matchmaking."""

from luzhi.matchmaking.models.parties import Absence, Party, ProfileLine, Request
from luzhi.matchmaking.models.sessions import Desk, Interpreter, Session, Slot
from luzhi.matchmaking.models.timetables import Meeting, Outcome, PartyNotice, Place, Timetable, Unmet

__all__ = [
    "Absence",
    "Desk",
    "Interpreter",
    "Meeting",
    "Outcome",
    "Party",
    "PartyNotice",
    "Place",
    "ProfileLine",
    "Request",
    "Session",
    "Slot",
    "Timetable",
    "Unmet",
]
