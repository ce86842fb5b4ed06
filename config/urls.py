from django.urls import include, path

urlpatterns = [
    path("accounts/", include("luzhi.access.signin_urls")),
    path("", include("luzhi.web.urls")),
    path("", include("luzhi.access.urls")),
    path("", include("luzhi.people.urls")),
    path("", include("luzhi.mandate.urls")),
    path("", include("luzhi.handling.urls")),
    path("", include("luzhi.proposals.urls")),
    path("", include("luzhi.activities.urls")),
    path("", include("luzhi.projects.urls")),
    path("", include("luzhi.plans.urls")),
    path("", include("luzhi.expo.urls")),
    path("", include("luzhi.matchmaking.urls")),
    path("", include("luzhi.onsite.urls")),
    path("", include("luzhi.reports.urls")),
    path("", include("luzhi.records.urls")),
]

handler400 = "luzhi.web.failures.show_unreadable"
handler403 = "luzhi.web.failures.show_refused"
handler404 = "luzhi.web.failures.show_missing"
handler500 = "luzhi.web.failures.show_broken"
