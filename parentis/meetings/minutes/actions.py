from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.meetings.choices import MeetingState
from parentis.meetings.models import Decision, Meeting
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded


def decide(
    item: int,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Decision:
    """What was decided under an item: `kind`, `words`, `is_key`, `votes`."""
    return recorded.add(
        Decision,
        by=by,
        at=at,
        needs=Permission.RUN_MEETINGS,
        sent_as=sent_as,
        alike={"item_id": item},
        answers=answers,
    )


@transaction.atomic
def approve_minutes(
    meeting: int, *, by: User, at: datetime, approved_on: date
) -> Meeting:
    """They are public from now on, where the body meets in public."""
    require(by, Permission.RUN_MEETINGS)
    found = get_object_or_404(
        Meeting.objects.standing().select_for_update(), pk=meeting
    )
    if found.state != MeetingState.HELD:
        raise NotRecorded("Say who came first: the meeting has not been held yet.")
    if approved_on < timezone.localtime(found.begins_at).date():
        raise NotRecorded("The minutes cannot be approved before the meeting.")
    found.minutes_approved_on = approved_on
    found.changed_by, found.changed_at = by, at
    found.version += 1
    found.save()
    return found
