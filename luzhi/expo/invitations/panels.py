"""The funnel on a channel's page."""

from typing import Any

from django.template.loader import render_to_string

from luzhi.expo.invitations.answers import ANSWERABLE
from luzhi.expo.invitations.pictures import draw_channel
from luzhi.expo.invitations.queries import count_funnels
from luzhi.expo.models import Invitation, InvitationChannel


def draw_funnel_of_channel(request: Any, channel: InvitationChannel) -> str:
    """How far this channel's invitations went."""
    funnel = next((f for f in count_funnels(channel.expo) if f.channel == channel), None)
    if funnel is None or not (funnel.numbers["invited"] or funnel.uninvited):
        return ""
    return render_to_string("expo/_channel.html", {"picture": draw_channel(funnel)})


def draw_link(request: Any, invitation: Invitation) -> str:
    """The button that makes a personal link, once the invitation went out."""
    if invitation.state not in ANSWERABLE or not request.actor.may("expo.invitation.change"):
        return ""
    return render_to_string("expo/_to_link.html", {"invitation": invitation}, request=request)
