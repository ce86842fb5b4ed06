"""The page of the consistency check."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luzhi.access.actors import ActingRequest
from luzhi.reports.addresses import read_year
from luzhi.reports.consistency import check_year


@require_GET
def show_consistency(request: ActingRequest) -> HttpResponse:
    request.actor.demand("reports.consistency")
    year = read_year(request)
    chapters = check_year(request.actor, year)
    context = {"chapters": chapters, "year": year, "count": sum(len(chapter.questions) for chapter in chapters)}
    return render(request, "reports/consistency.html", context)
