"""What follows when somebody signs in or out, or changes how they do: mostly a note."""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import password_changed
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest
from django.utils import timezone

from parentis.accounts import second_factor, security_log
from parentis.accounts.models import User
from parentis.entrance import queries, sessions


def listen() -> None:
    user_logged_in.connect(signed_in, dispatch_uid="entrance-in")
    user_logged_out.connect(signed_out, dispatch_uid="entrance-out")
    password_changed.connect(changed_password, dispatch_uid="entrance-password")
    factors.authenticator_added.connect(
        second_factor.on_set_up, dispatch_uid="entrance-set-up"
    )
    for what, signal in (
        ("factor-added", factors.authenticator_added),
        ("factor-removed", factors.authenticator_removed),
        ("factor-renewed", factors.authenticator_reset),
    ):
        signal.connect(_noted(what), dispatch_uid=f"entrance-{what}", weak=False)


def signed_in(*, request: HttpRequest, user: User, **_: Any) -> None:
    sessions.begin(request.session, at=time.time())
    # Their sign-in is the request whose day it is.
    request.session.pop(sessions.WRITER, None)
    held = queries.waiting_form(viewer=user, at=timezone.now())  # noqa: TID251
    if held is not None:
        request.session[sessions.HELD_FORM] = held
    used = {each["method"] for each in get_authentication_records(request, user)}
    methods = "+".join(sorted(used)) or "unknown"
    security_log.note("signed-in", person=user.pk, by=methods)


def signed_out(*, user: User | None, **_: Any) -> None:
    if user is not None:
        security_log.note("signed-out", person=user.pk)


def changed_password(*, request: HttpRequest, user: User, **_: Any) -> None:
    end_other_sessions(request, user)
    security_log.note("password-changed", person=user.pk)


def _noted(what: str) -> Any:
    def note(*, user: User, authenticator: Authenticator, **_: Any) -> None:
        security_log.note(what, person=user.pk, factor=authenticator.type)

    return note
