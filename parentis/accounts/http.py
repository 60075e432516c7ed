"""A request as a view of ours receives it: somebody is signed in."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from parentis.accounts.models import User


class StaffRequest(HttpRequest):
    """`permissions.AccessMiddleware` has seen to it that `user` is a person.

    `htmx` is true where a script asks for a part of the page.
    """

    user: User
    htmx: HtmxDetails


def number_asked(request: HttpRequest, name: str) -> int | None:
    """A number of the address, such as `?page=2`; None where it is no such number."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 10 else None
