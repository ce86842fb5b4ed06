"""Further tools of the hall plan: the list that is edited as a whole, the proposal of booths, the picture behind."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.common.problems import Problem
from luzhi.expo.halls.backgrounds import drop_picture, put_picture
from luzhi.expo.halls.heat import HEAT, draw_heat, find_bands
from luzhi.expo.halls.letting_services import let_booths
from luzhi.expo.halls.listing import ListForm, write_list
from luzhi.expo.halls.panels import names_on
from luzhi.expo.halls.views import editor_url, find, find_layout
from luzhi.expo.models import HallPicture, Zone
from luzhi.expo.vocabulary import LayoutState
from luzhi.records.kinds import KINDS


@require_POST
def let(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Propose booths of one zone to its exhibitors that have none."""
    request.actor.demand("expo.halls.edit")
    layout = find_layout(request, pk)
    chosen = request.POST.get("zone", "")
    number = int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0
    found = Zone.objects.filter(expo=layout.hall.expo_id, pk=number).first()
    if found is None:
        raise Problem(_("Choose a zone."))
    letting = let_booths(layout, found, by=request.actor)
    n = len(letting.lets)
    words = ngettext("%(n)s booth has been let by proposal.", "%(n)s booths have been let by proposal.", n)
    met, wishes = sum(row.met for row in letting.lets), sum(row.wishes for row in letting.lets)
    told = _("Wishes met: %(met)s of %(all)s.") % {"met": met, "all": wishes} if wishes else ""
    messages.success(request, f"{words % {'n': n}} {told}".strip())
    if letting.unplaced:
        left = ngettext("No booth is left for %(n)s exhibitor.", "No booth is left for %(n)s exhibitors.",
                        len(letting.unplaced))  # fmt: skip
        messages.warning(request, left % {"n": len(letting.unplaced)})
    return HttpResponseRedirect(editor_url(layout))


@require_http_methods(["GET", "POST"])
def edit_list(request: ActingRequest, pk: int) -> HttpResponseBase:
    """All shapes as rows of fields; what was changed is written together or not at all."""
    request.actor.demand("expo.halls.edit")
    layout = find_layout(request, pk)
    if layout.state != LayoutState.DRAFT:
        raise Problem(_("A frozen plan is never changed; start a new draft from it."))
    form = ListForm(layout, request.POST if request.method == "POST" else None, start=request.GET.get("from", "")[:20])
    if request.method == "POST" and form.is_valid():
        n = write_list(layout, form, by=request.actor)
        messages.success(
            request, ngettext("%(n)s shape has been changed.", "%(n)s shapes have been changed.", n) % {"n": n}
        )
        return HttpResponseRedirect(request.get_full_path())
    status = 422 if request.method == "POST" else 200
    return render(request, "expo/layout_list.html", {"layout": layout, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def picture(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The picture behind a hall's plan as it was drawn anew; posted, another one or none."""
    hall: Any = find(request, "expo.hall", pk)
    if request.method == "POST":
        request.actor.demand("expo.halls.edit")
        upload = request.FILES.get("picture")
        if upload is not None:
            put_picture(hall, upload, by=request.actor)
            messages.success(request, _("The picture is behind the plan now, drawn anew from the file."))
        elif "drop" in request.POST:
            drop_picture(hall, by=request.actor)
        else:
            raise Problem(_("Choose a picture."))
        return HttpResponseRedirect(KINDS["expo.hall"].url(hall.pk))
    found = HallPicture.objects.filter(hall=hall).first()
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type="image/png")
    answer["Cache-Control"] = "private, max-age=86400"
    answer["Content-Disposition"] = "inline; filename=plan.png"
    return answer


@require_GET
def show_heat(request: ActingRequest, pk: int) -> HttpResponse:
    """A version's booths coloured by how much there is of something; each opens its exhibitor."""
    layout = find_layout(request, pk)
    name = request.GET.get("by", "")
    chosen = name if name in HEAT else next(iter(HEAT))
    amounts = HEAT[chosen].measure(layout)
    names = names_on(layout)
    rows = sorted((-n, names[key], key) for key, n in amounts.items() if key in names)
    address = KINDS["expo.exhibitor"].url
    context = {
        "layout": layout, "chosen": chosen, "choices": [(key, heat.label) for key, heat in HEAT.items()],
        "picture": draw_heat(layout.hall, layout.pieces(), names, amounts), "bands": find_bands(amounts),
        "rows": [{"n": -n, "name": who, "url": address(key)} for n, who, key in rows[:20]],
    }  # fmt: skip
    return render(request, "expo/layout_heat.html", context)
