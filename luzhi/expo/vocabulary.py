"""The words of the expo: kinds, classes, roles and states."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BodyRole(models.TextChoices):
    ASSISTS = "assists", _("assists in preparing it")
    ORGANISES = "organises", _("organises it")
    CO_ORGANISES = "co_organises", _("co-organises it")
    SUPPORTS = "supports", _("supports it")


class Half(models.IntegerChoices):
    FIRST = 1, _("first half of the year")
    SECOND = 2, _("second half of the year")


class AimKind(models.TextChoices):
    PURPOSE = "purpose", pgettext_lazy("expo", "Subject")
    TARGET = "target", _("Class of visitors wanted")
    RESULT = "result", _("Result wanted")


class Priority(models.TextChoices):
    TOP = "top", _("Top priority")
    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")


class FeatureKind(models.TextChoices):
    TOPIC = "topic", _("Topic shown")
    STRENGTH = "strength", _("Strength")
    LACK = "lack", _("Weakness")


class Aspect(models.TextChoices):
    AREA = "area", _("Exhibition area")
    CONTENT = "content", _("Content shown")
    LAYOUT = "layout", _("Layout design")
    NAME = "name", _("Name")
    OTHER = "other", _("Other")


class ZoneState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("zone", "Planned")
    DESIGNED = "designed", pgettext_lazy("zone", "Designed")
    FINAL = "final", pgettext_lazy("zone", "Final")


class ChannelKind(models.TextChoices):
    CHAMBER = "chamber", _("Chambers and associations")
    SECTOR = "sector", _("Members of a sector")
    HK_MACAO = "hk_macao", _("Hong Kong and Macao members")
    OVERSEAS = "overseas", _("Overseas Chinese groups and friends")
    OUTWARD = "outward", _("Outward calls")
    DELEGATION = "delegation", _("Foreign delegations")
    PUBLIC = "public", _("Public application")
    OTHER = "other", _("Other")


class GuestClass(models.TextChoices):
    LEADING_FIRM = "leading_firm", _("Leading firm")
    FIRM = "firm", _("Firm")
    RESEARCH = "research", _("Research body")
    INVESTOR = "investor", _("Investor or funder")
    CHAMBER = "chamber", _("Chamber or association")
    OFFICIAL = "official", _("Official")
    EXPERT = "expert", _("Expert")
    OTHER = "other", _("Other")


class InvitationState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("invitation", "To be invited")
    INVITED = "invited", pgettext_lazy("invitation", "Invited")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
    DECLINED = "declined", pgettext_lazy("invitation", "Declined")
    CAME = "came", pgettext_lazy("invitation", "Came")
    EXHIBITED = "exhibited", pgettext_lazy("invitation", "Exhibited")
    ABSENT = "absent", pgettext_lazy("invitation", "Did not come")
    SUBSTITUTED = "substituted", pgettext_lazy("invitation", "Sends somebody else")


class SubEventKind(models.TextChoices):
    CONFERENCE = "conference", _("Conference")
    FORUM = "forum", _("Forum")
    DOCKING = "docking", _("Docking")
    LAUNCH = "launch", _("Launch of results")
    SIGNING = "signing", _("Signing")
    OPENING = "opening", _("Opening or closing")
    OTHER = "other", _("Other")


class DutyRole(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    ATTENDANT = "attendant", _("Guest attendant")
    RECEPTION = "reception", _("Reception desk")
    SECURITY = "security", pgettext_lazy("duty", "Safety")
    PRESS = "press", _("Press")
    OTHER = "other", _("Other")


class ShapeKind(models.TextChoices):
    BOOTH = "booth", _("Booth")
    ZONE = "zone", _("Zone")
    AISLE = "aisle", _("Aisle")
    STAGE = "stage", _("Stage")
    DOOR = "door", _("Door")
    SERVICE = "service", _("Service area")


class LayoutState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("layout", "Draft")
    FROZEN = "frozen", pgettext_lazy("layout", "Frozen")
    DROPPED = "dropped", pgettext_lazy("layout", "Dropped")


class ApplicationState(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("application", "Received")
    ACCEPTED = "accepted", pgettext_lazy("application", "Accepted")
    DECLINED = "declined", pgettext_lazy("application", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")


class TellingState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("telling", "To be told")
    TOLD = "told", pgettext_lazy("telling", "Told")
    OUTDATED = "outdated", pgettext_lazy("telling", "Outdated")


class LegMode(models.TextChoices):
    TRAIN = "train", _("Train")
    FLIGHT = "flight", _("Flight")
    CAR = "car", pgettext_lazy("journey", "Car")
    OTHER = "other", _("Other")


class MealKind(models.TextChoices):
    BREAKFAST = "breakfast", _("Breakfast")
    LUNCH = "lunch", _("Lunch")
    DINNER = "dinner", _("Dinner")
    BANQUET = "banquet", _("Banquet")


class WishKind(models.TextChoices):
    NEAR = "near", pgettext_lazy("booth", "Near")
    AWAY = "away", pgettext_lazy("booth", "Away from")


class WishTarget(models.TextChoices):
    DOOR = "door", _("a door")
    STAGE = "stage", _("a stage")
    SERVICE = "service", _("a service area")
    EXHIBITOR = "exhibitor", _("an exhibitor")


class MaterialKind(models.TextChoices):
    CONTRACT = "contract", _("Contract")
    FASCIA = "fascia", _("Name on the fascia")
    CATALOGUE = "catalogue", _("Catalogue entry")
    BADGES = "badges", _("List of people for badges")
    POWER = "power", _("Power and water")
    FREIGHT = "freight", _("Freight")
    DRAWINGS = "drawings", _("Drawings of a special build")
    OTHER = "other", _("Other")


class FigureStage(models.TextChoices):
    PLAN = "plan", pgettext_lazy("figure", "Planned")
    STATUS = "status", pgettext_lazy("figure", "On the way")
    CLOSING = "closing", pgettext_lazy("figure", "Closing")
