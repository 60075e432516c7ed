"""How allauth signs people in here: nobody registers, and it never tells who exists."""

import base64
import time
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from qrcode.image.svg import SvgPathImage

from parentis.accounts import devices, rate_limits, second_factor, security_log
from parentis.accounts.models import User

TOO_MANY_TRIES = "There have been too many tries. Wait five minutes, then try again"
# Whoever has just signed in is not asked again before they change how they sign in.
SECONDS_A_SIGN_IN_IS_FRESH = 10 * 60


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Check your email address and your password",
        "too_many_login_attempts": TOO_MANY_TRIES,
        "rate_limited": TOO_MANY_TRIES,
        "enter_current_password": "Enter your current password",
        "incorrect_password": "Check your current password",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Allauth's own messages say what the page says already."""

    def get_login_stages(self) -> list[str]:
        return ["parentis.accounts.second_factor.SecondFactorStage"]

    # -- how often somebody may try ----------------------------------------------------

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        account = str(credentials.get("email", ""))
        tries = rate_limits.count_a_try(request, account=account, what="password")
        # Asked for whether or not it is needed: a stranger could time it.
        person = User.objects.filter(email=account.strip().lower()).first()
        number = person.pk if person else None
        if not tries.is_allowed:
            security_log.note("too-many-tries", person=number, of="password")
            raise self.validation_error("too_many_login_attempts")
        found: User | None = super().authenticate(request, **credentials)
        if found is None:
            security_log.note("sign-in-failed", person=number, by="password")
        else:
            tries.forgiven()
        return found

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """In the place of allauth's limit, by which a stranger locks out others."""

    # -- once somebody is in -----------------------------------------------------------

    def post_login(
        self, request: HttpRequest, user: User, **kwargs: Any
    ) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if second_factor.is_given(request):
            devices.remember(request, response, account=user.email)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        request = context.request
        records = get_authentication_records(request, request.user)
        return not any(
            time.time() - each["at"] < SECONDS_A_SIGN_IN_IS_FRESH for each in records
        )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Check the code: it is not the right one, or was used before",
        "cannot_delete_authenticator": (
            "Set up another way first: nobody signs in with a password alone"
        ),
    }

    def get_totp_issuer(self) -> str:
        return f"Parentis ({settings.COUNCIL_NAME})"

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()

    def build_totp_svg(self, url: str) -> str:
        """Without the XML declaration, so that it can stand within a page."""
        image: Any = qrcode.make(url, image_factory=SvgPathImage)
        code: str = image.to_string(encoding="unicode")
        return code

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return second_factor.has_another(authenticator)

    # Secrets rest in the database under a key that is not in it.

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # The key was changed without its fallback. A secret that nobody knows:
            # no code fits it, and whoever looks after Parentis helps.
            return str(generate_totp_secret())


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_as_fernet(key)) for key in keys])


def _as_fernet(key: str) -> bytes:
    digest = salted_hmac(
        "parentis.second_factor", b"", force_bytes(key), algorithm="sha256"
    )
    return base64.urlsafe_b64encode(digest.digest())
