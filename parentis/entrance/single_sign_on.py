"""The council's own sign-in, by OpenID Connect. Nobody registers by it.

Whoever comes is found by the provider's number for them (issuer and subject). The first
time they are found by their e-mail address, where the provider vouches for it, or by an
invitation to it. Anybody else gets one page that says whom to ask. See docs/adr/0006.
"""

import secrets
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from parentis.accounts import security_log
from parentis.accounts.models import User
from parentis.entrance import actions

NONCE = "single_sign_on_nonce"
# Public keys alone, so that no token can be signed with what everybody may read.
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"})


class CouncilProvider(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Stricter than it must be: signature, issuer and nonce are all checked."""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return request.build_absolute_uri(reverse("single_sign_on_back"))

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if config.get("issuer", "").rstrip("/") != self.provider_id:
            raise OAuth2Error("The provider says that it is another one.")
        return config

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **kwargs: Any
    ) -> SocialLogin:
        login = super().complete_login(request, app, token, **kwargs)
        claims = login.account.extra_data.get("id_token", {})
        nonce = request.session.get(NONCE)
        if not nonce or claims.get("nonce") != nonce:
            raise OAuth2Error("The answer was not made for this browser.")
        told = login.account.extra_data.get("userinfo", claims)
        if told.get("sub") != claims.get("sub"):
            raise OAuth2Error("The provider tells of two people.")
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        if _algorithm_of(id_token) not in ALGORITHMS:
            raise OAuth2Error("The provider signed in a way that is not taken.")
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return claims


def _algorithm_of(token: str) -> str:
    try:
        return str(jwt.get_unverified_header(token).get("alg"))
    except jwt.PyJWTError as unreadable:
        raise OAuth2Error("The provider's answer cannot be read.") from unreadable


def begin(request: HttpRequest, *, next_url: str | None) -> HttpResponse:
    """Sends the browser on to the provider."""
    provider = SingleSignOnAdapter().get_provider(request, settings.SSO_ISSUER)
    provider.oauth2_adapter_class = CouncilProvider
    nonce = request.session.setdefault(NONCE, secrets.token_urlsafe(16))
    answer: HttpResponse = provider.redirect(
        request, process="login", next_url=next_url, auth_params={"nonce": nonce}
    )
    return answer


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(
        self, request: HttpRequest, sociallogin: SocialLogin
    ) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        # What the provider tells of somebody is not kept: only who they are there.
        told = sociallogin.account.extra_data
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            return
        person = _found_by_address(told, issuer=sociallogin.account.provider)
        if person is None:
            security_log.note("sign-in-failed", person=None, by="single-sign-on")
            raise ImmediateHttpResponse(refused(request))
        sociallogin.connect(request, person)
        security_log.note("single-sign-on-linked", person=person.pk)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, **_: Any
    ) -> None:
        security_log.note("sign-in-failed", person=None, by="single-sign-on")
        raise ImmediateHttpResponse(did_not_work(request, status=400))


def _found_by_address(told: dict[str, Any], *, issuer: str) -> User | None:
    claims = told.get("userinfo") or told.get("id_token") or {}
    email = str(claims.get("email", "")).strip().lower()
    is_vouched_for = claims.get("email_verified") in (True, "true")
    if not email or not (is_vouched_for or settings.SSO_TRUSTS_ADDRESSES):
        return None
    person = User.objects.filter(email=email, is_active=True).first()
    if person is None:
        return actions.accept_by_single_sign_on(
            by=None,
            email=email,
            at=timezone.now(),  # noqa: TID251 (the request's own day)
        )
    # An address is given to somebody new when its owner has left. The account is not.
    if SocialAccount.objects.filter(user=person, provider=issuer).exists():
        return None
    return person


def refused(request: HttpRequest) -> HttpResponse:
    return render(request, "entrance/not_let_in.html", status=403)


def did_not_work(request: HttpRequest, *, status: int = 502) -> HttpResponse:
    return render(request, "entrance/single_sign_on_failed.html", status=status)
