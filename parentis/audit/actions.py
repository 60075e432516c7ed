"""What an auditor says of a flag."""

from datetime import datetime

from parentis.audit.choices import Outcome
from parentis.audit.models import Flag
from parentis.refusals import Refused


class FlagNotReviewed(Refused):
    """A flag stays as it is. The message says why."""


def review_flag(
    flag: Flag, *, by: int, at: datetime, outcome: Outcome, note: str
) -> Flag:
    """Says what came of asking.

    Raises FlagNotReviewed for one's own looks, and where it was reviewed already.
    """
    if flag.person == by:
        raise FlagNotReviewed(
            "This is about what you looked at yourself. Ask another auditor."
        )
    if not note.strip():
        raise FlagNotReviewed("Write what you found out.")
    reviewed = Flag.objects.waiting().filter(pk=flag.pk)
    if not reviewed.update(
        outcome=outcome, note=note.strip(), reviewed_by=by, reviewed_at=at
    ):
        raise FlagNotReviewed("Somebody else has reviewed this one already.")
    flag.refresh_from_db()
    return flag
