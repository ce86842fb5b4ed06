"""What apps above the expo show on its one page: each adds a function of the request and the expo, giving safe HTML."""

from collections.abc import Callable

from django.utils.safestring import SafeString

from luzhi.access.actors import ActingRequest
from luzhi.expo.models import Expo

PARTS: list[Callable[[ActingRequest, Expo], SafeString]] = []
