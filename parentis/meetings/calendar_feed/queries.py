import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.documents.calendar import Event, calendar
from parentis.meetings.choices import MeetingState
from parentis.meetings.models import Meeting, MeetingQuerySet, MeetingsFeed

# What a calendar holds of the past, and how long a meeting is where nobody says.
PAST_IN_CALENDAR = timedelta(days=365)
LENGTH_OF_A_MEETING = timedelta(hours=2)


def public_calendar(
    *, viewer: User | None = None, at: datetime, home: str, body: int | None = None
) -> str:
    """Public meetings as iCalendar. `home`: what a meeting's number is put after."""
    found = Meeting.objects.public().of_body(body)
    name = f"{settings.COUNCIL_NAME}: meetings in public"
    return _calendar(name, found, at=at, home=home)


def feed(token: str, *, viewer: None, at: datetime, home: str) -> str:
    """The meetings that one of the staff chose. The secret says who they are.

    Who may not see the council's pages any more has no calendar.
    """
    found = MeetingsFeed.objects.select_related("person").filter(
        token_hash=hashlib.sha256(token.encode()).hexdigest()
    )
    theirs = get_object_or_404(found)
    if not theirs.person.may(Permission.SEE_COUNCIL):
        raise Http404("There is no such calendar.")
    chosen = Meeting.objects.standing()
    if theirs.bodies:
        chosen = chosen.filter(body__in=theirs.bodies)
    return _calendar("Meetings", chosen, at=at, home=home)


@dataclass(frozen=True, kw_only=True)
class FeedPage:
    """When the address was made (None: there is none), and the bodies chosen."""

    made_at: datetime | None
    chosen: Sequence[int]
    bodies: Sequence[tuple[int, str]]


def feed_page(*, viewer: User, on: date) -> FeedPage:
    require(viewer, Permission.SEE_COUNCIL)
    found = MeetingsFeed.objects.filter(person=viewer).first()
    return FeedPage(
        made_at=found.made_at if found else None,
        chosen=found.bodies if found else (),
        bodies=bodies.body_choices(viewer=viewer, on=on),
    )


def _calendar(name: str, found: MeetingQuerySet, *, at: datetime, home: str) -> str:
    rows = found.with_body().filter(begins_at__gte=at - PAST_IN_CALENDAR)
    events = [_event(each, home) for each in rows.order_by("begins_at", "pk")]
    return calendar(name, events, at=at, zone=settings.TIME_ZONE)


def _event(meeting: Meeting, home: str) -> Event:
    on = timezone.localtime(meeting.begins_at).date()
    return Event(
        uid=f"meeting-{meeting.pk}@{urlsplit(home).hostname}",
        title=meeting.body.name_on(on),
        begins_at=meeting.begins_at,
        ends_at=meeting.ends_at or meeting.begins_at + LENGTH_OF_A_MEETING,
        place=meeting.place,
        words=meeting.theme,
        address=f"{home}{meeting.pk}/",
        is_cancelled=meeting.state == MeetingState.CANCELLED,
        version=meeting.version,
    )
