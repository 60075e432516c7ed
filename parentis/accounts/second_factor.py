"""Nobody opens anything with a password alone.

What somebody signed in with is kept in their session by allauth. A session that holds
no second factor leads to the page that sets one up, and to no other. Single sign-on is
enough by itself: the council's provider asks for a second factor. So is a demo's *Enter
as…*, only where the demo is on. See docs/adr/0006.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from parentis.accounts.permissions import View, access_of

SINGLE_SIGN_ON = "socialaccount"
SECOND_FACTOR = "mfa"
ENTERED_AS = "enter-as"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# What somebody may open who has still to set one up: these pages, and the way out.
SETTING_UP = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_logout",
        "stay_signed_in",
    }
)


def is_given(request: HttpRequest) -> bool:
    """Whether this session was begun with more than a password."""
    methods = methods_of(request)
    if ENTERED_AS in methods and settings.IS_DEMO and settings.IS_LOOPBACK:
        return True
    return not methods.isdisjoint({SECOND_FACTOR, SINGLE_SIGN_ON})


def came_by_single_sign_on(request: HttpRequest) -> bool:
    return SINGLE_SIGN_ON in methods_of(request)


def methods_of(request: HttpRequest) -> set[str]:
    records = get_authentication_records(request, request.user)
    return {each["method"] for each in records}


def has_another(authenticator: Authenticator) -> bool:
    """Whether somebody could still sign in without this passkey or app."""
    others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS)
    return bool(others.exclude(pk=authenticator.pk).exists())


def on_set_up(
    *, request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any
) -> None:
    """Proved a moment ago, so it need not be asked for again in this session."""
    if authenticator.type in FACTORS and request.user == user:
        record_authentication(request, user, SECOND_FACTOR, type=authenticator.type)


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Asked for after a password, never after single sign-on, whose provider asks."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        if any(each["method"] == SINGLE_SIGN_ON for each in records):
            return False
        return bool(super()._should_handle(request))


class SecondFactorMiddleware:
    """Stands behind `permissions.AccessMiddleware`: somebody is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: View,
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        access = access_of(view)
        is_public = access is not None and access.is_public
        if is_public or not request.user.is_authenticated or is_given(request):
            return None
        match = request.resolver_match
        if match is not None and match.url_name in SETTING_UP:
            return None
        return redirect("mfa_index")
