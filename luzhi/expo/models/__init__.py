"""Records of the expo."""

from luzhi.expo.models.applications import Application
from luzhi.expo.models.care import Attendant, Guest, GuestCare
from luzhi.expo.models.events import (
    CommitteeMeeting,
    Decision,
    Expo,
    ExpoAim,
    ExpoAlias,
    PreparatoryCommittee,
)
from luzhi.expo.models.guests import Delegation, DelegationMatch, DutyPost, StaffDuty
from luzhi.expo.models.halls import BoothTelling, Hall, Layout, LayoutChange, Shape
from luzhi.expo.models.invitations import Exhibitor, Invitation, InvitationChannel, Promotion
from luzhi.expo.models.programme import Award, Outcome, ResultLaunch, SubEvent
from luzhi.expo.models.zones import Zone, ZoneChange, ZoneFeature, ZoneRevision

__all__ = [
    "Application",
    "Attendant",
    "Award",
    "BoothTelling",
    "CommitteeMeeting",
    "Decision",
    "Delegation",
    "DelegationMatch",
    "DutyPost",
    "Exhibitor",
    "Expo",
    "ExpoAim",
    "ExpoAlias",
    "Guest",
    "GuestCare",
    "Hall",
    "Invitation",
    "InvitationChannel",
    "Layout",
    "LayoutChange",
    "Outcome",
    "PreparatoryCommittee",
    "Promotion",
    "ResultLaunch",
    "Shape",
    "StaffDuty",
    "SubEvent",
    "Zone",
    "ZoneChange",
    "ZoneFeature",
    "ZoneRevision",
]
