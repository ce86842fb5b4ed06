from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("luzhi.web.urls")),
    path("", include("luzhi.mandate.urls")),
    path("", include("luzhi.handling.urls")),
    path("", include("luzhi.activities.urls")),
    path("", include("luzhi.projects.urls")),
    path("", include("luzhi.expo.urls")),
    path("", include("luzhi.records.urls")),
]
