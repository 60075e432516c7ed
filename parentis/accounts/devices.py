"""Devices on which somebody has fully signed in before, told by a signed cookie.

The cookie opens nothing. It says only that failures elsewhere do not count here.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

SALT = "parentis.accounts.devices"
DAYS = 180
# Computers in an office are shared.
MOST_ACCOUNTS = 20


def known_for(request: HttpRequest, account: str) -> str | None:
    """The device's own number, where this account has signed in on it before."""
    device = _read(request)
    return device["id"] if _mark(account) in device["accounts"] else None


def remember(request: HttpRequest, response: HttpResponse, *, account: str) -> None:
    device = _read(request)
    others = [mark for mark in device["accounts"] if mark != _mark(account)]
    device["accounts"] = [_mark(account), *others][:MOST_ACCOUNTS]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(device, salt=SALT),
        max_age=DAYS * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        device: dict[str, Any] = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""),
            salt=SALT,
            max_age=DAYS * 24 * 60 * 60,
        )
    except signing.BadSignature:
        return {"id": secrets.token_urlsafe(16), "accounts": []}
    return device


def _mark(account: str) -> str:
    """Whose it is, without an address that somebody could read on the computer."""
    return salted_hmac(SALT, account.strip().lower(), algorithm="sha256").hexdigest()[
        :16
    ]
