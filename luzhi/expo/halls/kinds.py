"""Pages of halls, the versions of their plans, and the notices to exhibitors."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.expo.halls.panels import draw_hall, draw_layout
from luzhi.expo.models import BoothTelling, Hall, Layout, LayoutChange, PlaceWish, Shape
from luzhi.expo.rules import is_own_exhibitor, only_expo
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, register

NOBODY: frozenset[Role] = frozenset()


register(
    Kind(
        model=Hall,
        slug="halls",
        label_path="name",
        columns=(Column("name"), Column("width"), Column("depth"), Column("aisle"), Column("expo")),
        groups=(Group("", ("expo", "name", "width", "depth", "aisle", "note")),),
        filters=("expo",),
        sections=(Section("expo.layout", "hall", _("Versions of the plan"), add=False),),
        panels=(Panel("plan", draw_hall, place="before"),),
        comes_from=("expo",),
        initial=only_expo,
        help=_("Halls of the expo in metres. A hall's plan is drawn in drafts and frozen in versions."),
    )
)
register(
    Kind(
        model=Layout,
        slug="hall-plans",
        label_path="hall__name",
        columns=(
            Column("number", sortable=True),
            Column("hall"),
            Column("state"),
            Column("based_on__number"),
            Column("frozen_at"),
        ),
        groups=(Group("", ("hall", "number", "based_on", "frozen_at", "year", "note")),),
        filters=("hall", "state", "year"),
        sections=(
            Section("expo.layoutchange", "layout", _("Why it was changed"), add=False),
            Section("expo.boothtelling", "layout", _("Who is told"), add=False),
        ),
        panels=(Panel("plan", draw_layout, place="before"),),
        comes_from=("hall", "based_on"),
        change=NOBODY,
        help=_("Versions of hall plans. Open a hall to start a draft."),
    )
)
register(
    Kind(
        model=Shape,
        slug="shapes",
        label_path="code",
        columns=(
            Column("code"),
            Column("kind"),
            Column("zone"),
            Column("exhibitor"),
            Column("x"),
            Column("y"),
            Column("width"),
            Column("depth"),
            Column("layout__number"),
        ),
        groups=(Group("", ("kind", "code", "zone", "exhibitor", "x", "y", "width", "depth", "note")),),
        filters=("layout", "kind", "zone", "exhibitor"),
        search=("code", "exhibitor__organisation__name"),
        comes_from=("layout",),
        change=NOBODY,
        help=_("Booths, stages, doors and zones of hall plans; they are drawn on the plan itself."),
    )
)
register(
    Kind(
        model=LayoutChange,
        slug="plan-changes",
        label_path="code",
        columns=(
            Column("code"),
            Column("gist"),
            Column("reason"),
            Column("asked_by"),
            Column("approved_by"),
            Column("layout__number"),
        ),
        groups=(Group("", ("layout", "code", "gist", "reason", "asked_by", "approved_by", "note")),),
        filters=("layout",),
        search=("code", "reason", "asked_by", "approved_by"),
        comes_from=("layout",),
        change=NOBODY,
        help=_("Why shapes changed from version to version, who asked, who approved."),
    )
)
register(
    Kind(
        model=BoothTelling,
        slug="booth-notices",
        label_path="exhibitor__organisation__name",
        columns=(Column("exhibitor"), Column("state"), Column("layout__number"), Column("text"), Column("told_at")),
        groups=(Group("", ("exhibitor", "layout", "text", "told_at")),),
        filters=("state", "layout", "exhibitor"),
        comes_from=("layout",),
        change=NOBODY,
        view_own=frozenset({Role.EXHIBITOR}),
        own=is_own_exhibitor,
        help=_("Notices to exhibitors whose place is not what they were last told. Freezing a plan drafts them."),
    )
)  # fmt: skip
register(
    Kind(
        model=PlaceWish,
        slug="place-wishes",
        label_path="exhibitor__organisation__name",
        columns=(Column("exhibitor"), Column("kind"), Column("target"), Column("other")),
        groups=(Group("", ("exhibitor", "kind", "target", "other", "note")),),
        filters=("kind", "target", "exhibitor"),
        search=("exhibitor__organisation__name",),
        comes_from=("exhibitor",),
        view=frozenset({Role.STAFF, Role.LEADER}),
        view_own=frozenset({Role.EXHIBITOR}),
        own=is_own_exhibitor,
        help=_("Where exhibitors want to stand; the proposal of booths keeps to it as far as it can."),
    )
)
