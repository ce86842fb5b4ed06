"""The gallery of components: each part of our pages, with the words by which a template asks for it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from luzhi.access.actors import ActingRequest
from luzhi.common.tables import Header, render_chip, render_table
from luzhi.web.sankey import Flow, Stage, Stock, draw_flows, list_stages

ICONS = ("home", "flag", "calendar", "reply", "pen", "factory", "expo", "gantt", "figures", "report", "people", "gear",
         "bell", "search", "me", "more", "mail", "check", "clock", "lock")  # fmt: skip
COLOURS = ("brand", "brand-deep", "action", "action-deep", "ink", "ink-soft", "ink-faint", "line", "ground", "good",
           "warn", "stop", "busy")  # fmt: skip
TONES = ("plain", "busy", "good", "warn", "stop")


class ExampleForm(forms.Form):
    """Every control the product uses."""

    title = forms.CharField(label=gettext_lazy("a line"), help_text=gettext_lazy("A sentence that helps."))
    kind = forms.ChoiceField(label=gettext_lazy("a choice"), choices=[("a", "A"), ("b", "B")], required=False)
    day = forms.DateField(label=gettext_lazy("a day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    agreed = forms.BooleanField(label=gettext_lazy("a tick"), required=False)
    text = forms.CharField(label=gettext_lazy("a text"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


@dataclass(frozen=True)
class Example:
    """A component as it looks, and how it is asked for."""

    title: Any
    call: str
    shown: SafeString


def make_examples() -> list[Example]:
    rows: list[list[Any]] = [["A-1", render_chip(_("done"), "good"), 12, date(2024, 1, 31)], ["A-2", None, None, None]]
    headers = [
        Header(_("name"), link="?sort=name", direction="ascending"), Header(_("state")),
        Header(_("number"), number=True), Header(_("day")),
    ]  # fmt: skip
    stages = [
        Stage(_("first"), [Stock(_("one source"), 3, "3"), Stock(_("another"), 2, "2")]),
        Stage(_("second"), [Stock(_("answered"), 4, "4", tone="good"), Stock(_("waiting"), 1, "1", tone="warn")]),
        Stage(_("third"), [Stock(_("carried out"), None, _("not recorded"))]),
    ]
    flows = [[Flow(0, 0, 3, "3", "#flows"), Flow(1, 0, 1, "1", "#flows"), Flow(1, 1, 1, "1", "#flows")], []]
    return [
        Example(_("Table"), "render_table(headers, rows, caption=…)", render_table(headers, rows, caption=_("Table"))),
        Example(
            _("Flows"), "draw_flows(stages, flows, title=…)", draw_flows(stages, flows, title=_("Flows"), height=150)
        ),
        Example(_("The same in words"), "list_stages(stages)", list_stages(stages)),
    ]


@require_GET
def show_gallery(request: ActingRequest) -> HttpResponse:
    request.actor.demand("web.gallery")
    context = {
        "examples": make_examples(), "icons": ICONS, "colours": COLOURS, "tones": TONES, "form": ExampleForm(),
    }  # fmt: skip
    return render(request, "web/gallery.html", context)
