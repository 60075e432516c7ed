"""Pages of allauth as we show them: passkeys, codes, where somebody is signed in."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account import views as account
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.recovery_codes.internal.flows import view_recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth, flows
from allauth.usersessions.internal.flows import sessions as ended
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_GET, require_POST
from django.views.generic.edit import FormView

from parentis.accounts import second_factor
from parentis.accounts.http import StaffRequest

NO_PASSKEY = "That passkey did not open your account. Try again, or use your password"


# -- signing in ------------------------------------------------------------------------


class SignIn(account.LoginView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "sign_on_name": settings.SSO_NAME if settings.SSO_ISSUER else "",
            "is_demo_open": settings.IS_DEMO and settings.IS_LOOPBACK,
        }


class SignInByPasskey(webauthn.LoginWebAuthnView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        passkey = form.cleaned_data["credential"]
        login = Login(
            user=passkey.user, redirect_url=get_next_redirect_url(self.request)
        )
        answer: HttpResponse = flows.perform_passwordless_login(
            self.request, passkey, login
        )
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, NO_PASSKEY)
        return redirect("account_login")


class GiveSecondFactor(mfa.AuthenticateView):  # type: ignore[misc]
    """After the password: a passkey, a code of the app, or a recovery code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        types = _types_of(self.stage.login.user)
        return context | {
            "options": json.dumps(context["js_data"]["request_options"]),
            "has_passkey": Authenticator.Type.WEBAUTHN in types,
            "has_app": Authenticator.Type.TOTP in types,
        }


class ConfirmByPasskey(webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"options": json.dumps(context["js_data"]["request_options"])}

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, NO_PASSKEY)
        return redirect(self.request.get_full_path())


class SignOut(account.LogoutView):  # type: ignore[misc]
    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return _swept(super().post(*args, **kwargs))


def _swept(response: HttpResponse) -> HttpResponse:
    """Leaves nothing of somebody's on a shared computer.

    Not "cookies": that would sign them out of the council's other sites as well.
    """
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


# -- how somebody signs in -------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Passkey:
    pk: int
    name: str
    added_at: datetime
    used_at: datetime | None


@require_GET
def second_factors(request: StaffRequest) -> HttpResponse:
    """What somebody can sign in with beside a password; the way to set one up."""
    found = Authenticator.objects.filter(user=request.user).order_by("created_at")
    passkeys = [
        Passkey(
            pk=each.pk,
            name=each.wrap().name,
            added_at=each.created_at,
            used_at=each.last_used_at,
        )
        for each in found
        if each.type == Authenticator.Type.WEBAUTHN
    ]
    codes = [each for each in found if each.type == Authenticator.Type.RECOVERY_CODES]
    return render(
        request,
        "mfa/index.html",
        {
            "passkeys": passkeys,
            "app": next((f for f in found if f.type == Authenticator.Type.TOTP), None),
            "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else 0,
            "is_required": not second_factor.is_given(request),
            "by_single_sign_on": second_factor.came_by_single_sign_on(request),
        },
    )


class OwnFactor:
    """Changes how somebody signs in: not where their council decides it."""

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if second_factor.came_by_single_sign_on(request):
            raise PermissionDenied("You sign in with your council's own sign-in.")
        response: HttpResponseBase = super().dispatch(  # type: ignore[misc]
            request, *args, **kwargs
        )
        return response


class AddPasskey(OwnFactor, webauthn.AddWebAuthnView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = FormView.get_context_data(self, **kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        return context | {"options": json.dumps(options)}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "name": "This device"}


class RemovePasskey(OwnFactor, webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "name": self.object.wrap().name,
            "is_last": not second_factor.has_another(self.object),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        if not second_factor.has_another(self.object):
            raise PermissionDenied("This is the last way you can sign in by.")
        messages.success(self.request, "That passkey no longer opens your account")
        answer: HttpResponse = super().form_valid(form)
        return answer


class SetUpApp(OwnFactor, totp.ActivateTOTPView):  # type: ignore[misc]
    pass


class RemoveApp(OwnFactor, totp.DeactivateTOTPView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "The app no longer opens your account")
        answer: HttpResponse = super().form_valid(form)
        return answer


class NewRecoveryCodes(
    OwnFactor,
    recovery.GenerateRecoveryCodesView,  # type: ignore[misc]
):
    pass


def recovery_codes(request: StaffRequest) -> HttpResponse:
    """Shown once, and by a button: no page that is only opened uses them up."""
    if request.method == "POST":
        codes, may_see = view_recovery_codes(request)
        shown = codes.get_unused_codes() if codes and may_see else []
        is_seen = True
    else:
        kept = Authenticator.objects.filter(
            user=request.user, type=Authenticator.Type.RECOVERY_CODES
        ).first()
        codes, shown = (kept.wrap() if kept else None), []
        is_seen = bool(codes and codes.did_view)
    if codes is None:
        raise Http404("There are no recovery codes yet.")
    return render(
        request,
        "mfa/recovery_codes/index.html",
        {
            "codes": shown,
            "is_seen": is_seen,
            "left": len(codes.get_unused_codes()),
        },
    )


# -- where somebody is signed in -------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    pk: int
    since: datetime
    address: str
    device: str
    is_here: bool


BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac", "CrOS", "Linux")
KNOWN_AS = {"Edg": "Edge", "OPR": "Opera", "Mac": "a Mac", "CrOS": "a Chromebook"} | {
    name: f"an {name}" for name in ("iPhone", "iPad")
}


def device_in_words(user_agent: str) -> str:
    """`Firefox on Windows`. Every browser says of itself that it is others too."""
    browser = next((name for name in BROWSERS if name in user_agent), "A browser")
    system = next((name for name in SYSTEMS if name in user_agent), "")
    words = KNOWN_AS.get(browser, browser)
    return f"{words} on {KNOWN_AS.get(system, system)}" if system else words


@require_GET
def sessions(request: StaffRequest) -> HttpResponse:
    found = UserSession.objects.purge_and_list(request.user)
    rows = [
        SignedIn(
            pk=each.pk,
            since=each.created_at,
            address=each.ip,
            device=device_in_words(each.user_agent),
            is_here=each.is_current(),
        )
        for each in sorted(found, key=lambda each: each.created_at, reverse=True)
    ]
    return render(request, "usersessions/sessions.html", {"sessions": rows})


@require_POST
def end_session(request: StaffRequest, pk: int) -> HttpResponse:
    session = UserSession.objects.filter(user=request.user, pk=pk).first()
    if session is None:
        raise Http404("It has ended already, or is not yours.")
    is_this_one = session.is_current()
    ended.end_sessions(request, [session])
    if is_this_one:
        return _swept(redirect("account_login"))
    messages.success(request, "You are signed out there")
    return redirect("sessions")


@require_POST
def sign_out_everywhere(request: StaffRequest) -> HttpResponse:
    ended.end_sessions(request, UserSession.objects.filter(user=request.user))
    if request.user.is_authenticated:
        ended.flows.logout.logout(request)
    return _swept(redirect("account_login"))


def _types_of(person: Any) -> set[str]:
    return set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
