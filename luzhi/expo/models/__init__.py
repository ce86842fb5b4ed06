"""Records of the expo."""

from luzhi.expo.models.applications import Application
from luzhi.expo.models.care import Attendant, Guest, GuestCare
from luzhi.expo.models.events import (
    CommitteeMeeting,
    Decision,
    Expo,
    ExpoAim,
    ExpoAlias,
    ExpoFigure,
    PreparatoryCommittee,
)
from luzhi.expo.models.guests import Delegation, DelegationMatch, DutyPost, StaffDuty
from luzhi.expo.models.halls import BoothTelling, Hall, HallPicture, Layout, LayoutChange, PlaceWish, Shape
from luzhi.expo.models.invitations import Exhibitor, ExhibitorMaterial, Fee, Invitation, InvitationChannel, Promotion
from luzhi.expo.models.programme import Award, Outcome, ResultLaunch, SubEvent, SubEventItem, SubEventSeat
from luzhi.expo.models.travel import Hotel, HotelStay, Leg, Meal, Vehicle
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
    "ExhibitorMaterial",
    "Expo",
    "ExpoAim",
    "ExpoAlias",
    "ExpoFigure",
    "Fee",
    "Guest",
    "GuestCare",
    "Hall",
    "HallPicture",
    "Hotel",
    "HotelStay",
    "Invitation",
    "InvitationChannel",
    "Layout",
    "LayoutChange",
    "Leg",
    "Meal",
    "Outcome",
    "PlaceWish",
    "PreparatoryCommittee",
    "Promotion",
    "ResultLaunch",
    "Shape",
    "StaffDuty",
    "SubEvent",
    "SubEventItem",
    "SubEventSeat",
    "Vehicle",
    "Zone",
    "ZoneChange",
    "ZoneFeature",
    "ZoneRevision",
]
