"""How allauth signs people in here: nobody registers, and it never tells who exists."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Check your email address and your password",
        "too_many_login_attempts": (
            "There have been too many tries. Wait five minutes, then try again"
        ),
        "enter_current_password": "Enter your current password",
        "incorrect_password": "Check your current password",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Allauth's own messages say what the page says already."""
