"""Pages of applications."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.expo.models import Application
from luzhi.expo.rules import only_expo
from luzhi.records.kinds import Column, Group, Kind, register

register(
    Kind(
        model=Application,
        slug="applications",
        label_path="organisation_name",
        columns=(
            Column("organisation_name"),
            Column("state"),
            Column("origin"),
            Column("zone"),
            Column("area"),
            Column("expo"),
            Column("created_at", sortable=True),
        ),
        groups=(
            Group("", ("expo", "organisation_name", "year", "origin", "zone", "area", "shows")),
            Group(_("Whom to ask"), ("contact_name", "email", "phone", "note")),
        ),
        filters=("state", "zone", "expo", "year"),
        search=("organisation_name", "contact_name", "shows"),
        leads_to=("exhibitor",),
        view=frozenset({Role.STAFF}),
        initial=only_expo,
        help=_("Firms that want to exhibit. Open the expo for applications and publish its address; they arrive here."),
    )
)
