"""allauth's forms in our words. Paste works in each, and so do password managers."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from parentis.accounts import rate_limits, security_log
from parentis.accounts.signing_in import TOO_MANY_TRIES

# A code of an app fits for a minute and a half. Once used, it is used for longer.
SECONDS_A_CODE_IS_USED_UP = 3 * 60
ADVICE_ON_PASSWORDS = (
    "At least 12 characters. Three words that do not belong together are easy to"
    " remember and hard to guess."
)


class SignInForm(LoginForm):  # type: ignore[misc]
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label="Email address",
            widget=forms.EmailInput(attrs={"autocomplete": "username"}),
            error_messages={
                "required": "Enter your email address",
                "invalid": "Enter your email address as name@example.gov.uk",
            },
        )
        self.fields["password"].help_text = ""
        self.fields["password"].error_messages["required"] = "Enter your password"
        self.order_fields(["login", "password"])


class ChangePasswordForm(AllauthChangePasswordForm):  # type: ignore[misc]
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "oldpassword": ("Current password", "Enter your current password"),
            "password1": ("New password", "Enter a new password"),
            "password2": ("New password again", "Enter the new password again"),
        }
        for name, (label, missing) in words.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].error_messages["required"] = missing
        self.fields["password1"].help_text = ADVICE_ON_PASSWORDS


class ConfirmPasswordForm(ReauthenticateForm):  # type: ignore[misc]
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].error_messages["required"] = "Enter your password"


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code, after the password."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field(
            "Code", "The 6 numbers your app shows now, or one of your recovery codes."
        )

    def clean_code(self) -> str:
        """Counted by device, so that a stranger with the password locks nobody out."""
        account = self.user.email
        tries = rate_limits.count_a_try(context.request, account=account, what="code")
        if not tries.is_allowed:
            security_log.note("too-many-tries", person=self.user.pk, of="code")
            raise forms.ValidationError(TOO_MANY_TRIES)
        if self._was_used():
            raise get_adapter().validation_error("incorrect_code")
        try:
            code: str = super().clean_code()
        except forms.ValidationError:
            security_log.note("sign-in-failed", person=self.user.pk, by="code")
            raise
        tries.forgiven()
        cache.set(self._used_key(), "used", timeout=SECONDS_A_CODE_IS_USED_UP)
        return code

    def _was_used(self) -> bool:
        return cache.get(self._used_key()) is not None

    def _used_key(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        mark = salted_hmac("parentis.codes", f"{self.user.pk} {code}").hexdigest()
        return f"code-used:{mark}"


class ConfirmCodeForm(CodeForm):
    """The same, asked again before somebody changes how they sign in."""

    def save(self) -> None:
        post_authentication(context.request, self.authenticator, reauthenticated=True)


class SetUpAppForm(ActivateTOTPForm):  # type: ignore[misc]
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field("Code", "The 6 numbers your app shows now.")


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Always one that opens by itself, with a finger, a face or the device's PIN."""

    use_required_attribute = False
    passwordless = None
    name = forms.CharField(required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "What do you call this passkey?"
        self.fields["name"].help_text = "So that you know it later: work laptop, phone."
        self.fields["credential"].error_messages["required"] = (
            "Your device made no passkey. Try again"
        )


def _code_field(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": "Enter the code"},
    )
