"""Own addresses of the expo; they come before the kinds' generic ones."""

from django.urls import path

from luzhi.expo import views
from luzhi.expo.applications import views as applications
from luzhi.expo.duties import views as duties
from luzhi.expo.guests import views as guests
from luzhi.expo.halls import tools_views as halltools
from luzhi.expo.halls import views as halls
from luzhi.expo.invitations import views as invitations
from luzhi.expo.preparation import line_views as lines
from luzhi.expo.preparation import views as preparation
from luzhi.expo.programme import views as programme

urlpatterns = [
    path("expo/", views.show_front, name="expo-front"),
    path("expo/<int:pk>/", views.show_front, name="expo-front-of"),
    path("expo/<int:pk>/closing/", preparation.show_closing, name="expo-closing"),
    path("expo/<int:pk>/next-edition/", preparation.start_edition, name="expo-edition"),
    path("expo/lines/<int:pk>/", lines.show_line, name="expo-line"),
    path("expo/lines/<int:pk>/<slug:what>/", lines.show_records, name="expo-line-records"),
    path("expo/decisions/<int:pk>/task/", preparation.make_task, name="decision-task"),
    path("expo/channels/<int:pk>/<slug:step>/", invitations.show_funnel, name="expo-funnel"),
    path("expo/<int:pk>/origins/<int:place>/<slug:step>/", invitations.show_origin, name="expo-origin"),
    path("expo/invitations/<int:pk>/link/", invitations.make_link, name="invitation-link"),
    path("invited/<str:secret>/", invitations.answer, name="invitation-answer"),
    path("apply/<slug:code>/<int:pk>/", applications.apply, name="expo-apply"),
    path("apply/status/<str:secret>/", applications.show_status, name="application-status"),
    path("expo/<int:pk>/care/", guests.show_care, name="expo-care"),
    path("expo/<int:pk>/care/propose/", guests.propose, name="expo-care-propose"),
    path("expo/care/<int:pk>/slip/", guests.show_slip, name="expo-slip"),
    path("expo/duties/", duties.show_day, name="expo-duties"),
    path("expo/duties/tell/", duties.tell, name="expo-duties-tell"),
    path("expo/sub-events/<int:pk>/expect/", programme.expect_guests, name="sub-event-expect"),
    path("expo/sub-events/<int:pk>/seats/", programme.seat_guests, name="sub-event-seats"),
    path("expo/sub-events/<int:pk>/agreement/", programme.agree, name="sub-event-agree"),
    path("expo/attendants/worker.js", guests.serve_worker, name="expo-sheet-worker"),
    path("expo/attendants/<int:pk>/", guests.show_sheet, name="expo-care-sheet"),
    path("expo/halls/<int:pk>/draft/", halls.start, name="hall-draft"),
    path("expo/layouts/<int:pk>/edit/", halls.edit, name="layout-edit"),
    path("expo/layouts/<int:pk>/shapes/", halls.add, name="shape-add"),
    path("expo/layouts/<int:pk>/block/", halls.add_many, name="shape-block"),
    path("expo/layouts/<int:pk>/changes/", halls.show_changes, name="layout-changes"),
    path("expo/layouts/<int:pk>/print/", halls.print_plan, name="layout-print"),
    path("expo/layouts/<int:pk>/let/", halltools.let, name="layout-let"),
    path("expo/layouts/<int:pk>/list/", halltools.edit_list, name="layout-list"),
    path("expo/layouts/<int:pk>/heat/", halltools.show_heat, name="layout-heat"),
    path("expo/halls/<int:pk>/picture/", halltools.picture, name="hall-picture"),
    path("expo/shapes/<int:pk>/change/", halls.change, name="shape-change"),
    path("expo/shapes/<int:pk>/move/", halls.move, name="shape-move"),
    path("expo/shapes/<int:pk>/remove/", halls.remove, name="shape-remove"),
]
