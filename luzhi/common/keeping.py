"""Pages that open without network: the one script that keeps them, under the address of each kind of such pages."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse


def send_keeper() -> HttpResponse:
    """The script; the folder of the address it is asked under says for which pages it may answer."""
    path = finders.find("luzhi/keepworker.js")
    if path is None:
        raise Http404
    return HttpResponse(Path(str(path)).read_bytes(), content_type="text/javascript; charset=utf-8")
