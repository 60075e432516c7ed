"""What every page says of the site, and the pages this person may go to."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.notices import queries as notices


@dataclass(frozen=True, kw_only=True)
class Destination:
    name: str
    address: str
    permission: Permission


@dataclass(frozen=True, kw_only=True)
class Link:
    name: str
    address: str
    is_here: bool


DESTINATIONS = (
    Destination(name="My day", address="/my-day/", permission=Permission.SEE_ALLOCATED),
    Destination(
        name="Young people",
        address="/young-people/",
        permission=Permission.SEE_ALLOCATED,
    ),
    Destination(
        name="Restricted records",
        address="/young-people/restrictions/",
        permission=Permission.GUARD_RECORDS,
    ),
    Destination(
        name="Bring in records",
        address="/bringing-in/",
        permission=Permission.BRING_IN_RECORDS,
    ),
    Destination(
        name="Who looked", address="/who-looked/", permission=Permission.REVIEW_LOOKING
    ),
    Destination(name="People", address="/people/", permission=Permission.MANAGE_PEOPLE),
    Destination(name="Figures", address="/figures/", permission=Permission.SEE_FIGURES),
    Destination(name="Compare", address="/compare/", permission=Permission.SEE_FIGURES),
    Destination(
        name="Position", address="/position/", permission=Permission.SEE_FIGURES
    ),
    Destination(name="Council", address="/council/", permission=Permission.SEE_COUNCIL),
    Destination(name="Reports", address="/reports/", permission=Permission.SEE_REPORTS),
    Destination(name="Returns", address="/returns/", permission=Permission.SEE_RETURNS),
)


# What everybody may read, in the order of their navigation.
PUBLIC = "/public/"
PUBLIC_PLACES = (
    ("Promises", "/public/pledge/"),
    ("Recommendations", "/public/recommendations/"),
    ("Meetings", "/public/meetings/"),
    ("Figures", "/public/figures/"),
)


def open_to(user: User) -> tuple[Destination, ...]:
    """Where this person may go, in the order of the navigation."""
    return tuple(place for place in DESTINATIONS if user.may(place.permission))


def brand_version() -> str:
    return sha256(settings.BRAND_COLOUR.encode()).hexdigest()[:8]


def site(request: HttpRequest) -> dict[str, Any]:
    """The template variable `this_site`: allauth has a `site` of its own."""
    user = getattr(request, "user", None)
    return {
        "this_site": {
            "council_name": settings.COUNCIL_NAME,
            "is_demo": settings.IS_DEMO,
            "contact": settings.CONTACT,
            "brand_colour": settings.BRAND_COLOUR,
            "brand_version": brand_version(),
            # Asked where a page is drawn, and once: a file to save asks nothing.
            "unread": SimpleLazyObject(lambda: _unread(user)),
            "navigation": [
                Link(name=name, address=address, is_here=_is_here(request, address))
                for name, address in _places(request, user)
            ],
        }
    }


def _places(request: HttpRequest, user: object) -> list[tuple[str, str]]:
    """Where this person may go; on the public's pages, where everybody may."""
    if isinstance(user, User):
        return [(place.name, place.address) for place in open_to(user)]
    return list(PUBLIC_PLACES) if request.path.startswith(PUBLIC) else []


def _is_here(request: HttpRequest, address: str) -> bool:
    return request.path.startswith(address)


def _unread(user: object) -> int:
    return notices.how_many_unread(viewer=user) if isinstance(user, User) else 0
