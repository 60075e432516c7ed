"""What the weekly e-mail says: how many, never who."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.audit.looking import looking
from parentis.contacts import queries as contacts
from parentis.owed import queries as owed
from parentis.reminders.models import NoReminders, Reminder
from parentis.young_people import queries as young_people

A_WEEK = timedelta(days=7)
NOT_REACHED_FOR = timedelta(weeks=8)


@dataclass(frozen=True, kw_only=True)
class Digest:
    """Numbers of young people. `days_left` is of the window that closes first."""

    young_people: int
    with_something_overdue: int
    due_this_week: int
    not_reached: int
    answers_needed: int
    days_left: int | None


def digest(*, viewer: User, at: datetime) -> Digest:
    """Counts of their own young people, or their teams'. Nobody is shown."""
    require(viewer, Permission.SEE_CASEWORK)
    on = timezone.localtime(at).date()
    # No look is written: a number in an e-mail shows nobody.
    with looking(Looking.LISTED, by=viewer.pk, page="reminders", at=at, where_from=""):
        people = young_people.work(viewer=viewer, at=at)
    pks = [each.pk for each in people]
    owed_to = owed.owed_to(people, viewer=viewer, on=on)
    last = contacts.last_contacts(pks, viewer=viewer)
    windows = [
        each
        for each in contacts.windows(people, viewer=viewer, on=on).values()
        if not each.answer
    ]
    duties = [
        [each for each in of.duties if not each.is_done] for of in owed_to.values()
    ]
    return Digest(
        young_people=len(people),
        with_something_overdue=sum(
            any(duty.is_overdue(on) for duty in of) for of in duties
        ),
        due_this_week=sum(
            any(duty.due_on and on <= duty.due_on < on + A_WEEK for duty in of)
            for of in duties
        ),
        not_reached=sum(
            found.made_on is None or found.made_on < on - NOT_REACHED_FOR
            for found in last.values()
        ),
        answers_needed=len(windows),
        days_left=min((each.days_left for each in windows), default=None),
    )


def to_decide(*, viewer: User) -> Sequence[Reminder]:
    """E-mails refused, or of which nobody knows whether they were sent."""
    require(viewer, Permission.MANAGE_PEOPLE)
    found = Reminder.objects.for_a_person().select_related("person")
    return list(found.order_by("begun_at", "pk"))


def is_reminded(*, viewer: User) -> bool:
    require(viewer, Permission.SEE_CASEWORK)
    return not NoReminders.objects.filter(person=viewer).exists()
