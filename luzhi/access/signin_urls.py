"""Of the sign-in package's pages, those in use; the others (sign-up, addresses, social accounts) do not exist."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.urls import path, re_path

from luzhi.access import sessions

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", factor.index, name="mfa_index"),
    path("2fa/authenticate/", factor.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("sessions/", sessions.list_sessions, name="usersessions_list"),
    path("sessions/<int:pk>/end/", sessions.end_session, name="usersessions_end"),
    path("sessions/end-others/", sessions.end_other_sessions, name="usersessions_end_others"),
]
if settings.PASSWORD_RESET_BY_MAIL:
    urlpatterns += [
        path("password/reset/", account.password_reset, name="account_reset_password"),
        path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
        re_path(
            r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
            account.password_reset_from_key,
            name="account_reset_password_from_key",
        ),
        path(
            "password/reset/key/done/",
            account.password_reset_from_key_done,
            name="account_reset_password_from_key_done",
        ),
    ]
