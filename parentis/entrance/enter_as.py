"""One click into the demo, as one of its made-up people. Nowhere else, nor from afar.

It needs the demo's setting, a site that is served to its own machine alone, a request
that says it is for that machine, and one that comes from it.
"""

from ipaddress import ip_address

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.request import split_domain_port

from parentis.accounts.models import User
from parentis.accounts.second_factor import ENTERED_AS

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})


def is_open(request: HttpRequest) -> bool:
    if not (settings.IS_DEMO and settings.IS_LOOPBACK):
        return False
    host, _port = split_domain_port(request.get_host())
    if host not in LOOPBACK or "X-Forwarded-For" in request.headers:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def enter(request: HttpRequest, person: User) -> None:
    """After `is_open`. The session says how it began, and counts in a demo alone."""
    logout(request)
    record_authentication(request, person, ENTERED_AS)
    get_adapter().login(request, person)
    UserSession.objects.create_from_request(request)
