"""Parts of pages drawn by this app."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from luzhi.projects.models import Project, StageEntry, Trip
from luzhi.projects.stages import ORDER, Stage


def draw_path(request: Any, project: Project) -> str:
    """The stages in a row: reached ones with their day and proof, the others open."""
    entries = {entry.stage: entry for entry in project.stages.all()}
    steps = []
    for stage in (*ORDER, *([Stage.LOST] if project.state == Stage.LOST else [])):
        entry = entries.get(stage)
        steps.append({"label": stage.label, "entry": entry, "current": stage == project.state})
    return render_to_string("projects/_path.html", {"steps": steps, "project": project})


def draw_conversion_of_trip(request: Any, trip: Trip) -> str:
    """What came of a trip, told in one line of figures; projects each once."""
    stages = StageEntry.objects.filter(trip=trip).values_list("stage", "project").distinct()
    reached = {stage: sum(1 for s, _p in stages if s == stage) for stage in (Stage.SIGNED, Stage.LANDED)}
    words = _("%(leads)s leads · %(signed)s projects signed · %(landed)s projects landed") % {
        "leads": trip.leads.count(),
        "signed": reached[Stage.SIGNED],
        "landed": reached[Stage.LANDED],
    }
    return format_html('<section class="card-box"><h2>{}</h2><p>{}</p></section>', _("Results of the trip"), words)
