"""What surrounds every answer: a line in the log, and headers that keep it safe."""

import logging
import time
import uuid
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from parentis.config.logs import REQUEST, REQUESTS, Request

Answer = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger(REQUESTS)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}

# What a page of ours never asks the browser for. Passkeys it does.
PERMISSIONS_POLICY = ", ".join(
    [
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer",
                "autoplay",
                "browsing-topics",
                "camera",
                "display-capture",
                "encrypted-media",
                "fullscreen",
                "geolocation",
                "gyroscope",
                "hid",
                "idle-detection",
                "local-fonts",
                "magnetometer",
                "microphone",
                "midi",
                "payment",
                "picture-in-picture",
                "screen-wake-lock",
                "serial",
                "usb",
                "web-share",
                "xr-spatial-tracking",
            )
        ),
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)


class RequestLog:
    """A line for each request: what was asked for by its route, who asked by number.

    Not the path: it may name somebody. `X-Request-Id` finds the line again.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        about = Request(id=uuid.uuid4().hex, address=address_of(request))
        token = REQUEST.set(about)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-Id"] = about.id
            milliseconds = round((time.perf_counter() - began) * 1000)
            log.info(
                "request",
                extra={
                    "of_request": {
                        "method": request.method
                        if request.method in METHODS
                        else "OTHER",
                        "route": _route(request),
                        "status": response.status_code,
                        "milliseconds": milliseconds,
                        "person": _person(request),
                    }
                },
            )
            return response
        finally:
            REQUEST.reset(token)


def _route(request: HttpRequest) -> str:
    """The pattern of the address; "static" for a file of ours, "" for no page."""
    if request.resolver_match:
        return f"/{request.resolver_match.route}"
    is_static = request.path_info.startswith(settings.STATIC_URL)
    return settings.STATIC_URL if is_static else ""


def _person(request: HttpRequest) -> int | None:
    """Whoever was asked for already: the log asks the database for nobody."""
    person = getattr(request, "_cached_user", None)
    return person.pk if person else None


def address_of(request: HttpRequest) -> str:
    """Where the request came from, as the outermost of our own proxies saw it."""
    told = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        told = hops[-min(settings.PROXIES, len(hops))].strip()
    try:
        return str(ip_address(told))
    except ValueError:
        return ""


class SafeHeaders:
    """On every answer, files and faults too."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        # What does not say that it may be kept is kept nowhere, faults included.
        headers.setdefault("Cache-Control", "no-store, private")
        return response
