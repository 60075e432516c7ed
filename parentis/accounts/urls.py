from allauth.account import views as allauth
from django.urls import path
from django.views.decorators.http import require_POST

from parentis.accounts import views
from parentis.accounts.permissions import open_to_everyone, signed_in

# Only these of allauth's pages exist: nobody registers, and nothing is done by e-mail
# yet. The names are the ones allauth looks for.
urlpatterns = [
    path("sign-in/", open_to_everyone(allauth.login), name="account_login"),
    path("sign-out/", signed_in(require_POST(allauth.logout)), name="account_logout"),
    path("your-account/", views.your_account, name="your_account"),
    path(
        "your-account/password/",
        signed_in(views.change_password),
        name="account_change_password",
    ),
    path(
        "sign-in/confirm/",
        signed_in(allauth.reauthenticate),
        name="account_reauthenticate",
    ),
    path("sign-in/closed/", open_to_everyone(views.closed), name="account_inactive"),
]
