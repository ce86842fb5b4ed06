"""The page that searches everything."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luzhi.access.actors import ActingRequest
from luzhi.records.search import search_everywhere


@require_GET
def search(request: ActingRequest) -> HttpResponse:
    request.actor.demand("web.search")
    text = request.GET.get("q", "").strip()[:100]
    found = search_everywhere(request.actor, text) if text else []
    return render(request, "web/search.html", {"searched": text, "found": found})
