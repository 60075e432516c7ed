"""Which meetings there are, how each is called, and who reads of them.

Everything shown of a meeting is made as plain things, so that what is not open to its
reader is in none of them. `viewer` None is the public.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.meetings.choices import ItemKind, MeetingState
from parentis.meetings.models import AgendaItem, Meeting, Paper

if TYPE_CHECKING:
    from parentis.bodies.models import Membership

ON_A_PAGE = 30
MOST_TO_COME = 20


@dataclass(frozen=True, kw_only=True)
class Reader:
    """For whom something is made: a member of staff, or (None) everybody.

    What is printed names people as everybody may read them, whoever prints it.
    """

    viewer: User | None
    on: date
    prints: bool = False
    leaves_out_exempt: bool = False

    @classmethod
    def asking(
        cls, viewer: User | None, on: date, *, for_public: bool = False
    ) -> "Reader":
        """Who asks for themselves, or (`for_public`) for what everybody will read."""
        if viewer is not None:
            require(viewer, Permission.SEE_COUNCIL)
        return cls(viewer=None if for_public else viewer, on=on)

    @property
    def sees_exempt(self) -> bool:
        if self.viewer is None or self.leaves_out_exempt:
            return False
        return self.viewer.may(Permission.SEE_EXEMPT)

    @property
    def counts_young_people(self) -> bool:
        """Who writes down who came reads each of them. Nobody else counts them."""
        if self.viewer is None or self.prints:
            return False
        return self.viewer.may(Permission.RUN_MEETINGS)

    def name(self, seat: "Membership") -> str:
        if self.viewer is None or self.prints:
            return seat.name_for_public
        return seat.name_for(self.viewer)

    def sees(self, paper: "Paper") -> bool:
        if self.viewer is not None:
            return self.sees_exempt or not paper.is_exempt
        is_there = bool(paper.public_address or paper.file_form)
        return is_there and not paper.is_exempt


# -- meetings --------------------------------------------------------------------------


def meetings(*, viewer: User, at: datetime, body: int | None = None) -> list[Meeting]:
    """Those to come, the next first; then those before, the latest first."""
    require(viewer, Permission.SEE_COUNCIL)
    found = list(Meeting.objects.standing().of_body(body).with_body())
    ahead = [each for each in found if each.begins_at >= at]
    before = [each for each in found if each.begins_at < at]
    ahead.sort(key=lambda each: (each.begins_at, each.pk))
    before.sort(key=lambda each: (each.begins_at, each.pk), reverse=True)
    return [*ahead, *before]


def next_meetings(
    *, viewer: User, at: datetime, body: int | None = None, most: int = 5
) -> list[Meeting]:
    require(viewer, Permission.SEE_COUNCIL)
    return list(Meeting.objects.to_come(at).of_body(body).with_body()[:most])


def get_meeting(pk: int, *, viewer: User) -> Meeting:
    """Raises Http404 for one that was struck out."""
    require(viewer, Permission.SEE_COUNCIL)
    return get_object_or_404(Meeting.objects.standing().with_body(), pk=pk)


def meeting_choices(
    *, viewer: User, at: datetime, body: int | None = None
) -> list[tuple[int, str]]:
    """Meetings to come, the next first, as a form offers them."""
    found = next_meetings(viewer=viewer, at=at, body=body, most=MOST_TO_COME)
    return [(each.pk, name_of(each, viewer=viewer)) for each in found]


def name_of(meeting: Meeting, *, viewer: User | None) -> str:
    """Such as: Corporate Parenting Panel, 3 December 2026. As it was called then."""
    on = timezone.localtime(meeting.begins_at).date()
    return f"{meeting.body.name_on(on)}, {date_format(on, 'j F Y')}"


@dataclass(frozen=True, kw_only=True)
class MeetingRow:
    """A meeting in a list. `day` is where it is held."""

    pk: int
    body_pk: int
    body: str
    begins_at: datetime
    place: str
    theme: str
    state: str
    agenda_out_at: datetime | None
    minutes_approved_on: date | None
    is_public: bool
    address: str

    @property
    def is_agenda_out(self) -> bool:
        return self.agenda_out_at is not None

    @property
    def has_minutes(self) -> bool:
        return self.minutes_approved_on is not None


@dataclass(frozen=True, kw_only=True)
class MeetingsPage:
    to_come: Sequence[MeetingRow]
    before: "Page[Meeting]"
    before_rows: Sequence[MeetingRow]
    bodies: Sequence[tuple[int, str]]
    body: int | None
    may_change: bool


def meetings_page(
    *, viewer: User, at: datetime, body: int | None = None, page: int = 1
) -> MeetingsPage:
    """What is to come, of one body or of all; and what was, by pages."""
    require(viewer, Permission.SEE_COUNCIL)
    standing = Meeting.objects.standing().of_body(body).with_body()
    ahead = standing.filter(begins_at__gte=at).order_by("begins_at", "pk")
    before = standing.filter(begins_at__lt=at).order_by("-begins_at", "-pk")
    shown = Paginator(before, ON_A_PAGE).get_page(page)
    on = timezone.localtime(at).date()
    return MeetingsPage(
        to_come=[_row(each) for each in ahead[:MOST_TO_COME]],
        before=shown,
        before_rows=[_row(each) for each in shown],
        bodies=bodies.body_choices(viewer=viewer, on=on),
        body=body,
        may_change=viewer.may(Permission.RUN_MEETINGS),
    )


def public_meetings(
    *,
    viewer: User | None = None,
    at: datetime,
    body: int | None = None,
    since: date | None = None,
) -> list[MeetingRow]:
    """Of bodies that meet in public: those to come, then those before, latest first."""
    found = Meeting.objects.public().of_body(body).with_body()
    if since is not None:
        found = found.filter(begins_at__date__gte=since)
    rows = [_row(each) for each in found.order_by("-begins_at", "-pk")]
    ahead = [each for each in rows if each.begins_at >= at]
    return [*reversed(ahead), *(each for each in rows if each.begins_at < at)]


def _row(meeting: Meeting) -> MeetingRow:
    on = timezone.localtime(meeting.begins_at).date()
    return MeetingRow(
        pk=meeting.pk,
        body_pk=meeting.body_id,
        body=meeting.body.name_on(on),
        begins_at=meeting.begins_at,
        place=meeting.place,
        theme=meeting.theme,
        state=MeetingState(meeting.state).label,
        agenda_out_at=meeting.agenda_published_at,
        minutes_approved_on=meeting.minutes_approved_on,
        is_public=meeting.body.is_open_to_public,
        address=meeting.get_absolute_url(),
    )


# -- what a meeting's papers and declarations belong to --------------------------------


def get_item(pk: int, *, viewer: User) -> AgendaItem:
    """Raises Http404 for one that was struck out, or is not for the viewer."""
    require(viewer, Permission.SEE_COUNCIL)
    found = AgendaItem.objects.standing().filter(meeting__struck_out_at__isnull=True)
    if not viewer.may(Permission.SEE_EXEMPT):
        found = found.filter(is_exempt=False)
    rows = found.select_related("meeting__body").prefetch_related(
        "meeting__body__names"
    )
    return get_object_or_404(rows, pk=pk)


def item_choices(meeting: Meeting, *, viewer: User) -> list[tuple[int, str]]:
    require(viewer, Permission.RUN_MEETINGS)
    found = AgendaItem.objects.standing().filter(meeting=meeting)
    return [(each.pk, f"{each.place}. {each.title}") for each in found]


def agenda_items_for_reports(*, viewer: User, at: datetime) -> list[tuple[int, str]]:
    """Items of meetings to come under which a report may be put."""
    require(viewer, Permission.SEE_COUNCIL)
    found = AgendaItem.objects.standing().filter(
        meeting__in=Meeting.objects.to_come(at),
        kind__in=(ItemKind.REPORT, ItemKind.OTHER),
    )
    if not viewer.may(Permission.SEE_EXEMPT):
        found = found.filter(is_exempt=False)
    rows = found.select_related("meeting__body").prefetch_related(
        "meeting__body__names"
    )
    return [
        (each.pk, f"{name_of(each.meeting, viewer=viewer)}: {each.place}. {each.title}")
        for each in rows.order_by("meeting__begins_at", "place")
    ]


def seats_at(meeting: Meeting, *, viewer: User) -> list["Membership"]:
    """Who sat on the body on the day of the meeting."""
    on = timezone.localtime(meeting.begins_at).date()
    return bodies.members_on(meeting.body_id, viewer=viewer, on=on)
