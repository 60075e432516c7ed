from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.law.working_days import is_working_day
from parentis.meetings.actions_asked.queries import ActionShown
from parentis.meetings.attendance.queries import AttendanceTold, Attended, Quorum
from parentis.meetings.choices import (
    CLEAR_DAYS,
    EXEMPT_TITLE,
    PRINTED_AS,
    Came,
    HowHeld,
    ItemKind,
    MeetingState,
    marking,
    paragraph_in_full,
)
from parentis.meetings.declarations.queries import DeclarationShown
from parentis.meetings.minutes.queries import DecisionShown
from parentis.meetings.models import (
    Action,
    AgendaItem,
    Decision,
    Meeting,
    Paper,
)
from parentis.meetings.papers.queries import PaperShown
from parentis.meetings.queries import Reader, get_meeting


@dataclass(frozen=True, kw_only=True)
class ItemShown:
    """An item of an agenda. Of one that its reader may not see, only the paragraph."""

    pk: int
    number: int
    title: str
    kind: str
    is_exempt: bool
    paragraph: str = ""
    is_hidden: bool = False
    what_for: str = ""
    lead: str = ""
    why_exempt: str = ""
    minute: str = ""
    saying_pk: int | None = None
    papers: Sequence[PaperShown] = ()
    decisions: Sequence[DecisionShown] = ()
    actions: Sequence[ActionShown] = ()
    declarations: Sequence[DeclarationShown] = ()

    @property
    def marking(self) -> str:
        return marking(self.paragraph) if self.is_exempt else ""

    @classmethod
    def all_of(cls, meeting: Meeting, reader: Reader) -> list["ItemShown"]:
        """In their order, with all that lies under each, in as many queries as ever."""
        items = AgendaItem.objects.standing().prefetch_related(
            Prefetch("papers", Paper.objects.standing().order_by("pk")),
            Prefetch("decisions", Decision.objects.filter(struck_out_at=None)),
            Prefetch("actions", Action.objects.standing().select_related("item")),
            Prefetch("declarations", DeclarationShown.rows()),
        )
        found = items.filter(meeting=meeting).order_by("place", "pk")
        return [
            _item(each, number, meeting, reader) for number, each in enumerate(found, 1)
        ]


def _item(item: AgendaItem, number: int, meeting: Meeting, reader: Reader) -> ItemShown:
    if item.is_exempt and not reader.sees_exempt:
        return ItemShown(
            pk=item.pk,
            number=number,
            title=EXEMPT_TITLE,
            kind=ItemKind.OTHER,
            is_exempt=True,
            paragraph=paragraph_in_full(item.paragraph),
            is_hidden=True,
        )
    is_staff = reader.viewer is not None
    is_minuted = is_staff or meeting.minutes_approved_on is not None
    is_held = is_staff or meeting.state == MeetingState.HELD
    shown = ItemShown(
        pk=item.pk,
        number=number,
        title=item.title,
        kind=item.kind,
        is_exempt=item.is_exempt,
        paragraph=paragraph_in_full(item.paragraph),
        what_for=item.what_for,
        lead=item.lead,
        why_exempt=item.why_exempt,
        minute=item.minute if is_minuted else "",
        saying_pk=item.asked_by_young_people_id,
        papers=[
            PaperShown.of(each, item, reader)
            for each in item.papers.all()
            if reader.sees(each)
        ],
    )
    return _with_what_came_of_it(shown, item, meeting, reader) if is_held else shown


def _with_what_came_of_it(
    shown: ItemShown, item: AgendaItem, meeting: Meeting, reader: Reader
) -> ItemShown:
    return replace(
        shown,
        decisions=[DecisionShown.of(each) for each in item.decisions.all()],
        actions=[ActionShown.of(each, meeting, reader) for each in item.actions.all()],
        declarations=[
            DeclarationShown.of(each, reader)
            for each in item.declarations.all()
            if DeclarationShown.may_be_told(each, reader)
        ],
    )


# -- a meeting's page ------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class MeetingShown:
    """A meeting with its agenda and what came of it, as its reader may see it."""

    pk: int
    body_pk: int
    body: str
    begins_at: datetime
    ends_at: datetime | None
    place: str
    how: str
    state: str
    theme: str
    is_public: bool
    agenda_published_at: datetime | None
    items: Sequence[ItemShown]
    attended: Sequence[Attended]
    quorum: Quorum
    also_present: str
    declarations: Sequence[DeclarationShown]
    minutes: str
    minutes_approved_on: date | None

    @property
    def on(self) -> date:
        return timezone.localtime(self.begins_at).date()

    @property
    def name(self) -> str:
        return f"{self.body}, {date_format(self.on, 'j F Y')}"

    @property
    def is_held(self) -> bool:
        return self.state == MeetingState.HELD

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED

    @property
    def state_in_words(self) -> str:
        return MeetingState(self.state).label

    @property
    def shows_exempt(self) -> bool:
        """Something of it is not for everybody's eyes."""
        return any(
            (each.is_exempt and not each.is_hidden)
            or any(paper.is_exempt for paper in each.papers)
            for each in self.items
        )

    @property
    def apologies(self) -> list[Attended]:
        return [each for each in self.attended if each.came == Came.APOLOGIES]

    @property
    def substitutes(self) -> list[Attended]:
        """The seats for which somebody else came."""
        return [each for each in self.attended if each.substitute]

    @property
    def present(self) -> list[Attended]:
        return [each for each in self.attended if each.came == Came.PRESENT]

    @property
    def absent(self) -> list[Attended]:
        return [each for each in self.attended if each.came == Came.ABSENT]


@dataclass(frozen=True, kw_only=True)
class MeetingPage:
    """`clear_days`: how many are left from today until the meeting."""

    shown: MeetingShown
    meeting: Meeting
    clear_days: int
    may_change: bool
    sees_exempt: bool
    earlier: Meeting | None
    later: Meeting | None
    struck_out: Sequence[AgendaItem] = ()

    @property
    def forms(self) -> Sequence[tuple[str, str]]:
        return PRINTED_AS

    @property
    def is_late(self) -> bool:
        """To publish the agenda: five clear days before are the law's."""
        return self.clear_days < CLEAR_DAYS


def meeting_page(pk: int, *, viewer: User, at: datetime) -> MeetingPage:
    meeting = get_meeting(pk, viewer=viewer)
    on = timezone.localtime(at).date()
    others = Meeting.objects.standing().filter(body=meeting.body_id)
    before = others.filter(begins_at__lt=meeting.begins_at).order_by("-begins_at")
    after = others.filter(begins_at__gt=meeting.begins_at).order_by("begins_at")
    may_change = viewer.may(Permission.RUN_MEETINGS)
    struck_out = AgendaItem.objects.filter(meeting=meeting).exclude(struck_out_at=None)
    return MeetingPage(
        shown=_shown(meeting, Reader(viewer=viewer, on=on)),
        meeting=meeting,
        clear_days=clear_days(
            on, timezone.localtime(meeting.begins_at).date(), viewer=viewer
        ),
        may_change=may_change,
        sees_exempt=viewer.may(Permission.SEE_EXEMPT),
        earlier=before.first(),
        later=after.first(),
        struck_out=list(struck_out.select_related("struck_out_by"))
        if may_change
        else (),
    )


def meeting_to_print(
    pk: int, *, viewer: User, on: date, for_public: bool = False
) -> MeetingShown:
    """As the viewer may see it; or with what is not open left out, for everybody."""
    meeting = get_meeting(pk, viewer=viewer)
    reader = Reader(viewer=viewer, on=on, prints=True, leaves_out_exempt=for_public)
    return _shown(meeting, reader)


def public_meeting(pk: int, *, viewer: User | None = None, on: date) -> MeetingShown:
    """What everybody may read of it. Raises Http404 for one that is not public."""
    meeting = get_object_or_404(Meeting.objects.public().with_body(), pk=pk)
    return _shown(meeting, Reader(viewer=None, on=on))


def clear_days(first: date, last: date, *, viewer: User | None) -> int:
    """Working days between two, neither of them counted."""
    days = (last - first).days
    return sum(is_working_day(first + timedelta(days=day)) for day in range(1, days))


def _shown(meeting: Meeting, reader: Reader) -> MeetingShown:
    is_staff = reader.viewer is not None
    is_minuted = is_staff or meeting.minutes_approved_on is not None
    is_agenda_open = is_staff or meeting.agenda_published_at is not None
    is_record_open = is_staff or meeting.state == MeetingState.HELD
    items = ItemShown.all_of(meeting, reader) if is_agenda_open else []
    came = AttendanceTold.of(meeting, reader, is_open=is_record_open)
    titles = {
        each.pk: f"{each.number}. {each.title}" for each in items if not each.is_hidden
    }
    return MeetingShown(
        pk=meeting.pk,
        body_pk=meeting.body_id,
        body=meeting.body.name_on(timezone.localtime(meeting.begins_at).date()),
        begins_at=meeting.begins_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        how=HowHeld(meeting.how).label,
        state=meeting.state,
        theme=meeting.theme,
        is_public=meeting.body.is_open_to_public,
        agenda_published_at=meeting.agenda_published_at,
        items=items,
        attended=came.attended,
        quorum=came.quorum,
        also_present=meeting.also_present if is_record_open else "",
        declarations=DeclarationShown.all_of(meeting, reader, items=titles)
        if is_record_open
        else [],
        minutes=meeting.minutes if is_minuted else "",
        minutes_approved_on=meeting.minutes_approved_on,
    )
