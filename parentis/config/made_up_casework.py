"""What the demo's advisers wrote down, as rows: care, homes, work, contacts."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.utils import timezone

from parentis.accounts.models import TeamMembership, User
from parentis.accounts.roles import Role
from parentis.activities.models import MainActivity
from parentis.activities.parts import ACTIVITIES
from parentis.care_history.choices import CameFrom
from parentis.care_history.models import CarePeriod
from parentis.contacts.models import Contact
from parentis.entries.models import Entry, TimelineEntry
from parentis.homes.models import Home
from parentis.homes.parts import HOMES
from parentis.madeup.casework import Casework, Lived, Met, Period
from parentis.young_people.choices import AllocatedAs
from parentis.young_people.models import Address, Allocation, YoungPerson

E = TypeVar("E", bound=Entry)
IN_A_ROW = 2_000
STEPS_ARE_DONE_WITHIN = timedelta(days=45)


def fill_casework(casework: Mapping[str, Casework], *, at: datetime) -> int:
    """The entries of young people whose records are there. Gives how many."""
    found = {
        each.child_number: each
        for each in YoungPerson.objects.filter(child_number__in=casework)
    }
    advisers = advisers_of(found.values())
    homes_at = {
        each.young_person_id: each
        for each in Address.objects.filter(ended_on__isnull=True)
    }
    made = {found[number]: each for number, each in casework.items() if number in found}
    counts = [
        kept(
            (
                _care_period(whose, each, at)
                for whose, of in made.items()
                for each in of.periods
            ),
            kind="care-history",
        ),
        kept(
            (
                _home(whose, each, homes_at.get(whose.pk), advisers, at)
                for whose, of in made.items()
                for each in of.lived
            ),
            kind=HOMES.slug,
        ),
        kept(
            (
                MainActivity(
                    young_person=whose,
                    kind=each.kind,
                    started_on=each.started_on,
                    ended_on=each.ended_on,
                    with_whom=each.with_whom,
                    recorded_by=advisers.get(whose.pk),
                    recorded_at=_morning_of(each.started_on, at),
                )
                for whose, of in made.items()
                for each in of.did
            ),
            kind=ACTIVITIES.slug,
        ),
        kept(
            (
                _contact(whose, each, advisers, at)
                for whose, of in made.items()
                for each in of.met
            ),
            kind="contacts",
        ),
    ]
    return sum(counts)


def advisers_of(people: Iterable[YoungPerson]) -> dict[int, User]:
    """Who works with each now, by the young person's key."""
    found = Allocation.objects.filter(
        young_person__in=people,
        ended_on__isnull=True,
        allocated_as__in=[AllocatedAs.PERSONAL_ADVISER, AllocatedAs.SOCIAL_WORKER],
    ).select_related("person")
    # A personal adviser comes before a social worker.
    ordered = found.order_by("-allocated_as")
    return {each.young_person_id: each.person for each in ordered if each.person}


def kept(entries: Iterable[E], *, kind: str) -> int:
    """Entries and their lines in the timeline, some thousands at a time."""
    count = 0
    for some in _in_rows(entries):
        type(some[0])._base_manager.bulk_create(some)
        TimelineEntry.objects.bulk_create(
            TimelineEntry.of(each, kind=kind) for each in some
        )
        count += len(some)
    return count


def _in_rows(entries: Iterable[E]) -> Iterator[list[E]]:
    row: list[E] = []
    for each in entries:
        row.append(each)
        if len(row) == IN_A_ROW:
            yield row
            row = []
    if row:
        yield row


def _care_period(whose: YoungPerson, each: Period, at: datetime) -> CarePeriod:
    return CarePeriod(
        young_person=whose, came_from=CameFrom.RETURN, recorded_at=at, **vars(each)
    )


def _home(
    whose: YoungPerson,
    each: Lived,
    address: Address | None,
    advisers: Mapping[int, User],
    at: datetime,
) -> Home:
    return Home(
        young_person=whose,
        address=address if each.ended_on is None else None,
        is_inspected=each.is_provided,
        matters_unmet=[] if each.is_suitable else ["safety"],
        recorded_by=advisers.get(whose.pk),
        recorded_at=_morning_of(each.started_on, at),
        **vars(each),
    )


def _contact(
    whose: YoungPerson, each: Met, advisers: Mapping[int, User], at: datetime
) -> Contact:
    held_at = timezone.make_aware(each.at)
    is_long_ago = held_at < at - STEPS_ARE_DONE_WITHIN
    return Contact(
        young_person=whose,
        held_at=held_at,
        recorded_by=advisers.get(whose.pk),
        made_by=advisers.get(whose.pk),
        recorded_at=held_at,
        next_step_done_on=each.next_step_on if is_long_ago else None,
        **{name: value for name, value in vars(each).items() if name != "at"},
    )


def _morning_of(day: date, at: datetime) -> datetime:
    return min(at, timezone.make_aware(datetime.combine(day, time(9, 30))))


def managers_of(people: Iterable[YoungPerson]) -> dict[int, User]:
    """Who manages the team whose work each is now."""
    memberships = TeamMembership.objects.filter(
        person__roles__contains=[Role.TEAM_MANAGER]
    ).select_related("person")
    managers = {each.team_id: each.person for each in memberships}
    found = Allocation.objects.filter(
        young_person__in=people,
        ended_on__isnull=True,
        allocated_as=AllocatedAs.TEAM,
        team__in=managers,
    )
    return {
        young_person: managers[team]
        for young_person, team in found.values_list("young_person_id", "team_id")
        if team
    }
