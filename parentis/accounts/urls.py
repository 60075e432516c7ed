from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from django.urls import path

from parentis.accounts import sign_in_views, views
from parentis.accounts.permissions import open_to_everyone, signed_in

# Only these of allauth's pages exist: nobody registers, and nobody resets a password by
# e-mail. The names are the ones allauth looks for.
urlpatterns = [
    path(
        "sign-in/",
        open_to_everyone(sign_in_views.SignIn.as_view()),
        name="account_login",
    ),
    path(
        "sign-in/passkey/",
        open_to_everyone(sign_in_views.SignInByPasskey.as_view()),
        name="mfa_login_webauthn",
    ),
    path(
        "sign-in/second-factor/",
        open_to_everyone(sign_in_views.GiveSecondFactor.as_view()),
        name="mfa_authenticate",
    ),
    path("sign-in/closed/", open_to_everyone(views.closed), name="account_inactive"),
    path(
        "sign-in/confirm/",
        signed_in(allauth.reauthenticate),
        name="account_reauthenticate",
    ),
    path(
        "sign-in/confirm/code/",
        signed_in(mfa.reauthenticate),
        name="mfa_reauthenticate",
    ),
    path(
        "sign-in/confirm/passkey/",
        signed_in(sign_in_views.ConfirmByPasskey.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "sign-out/",
        signed_in(sign_in_views.SignOut.as_view(http_method_names=["post"])),
        name="account_logout",
    ),
    path("your-account/", views.your_account, name="your_account"),
    path(
        "your-account/password/",
        signed_in(views.change_password),
        name="account_change_password",
    ),
    path("your-account/sessions/", signed_in(sign_in_views.sessions), name="sessions"),
    path(
        "your-account/sessions/<int:pk>/end/",
        signed_in(sign_in_views.end_session),
        name="end_session",
    ),
    path(
        "your-account/sessions/end-all/",
        signed_in(sign_in_views.sign_out_everywhere),
        name="sign_out_everywhere",
    ),
    path(
        "your-account/second-factor/",
        signed_in(sign_in_views.second_factors),
        name="mfa_index",
    ),
    path(
        "your-account/second-factor/passkey/",
        signed_in(sign_in_views.AddPasskey.as_view()),
        name="mfa_add_webauthn",
    ),
    path(
        "your-account/second-factor/passkey/<int:pk>/remove/",
        signed_in(sign_in_views.RemovePasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path(
        "your-account/second-factor/app/",
        signed_in(sign_in_views.SetUpApp.as_view()),
        name="mfa_activate_totp",
    ),
    path(
        "your-account/second-factor/app/remove/",
        signed_in(sign_in_views.RemoveApp.as_view()),
        name="mfa_deactivate_totp",
    ),
    path(
        "your-account/second-factor/recovery-codes/",
        signed_in(sign_in_views.recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "your-account/second-factor/recovery-codes/new/",
        signed_in(sign_in_views.NewRecoveryCodes.as_view()),
        name="mfa_generate_recovery_codes",
    ),
]
