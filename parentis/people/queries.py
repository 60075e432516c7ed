"""What an administrator reads of staff, teams and who left. Nobody else reads it.

A young person is named here to nobody: what has to be handed over is listed by child
number, without restricted records.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format

from parentis.accounts.models import (
    Service,
    Team,
    TeamMembership,
    User,
    UserQuerySet,
)
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission, Role
from parentis.people.choices import Accounts
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.young_people.models import Allocation, ListedStaff

ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Line:
    """One member of staff in the list, with the teams they are in today."""

    person: User
    teams: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    lines: Sequence[Line]
    shown: "Page[User]"
    words: str
    show: str


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """Somebody's account and teams. `is_viewer`: who asks is the person."""

    person: User
    memberships: Sequence[TeamMembership]
    on: date
    is_viewer: bool

    @property
    def teams_now(self) -> list[str]:
        return [
            str(each.team)
            for each in self.memberships
            if each.started_on <= self.on and not self._is_over(each)
        ]

    @property
    def current(self) -> list[TeamMembership]:
        """Those that hold today or are to come."""
        return [each for each in self.memberships if not self._is_over(each)]

    @property
    def earlier(self) -> list[TeamMembership]:
        return [each for each in self.memberships if self._is_over(each)]

    def _is_over(self, membership: TeamMembership) -> bool:
        return membership.ended_on is not None and membership.ended_on <= self.on


@dataclass(frozen=True, kw_only=True)
class TeamLine:
    """A team, who manages it today, and how many are in it."""

    team: Team
    managers: Sequence[str]
    members: int


@dataclass(frozen=True, kw_only=True)
class ServiceTeams:
    service: Service
    teams: Sequence[TeamLine]


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """What closing somebody's account leaves to others, and who will be told."""

    person: User
    work: "Sequence[Allocation]"
    lists: "Sequence[ListedStaff]"
    managers: Sequence[User]
    near: Sequence[User]
    guardians: Sequence[User]
    is_viewer: bool


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that was changed about an account: what it said before, and after."""

    at: datetime
    who: str
    what: str
    before: str
    after: str


# -- staff -----------------------------------------------------------------------------


def people_page(
    *, viewer: User, on: date, words: str = "", show: str = "", page: str = ""
) -> PeoplePage:
    """Everybody who has an account, by name. Each word is in their name or e-mail."""
    require(viewer, Permission.MANAGE_PEOPLE)
    found = User.objects.get_queryset().in_order_of_name()
    if show != Accounts.ALL:
        found = found.filter(is_active=show != Accounts.CLOSED)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    shown = Paginator(found.prefetch_related(_teams_on(on)), ON_A_PAGE).get_page(page)
    lines = [
        Line(person=each, teams=[str(m.team) for m in vars(each)["current_teams"]])
        for each in shown.object_list
    ]
    return PeoplePage(lines=lines, shown=shown, words=words, show=show)


def get_person(pk: int, *, viewer: User) -> User:
    require(viewer, Permission.MANAGE_PEOPLE)
    return get_object_or_404(User, pk=pk)


def person_page(pk: int, *, viewer: User, on: date) -> PersonPage:
    person = get_person(pk, viewer=viewer)
    memberships = person.memberships.select_related("team__service")
    return PersonPage(
        person=person,
        memberships=list(memberships.order_by("-started_on", "team__name", "pk")),
        on=on,
        is_viewer=person == viewer,
    )


def get_membership(pk: int, *, person: int, viewer: User) -> TeamMembership:
    """One of this person's times in a team that has no end yet."""
    require(viewer, Permission.MANAGE_PEOPLE)
    lasting = TeamMembership.objects.filter(ended_on__isnull=True, person=person)
    return get_object_or_404(lasting.select_related("person", "team"), pk=pk)


# -- teams -----------------------------------------------------------------------------


def services(*, viewer: User) -> list[Service]:
    require(viewer, Permission.MANAGE_PEOPLE)
    return list(Service.objects.order_by("name"))


def get_service(pk: int, *, viewer: User) -> Service:
    require(viewer, Permission.MANAGE_PEOPLE)
    return get_object_or_404(Service, pk=pk)


def teams(*, viewer: User) -> list[Team]:
    require(viewer, Permission.MANAGE_PEOPLE)
    found = Team.objects.select_related("service")
    return list(found.order_by("service__name", "name"))


def get_team(pk: int, *, viewer: User) -> Team:
    require(viewer, Permission.MANAGE_PEOPLE)
    return get_object_or_404(Team.objects.select_related("service"), pk=pk)


def teams_page(*, viewer: User, on: date) -> list[ServiceTeams]:
    """Every service with its teams, and who is in them today."""
    members: dict[int, list[User]] = {}
    current = TeamMembership.objects.on(on).filter(person__is_active=True)
    for each in current.select_related("person").order_by("person__name"):
        members.setdefault(each.team_id, []).append(each.person)
    of_service: dict[int, list[TeamLine]] = {}
    for team in teams(viewer=viewer):
        in_team = members.get(team.pk, [])
        managers = [str(each) for each in in_team if each.may(Permission.SEE_TEAM)]
        of_service.setdefault(team.service_id, []).append(
            TeamLine(team=team, managers=managers, members=len(in_team))
        )
    return [
        ServiceTeams(service=service, teams=of_service.get(service.pk, []))
        for service in services(viewer=viewer)
    ]


# -- somebody who leaves ---------------------------------------------------------------


def leaving(pk: int, *, viewer: User, on: date) -> Leaving:
    """What somebody's account leaves to hand over, without restricted records."""
    person = get_person(pk, viewer=viewer)
    work = young_people.work_of(person, viewer=viewer, on=on)
    lists = young_people.lists_naming(person, viewer=viewer)
    return Leaving(
        person=person,
        work=work,
        lists=sorted(lists, key=lambda each: each.restriction.review_on),
        managers=managers_of(person, viewer=viewer, on=on),
        near=managers_near(person, viewer=viewer, on=on),
        guardians=data_guardians(person, viewer=viewer) if lists else [],
        is_viewer=person == viewer,
    )


def managers_of(person: User, *, viewer: User, on: date) -> list[User]:
    """Who manages the teams that somebody is in, and hands their work over."""
    require(viewer, Permission.MANAGE_PEOPLE)
    return list(_managers(person).in_teams(Team.objects.of(person, on=on), on=on))


def managers_near(person: User, *, viewer: User, on: date) -> list[User]:
    """Who manages a team of the service that somebody is in, or works for."""
    require(viewer, Permission.MANAGE_PEOPLE)
    own = Team.objects.of(person, on=on)
    of_work = young_people.services_of_work(person, viewer=viewer, on=on)
    of_service = Team.objects.filter(
        Q(service__in=own.values("service_id")) | Q(service__in=of_work)
    )
    return list(_managers(person).in_teams(of_service, on=on))


def data_guardians(person: User, *, viewer: User) -> list[User]:
    """Those who look after restrictions, but for somebody who leaves."""
    require(viewer, Permission.MANAGE_PEOPLE)
    found = User.objects.get_queryset().with_permission(Permission.GUARD_RECORDS)
    return list(found.exclude(pk=person.pk).in_order_of_name())


# -- what was changed ------------------------------------------------------------------


def history(pk: int, *, viewer: User) -> tuple[User, list[Change]]:
    """Every change of somebody's account and teams, the latest first."""
    person = get_person(pk, viewer=viewer)
    of_account = _events("UserEvent").filter(pgh_obj_id=person.pk).order_by("pgh_id")
    of_teams = _events("TeamMembershipEvent").filter(person_id=person.pk)
    in_order = list(of_teams.order_by("pgh_id"))
    names = _names_of_who([*of_account, *in_order])
    teams = {team.pk: str(team) for team in Team.objects.all()}
    found = list(_account_changes(of_account, names))
    found += [
        Change(
            at=event.pgh_created_at,
            who=_who(event, names),
            what=f"Team: {teams.get(event.team_id, 'one that is no more')}",
            before="",
            after=_membership_words(event),
        )
        for event in in_order
    ]
    return person, sorted(found, key=lambda change: change.at)[::-1]


# What is shown of an account's history: the field, its name on the page, and its words.
_FIELDS = {
    "name": "Name",
    "email": "Email address",
    "roles": "Roles",
    "is_active": "Account",
    "born": "Date of birth",
    "home_postcode": "Home postcode",
}


def _account_changes(
    events: Iterable[Any], names: Mapping[int, str]
) -> Iterable[Change]:
    before = None
    for event in events:
        at, who = event.pgh_created_at, _who(event, names)
        if before is None:
            roles = _words("roles", event)
            yield Change(at=at, who=who, what="Account", before="", after="Added")
            yield Change(at=at, who=who, what="Roles", before="", after=roles)
        else:
            for field, what in _FIELDS.items():
                was, is_now = _words(field, before), _words(field, event)
                if was != is_now:
                    yield Change(at=at, who=who, what=what, before=was, after=is_now)
        before = event


def _words(field: str, event: Any) -> str:
    value = getattr(event, field)
    match field:
        case "roles":
            return ", ".join(role.label for role in Role if role in value)
        case "is_active":
            return "Open" if value else "Closed"
        case "born":
            return date_format(value, "j F Y") if value else "Not given"
        case _:
            return value or "Not given"


def _membership_words(event: Any) -> str:
    since = f"In the team from {date_format(event.started_on, 'j F Y')}"
    if event.ended_on is None:
        return since
    return f"{since} until {date_format(event.ended_on, 'j F Y')}"


def _names_of_who(events: Iterable[Any]) -> dict[int, str]:
    acted = {int((event.pgh_context or {}).get("user") or 0) for event in events}
    return dict(User.objects.filter(pk__in=acted).values_list("pk", "name"))


def _who(event: Any, names: Mapping[int, str]) -> str:
    """Without a signed-in person it was done at the machine, or by an invitation."""
    acted = (event.pgh_context or {}).get("user")
    return names.get(acted, "Parentis itself") if acted else "Parentis itself"


def _events(name: str) -> Any:
    return apps.get_model("accounts", name)._default_manager.all()


def _managers(person: User) -> UserQuerySet:
    found = User.objects.get_queryset().with_permission(Permission.SEE_TEAM)
    return found.exclude(pk=person.pk).in_order_of_name()


def _teams_on(on: date) -> "Prefetch[str, QuerySet[TeamMembership], str]":
    current = TeamMembership.objects.on(on).select_related("team")
    return Prefetch(
        "memberships", queryset=current.order_by("team__name"), to_attr="current_teams"
    )
