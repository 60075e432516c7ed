"""Each page says who may open it; a page that says nothing opens for nobody.

    @page(Permission.SEE_FIGURES)
    def scorecard(request: StaffRequest) -> HttpResponse: ...

The decorators only mark. `AccessMiddleware` holds the door, so that there is one door.
Queries and actions ask again with `require`, for whoever comes by another way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from parentis.accounts.models import User
from parentis.accounts.roles import Permission

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, kw_only=True)
class Access:
    """Who may open a page: everyone, all who sign in, or a permission's holders."""

    is_public: bool = False
    permission: Permission | None = None

    def allows(self, user: User) -> bool:
        return self.permission is None or user.may(self.permission)


def page(permission: Permission) -> Callable[[View], View]:
    """For those whose role holds this permission."""
    return _marked(Access(permission=permission))


def signed_in(view: View) -> View:
    """For whoever is signed in, whatever their role."""
    return _marked(Access())(view)


def open_to_everyone(view: View) -> View:
    """For the public. tests/test_repository.py lists these pages, one by one."""
    return _marked(Access(is_public=True))(view)


def _marked(access: Access) -> Callable[[View], View]:
    def mark(view: View) -> View:
        @wraps(view)
        def marked(*args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(*args, **kwargs)

        marked.access = access  # type: ignore[attr-defined]
        return marked

    return mark


def access_of(view: View) -> Access | None:
    access = getattr(view, "access", None)
    return access if isinstance(access, Access) else None


def require(viewer: User, permission: Permission) -> None:
    """Raises PermissionDenied. For queries and actions, at their first line."""
    if not viewer.may(permission):
        raise PermissionDenied(f"This needs the permission to {permission.label}.")


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
