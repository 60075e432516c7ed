"""A council to prove access on: two services, five teams, and everybody's records.

Built once. What it holds is kept beside the database as plain facts, so that a test
can work out who may open what without asking the product.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from parentis.accounts.models import Service, Team, User
from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import TeamMembershipFactory, UserFactory
from parentis.young_people.choices import AllocatedAs, OpenedBecause
from parentis.young_people.models import (
    AddressConfirmation,
    Allocation,
    ListedStaff,
    OpenedFor,
    Restriction,
    YoungPerson,
)
from parentis.young_people.tests.factories import (
    AddressFactory,
    AllocationFactory,
    YoungPersonFactory,
)

SERVICES = {
    "Leaving care": ("North", "South", "East"),
    "Disabled children": ("West", "Coast"),
}
LONG_AGO = date(2024, 4, 1)


@dataclass(frozen=True)
class Allocated:
    """Whose work somebody is, from a day until before another."""

    young_person: int
    person: int | None
    team: int | None
    started_on: date
    ended_on: date | None


@dataclass(frozen=True)
class Opened:
    """A record opened for a reason or in an emergency, until when."""

    young_person: int
    person: int
    because: str
    until: datetime


@dataclass
class Objects:
    """What lies under one young person: keys that addresses carry."""

    addresses: list[int] = field(default_factory=list)
    confidential: int = 0
    allocations: list[int] = field(default_factory=list)
    waiting: int = 0
    confirmed: int = 0
    restriction: int = 0


@dataclass
class Council:
    """People by name, such as `North adviser`; young people by name, such as `North 3`.

    Everything else is a fact by the keys of both.
    """

    now: datetime
    staff: dict[str, User] = field(default_factory=dict)
    young_people: dict[str, YoungPerson] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    service_of_team: dict[int, int] = field(default_factory=dict)
    service_of: dict[int, int] = field(default_factory=dict)
    members: set[tuple[int, int]] = field(default_factory=set)
    allocated: list[Allocated] = field(default_factory=list)
    listed: dict[int, set[int]] = field(default_factory=dict)
    opened: list[Opened] = field(default_factory=list)
    objects: dict[int, Objects] = field(default_factory=dict)
    asked_by: dict[int, int] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return timezone.localtime(self.now).date()

    def person(self, name: str) -> User:
        return self.staff[name]

    def key(self, name: str) -> int:
        return self.young_people[name].pk


def build(now: datetime) -> Council:
    council = Council(now=now)
    for service_name, teams in SERVICES.items():
        service = Service.objects.create(name=service_name)
        for name in teams:
            team = Team.objects.create(name=name, service=service)
            council.teams[name] = team
            council.service_of_team[team.pk] = service.pk
            _staff_of(council, name)
    for role in Role:
        council.staff.setdefault(
            role.value, UserFactory.create(role=role, name=f"Somebody {role.value}")
        )
    names = list(council.teams)
    for place, name in enumerate(names):
        _young_people_of(council, name, next_team=names[(place + 1) % len(names)])
    _sam(council)
    return council


def _staff_of(council: Council, team: str) -> None:
    """A manager, two advisers, a social worker; and who is referred to, outside it."""
    for name, role, is_member in (
        ("manager", Role.TEAM_MANAGER, True),
        ("adviser", Role.PERSONAL_ADVISER, True),
        ("other adviser", Role.PERSONAL_ADVISER, True),
        ("social worker", Role.SOCIAL_WORKER, True),
        ("employment adviser", Role.EMPLOYMENT_ADVISER, True),
        ("virtual school", Role.VIRTUAL_SCHOOL, False),
    ):
        person = UserFactory.create(role=role, name=f"{team} {name}")
        council.staff[person.name] = person
        if is_member:
            _joins(council, person, team)


def _joins(council: Council, person: User, team: str) -> None:
    TeamMembershipFactory.create(person=person, team=council.teams[team])
    council.members.add((person.pk, council.teams[team].pk))


def _young_people_of(council: Council, team: str, *, next_team: str) -> None:
    """Each stands in another relation to the staff of their team and of the next."""
    past, later = (council.today + timedelta(days=days) for days in (-3, 3))
    staff = {
        name.removeprefix(f"{team} "): person
        for name, person in council.staff.items()
        if name.startswith(f"{team} ")
    }
    theirs, colleague = staff["adviser"], staff["other adviser"]
    everybody = [_begin(council, team, f"{team} {number}") for number in range(14)]
    for each in everybody[:4] + everybody[10:11]:
        _allocate(council, each, AllocatedAs.PERSONAL_ADVISER, theirs)
    for each in everybody[4:6]:
        _allocate(council, each, AllocatedAs.PERSONAL_ADVISER, colleague)
    _allocate(
        council,
        everybody[2],
        AllocatedAs.EMPLOYMENT_ADVISER,
        staff["employment adviser"],
    )
    _allocate(
        council, everybody[3], AllocatedAs.VIRTUAL_SCHOOL, staff["virtual school"]
    )
    _allocate(council, everybody[6], AllocatedAs.SOCIAL_WORKER, staff["social worker"])
    _allocate(council, everybody[7], AllocatedAs.TEAM, council.teams[team])
    # 8 is nobody's work. 9 was once, and 11 will be.
    _allocate(council, everybody[9], AllocatedAs.PERSONAL_ADVISER, theirs, until=past)
    _allocate(council, everybody[11], AllocatedAs.PERSONAL_ADVISER, theirs, since=later)
    _allocate(council, everybody[12], AllocatedAs.TEAM, council.teams[team])
    _restrict(council, everybody[10], [colleague])
    _restrict(council, everybody[12], [theirs, staff["manager"]])
    next_adviser = council.staff[f"{next_team} adviser"]
    _restrict(council, everybody[13], [next_adviser])
    next_worker = council.staff[f"{next_team} social worker"]
    reason, emergency = OpenedBecause.REASON, OpenedBecause.EMERGENCY
    _open(council, everybody[8], next_adviser, reason, hours=2)
    _open(council, everybody[9], next_adviser, reason, hours=-1)
    _open(council, everybody[10], next_adviser, reason, hours=2)
    _open(council, everybody[10], next_worker, emergency, hours=2)
    _open(council, everybody[0], next_worker, emergency, hours=-1)
    _open(council, everybody[1], staff["employment adviser"], emergency, hours=2)


def _sam(council: Council) -> None:
    """Whom everybody who does casework in North has to do with, for the matrix."""
    sam = _begin(council, "North", "Sam", asker="North adviser")
    for allocated_as, to in (
        (AllocatedAs.PERSONAL_ADVISER, "North adviser"),
        (AllocatedAs.SOCIAL_WORKER, "North social worker"),
        (AllocatedAs.EMPLOYMENT_ADVISER, "North employment adviser"),
        (AllocatedAs.VIRTUAL_SCHOOL, "North virtual school"),
    ):
        _allocate(council, sam, allocated_as, council.person(to))


def _begin(council: Council, team: str, name: str, *, asker: str = "") -> YoungPerson:
    service = council.teams[team].service
    family_name = "".join("abcdefghij"[int(c)] if c.isdigit() else c for c in name)
    each: YoungPerson = YoungPersonFactory.create(
        given_name="Young",
        family_name=family_name.replace(" ", "-").title(),
        service=service,
    )
    council.young_people[name] = each
    council.service_of[each.pk] = service.pk
    found = council.objects[each.pk] = Objects()
    asked_by = council.person(asker or f"{team} other adviser")
    manager = council.person(f"{team} manager")
    before = AddressFactory.create(
        young_person=each, ended_on=date(2025, 6, 2), lines=f"1 Before of {name}"
    )
    hidden = AddressFactory.create(
        young_person=each,
        started_on=date(2025, 6, 2),
        lines=f"2 Refuge of {name}",
        is_confidential=True,
    )
    found.addresses = [before.pk, hidden.pk]
    found.confidential = hidden.pk
    waiting, confirmed = (
        AddressConfirmation.objects.create(
            address=hidden,
            document="the housing application, for Aldermere Homes",
            asked_by=asked_by,
            asked_at=council.now - timedelta(hours=1),
            confirmed_by=confirmed_by,
            confirmed_at=council.now if confirmed_by else None,
        )
        for confirmed_by in (None, manager)
    )
    found.waiting, found.confirmed = waiting.pk, confirmed.pk
    council.asked_by |= {waiting.pk: asked_by.pk, confirmed.pk: asked_by.pk}
    return each


def _allocate(
    council: Council,
    each: YoungPerson,
    allocated_as: AllocatedAs,
    to: User | Team,
    *,
    since: date = LONG_AGO,
    until: date | None = None,
) -> None:
    person, team = (to, None) if isinstance(to, User) else (None, to)
    made: Allocation = AllocationFactory.create(
        young_person=each,
        allocated_as=allocated_as,
        person=person,
        team=team,
        started_on=since,
        ended_on=until,
    )
    council.objects[each.pk].allocations.append(made.pk)
    council.allocated.append(
        Allocated(
            each.pk,
            person.pk if person else None,
            team.pk if team else None,
            since,
            until,
        )
    )


def _restrict(council: Council, each: YoungPerson, listed: list[User]) -> None:
    restriction = Restriction.objects.create(
        young_person=each,
        reason=f"A reason about {each.family_name}",
        restricted_by=listed[0],
        restricted_at=council.now,
        reviewed_on=council.today,
        review_on=council.today + timedelta(days=60),
    )
    for person in listed:
        ListedStaff.objects.create(restriction=restriction, person=person)
    council.listed[each.pk] = {person.pk for person in listed}
    council.objects[each.pk].restriction = restriction.pk


def _open(
    council: Council,
    each: YoungPerson,
    person: User,
    because: OpenedBecause,
    *,
    hours: int,
) -> None:
    until = council.now + timedelta(hours=hours)
    OpenedFor.objects.create(
        young_person=each,
        person=person,
        because=because,
        reason="They rang about their rent",
        opened_at=until - timedelta(hours=2, minutes=30),
        until=until,
    )
    council.opened.append(Opened(each.pk, person.pk, because.value, until))


def pairs(council: Council) -> Iterator[tuple[User, YoungPerson]]:
    """Everybody who signs in, with everybody who has a record."""
    for person in council.staff.values():
        for each in council.young_people.values():
            yield person, each
