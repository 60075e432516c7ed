from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from parentis.accounts.forms import ADVICE_ON_PASSWORDS
from parentis.accounts.roles import ROLES, Role
from parentis.design.forms import GovukForm


class InviteForm(GovukForm):
    name = forms.CharField(
        label="Name",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter their name"},
    )
    email = forms.EmailField(
        label="Email address",
        help_text="Their work address. They sign in with it.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Enter their email address",
            "invalid": "Enter their email address as name@example.gov.uk",
        },
    )
    roles = forms.MultipleChoiceField(
        label="What will they be?",
        help_text="A role says what somebody may see and do.",
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = {role.value: ROLES[role].comes_to.capitalize() for role in Role}
        self.fields["roles"].hints = hints  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        return {
            "name": self.cleaned_data["name"],
            "email": self.cleaned_data["email"],
            "roles": [Role(value) for value in self.cleaned_data["roles"]],
        }


class AcceptInvitationForm(GovukForm):
    password = forms.CharField(
        label="Choose a password",
        help_text=ADVICE_ON_PASSWORDS,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password"},
    )

    def __init__(self, *args: Any, invitation: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        # Whoever is invited is nobody yet, but has an address a password may be like.
        validate_password(password, user=self.invitation)
        return password
