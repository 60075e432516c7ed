"""How often somebody may try a password or a code, so that nobody locks out another.

A device on which somebody has fully signed in before is known (`devices`): its failures
count for itself alone, and nobody else's count against it. For any other device three
limits hold together. None of them is asked about a passkey or about single sign-on:
neither can be guessed. See docs/adr/0006.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest

from parentis.accounts import devices

FROM_A_KNOWN_DEVICE = "5/5m/key"
OF_AN_ACCOUNT_FROM_AN_ADDRESS = "5/5m/key"
FROM_AN_ADDRESS = "20/m/key"
OF_AN_ACCOUNT_FROM_UNKNOWN_DEVICES = "30/h/key"


@dataclass(kw_only=True)
class Tries:
    """What one try counts against. It is a failure until it is `forgiven`."""

    is_allowed: bool
    counted: list[Any] = field(default_factory=list)

    def forgiven(self) -> None:
        for usage in self.counted:
            usage.rollback()


def count_a_try(request: HttpRequest, *, account: str, what: str) -> Tries:
    """One more try of `what` ("password", "code") for an account that may not exist."""
    tries = Tries(is_allowed=True)
    for limit, key in _limits(request, account.strip().lower(), what):
        usage = ratelimit.consume(
            request, app="parentis", action=what, config={what: limit}, key=key
        )
        if usage is None:
            tries.forgiven()
            return Tries(is_allowed=False)
        tries.counted.append(usage)
    return tries


def _limits(request: HttpRequest, account: str, what: str) -> Iterator[tuple[str, str]]:
    device = devices.known_for(request, account)
    if device is not None:
        yield FROM_A_KNOWN_DEVICE, f"device {device} {account}"
        return
    address = ratelimit.truncate_ip(get_adapter().get_client_ip(request))
    yield OF_AN_ACCOUNT_FROM_AN_ADDRESS, f"pair {address} {account}"
    yield FROM_AN_ADDRESS, f"address {address}"
    yield OF_AN_ACCOUNT_FROM_UNKNOWN_DEVICES, f"account {account}"
