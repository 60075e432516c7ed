import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.meetings.models import MeetingsFeed


def make_feed(*, by: User, at: datetime, bodies: Sequence[int]) -> str:
    """A new address of somebody's calendar: its secret, which is shown once.

    The one before opens nothing from now on. `bodies` empty: all of them.
    """
    require(by, Permission.SEE_COUNCIL)
    token = secrets.token_urlsafe(32)
    # A secret as long as this needs no salt.
    token_hash = hashlib.sha256(token.encode()).hexdigest()
    MeetingsFeed.objects.update_or_create(
        person=by,
        defaults={"token_hash": token_hash, "made_at": at, "bodies": list(bodies)},
    )
    return token


def end_feed(*, by: User) -> None:
    require(by, Permission.SEE_COUNCIL)
    MeetingsFeed.objects.filter(person=by).delete()
