"""What an auditor does with a flag."""

from datetime import datetime

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.audit import actions as audit
from parentis.audit.actions import FlagNotReviewed
from parentis.audit.choices import Outcome
from parentis.audit.models import Flag

__all__ = ["FlagNotReviewed", "review_flag"]


def review_flag(
    flag: Flag, *, by: User, at: datetime, outcome: Outcome, note: str
) -> Flag:
    """Raises FlagNotReviewed for one's own looks, and where it was reviewed already."""
    require(by, Permission.REVIEW_LOOKING)
    return audit.review_flag(flag, by=by.pk, at=at, outcome=outcome, note=note)
