"""Own addresses of this part; they come before the kinds' generic ones."""

from django.urls import path

from luzhi.people import tie_views, views

urlpatterns = [
    path("roster/", views.show_roster, name="roster"),
    path("admin/ties/", tie_views.list_ties, name="tie-list"),
    path("admin/ties/<int:pk>/", tie_views.edit_ties, name="account-ties"),
    path("admin/grants/paste/", tie_views.paste_grants, name="grant-paste"),
]
