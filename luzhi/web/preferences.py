"""What a person chose for the screen: language and large type. Kept in cookies, so it works before sign-in."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from luzhi.access.models import User

LANGUAGES = dict(settings.LANGUAGES)


class PreferencesMiddleware:
    """Chinese unless a person chose otherwise; a browser's own language is not a choice."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(code if code in LANGUAGES else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
        request.elder = request.COOKIES.get("elder") == "on"  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


@login_not_required
@require_POST
def set_preference(request: HttpRequest) -> HttpResponseBase:
    """Keep a language, large type on or off, a body or a working year, and go back to where the person was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    language, elder = request.POST.get("language", ""), request.POST.get("elder", "")
    options: dict[str, Any] = {"max_age": 365 * 86400, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
    if language in LANGUAGES:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, **options)
    if elder in ("on", "off"):
        response.set_cookie("elder", elder, **options)
    if request.user.is_authenticated:
        if language in LANGUAGES:  # notices are written in it
            User.objects.filter(pk=request.user.pk).update(language=language)
        body, year = request.POST.get("body", ""), request.POST.get("year", "")
        if body.isdecimal() and len(body) < 19:
            request.session["body"] = int(body)
            request.session.pop("year", None)
        if year.isdecimal() and len(year) == 4:
            request.session["year"] = int(year)
    return response
