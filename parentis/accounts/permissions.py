"""Each page says who may open it; a page that says nothing opens for nobody.

    @page(Permission.SEE_FIGURES)
    def scorecard(request: StaffRequest) -> HttpResponse: ...

    @page(Permission.SEE_ALLOCATED, looking=Looking.OPENED)
    def detail(request: StaffRequest, pk: int) -> HttpResponse: ...

`AccessMiddleware` holds the door, so that there is one door. Queries and actions ask
again with `require`, for whoever comes by another way. A page that shows young people
says with `looking` what it is to see them there: whom its queries read is put on record
before the answer leaves, and where that fails nothing is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
)
from django.template.response import SimpleTemplateResponse
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.audit.looking import looking as looking_at

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, kw_only=True)
class Access:
    """Who may open a page: everyone, all who sign in, or a permission's holders."""

    is_public: bool = False
    permission: Permission | None = None
    looking: Looking | None = None

    def allows(self, user: User) -> bool:
        return self.permission is None or user.may(self.permission)


def page(
    permission: Permission, *, looking: Looking | None = None
) -> Callable[[View], View]:
    """For who holds this permission. `looking`: what it is to see people there."""
    return _marked(Access(permission=permission, looking=looking))


def signed_in(view: View) -> View:
    """For whoever is signed in, whatever their role."""
    return _marked(Access())(view)


def signed_in_to_see(looking: Looking) -> Callable[[View], View]:
    """The same, for a page that shows young people to those whose work they are."""
    return _marked(Access(looking=looking))


def open_to_everyone(view: View) -> View:
    """For the public. tests/test_repository.py lists these pages, one by one."""
    return _marked(Access(is_public=True))(view)


def _marked(access: Access) -> Callable[[View], View]:
    def mark(view: View) -> View:
        seen = _on_record(view, access.looking) if access.looking else view

        @wraps(view)
        def marked(*args: Any, **kwargs: Any) -> HttpResponseBase:
            return seen(*args, **kwargs)

        marked.access = access  # type: ignore[attr-defined]
        return marked

    return mark


def _on_record(view: View, what: Looking) -> View:
    """Whom the page shows is written down before it leaves. A redirect shows nobody."""

    def recorded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        match = request.resolver_match
        with looking_at(
            what,
            by=int(request.user.pk or 0),
            page=match.view_name if match else "",
            # The door reads the clock for every page.
            at=timezone.now(),  # noqa: TID251
            where_from=get_adapter().get_client_ip(request),
        ) as record:
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            if not 300 <= response.status_code < 400:
                record.write()
        return response

    return recorded


def access_of(view: View) -> Access | None:
    access = getattr(view, "access", None)
    return access if isinstance(access, Access) else None


def require(viewer: User, permission: Permission) -> None:
    """Raises PermissionDenied. For queries and actions, at their first line."""
    if not viewer.may(permission):
        raise PermissionDenied(f"This needs the permission to {permission.label}.")


# No page answers to another: TRACE would echo what a browser sent, cookies and all.
METHODS = ("GET", "HEAD", "POST")


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            # Nothing about children stays in the cache of a shared computer.
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: View,
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        access = access_of(view)
        if access and access.is_public:
            return None
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        if access is None:
            raise PermissionDenied("Nobody has said who may open this page.")
        if not access.allows(request.user):
            raise PermissionDenied("Your role does not open this page.")
        return None
