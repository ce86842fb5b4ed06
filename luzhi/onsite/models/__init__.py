"""Records of the expo days."""

from luzhi.onsite.models.badges import Badge
from luzhi.onsite.models.desks import Desk, GateCount, Scan
from luzhi.onsite.models.incidents import Incident

__all__ = ["Badge", "Desk", "GateCount", "Incident", "Scan"]
