"""Changing and striking out what is written down here, and who may.

Those who keep promises write all of it. Whose step or risk it is tells how far that
has come, and of no other.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.notices import actions as notices
from parentis.recorded import actions as recorded
from parentis.strategy.models import Milestone, Risk

if TYPE_CHECKING:
    from parentis.recorded.models import Recorded

R = TypeVar("R", bound="Recorded")
KEEPS = Permission.KEEP_PROMISES
TELLS = Permission.TELL_PROGRESS


def change(
    entry: R, *, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> R:
    """Corrects anything here that is not changed in a way of its own."""
    return recorded.change(
        entry, by=by, at=at, needs=KEEPS, version=version, answers=answers
    )


def strike_out(entry: R, *, by: User, at: datetime, why: str) -> R:
    """Takes out of use anything here that nothing else hangs on."""
    return recorded.strike_out(entry, by=by, at=at, needs=KEEPS, why=why)


def tell_whose_it_is(
    owned: Milestone | Risk, *, by: User | None, at: datetime, about: str
) -> None:
    """Of what is nobody's who signs in, those who keep promises are told."""
    owner = owned.owner_user
    keepers = User.objects.get_queryset().with_permission(KEEPS)
    told = [owner] if owner and owner.may(TELLS) else keepers
    notices.tell(told, by=by, at=at, about=about, link=owned.get_absolute_url())


def require_theirs(owned: Milestone | Risk, *, by: User) -> None:
    """Raises PermissionDenied for whose step or risk it is not."""
    require(by, TELLS)
    if not by.may(KEEPS) and owned.owner_user_id != by.pk:
        raise PermissionDenied("Only whose it is tells how far it has come.")
