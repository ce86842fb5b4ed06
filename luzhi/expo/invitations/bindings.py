"""Ties the table of invitations to its model."""

from luzhi.expo.invitations.workflow import INVITATION
from luzhi.expo.models import Invitation
from luzhi.workflow.engine import Binding, bind

bind(Binding(workflow=INVITATION, model=Invitation))
