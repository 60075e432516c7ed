"""What somebody's day holds: their young people, and why each needs them today.

Everything is read for all of them at once, in a number of queries that does not grow.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qsl

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parentis.accounts.models import Team, User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.activities import queries as activities
from parentis.case_file.queries import died_on
from parentis.contacts import queries as contacts
from parentis.drafts import queries as drafts
from parentis.homes import queries as homes
from parentis.law.care import months_after
from parentis.my_day.choices import (
    BIRTHDAYS,
    EIGHT_WEEKS,
    MONTHS_AHEAD,
    SOON,
    Group,
    Reason,
    Sort,
)
from parentis.my_day.models import CalendarFeed, Cover, OnDuty, SavedView
from parentis.owed import queries as owed
from parentis.pathway_plans import queries as pathway_plans
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.activities.models import MainActivity
    from parentis.contacts.queries import LastContact
    from parentis.homes.models import Home
    from parentis.young_people.models import Allocation, YoungPerson

    P = TypeVar("P", Home, MainActivity)

ON_A_PAGE = 50
NOBODY = "none"
DAYS_OF_A_WINDOW = 14
AHEAD = timedelta(days=182)
LONGEST_OF_CALENDAR = 75
# The law sets no day for these.
AS_SOON_AS_CAN_BE = {
    "pathway-plan": "Pathway plan: there is none yet",
    "personal-adviser": "Personal adviser: they have none yet",
}
OF_A_TEAM = (
    Reason.OVERDUE,
    Reason.WINDOW,
    Reason.PLAN,
    Reason.UNREACHED,
    Reason.HOME,
    Reason.WORK,
)


@dataclass(frozen=True, kw_only=True)
class Why:
    """One reason, in words, with the day it hangs on."""

    reason: Reason
    words: str
    day: date | None = None
    is_for_today: bool = False
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One young person of the list, and why they are on it."""

    young_person: "YoungPerson"
    on: date
    why: Sequence[Why]
    last: "LastContact | None"
    category: str = ""

    @property
    def age(self) -> int | None:
        return self.young_person.age_on(self.on)

    @property
    def allocations(self) -> "Sequence[Allocation]":
        found: Sequence[Allocation] = vars(self.young_person)["current_allocations"]
        return found

    @cached_property
    def reasons(self) -> set[Reason]:
        return {each.reason for each in self.why}

    @property
    def group(self) -> Group:
        if any(each.is_for_today for each in self.why):
            return Group.TODAY
        return Group.SOON if self.why else Group.NOTHING

    def is_of(self, adviser: str) -> bool:
        """Whose work they are: a person's key, `none` where no person has them."""
        people = {str(each.person_id) for each in self.allocations if each.person_id}
        return not adviser or adviser in (people or {NOBODY})

    @property
    def next_birthday(self) -> date | None:
        return next(
            (each.day for each in self.why if each.reason == Reason.BIRTHDAY), None
        )


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which of the list to show, in which order, and which page of it."""

    show: str = ""
    sort: Sort = Sort.NEED
    adviser: str = ""
    duty: str = ""
    page: int = 1

    def fits(self, row: "Row") -> bool:
        """Whether the list shows somebody. The duty is one that is overdue."""
        if self.show and self.show not in row.reasons:
            return False
        return not self.duty or any(
            why.title == self.duty and why.reason == Reason.OVERDUE for why in row.why
        )


@dataclass(frozen=True, kw_only=True)
class Day:
    """The list of a day. The counts are of everybody, whatever the list shows."""

    on: date
    asked: Asked
    rows: "Page[Row]"
    counts: Sequence[tuple[Reason, int]]
    how_many: int
    how_many_today: int
    drafts: int
    on_duty: Sequence[OnDuty] = field(default_factory=list)
    views: Sequence[SavedView] = field(default_factory=list)
    advisers: Sequence[tuple[str, str]] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[Group | None, list[Row]]]:
        """Those of the page under their headings, where it is sorted by need."""
        rows = list(self.rows.object_list)
        if self.asked.sort != Sort.NEED:
            return [(None, rows)]
        found = [(group, [r for r in rows if r.group == group]) for group in Group]
        return [(group, those) for group, those in found if those]


def day(asked: Asked, *, viewer: User, at: datetime) -> Day:
    """The list of whoever asks, as they asked for it."""
    on = timezone.localtime(at).date()
    every_row = rows(viewer=viewer, at=at)
    of_adviser = [row for row in every_row if row.is_of(asked.adviser)]
    counted = Counter(reason for row in of_adviser for reason in row.reasons)
    wanted = [row for row in of_adviser if asked.fits(row)]
    shown = Paginator(_sorted(wanted, asked.sort), ON_A_PAGE).get_page(asked.page)
    young_people.shown([row.young_person for row in shown], viewer=viewer)
    return Day(
        on=on,
        asked=asked,
        rows=shown,
        counts=[(reason, counted[reason]) for reason in Reason if counted[reason]],
        how_many=len(of_adviser),
        how_many_today=sum(row.group == Group.TODAY for row in of_adviser),
        drafts=drafts.how_many(viewer=viewer, at=at),
        on_duty=on_duty(viewer=viewer, on=on),
        views=saved_views(viewer=viewer),
        advisers=_advisers(every_row) if viewer.may(Permission.SEE_TEAM) else [],
    )


def to_take_away(asked: Asked, *, viewer: User, at: datetime) -> list[Row]:
    """The whole list as it was asked for, for a file."""
    found = [
        row
        for row in rows(viewer=viewer, at=at)
        if row.is_of(asked.adviser) and asked.fits(row)
    ]
    young_people.shown([row.young_person for row in found], viewer=viewer)
    return _sorted(found, asked.sort)


def rows(
    *, viewer: User, at: datetime, ahead: timedelta = SOON, mine: bool = False
) -> list[Row]:
    """Everybody of the viewer's work who is alive. Who shows them puts it on record.

    `mine`: those allocated to the viewer, of who manages teams too.
    """
    require(viewer, Permission.SEE_ALLOCATED)
    on = timezone.localtime(at).date()
    people = young_people.work_to_count(viewer=viewer, at=at)
    died = died_on([each.pk for each in people], viewer=viewer)
    alive = [
        each
        for each in people
        if each.pk not in died and (not mine or _is_of(each, viewer))
    ]
    found = {each.pk: _Gathered(each, on) for each in alive}
    lived = homes.homes_of(found, viewer=viewer)
    did = activities.activities_of(found, viewer=viewer)
    _of_everybody(found, lived, did, on)
    if viewer.may(Permission.SEE_CASEWORK):
        owing = owed.owed_to(alive, viewer=viewer, on=on, lived=lived, did=did)
        _of_casework(found, owing, viewer, on, on + ahead)
    return [each.row() for each in found.values()]


def saved_views(*, viewer: User) -> Sequence[SavedView]:
    require(viewer, Permission.SEE_ALLOCATED)
    return list(SavedView.objects.filter(person=viewer).order_by("name"))


def on_duty(*, viewer: User, on: date, until: date | None = None) -> Sequence[OnDuty]:
    """Who answers for the teams that the viewer belongs to, on a day or until one."""
    require(viewer, Permission.SEE_ALLOCATED)
    teams = Team.objects.of(viewer, on=on)
    found = OnDuty.objects.filter(on__range=(on, until or on), team__in=teams)
    return list(
        found.select_related("person", "team").order_by(
            "on", "team__name", "person__name"
        )
    )


def default_view(*, viewer: User) -> dict[str, str]:
    """What the list asks for where the address does not say."""
    require(viewer, Permission.SEE_ALLOCATED)
    view = SavedView.objects.filter(person=viewer, is_default=True).first()
    return dict(parse_qsl(view.query)) if view else {}


# -- a team ----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Workload:
    """What one adviser has on their hands. `weight` counts what is overdue too."""

    key: str
    name: str
    how_many: int
    counts: Mapping[Reason, int]
    overdue: int

    @property
    def weight(self) -> int:
        return self.how_many + self.overdue

    @property
    def cells(self) -> list[tuple[Reason, int]]:
        return [(reason, self.counts.get(reason, 0)) for reason in OF_A_TEAM]


@dataclass(frozen=True, kw_only=True)
class TeamPage:
    on: date
    workloads: Sequence[Workload]
    unallocated: Workload
    everybody: Workload
    overdue_by_duty: Sequence[tuple[str, int]]
    on_duty: Sequence[OnDuty]
    covers: Sequence[Cover]
    adviser: str
    advisers: Sequence[tuple[str, str]]


def team(adviser: str, *, viewer: User, at: datetime) -> TeamPage:
    """The work of the viewer's teams in numbers: nobody is named."""
    require(viewer, Permission.SEE_TEAM)
    on = timezone.localtime(at).date()
    every_row = rows(viewer=viewer, at=at)
    chosen = [row for row in every_row if row.is_of(adviser)]
    advisers = _advisers(every_row)
    duties = Counter(
        why.title for row in chosen for why in row.why if why.reason == Reason.OVERDUE
    )
    return TeamPage(
        on=on,
        workloads=[
            _workload(key, name, every_row)
            for key, name in advisers
            if not adviser or key == adviser
        ],
        unallocated=_workload(NOBODY, "Nobody yet", every_row),
        everybody=_workload("", "Everybody", every_row),
        overdue_by_duty=duties.most_common(),
        on_duty=on_duty(viewer=viewer, on=on, until=on + timedelta(days=14)),
        covers=covers(viewer=viewer, on=on),
        adviser=adviser,
        advisers=advisers,
    )


def _workload(key: str, name: str, every_row: Sequence[Row]) -> Workload:
    theirs = [row for row in every_row if row.is_of(key)]
    return Workload(
        key=key,
        name=name,
        how_many=len(theirs),
        counts=Counter(reason for row in theirs for reason in row.reasons),
        overdue=sum(why.reason == Reason.OVERDUE for row in theirs for why in row.why),
    )


def covers(*, viewer: User, on: date) -> Sequence[Cover]:
    """Who does whose work now or soon, of the viewer's teams."""
    require(viewer, Permission.SEE_TEAM)
    teams = Team.objects.of(viewer, on=on)
    people = User.objects.get_queryset().in_teams(teams, on=on)
    found = Cover.objects.not_over(on).filter(person__in=people)
    return list(found.select_related("person", "covered_by").order_by("started_on"))


def get_cover(pk: int, *, viewer: User, on: date) -> Cover:
    """One of those, to end it."""
    require(viewer, Permission.ALLOCATE)
    return get_object_or_404(
        Cover.objects.filter(pk__in=[each.pk for each in covers(viewer=viewer, on=on)]),
        pk=pk,
    )


def members(*, viewer: User, on: date) -> Sequence[User]:
    """The people of the viewer's teams who do casework, the viewer among them."""
    require(viewer, Permission.SEE_TEAM)
    teams = Team.objects.of(viewer, on=on)
    casework = User.objects.get_queryset().with_permission(Permission.SEE_CASEWORK)
    return list(casework.in_teams(teams, on=on).in_order_of_name())


# -- the calendar ----------------------------------------------------------------------


def calendar_made_at(*, viewer: User) -> datetime | None:
    require(viewer, Permission.SEE_ALLOCATED)
    found = CalendarFeed.objects.filter(person=viewer).first()
    return found.made_at if found else None


def feed(token: str, *, viewer: None, at: datetime, home: str) -> str:
    """Somebody's days as iCalendar: titles that tell of nobody, and a link to sign in.

    The secret of the address says who they are; nobody has signed in. Who may not see
    records any more has no calendar.
    """
    found = CalendarFeed.objects.select_related("person").filter(
        token_hash=hashlib.sha256(token.encode()).hexdigest()
    )
    theirs = get_object_or_404(found)
    if not theirs.person.may(Permission.SEE_ALLOCATED):
        raise Http404("There is no such calendar.")
    days = [
        _event(why, row.young_person.pk, theirs.token_hash, home, at)
        for row in rows(viewer=theirs.person, at=at, ahead=AHEAD, mine=True)
        for why in row.why
        if why.day and why.reason in _TITLES
    ]
    return _folded(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Parentis//My day//EN",
            "X-WR-CALNAME:Parentis",
            *(line for event in days for line in event),
            "END:VCALENDAR",
        ]
    )


def _event(
    why: Why, young_person: int, secret: str, home: str, at: datetime
) -> list[str]:
    """A whole day. Its number stays the same as long as the address does."""
    day = why.day or at.date()
    what = f"{secret} {young_person} {why.reason} {why.title or why.words} {day}"
    title = f"{why.title} due" if why.title else _TITLES[why.reason]
    return [
        "BEGIN:VEVENT",
        f"UID:{hashlib.sha256(what.encode()).hexdigest()[:32]}@parentis",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(title)}",
        f"URL:{home}",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


# RFC 5545, 3.3.11: what has to be escaped in a text.
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def _escaped(words: str) -> str:
    return words.translate(_ESCAPES)


def _folded(lines: Sequence[str]) -> str:
    """RFC 5545, 3.1: 75 octets at the most, and a longer line goes on after a space."""
    found = []
    for line in lines:
        while len(line.encode()) > LONGEST_OF_CALENDAR:
            size = LONGEST_OF_CALENDAR
            while len(line[:size].encode()) > LONGEST_OF_CALENDAR:
                size -= 1
            found.append(line[:size])
            line = f" {line[size:]}"
        found.append(line)
    return "".join(f"{line}\r\n" for line in found)


_TITLES = {
    Reason.OVERDUE: "Due",
    Reason.DUE: "Due",
    Reason.PLAN: "Action of a plan due",
    Reason.STEP: "Next step",
    Reason.WINDOW: "Birthday window closes",
    Reason.BIRTHDAY: "Birthday",
}


# -- why somebody is on the list -------------------------------------------------------


@dataclass
class _Gathered:
    """What was found so far of one young person."""

    young_person: "YoungPerson"
    on: date
    why: list[Why] = field(default_factory=list)
    last: "LastContact | None" = None
    category: str = ""

    def row(self) -> Row:
        order = list(Reason)
        self.why.sort(
            key=lambda each: (
                not each.is_for_today,
                order.index(each.reason),
                each.day or date.max,
            )
        )
        return Row(
            young_person=self.young_person,
            on=self.on,
            why=self.why,
            last=self.last,
            category=self.category,
        )


def _of_everybody(
    found: Mapping[int, _Gathered],
    lived: Mapping[int, Sequence["Home"]],
    did: Mapping[int, Sequence["MainActivity"]],
    on: date,
) -> None:
    """What whoever knows them may see: homes, work and learning, birthdays."""
    for pk, each in found.items():
        home, activity = _now(lived[pk], on), _now(did[pk], on)
        if home and not home.is_suitable:
            words = f"Home not suitable: {home.get_kind_display().lower()}"
            each.why.append(Why(reason=Reason.HOME, words=words, day=home.started_on))
        age = each.young_person.age_on(on)
        if age is not None and age >= BIRTHDAYS[0]:
            each.why.extend(_work(activity))
        each.why.extend(_birthday(each.young_person, on))


def _now(periods: "Sequence[P]", on: date) -> "P | None":
    """Of those that follow each other. The last day of one is the first of the next."""
    begun = (each for each in periods if each.started_on <= on)
    return next((each for each in begun if each.is_current(on)), None)


def _is_of(young_person: "YoungPerson", viewer: User) -> bool:
    allocations = vars(young_person)["current_allocations"]
    return any(each.person_id == viewer.pk for each in allocations)


def _work(activity: "MainActivity | None") -> list[Why]:
    if activity is None:
        return [Why(reason=Reason.WORK, words="Work or learning is not written down")]
    if activity.is_in_work_or_learning:
        return []
    words = activity.get_kind_display()
    return [Why(reason=Reason.WORK, words=words, day=activity.started_on)]


def _birthday(young_person: "YoungPerson", on: date) -> list[Why]:
    if young_person.born is None:
        return []
    until = months_after(on, MONTHS_AHEAD)
    for age in BIRTHDAYS:
        day = months_after(young_person.born, 12 * age)
        if on <= day <= until:
            words = f"Turns {age} on {_said(day)}"
            return [Why(reason=Reason.BIRTHDAY, words=words, day=day)]
    return []


def _of_casework(
    found: Mapping[int, _Gathered],
    owing: "Mapping[int, owed.OwedTo]",
    viewer: User,
    on: date,
    until: date,
) -> None:
    people = [each.young_person for each in found.values()]
    last = contacts.last_contacts(found, viewer=viewer)
    steps = contacts.next_steps(found, viewer=viewer)
    care = {pk: each.history for pk, each in owing.items()}
    windows = contacts.windows(people, viewer=viewer, on=on, care=care)
    plans = pathway_plans.actions_due(found, viewer=viewer, on=on, until=until)
    for pk, each in found.items():
        each.last = last[pk]
        if pk in owing:
            each.category = owing[pk].name
            each.why.extend(_by_law(owing[pk], on, until))
        each.why.extend(_reached(last[pk], each.category, on))
        each.why.extend(_step(step, on) for step in steps[pk])
        if pk in windows and not windows[pk].answer:
            each.why.append(_window(windows[pk]))
        each.why.extend(_planned(action, on) for action in plans.get(pk, []))


def _by_law(owing: "owed.OwedTo", on: date, until: date) -> Iterable[Why]:
    """What is due by a day, and what is owed as soon as can be and is not there."""
    for each in owing.duties:
        if not each.is_done and each.duty.code in AS_SOON_AS_CAN_BE:
            words = AS_SOON_AS_CAN_BE[each.duty.code]
            yield Why(reason=Reason.DUE, words=words, title=each.duty.title)
        if each.is_done or each.due_on is None or each.due_on > until:
            continue
        is_overdue = each.due_on < on
        was = "was due" if is_overdue else "due"
        yield Why(
            reason=Reason.OVERDUE if is_overdue else Reason.DUE,
            words=f"{each.duty.title}: {was} on {_said(each.due_on)}",
            day=each.due_on,
            is_for_today=each.due_on <= on,
            title=each.duty.title,
        )


def _reached(last: "LastContact", category: str, on: date) -> list[Why]:
    if last.made_on is None:
        words = "No contact is written down"
        return [Why(reason=Reason.UNREACHED, words=words, day=date.min)]
    if last.made_on >= on - EIGHT_WEEKS:
        return []
    words = f"Last reached on {_said(last.made_on)}"
    if last.tried_on and last.was_tried_since:
        words = f"{words}, tried on {_said(last.tried_on)}"
    return [Why(reason=Reason.UNREACHED, words=words, day=last.made_on)]


def _step(contact: object, on: date) -> Why:
    due_on: date | None = contact.next_step_on  # type: ignore[attr-defined]
    by = f", by {_said(due_on)}" if due_on else ""
    return Why(
        reason=Reason.STEP,
        words=f"{contact.next_step}{by}",  # type: ignore[attr-defined]
        day=due_on,
        is_for_today=due_on is not None and due_on <= on,
    )


def _window(window: "contacts.Window") -> Why:
    left = f"{window.days_left} day{'' if window.days_left == 1 else 's'} left"
    return Why(
        reason=Reason.WINDOW,
        words=f"In touch at {window.age}? No answer yet for the return: {left}",
        day=window.closes_on,
        is_for_today=window.days_left <= DAYS_OF_A_WINDOW,
    )


def _planned(action: "pathway_plans.ActionDue", on: date) -> Why:
    who = f" ({action.owner_name})" if action.owner_name else ""
    was = "was due" if action.is_overdue(on) else "due"
    return Why(
        reason=Reason.PLAN,
        words=f"{action.what}{who}: {was} on {_said(action.due_on)}",
        day=action.due_on,
        is_for_today=action.due_on <= on,
    )


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# -- the order -------------------------------------------------------------------------


def _sorted(found: Sequence[Row], sort: Sort) -> list[Row]:
    """Rows come in the order of names, which stays among equals."""
    if sort == Sort.NEED:
        groups, reasons = list(Group), list(Reason)
        return sorted(
            found,
            key=lambda row: (
                groups.index(row.group),
                reasons.index(row.why[0].reason) if row.why else len(reasons),
                (row.why[0].day if row.why else None) or date.max,
            ),
        )
    if sort == Sort.CONTACT:
        return sorted(
            found, key=lambda row: (row.last and row.last.made_on) or date.min
        )
    if sort == Sort.BIRTHDAY:
        return sorted(found, key=lambda row: row.next_birthday or date.max)
    return list(found)


def _advisers(every_row: Sequence[Row]) -> list[tuple[str, str]]:
    found = {
        str(each.person_id): str(each.person)
        for row in every_row
        for each in row.allocations
        if each.person_id
    }
    return sorted(found.items(), key=lambda each: each[1])
