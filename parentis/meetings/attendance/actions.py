from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.meetings.choices import Came, MeetingState
from parentis.meetings.models import Attendance, Meeting
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded


@dataclass(frozen=True, kw_only=True)
class WhoCame:
    """Of one seat: whether they came, who came for them, and whether online."""

    came: Came
    substitute_id: int | None = None
    is_remote: bool = False


def record_attendance(
    meeting: Meeting,
    *,
    by: User,
    at: datetime,
    version: int,
    seats: Mapping[int, WhoCame],
    also_present: str = "",
) -> Meeting:
    """Who came, by seat. The meeting is held from now on.

    A seat that is not among them, as of a meeting whose day was corrected, counts no
    more.

    Raises ChangedSince where somebody else changed the meeting meanwhile.
    """

    def keep(now: Meeting) -> None:
        Attendance.objects.filter(meeting=now).exclude(membership__in=seats).delete()
        for seat, each in seats.items():
            Attendance.objects.update_or_create(
                meeting=now,
                membership_id=seat,
                defaults={
                    "came": each.came,
                    "substitute_id": each.substitute_id,
                    "is_remote": each.is_remote,
                },
            )

    if meeting.begins_at > at:
        raise NotRecorded("The meeting has not begun yet.")
    return recorded.change(
        meeting,
        by=by,
        at=at,
        needs=Permission.RUN_MEETINGS,
        version=version,
        answers={"also_present": also_present, "state": MeetingState.HELD},
        besides=keep,
    )
