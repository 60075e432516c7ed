"""How long somebody stays signed in, and what becomes of a form that comes too late.

A session ends after some minutes in which its person asked for nothing, and at the
latest after some hours. It then ends on the server. A form that is sent to an ended
session is kept for the person whose session it was (`HeldForm`), and shown to them once
they have signed in again. See docs/adr/0006.
"""

import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import get_user
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from parentis.accounts import second_factor
from parentis.accounts.models import User
from parentis.accounts.permissions import View, access_of
from parentis.accounts.queries import get_staff
from parentis.entrance import actions, enter_as

BEGAN, LAST_SEEN, HELD_FORM = "began_at", "last_seen_at", "held_form"
# Whose session ended in this browser: another of its pages may still be sent.
WRITER = "writer"
# Writing down each request would cost a write for each: a minute is near enough.
SECONDS_NOT_WRITTEN_DOWN = 60
MOST_CHARACTERS_HELD = 1_000_000
NEVER_HELD = re.compile(
    r"pass(word|code)|secret|^code$|credential|^csrfmiddleware", re.IGNORECASE
)
SIGNED_OUT = "You were signed out because nothing was done for a while"
KEPT = f"{SIGNED_OUT}. What you wrote is kept: sign in to see it"


def begin(session: SessionBase, *, at: float) -> None:
    session[BEGAN] = session[LAST_SEEN] = at


def seconds_left(session: SessionBase, *, at: float) -> float:
    """Until it ends. A session that does not know when it began has ended."""
    idle = session.get(LAST_SEEN, 0) + settings.IDLE_MINUTES * 60
    longest = session.get(BEGAN, 0) + settings.SESSION_HOURS * 60 * 60
    return float(min(idle, longest) - at)


class SessionLimits:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = time.time()
        # The person, and not a stand-in, through which each question of them goes.
        request.user = get_user(request)
        if isinstance(request.user, User):
            if seconds_left(request.session, at=now) <= 0:
                _end(request)
            else:
                _go_on(request, at=now)
        response = self.get_response(request)
        if request.method == "POST" and response.status_code < 400:
            _let_go_of_what_was_sent(request)
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: View,
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        access = access_of(view)
        if access is not None and access.is_public:
            return None
        if request.path == "/" and not request.user.is_authenticated:
            # Whoever tries the demo has no account to sign in with.
            return redirect("enter_as") if enter_as.is_open(request) else None
        if isinstance(request.user, User):
            return _show_what_was_held(request)
        return _hold(request)


def _end(request: HttpRequest) -> None:
    person = request.user
    logout(request)
    request.session[WRITER] = person.pk
    if request.method == "GET" and _is_by_hand(request):
        messages.info(request, SIGNED_OUT)


def _go_on(request: HttpRequest, *, at: float) -> None:
    session = request.session
    is_new = at - session[LAST_SEEN] >= SECONDS_NOT_WRITTEN_DOWN
    if _is_by_hand(request) and (is_new or request.method == "POST"):
        session[LAST_SEEN] = at
    request.seconds_left = int(seconds_left(session, at=at))  # type: ignore[attr-defined]


def _is_by_hand(request: HttpRequest) -> bool:
    """Not what a page asks for by itself, such as how a reading goes."""
    if request.method != "GET":
        return True
    return "HX-Request" not in request.headers and request.path != reverse(
        "stay_signed_in"
    )


def _hold(request: HttpRequest) -> HttpResponseBase | None:
    """Runs once the form's CSRF token was found right."""
    writer = _writer_of(request)
    if writer is None or request.method != "POST" or not _is_a_form_of_work(request):
        return None
    fields = [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if not NEVER_HELD.search(name)
    ]
    if sum(len(value) for _, value in fields) > MOST_CHARACTERS_HELD:
        return None
    actions.hold_form(
        by=writer,
        # The request's own day, as a view reads it.
        at=timezone.now(),  # noqa: TID251
        path=request.get_full_path()[:2000],
        fields=fields,
        files=_names_of_files(request),
    )
    messages.info(request, KEPT)
    return redirect("account_login")


def _writer_of(request: HttpRequest) -> User | None:
    try:
        return get_staff(int(request.session.get(WRITER, 0)))
    except User.DoesNotExist:
        return None


def _names_of_files(request: HttpRequest) -> list[str]:
    return [
        str(file.name) for name in request.FILES for file in request.FILES.getlist(name)
    ]


def _is_a_form_of_work(request: HttpRequest) -> bool:
    """Sent by a person with a button, and not about signing in or out."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    is_by_button = mode == "navigate" and "HX-Request" not in request.headers
    about_themselves = ("/sign-", "/your-account/", "/held-forms/", "/stay-signed-in/")
    return is_by_button and not request.path.startswith(about_themselves)


def _show_what_was_held(request: HttpRequest) -> HttpResponseBase | None:
    if request.method != "GET" or not isinstance(request.user, User):
        return None
    if not _is_by_hand(request) or not second_factor.is_given(request):
        return None
    held = request.session.pop(HELD_FORM, None)
    return None if held is None else redirect("held_form", pk=held)


def _let_go_of_what_was_sent(request: HttpRequest) -> None:
    held = request.POST.get("held_form", "")
    if held.isdecimal() and isinstance(request.user, User):
        actions.let_go_of_held_form(int(held), by=request.user)
