"""The expo on its own page."""

from typing import Any

from django.template.loader import render_to_string

from luzhi.expo.models import Expo


def draw_expo_state(request: Any, expo: Expo) -> str:
    """The way to the expo's one-page state."""
    return render_to_string("expo/_to_front.html", {"expo": expo})
