"""The bare reference: one Django application with session, account, and the plainest list, detail, create and search.

No menu, no permissions, no audit, no translations: what a page of ours is compared with in the same run.
"""

import os
import sys
from pathlib import Path

from django.conf import settings

DATA = Path(os.environ["REFERENCE_DATA"])
settings.configure(
    SECRET_KEY="x" * 60, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, DEBUG=False, USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA, "OPTIONS": {
        "transaction_mode": "IMMEDIATE", "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-65536;PRAGMA mmap_size=268435456",
    }}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [Path(__file__).parent]}],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)  # fmt: skip

import django

django.setup()

from django import forms
from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_required
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path


class Unit(models.Model):
    name = models.CharField(max_length=100)

    class Meta:
        app_label = "reference"


class Matter(models.Model):
    title = models.CharField(max_length=200)
    number = models.IntegerField()
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    year = models.IntegerField()
    day = models.DateField()
    key = models.BooleanField(default=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)

    class Meta:
        app_label = "reference"


class MatterForm(forms.ModelForm):
    class Meta:
        model = Matter
        fields = ["title", "number", "kind", "state", "year", "day"]


def sign_in(request):
    if request.method == "POST":
        user = authenticate(request, username=request.POST["login"], password=request.POST["password"])
        login(request, user)
        return HttpResponseRedirect("/list")
    return render(request, "signin.html")


@login_required
def show_list(request):
    rows = Matter.objects.select_related("unit").order_by("-pk")
    if "after" in request.GET:
        rows = rows.filter(pk__lt=int(request.GET["after"]))
    if "q" in request.GET:
        rows = rows.filter(title__contains=request.GET["q"])
    return render(request, "list.html", {"rows": rows[:25], "user": request.user.username})


@login_required
def show_detail(request, pk):
    return render(
        request, "detail.html", {"row": Matter.objects.select_related("unit").get(pk=pk), "user": request.user.username}
    )


@login_required
def create(request):
    form = MatterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.unit_id = 1
        form.save()
        return HttpResponseRedirect(f"/detail/{form.instance.pk}")
    return render(request, "form.html", {"form": form, "user": request.user.username})


urlpatterns = [
    path("healthz", lambda request: HttpResponse("ok")),
    path("accounts/login/", sign_in), path("list", show_list), path("detail/<int:pk>", show_detail), path("create", create),
]  # fmt: skip
application = get_wsgi_application()


def fill(n: int) -> None:
    """Make the tables, one account, and n plainly synthetic rows."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Unit)
        editor.create_model(Matter)
    User.objects.create_user("staff", password="reference")
    Unit.objects.bulk_create([Unit(name=f"单位{i:03}") for i in range(1, 41)])
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.executemany(
            "INSERT INTO reference_matter (title, number, kind, state, year, day, key, unit_id) VALUES (%s,%s,%s,%s,%s,%s,%s,%s)",
            (
                (
                    f"关于事项{i:07}的提案",
                    i,
                    "member",
                    ("draft", "filed", "replied")[i % 3],
                    2024,
                    "2024-03-01",
                    False,
                    i % 40 + 1,
                )
                for i in range(n)
            ),
        )
        cursor.execute("COMMIT")


if __name__ == "__main__":
    fill(int(sys.argv[1]))
