"""What is read of meetings: agendas, papers, minutes, actions, forward plans.

Everything shown of a meeting is made here as plain things, so that what is not open to
its reader is in none of them. `viewer` None is the public.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.bodies.choices import Part, SeatKind
from parentis.committee_report.from_council import ActionTold, SayingTold
from parentis.documents.calendar import Event, calendar
from parentis.law.working_days import is_working_day
from parentis.meetings.choices import (
    CLEAR_DAYS,
    EXEMPT_TITLE,
    PRINTED_AS,
    Came,
    DecisionKind,
    ExemptParagraph,
    FileForm,
    HowHeld,
    InterestKind,
    ItemKind,
    MeetingState,
)
from parentis.meetings.models import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Declaration,
    ForwardPlanItem,
    FromYoungPeople,
    Meeting,
    MeetingsFeed,
    Paper,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parentis.bodies.models import Membership
    from parentis.meetings.models import ActionQuerySet, FromYoungPeopleQuerySet

ON_A_PAGE = 30
MOST_TO_COME = 20
# Done actions are told for a year, where nobody says since when.
A_YEAR = timedelta(days=365)
# What a calendar holds of the past, and how long a meeting is where nobody says.
PAST_IN_CALENDAR = timedelta(days=365)
LENGTH_OF_A_MEETING = timedelta(hours=2)


# -- meetings --------------------------------------------------------------------------


def meetings(*, viewer: User, at: datetime, body: int | None = None) -> list[Meeting]:
    """Those to come, the next first; then those before, the latest first."""
    require(viewer, Permission.SEE_COUNCIL)
    found = list(_with_body(_of_body(Meeting.objects.standing(), body)))
    ahead = [each for each in found if each.begins_at >= at]
    before = [each for each in found if each.begins_at < at]
    ahead.sort(key=lambda each: (each.begins_at, each.pk))
    before.sort(key=lambda each: (each.begins_at, each.pk), reverse=True)
    return [*ahead, *before]


def next_meetings(
    *, viewer: User, at: datetime, body: int | None = None, most: int = 5
) -> list[Meeting]:
    require(viewer, Permission.SEE_COUNCIL)
    return list(_with_body(_of_body(Meeting.objects.to_come(at), body))[:most])


def get_meeting(pk: int, *, viewer: User) -> Meeting:
    """Raises Http404 for one that was struck out."""
    require(viewer, Permission.SEE_COUNCIL)
    return get_object_or_404(_with_body(Meeting.objects.standing()), pk=pk)


def meeting_choices(
    *, viewer: User, at: datetime, body: int | None = None
) -> list[tuple[int, str]]:
    """Meetings to come, the next first, as a form offers them."""
    found = next_meetings(viewer=viewer, at=at, body=body, most=MOST_TO_COME)
    return [(each.pk, name_of(each, viewer=viewer)) for each in found]


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


def name_of(meeting: Meeting, *, viewer: User | None) -> str:
    """Such as: Corporate Parenting Panel, 3 December 2026. As it was called then."""
    on = timezone.localtime(meeting.begins_at).date()
    return f"{meeting.body.name_on(on)}, {_day(on)}"


def _of_body(found: "QuerySet[Meeting]", body: int | None) -> "QuerySet[Meeting]":
    return found if body is None else found.filter(body=body)


def _with_body(found: "QuerySet[Meeting]") -> "QuerySet[Meeting]":
    return found.select_related("body").prefetch_related("body__names")


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


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
    is_agenda_out: bool
    has_minutes: bool
    is_public: bool
    address: str


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
    standing = _with_body(_of_body(Meeting.objects.standing(), body))
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
        is_agenda_out=meeting.agenda_published_at is not None,
        has_minutes=meeting.minutes_approved_on is not None,
        is_public=meeting.body.is_open_to_public,
        address=meeting.get_absolute_url(),
    )


# -- what lies on the table ------------------------------------------------------------


def _marking(paragraph: str) -> str:
    """`paragraph` with its words, as `ExemptParagraph` says it, or "" for none."""
    number = paragraph.partition(":")[0]
    by_virtue = f" by virtue of paragraph {number} of Schedule 12A" if number else ""
    return f"Not for publication{by_virtue}"


@dataclass(frozen=True, kw_only=True)
class PaperShown:
    """A paper under an item. `address` leads to it; a file without one has its pk."""

    pk: int
    title: str
    address: str
    form: str
    size: int
    is_exempt: bool
    paragraph: str = ""

    @property
    def marking(self) -> str:
        return _marking(self.paragraph) if self.is_exempt else ""

    @property
    def is_file(self) -> bool:
        return bool(self.form)


@dataclass(frozen=True, kw_only=True)
class DecisionShown:
    pk: int
    kind: str
    words: str
    is_key: bool
    votes: str


@dataclass(frozen=True, kw_only=True)
class ActionShown:
    """What somebody was asked to do. `state`: Done, Overdue or Open."""

    pk: int
    words: str
    owner: str
    asked_on: date
    asked_by: str
    due_on: date | None
    done_on: date | None
    what_was_done: str
    state: str
    is_exempt: bool
    address: str


@dataclass(frozen=True, kw_only=True)
class DeclarationShown:
    pk: int
    who: str
    kind: str
    words: str
    has_left: bool
    item: str = ""


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
        return _marking(self.paragraph) if self.is_exempt else ""


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """For whom something is made: a member of staff, or (None) everybody.

    What is printed names people as everybody may read them, whoever prints it.
    """

    viewer: User | None
    on: date
    prints: bool = False
    leaves_out_exempt: bool = False

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

    def paper(self, paper: Paper, item: AgendaItem) -> PaperShown:
        ours = paper.address or reverse("meetings:paper", args=[paper.pk])
        form = FileForm(paper.file_form).label if paper.file_form else ""
        return PaperShown(
            pk=paper.pk,
            title=paper.title,
            address=ours if self.viewer else paper.public_address,
            form=form,
            size=paper.size,
            is_exempt=paper.is_exempt,
            paragraph=_paragraph(paper.paragraph or item.paragraph),
        )

    def sees(self, paper: Paper) -> bool:
        if self.viewer is not None:
            return self.sees_exempt or not paper.is_exempt
        is_there = bool(paper.public_address or paper.file_form)
        return is_there and not paper.is_exempt

    def action(self, action: Action, meeting: Meeting) -> ActionShown:
        is_done = action.done_on is not None
        state = "Overdue" if action.is_overdue(self.on) else "Open"
        on = timezone.localtime(meeting.begins_at).date()
        return ActionShown(
            pk=action.pk,
            words=action.words,
            owner=action.owner,
            asked_on=on,
            asked_by=meeting.body.name_on(on),
            due_on=action.due_on,
            done_on=action.done_on,
            what_was_done=action.what_was_done,
            state="Done" if is_done else state,
            is_exempt=action.item.is_exempt,
            address=action.get_absolute_url() if self.viewer else "",
        )

    def declaration(self, declared: Declaration, item: str = "") -> DeclarationShown:
        return DeclarationShown(
            pk=declared.pk,
            who=self.name(declared.membership),
            kind=InterestKind(declared.kind).label,
            words=declared.words,
            has_left=declared.has_left,
            item=item,
        )

    def item(self, item: AgendaItem, number: int, meeting: Meeting) -> ItemShown:
        paragraph = _paragraph(item.paragraph)
        if item.is_exempt and not self.sees_exempt:
            return ItemShown(
                pk=item.pk,
                number=number,
                title=EXEMPT_TITLE,
                kind=ItemKind.OTHER,
                is_exempt=True,
                paragraph=paragraph,
                is_hidden=True,
            )
        is_staff = self.viewer is not None
        is_minuted = is_staff or meeting.minutes_approved_on is not None
        is_held = is_staff or meeting.state == MeetingState.HELD
        shown = ItemShown(
            pk=item.pk,
            number=number,
            title=item.title,
            kind=item.kind,
            is_exempt=item.is_exempt,
            paragraph=paragraph,
            what_for=item.what_for,
            lead=item.lead,
            why_exempt=item.why_exempt,
            minute=item.minute if is_minuted else "",
            saying_pk=item.asked_by_young_people_id,
            papers=[
                self.paper(each, item) for each in item.papers.all() if self.sees(each)
            ],
        )
        if not is_held:
            return shown
        return replace(
            shown,
            decisions=[_decision(each) for each in item.decisions.all()],
            actions=[self.action(each, meeting) for each in item.actions.all()],
            declarations=[
                self.declaration(each)
                for each in item.declarations.all()
                if self.counts_young_people
                or each.membership.seat != SeatKind.YOUNG_PERSON
            ],
        )

    def items(self, meeting: Meeting) -> list[ItemShown]:
        """In their order, with all that lies under each, in as many queries as ever."""
        items = AgendaItem.objects.standing().prefetch_related(
            Prefetch("papers", Paper.objects.standing().order_by("pk")),
            Prefetch("decisions", Decision.objects.filter(struck_out_at=None)),
            Prefetch("actions", Action.objects.standing().select_related("item")),
            Prefetch("declarations", _declarations()),
        )
        found = items.filter(meeting=meeting).order_by("place", "pk")
        return [
            self.item(each, number, meeting) for number, each in enumerate(found, 1)
        ]


def _paragraph(number: str) -> str:
    return ExemptParagraph(number).label if number else ""


def _decision(decision: Decision) -> DecisionShown:
    return DecisionShown(
        pk=decision.pk,
        kind=DecisionKind(decision.kind).label,
        words=decision.words,
        is_key=decision.is_key,
        votes=decision.votes,
    )


def _declarations() -> "QuerySet[Declaration]":
    found = Declaration.objects.filter(struck_out_at=None).order_by("pk")
    return found.select_related("membership__councillor")


# -- who came --------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Attended:
    """Somebody's seat at a meeting, and whether they came or another for them."""

    name: str
    seat: str
    part: str
    came: str
    substitute: str
    is_remote: bool
    has_vote: bool

    @property
    def is_young_person(self) -> bool:
        return self.seat == SeatKind.YOUNG_PERSON.label

    @property
    def counts(self) -> bool:
        """Towards the quorum: a member with a vote, or who stood in for one."""
        return self.has_vote and (self.came == Came.PRESENT or bool(self.substitute))


@dataclass(frozen=True, kw_only=True)
class Quorum:
    """Whether enough were there to decide, in words. `is_met` None: none laid down.

    Where young people have votes, how many took part would tell how many of them came:
    those who only read are not told (`is_counted`).
    """

    there: int
    needed: int
    online: int
    is_counted: bool = True

    @property
    def is_met(self) -> bool | None:
        return self.there >= self.needed if self.needed else None

    def __str__(self) -> str:
        members = "member" if self.there == 1 else "members"
        there = f"{self.there} {members} with a vote took part"
        if not self.is_counted:
            there = "Members with a vote took part, young people among them"
        if self.is_met is None:
            return f"{there}. No quorum is laid down for this body."
        needs = f"{self.needed} {'is' if self.needed == 1 else 'are'} needed"
        if self.is_met:
            return f"{there}, and {needs}: the meeting could decide."
        return f"{there}, and {needs}: the meeting could not decide."


def _attended(meeting: Meeting, reader: _Reader) -> list[Attended]:
    rows = Attendance.objects.filter(meeting=meeting).select_related(
        "membership__councillor", "substitute"
    )
    parts, seats = list(Part), list(SeatKind)
    found = sorted(
        rows,
        key=lambda each: (
            parts.index(Part(each.membership.part)),
            seats.index(SeatKind(each.membership.seat)),
            reader.name(each.membership).rpartition(" ")[2],
            each.pk,
        ),
    )
    return [
        Attended(
            name=reader.name(each.membership),
            seat=SeatKind(each.membership.seat).label,
            part=Part(each.membership.part).label,
            came=each.came,
            substitute=str(each.substitute) if each.substitute else "",
            is_remote=each.is_remote,
            has_vote=each.membership.has_vote,
        )
        for each in found
    ]


YOUNG_PEOPLE = Attended(
    name="Young people",
    seat="Young people",
    part=Part.MEMBER.label,
    came=Came.PRESENT,
    substitute="",
    is_remote=False,
    has_vote=False,
)


def _told_of(attended: Sequence[Attended], reader: _Reader) -> list[Attended]:
    """Young people as one, whether one came or more: nobody is to count them."""
    if reader.counts_young_people:
        return list(attended)
    others = [each for each in attended if not each.is_young_person]
    theirs = [each for each in attended if each.is_young_person]
    is_there = any(each.came == Came.PRESENT for each in theirs)
    return [*others, YOUNG_PEOPLE] if is_there else others


def _quorum(meeting: Meeting, attended: Sequence[Attended], reader: _Reader) -> Quorum:
    counted = [each for each in attended if each.counts]
    return Quorum(
        is_counted=reader.counts_young_people
        or not any(each.is_young_person for each in counted),
        there=len(counted),
        needed=meeting.body.quorum,
        online=sum(each.is_remote for each in counted if not each.is_young_person),
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
        return f"{self.body}, {_day(self.on)}"

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
        shown=_shown(meeting, _Reader(viewer=viewer, on=on)),
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
    reader = _Reader(viewer=viewer, on=on, prints=True, leaves_out_exempt=for_public)
    return _shown(meeting, reader)


def clear_days(first: date, last: date, *, viewer: User | None) -> int:
    """Working days between two, neither of them counted."""
    days = (last - first).days
    return sum(is_working_day(first + timedelta(days=day)) for day in range(1, days))


def _shown(meeting: Meeting, reader: _Reader) -> MeetingShown:
    is_staff = reader.viewer is not None
    is_minuted = is_staff or meeting.minutes_approved_on is not None
    is_agenda_open = is_staff or meeting.agenda_published_at is not None
    is_record_open = is_staff or meeting.state == MeetingState.HELD
    items = reader.items(meeting) if is_agenda_open else []
    attended = _attended(meeting, reader) if is_record_open else []
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
        attended=_told_of(attended, reader),
        quorum=_quorum(meeting, attended, reader),
        also_present=meeting.also_present if is_record_open else "",
        declarations=_declared(meeting, reader, items) if is_record_open else [],
        minutes=meeting.minutes if is_minuted else "",
        minutes_approved_on=meeting.minutes_approved_on,
    )


def _declared(
    meeting: Meeting, reader: _Reader, items: Iterable[ItemShown]
) -> list[DeclarationShown]:
    """All of a meeting that its reader may see, with the item each is about."""
    titles = {
        each.pk: f"{each.number}. {each.title}" for each in items if not each.is_hidden
    }
    return [
        reader.declaration(each, titles.get(each.item_id or 0, ""))
        for each in _declarations().filter(meeting=meeting)
        if each.item_id is None or each.item_id in titles
        if reader.counts_young_people or each.membership.seat != SeatKind.YOUNG_PERSON
    ]


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


def get_paper(pk: int, *, viewer: User) -> Paper:
    require(viewer, Permission.SEE_COUNCIL)
    found = Paper.objects.standing().filter(
        item__struck_out_at__isnull=True, item__meeting__struck_out_at__isnull=True
    )
    if not viewer.may(Permission.SEE_EXEMPT):
        found = found.filter(is_exempt=False, item__is_exempt=False)
    return get_object_or_404(found.select_related("item__meeting__body"), pk=pk)


def get_decision(pk: int, *, viewer: User) -> Decision:
    require(viewer, Permission.RUN_MEETINGS)
    found = Decision.objects.filter(struck_out_at=None, item__struck_out_at=None)
    return get_object_or_404(found.select_related("item__meeting__body"), pk=pk)


def get_declaration(pk: int, *, viewer: User) -> Declaration:
    require(viewer, Permission.RUN_MEETINGS)
    found = _declarations().filter(meeting__struck_out_at=None)
    return get_object_or_404(found.select_related("meeting__body"), pk=pk)


def seats_at(meeting: Meeting, *, viewer: User) -> list["Membership"]:
    """Who sat on the body on the day of the meeting."""
    on = timezone.localtime(meeting.begins_at).date()
    return bodies.members_on(meeting.body_id, viewer=viewer, on=on)


@dataclass(frozen=True, kw_only=True)
class AttendancePage:
    """`seats`: each one's key, name and whether a councillor's. `answered`: so far."""

    meeting: Meeting
    name: str
    seats: Sequence[tuple[int, str, bool]]
    councillors: Sequence[tuple[int, str]]
    answered: Mapping[str, Any]


def attendance_page(pk: int, *, viewer: User) -> AttendancePage:
    """Of who sat on the body on the day: a substitute is named where one came."""
    require(viewer, Permission.RUN_MEETINGS)
    meeting = get_meeting(pk, viewer=viewer)
    on = timezone.localtime(meeting.begins_at).date()
    answered: dict[str, Any] = {"also_present": meeting.also_present}
    for each in Attendance.objects.filter(meeting=meeting):
        answered[f"came_{each.membership_id}"] = each.came
        answered[f"substitute_{each.membership_id}"] = each.substitute_id
        answered[f"remote_{each.membership_id}"] = each.is_remote
    return AttendancePage(
        meeting=meeting,
        name=name_of(meeting, viewer=viewer),
        seats=[
            (each.pk, each.name_for(viewer), each.councillor_id is not None)
            for each in seats_at(meeting, viewer=viewer)
            if each.part != Part.SUBSTITUTE
        ],
        councillors=bodies.councillor_choices(viewer=viewer, on=on),
        answered=answered,
    )


def item_choices(meeting: Meeting, *, viewer: User) -> list[tuple[int, str]]:
    require(viewer, Permission.RUN_MEETINGS)
    found = AgendaItem.objects.standing().filter(meeting=meeting)
    return [(each.pk, f"{each.place}. {each.title}") for each in found]


# -- for everybody ---------------------------------------------------------------------


def public_meetings(
    *,
    viewer: User | None = None,
    at: datetime,
    body: int | None = None,
    since: date | None = None,
) -> list[MeetingRow]:
    """Of bodies that meet in public: those to come, then those before, latest first."""
    found = _with_body(_of_body(Meeting.objects.public(), body))
    if since is not None:
        found = found.filter(begins_at__date__gte=since)
    rows = [_row(each) for each in found.order_by("-begins_at", "-pk")]
    ahead = [each for each in rows if each.begins_at >= at]
    return [*reversed(ahead), *(each for each in rows if each.begins_at < at)]


def public_meeting(pk: int, *, viewer: User | None = None, on: date) -> MeetingShown:
    """What everybody may read of it. Raises Http404 for one that is not public."""
    meeting = get_object_or_404(_with_body(Meeting.objects.public()), pk=pk)
    return _shown(meeting, _Reader(viewer=None, on=on))


def public_paper(pk: int, *, viewer: User | None = None) -> Paper:
    """A file of an open item, once the agenda is out. `downloads.paper_download`."""
    return get_object_or_404(Paper.objects.public().exclude(file_form=""), pk=pk)


# -- actions ---------------------------------------------------------------------------


def get_action(pk: int, *, viewer: User) -> Action:
    """One under an exempt item is for those who read such items, and for its owner."""
    require(viewer, Permission.SEE_COUNCIL)
    return get_object_or_404(_actions(_Reader(viewer=viewer, on=date.min)), pk=pk)


@dataclass(frozen=True, kw_only=True)
class ActionPage:
    shown: ActionShown
    action: Action
    item: str
    meeting: str
    meeting_address: str
    may_finish: bool
    may_change: bool


def action_page(pk: int, *, viewer: User, on: date) -> ActionPage:
    """What its owner reads of the item is no more than they may."""
    action = get_action(pk, viewer=viewer)
    reader = _Reader(viewer=viewer, on=on)
    item, may_change = action.item, viewer.may(Permission.RUN_MEETINGS)
    is_hidden = item.is_exempt and not reader.sees_exempt
    address = f"{item.meeting.get_absolute_url()}#item-{item.pk}"
    return ActionPage(
        shown=reader.action(action, item.meeting),
        action=action,
        item=EXEMPT_TITLE if is_hidden else item.title,
        meeting=name_of(item.meeting, viewer=viewer),
        meeting_address=address,
        may_finish=may_change or action.owner_user_id == viewer.pk,
        may_change=may_change,
    )


def open_actions(
    *, viewer: User, on: date, body: int | None = None, of: User | None = None
) -> list[ActionShown]:
    """What is not done yet: overdue first, what has no day last."""
    require(viewer, Permission.SEE_COUNCIL)
    reader = _Reader(viewer=viewer, on=on)
    found = _actions(reader, body=body).open()
    if of is not None:
        found = found.filter(owner_user=of)
    rows = found.order_by(F("due_on").asc(nulls_last=True), "pk")
    return [reader.action(each, each.item.meeting) for each in rows]


def actions_told(
    body_pk: int,
    *,
    viewer: User | None,
    on: date,
    since: date | None = None,
    for_public: bool = False,
) -> list[ActionTold]:
    """What is open, and what was done since (a year ago, where nobody says)."""
    reader = _told_to(viewer, on, for_public=for_public)
    lately = since or on - A_YEAR
    found = _actions(reader, body=body_pk).filter(
        Q(done_on__isnull=True) | Q(done_on__gte=lately)
    )
    rows = found.order_by("item__meeting__begins_at", "pk")
    shown = [reader.action(each, each.item.meeting) for each in rows]
    return [
        ActionTold(
            words=each.words,
            owner=each.owner,
            asked_on=each.asked_on,
            due_on=each.due_on,
            state=_state(each),
        )
        for each in shown
    ]


def _state(action: ActionShown) -> str:
    if action.done_on is None:
        return action.state
    return f"Done on {_day(action.done_on)}: {action.what_was_done}"


def _told_to(viewer: User | None, on: date, *, for_public: bool) -> _Reader:
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    return _Reader(viewer=None if for_public else viewer, on=on)


def _actions(reader: _Reader, *, body: int | None = None) -> "ActionQuerySet":
    """Those the reader may see, each with its meeting."""
    found = Action.objects.standing().filter(
        item__struck_out_at__isnull=True, item__meeting__struck_out_at__isnull=True
    )
    if reader.viewer is None:
        found = found.filter(item__meeting__body__is_open_to_public=True)
    if not reader.sees_exempt:
        theirs = Q(owner_user=reader.viewer) if reader.viewer else Q(pk__in=())
        found = found.filter(Q(item__is_exempt=False) | theirs)
    if body is not None:
        found = found.filter(item__meeting__body=body)
    return found.select_related("item__meeting__body", "owner_user").prefetch_related(
        "item__meeting__body__names"
    )


LISTS_OF_ACTIONS = (
    ("open", "Open"),
    ("overdue", "Overdue"),
    ("mine", "Mine"),
    ("done", "Done"),
)


@dataclass(frozen=True, kw_only=True)
class ActionsPage:
    """`show`: open, overdue, mine or done."""

    page: "Page[Action]"
    actions: Sequence[ActionShown]
    bodies: Sequence[tuple[int, str]]
    body: int | None
    show: str
    how_many_overdue: int
    lists: Sequence[tuple[str, str]] = LISTS_OF_ACTIONS

    @property
    def name(self) -> str:
        return dict(self.lists)[self.show]


def actions_page(
    *,
    viewer: User,
    on: date,
    body: int | None = None,
    show: str = "open",
    page: int = 1,
) -> ActionsPage:
    require(viewer, Permission.SEE_COUNCIL)
    reader = _Reader(viewer=viewer, on=on)
    found = _actions(reader, body=body)
    overdue = found.overdue(on)
    lists = {
        "overdue": overdue,
        "mine": found.open().filter(owner_user=viewer),
        "done": found.filter(done_on__isnull=False),
    }
    rows = lists[show] if show in lists else found.open()
    order = F("done_on").desc() if show == "done" else F("due_on").asc(nulls_last=True)
    shown = Paginator(rows.order_by(order, "pk"), ON_A_PAGE).get_page(page)
    return ActionsPage(
        page=shown,
        actions=[reader.action(each, each.item.meeting) for each in shown],
        bodies=bodies.body_choices(viewer=viewer, on=on),
        body=body,
        show=show if show in lists else "open",
        how_many_overdue=overdue.count(),
    )


def owner_choices(*, viewer: User) -> list[tuple[int, str]]:
    """Staff who may be told of an action."""
    require(viewer, Permission.RUN_MEETINGS)
    found = User.objects.filter(is_active=True).order_by("name", "pk")
    return [(each.pk, f"{each.name}, {each.email}") for each in found]


# -- what young people ask -------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class YouSaid:
    """What young people said, what was answered, what will be and what was done."""

    pk: int
    body_pk: int
    body: str
    words: str
    who: str
    said_on: date
    answer: str
    answered_on: date | None
    told_on: date | None
    how_told: str
    talked_about: Sequence[tuple[str, str]]
    we_will: Sequence[ActionShown]
    we_did: Sequence[ActionShown]
    address: str

    @property
    def state(self) -> str:
        if self.told_on:
            return "Answered, and told"
        return "Answered, not told yet" if self.answered_on else "Not answered yet"

    @property
    def colour(self) -> str:
        if self.told_on:
            return "green"
        return "yellow" if self.answered_on else "red"


@dataclass(frozen=True, kw_only=True)
class YouSaidPage:
    page: "Page[FromYoungPeople]"
    sayings: Sequence[YouSaid]
    bodies: Sequence[tuple[int, str]]
    body: int | None
    show: str
    how_many_waiting: int
    may_change: bool


def from_young_people_page(
    *,
    viewer: User,
    on: date,
    body: int | None = None,
    show: str = "waiting",
    page: int = 1,
) -> YouSaidPage:
    """Those waiting for an answer, the longest first; or all, the latest first."""
    require(viewer, Permission.SEE_COUNCIL)
    reader = _Reader(viewer=viewer, on=on)
    found = _sayings(reader, body=body)
    waiting = found.waiting()
    is_all = show == "all"
    rows = (
        found.order_by("-said_on", "-pk")
        if is_all
        else waiting.order_by("said_on", "pk")
    )
    shown = Paginator(rows, ON_A_PAGE).get_page(page)
    return YouSaidPage(
        page=shown,
        sayings=[_you_said(each, reader) for each in shown],
        bodies=bodies.body_choices(viewer=viewer, on=on),
        body=body,
        show="all" if is_all else "waiting",
        how_many_waiting=waiting.count(),
        may_change=viewer.may(Permission.KEEP_PROMISES),
    )


def you_said(pk: int, *, viewer: User, on: date) -> YouSaid:
    require(viewer, Permission.SEE_COUNCIL)
    reader = _Reader(viewer=viewer, on=on)
    return _you_said(get_object_or_404(_sayings(reader), pk=pk), reader)


def get_from_young_people(pk: int, *, viewer: User) -> FromYoungPeople:
    require(viewer, Permission.SEE_COUNCIL)
    found = FromYoungPeople.objects.standing().select_related("asked_of")
    return get_object_or_404(found, pk=pk)


def public_you_said(
    *,
    viewer: User | None = None,
    on: date,
    body: int | None = None,
    since: date | None = None,
) -> list[YouSaid]:
    """What groups of young people said to bodies that meet in public, latest first."""
    reader = _Reader(viewer=None, on=on)
    found = _sayings(reader, body=body)
    if since is not None:
        found = found.filter(said_on__gte=since)
    return [_you_said(each, reader) for each in found.order_by("-said_on", "-pk")]


def views_told(
    body_pk: int | None,
    *,
    viewer: User | None,
    since: date,
    on: date,
    for_public: bool = False,
) -> list[SayingTold]:
    """What groups of young people said to a body (None: to any) and was answered."""
    reader = _told_to(viewer, on, for_public=for_public)
    found = _sayings(reader, body=body_pk).filter(said_on__gte=since, said_on__lte=on)
    return [
        SayingTold(
            words=each.words, who=each.said_by, on=each.said_on, answer=each.answer
        )
        for each in found.order_by("said_on", "pk")
    ]


def _sayings(reader: _Reader, *, body: int | None = None) -> "FromYoungPeopleQuerySet":
    """With where each was talked about, and what was asked for there."""
    items = AgendaItem.objects.standing().filter(meeting__struck_out_at__isnull=True)
    actions = Action.objects.standing().select_related("item")
    found = FromYoungPeople.objects.standing()
    if not reader.sees_exempt:
        items = items.filter(is_exempt=False)
    if reader.viewer is None:
        items = items.filter(meeting__agenda_published_at__isnull=False)
        found = found.filter(asked_of__is_open_to_public=True)
    if body is not None:
        found = found.filter(asked_of=body)
    items = items.select_related("meeting__body").prefetch_related(
        "meeting__body__names", Prefetch("actions", actions)
    )
    return found.select_related("asked_of").prefetch_related(
        Prefetch("items", items.order_by("meeting__begins_at", "pk"))
    )


def _you_said(saying: FromYoungPeople, reader: _Reader) -> YouSaid:
    items = list(saying.items.all())
    actions = [
        reader.action(action, item.meeting)
        for item in items
        for action in item.actions.all()
    ]
    return YouSaid(
        pk=saying.pk,
        body_pk=saying.asked_of_id,
        body=saying.asked_of.name,
        words=saying.words,
        who=saying.said_by,
        said_on=saying.said_on,
        answer=saying.answer,
        answered_on=saying.answered_on,
        told_on=saying.told_on,
        how_told=saying.how_told,
        talked_about=[
            (
                name_of(item.meeting, viewer=reader.viewer),
                item.meeting.get_absolute_url() if reader.viewer else "",
            )
            for item in items
        ],
        we_will=[each for each in actions if each.done_on is None],
        we_did=[each for each in actions if each.done_on is not None],
        address=saying.get_absolute_url() if reader.viewer else "",
    )


# -- the forward plan ------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What a body will talk about. `meets_on`: the day, where its meeting is fixed."""

    pk: int
    body_pk: int
    body: str
    title: str
    why: str
    lead: str
    meets_on: date | None
    is_key_decision: bool
    is_exempt: bool
    is_from_young_people: bool


@dataclass(frozen=True, kw_only=True)
class MonthPlanned:
    month: date
    items: Sequence[Planned]


@dataclass(frozen=True, kw_only=True)
class ForwardPlanPage:
    months: Sequence[MonthPlanned]
    bodies: Sequence[tuple[int, str]]
    body: int | None
    body_name: str
    may_change: bool
    forms: Sequence[tuple[str, str]] = PRINTED_AS


def forward_plan_page(
    *, viewer: User, on: date, body: int | None = None
) -> ForwardPlanPage:
    """What is to come from this month on, by month."""
    require(viewer, Permission.SEE_COUNCIL)
    choices = bodies.body_choices(viewer=viewer, on=on)
    return ForwardPlanPage(
        months=_months(ForwardPlanItem.objects.standing(), on, body),
        bodies=choices,
        body=body,
        body_name=dict(choices).get(body or 0, ""),
        may_change=viewer.may(Permission.RUN_MEETINGS),
    )


def public_forward_plan(
    *, viewer: User | None = None, on: date, body: int | None = None
) -> list[MonthPlanned]:
    found = ForwardPlanItem.objects.standing().filter(body__is_open_to_public=True)
    return _months(found, on, body)


def get_forward_plan_item(pk: int, *, viewer: User) -> ForwardPlanItem:
    require(viewer, Permission.SEE_COUNCIL)
    return get_object_or_404(ForwardPlanItem.objects.standing(), pk=pk)


def _months(
    found: "QuerySet[ForwardPlanItem]", on: date, body: int | None
) -> list[MonthPlanned]:
    if body is not None:
        found = found.filter(body=body)
    rows = found.filter(month__gte=on.replace(day=1)).select_related("body", "meeting")
    by_month: dict[date, list[Planned]] = {}
    for each in rows.order_by("month", "body__name", "meeting__begins_at", "pk"):
        by_month.setdefault(each.month, []).append(_planned(each))
    return [MonthPlanned(month=month, items=of) for month, of in by_month.items()]


def _planned(item: ForwardPlanItem) -> Planned:
    meeting = item.meeting
    is_fixed = meeting is not None and meeting.struck_out_at is None
    return Planned(
        pk=item.pk,
        body_pk=item.body_id,
        body=item.body.name,
        title=item.title,
        why=item.why,
        lead=item.lead,
        meets_on=timezone.localtime(meeting.begins_at).date()
        if meeting and is_fixed
        else None,
        is_key_decision=item.is_key_decision,
        is_exempt=item.is_exempt,
        is_from_young_people=item.asked_by_young_people_id is not None,
    )


# -- calendars -------------------------------------------------------------------------


def public_calendar(
    *, viewer: User | None = None, at: datetime, home: str, body: int | None = None
) -> str:
    """Public meetings as iCalendar. `home`: what a meeting's number is put after."""
    found = _of_body(Meeting.objects.public(), body)
    return _calendar("Meetings in public", found, at=at, home=home)


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


def _calendar(name: str, found: "QuerySet[Meeting]", *, at: datetime, home: str) -> str:
    rows = _with_body(found).filter(begins_at__gte=at - PAST_IN_CALENDAR)
    return calendar(
        name, [_event(each, home) for each in rows.order_by("begins_at", "pk")], at=at
    )


def _event(meeting: Meeting, home: str) -> Event:
    on = timezone.localtime(meeting.begins_at).date()
    return Event(
        uid=f"meeting-{meeting.pk}@parentis",
        title=meeting.body.name_on(on),
        begins_at=meeting.begins_at,
        ends_at=meeting.ends_at or meeting.begins_at + LENGTH_OF_A_MEETING,
        place=meeting.place,
        words=meeting.theme,
        address=f"{home}{meeting.pk}/",
        is_cancelled=meeting.state == MeetingState.CANCELLED,
        version=meeting.version,
    )
