"""Administration."""

from django.urls import path

from luzhi.access import grant_views, views

urlpatterns = [
    path("admin/accounts/", views.list_accounts, name="account-list"),
    path("admin/accounts/new/", views.add_account, name="account-new"),
    path("admin/accounts/paste/", views.paste_accounts, name="account-paste"),
    path("admin/accounts/<int:pk>/", views.show_account, name="account-detail"),
    path("admin/accounts/<int:pk>/edit/", views.edit_account, name="account-edit"),
    path("admin/accounts/<int:pk>/<slug:action>/", views.act_on_account, name="account-act"),
    path("admin/body/", views.edit_body, name="body-detail"),
    path("admin/grants/", grant_views.list_grants, name="grant-list"),
    path("admin/grants/new/", grant_views.add_grant, name="grant-new"),
    path("admin/grants/<int:pk>/withdraw/", grant_views.withdraw_grant, name="grant-withdraw"),
    path("admin/permissions/", views.show_permissions, name="permission-table"),
]
