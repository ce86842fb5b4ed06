"""What an address may hold before any page reads it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PlainAddressMiddleware:
    """Takes nulls out of the query: no text has them, PostgreSQL refuses them, and no page should have to ask."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "")
        return self.get_response(request)
