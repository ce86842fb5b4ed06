"""From lead to production: the funnel of stages, conversion, what is due, what has fallen silent."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luzhi.access.actors import ActingRequest
from luzhi.projects.pictures import draw_stages
from luzhi.projects.queries import SILENT_AFTER_DAYS, convert_by_introducer, count_stages, find_due, find_silent
from luzhi.records.figures import Scope, read_figure


@require_GET
def show_pipeline(request: ActingRequest) -> HttpResponse:
    """One page: how far projects came this year, and what needs a call today."""
    request.actor.demand("projects.pipeline")
    body_id, year = request.actor.body_id, request.year
    stages = count_stages(body_id, year)
    scope = Scope(body_id, year)
    context = {
        "year": year,
        "stages": stages,
        "picture": draw_stages(stages, year),
        "signed": read_figure("projects.signed", scope),
        "landed": read_figure("projects.signed_then_landed", scope),
        "rate": read_figure("projects.conversion", scope),
        "introducers": convert_by_introducer(body_id, year),
        "silent": find_silent(body_id),
        "due": find_due(body_id),
        "days": SILENT_AFTER_DAYS,
    }
    return render(request, "projects/pipeline.html", context)
