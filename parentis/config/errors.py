"""Pages for what goes wrong: they say what to do, and nothing else."""

import sys
from collections.abc import Callable, Iterator

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults

SECONDS_TO_WAIT = 30


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """More was sent than is taken, or what cannot be read."""
    too_much = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
    if isinstance(exception, too_much):
        return HttpResponse(render_to_string("413.html"), status=413)
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; or the database is away, and will be back."""
    if any(_is_database_away(error) for error in _and_its_causes(sys.exc_info()[1])):
        # Without the request: who is signed in stands in the database.
        response = HttpResponse(render_to_string("503.html"), status=503)
        response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
        return response
    return HttpResponse(render_to_string("500.html"), status=500)


def _and_its_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_database_away(error: BaseException) -> bool:
    return isinstance(error, OperationalError | InterfaceError)


class PageForAWrongMethod:
    """Django answers a method that a page does not take with nothing at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = render(request, "405.html", status=405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response
