"""What the weekly e-mail says: how many, never who."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.my_day import queries as my_day
from parentis.my_day.choices import Group, Reason
from parentis.reminders.models import NoReminders, Reminder


@dataclass(frozen=True, kw_only=True)
class OfAdviser:
    """A line of a manager's e-mail: one adviser, and how much waits."""

    name: str
    young_people: int
    need_them_today: int
    overdue: int


@dataclass(frozen=True, kw_only=True)
class Digest:
    """Numbers of young people, as their home page shows them on this day."""

    young_people: int
    need_them_today: int
    reasons: Sequence[tuple[Reason, int]]
    advisers: Sequence[OfAdviser]
    unallocated: int


def digest(*, viewer: User, at: datetime) -> Digest:
    """Of their own young people, or their teams'. Nobody is shown."""
    require(viewer, Permission.SEE_CASEWORK)
    rows = my_day.rows(viewer=viewer, at=at)
    counted = Counter(reason for row in rows for reason in row.reasons)
    is_managers = viewer.may(Permission.SEE_TEAM)
    return Digest(
        young_people=len(rows),
        need_them_today=_today(rows),
        reasons=[(reason, counted[reason]) for reason in Reason if counted[reason]],
        advisers=_of_advisers(rows) if is_managers else [],
        unallocated=sum(row.is_of(my_day.NOBODY) for row in rows) if is_managers else 0,
    )


def to_decide(*, viewer: User) -> Sequence[Reminder]:
    """E-mails refused, or of which nobody knows whether they were sent."""
    require(viewer, Permission.MANAGE_PEOPLE)
    found = Reminder.objects.for_a_person().select_related("person")
    return list(found.order_by("begun_at", "pk"))


def is_reminded(*, viewer: User) -> bool:
    require(viewer, Permission.SEE_CASEWORK)
    return not NoReminders.objects.filter(person=viewer).exists()


def _of_advisers(rows: Sequence[my_day.Row]) -> list[OfAdviser]:
    """Those with the most overdue first."""
    people = {
        allocation.person
        for row in rows
        for allocation in row.allocations
        if allocation.person
    }
    lines = [
        OfAdviser(
            name=person.name,
            young_people=len(theirs),
            need_them_today=_today(theirs),
            overdue=sum(Reason.OVERDUE in row.reasons for row in theirs),
        )
        for person in people
        if (theirs := [row for row in rows if row.is_of(str(person.pk))])
    ]
    return sorted(lines, key=lambda line: (-line.overdue, line.name))


def _today(rows: Iterable[my_day.Row]) -> int:
    return sum(row.group == Group.TODAY for row in rows)
