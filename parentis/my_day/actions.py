"""What somebody keeps of their day, and who does whose work in a team."""

import hashlib
import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from parentis.accounts.models import Team, User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.entries import actions as entries
from parentis.my_day.models import CalendarFeed, Cover, OnDuty, SavedView, Transfer
from parentis.notices import actions as notices
from parentis.refusals import Refused
from parentis.young_people import actions as young_people
from parentis.young_people import queries as work

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

TRANSFER = "transfers"

MOST_VIEWS = 20


class NotKept(Refused):
    """Nothing was changed. The message says why."""


@transaction.atomic
def save_view(*, by: User, name: str, query: str, is_default: bool) -> SavedView:
    """Keeps the list under a name. One of the same name is replaced."""
    require(by, Permission.SEE_ALLOCATED)
    theirs = SavedView.objects.filter(person=by)
    if theirs.exclude(name=name).count() >= MOST_VIEWS:
        raise NotKept("You have 20 saved lists. Remove one first.")
    if is_default:
        theirs.filter(is_default=True).update(is_default=False)
    view, _ = theirs.update_or_create(
        person=by, name=name, defaults={"query": query, "is_default": is_default}
    )
    return view


def remove_view(view: int, *, by: User) -> None:
    """Their own; nobody else's is touched."""
    require(by, Permission.SEE_ALLOCATED)
    SavedView.objects.filter(person=by, pk=view).delete()


def make_calendar(*, by: User, at: datetime) -> str:
    """A new address of somebody's calendar: its secret, which is shown once.

    The one before opens nothing from now on.
    """
    require(by, Permission.SEE_ALLOCATED)
    token = secrets.token_urlsafe(32)
    # A secret as long as this needs no salt.
    token_hash = hashlib.sha256(token.encode()).hexdigest()
    CalendarFeed.objects.update_or_create(
        person=by, defaults={"token_hash": token_hash, "made_at": at}
    )
    return token


def end_calendar(*, by: User) -> None:
    require(by, Permission.SEE_ALLOCATED)
    CalendarFeed.objects.filter(person=by).delete()


# -- a team ----------------------------------------------------------------------------


@transaction.atomic
def begin_cover(
    *,
    by: User,
    at: datetime,
    person: User,
    covered_by: User,
    started_on: date,
    ended_on: date,
) -> Cover:
    """The work of who is away is another's too, for a time, as far as `by` sees it.

    Both are told, without a name of any young person. Raises NotKept where there is
    nobody to cover.
    """
    require(by, Permission.ALLOCATE)
    theirs = work.hand_over_page(person.pk, viewer=by, at=at).allocations
    begun = young_people.cover(
        theirs,
        by=by,
        to=covered_by,
        started_on=started_on,
        ended_on=ended_on,
        note=f"cover for {person}",
    )
    if not begun:
        raise NotKept(f"{covered_by} has all of their young people already.")
    first, last = (f"{day.day} {day:%B %Y}" for day in (started_on, ended_on))
    notices.tell(
        [person, covered_by],
        by=by,
        at=at,
        about=f"{covered_by} covers for {person} from {first} to {last}.",
        link="/my-day/",
    )
    return Cover.objects.create(
        person=person,
        covered_by=covered_by,
        started_on=started_on,
        ended_on=ended_on,
        allocations=[each.pk for each in begun],
        made_by=by,
        made_at=at,
    )


@transaction.atomic
def end_cover(cover: Cover, *, by: User, at: datetime) -> Cover:
    """They are back earlier: the records close to who covered."""
    require(by, Permission.ALLOCATE)
    on = timezone.localtime(at).date()
    young_people.end_all(cover.allocations, by=by, on=on)
    cover.ended_at = at
    cover.save()
    return cover


def put_on_duty(*, by: User, team: Team, person: User, on: date) -> OnDuty:
    require(by, Permission.ALLOCATE)
    found, _ = OnDuty.objects.get_or_create(team=team, person=person, on=on)
    return found


def take_off_duty(on_duty: int, *, by: User, on: date) -> None:
    """Of the teams that `by` belongs to."""
    require(by, Permission.ALLOCATE)
    OnDuty.objects.filter(pk=on_duty, team__in=Team.objects.of(by, on=on)).delete()


@transaction.atomic
def transfer(
    young_person: "YoungPerson",
    *,
    by: User,
    at: datetime,
    to_team: Team,
    moved_on: date,
    summary: str,
    sent_as: UUID | None = None,
) -> Transfer:
    """The young person is another team's work from a day on, with a summary on record.

    What is allocated in the teams of `by` ends that day.
    """
    require(by, Permission.ALLOCATE)
    from_team = young_people.move_to_team(
        young_person, by=by, team=to_team, on=moved_on
    )
    answers = {
        "to_team": to_team,
        "from_team": from_team,
        "moved_on": moved_on,
        "summary": summary,
    }
    return entries.add(
        Transfer,
        young_person,
        by=by,
        at=at,
        kind=TRANSFER,
        answers=answers,
        sent_as=sent_as,
        needs=Permission.ALLOCATE,
    )
