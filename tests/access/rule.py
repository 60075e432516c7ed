"""Who may open which record, said a second time, from the issue's words alone.

In plain Python over plain facts, without the product's `visible_to`: where the two
disagree, one of them is wrong.
"""

from collections.abc import Callable

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from tests.access.council import Allocated, Council

Rule = Callable[[Council, User, int], bool]

CASEWORK = {Role.PERSONAL_ADVISER, Role.SOCIAL_WORKER, Role.TEAM_MANAGER}
KNOWS_PEOPLE = CASEWORK | {Role.EMPLOYMENT_ADVISER, Role.VIRTUAL_SCHOOL}
RESTRICTS = {Role.TEAM_MANAGER, Role.DATA_GUARDIAN}
ASKS_WHO_LOOKED = {Role.TEAM_MANAGER, Role.DATA_GUARDIAN, Role.AUDITOR}


def is_one_of(viewer: User, roles: set[Role]) -> bool:
    return not roles.isdisjoint(viewer.roles)


def may_open(council: Council, viewer: User, young_person: int) -> bool:
    """Their work; their service's after a reason; in an emergency; as listed."""
    if not is_one_of(viewer, KNOWS_PEOPLE):
        return False
    listed = viewer.pk in council.listed.get(young_person, set())
    emergency = is_one_of(viewer, CASEWORK) and has_opened(
        council, viewer, young_person, "emergency"
    )
    if young_person in council.listed:
        return listed or emergency
    return (
        emergency
        or is_allocated(council, viewer, young_person)
        or is_of_their_team(council, viewer, young_person)
        or said_why(council, viewer, young_person)
    )


def is_their_work(council: Council, viewer: User, young_person: int) -> bool:
    """Whose hands it is in, not merely opened for a reason or an emergency."""
    return may_open(council, viewer, young_person) and (
        is_allocated(council, viewer, young_person)
        or is_of_their_team(council, viewer, young_person)
        or viewer.pk in council.listed.get(young_person, set())
    )


def may_find(council: Council, viewer: User, young_person: int) -> bool:
    """By a search: those, and the others of their service who are not restricted."""
    others = (
        is_one_of(viewer, CASEWORK)
        and young_person not in council.listed
        and council.service_of[young_person] in services_of(council, viewer)
    )
    return others or may_open(council, viewer, young_person)


def may_ask_who_looked(council: Council, viewer: User, young_person: int) -> bool:
    """Managers of records they may open; auditors and the data guardian of any."""
    reviews = is_one_of(viewer, {Role.AUDITOR, Role.DATA_GUARDIAN})
    return reviews or may_open(council, viewer, young_person)


def is_allocated(council: Council, viewer: User, young_person: int) -> bool:
    return any(each.person == viewer.pk for each in current_work(council, young_person))


def is_of_their_team(council: Council, viewer: User, young_person: int) -> bool:
    """For a manager: the work of their team, or of somebody who is in it."""
    if not is_one_of(viewer, {Role.TEAM_MANAGER}):
        return False
    teams = teams_of(council, viewer)
    people = {person for person, team in council.members if team in teams}
    return any(
        each.team in teams or each.person in people
        for each in current_work(council, young_person)
    )


def said_why(council: Council, viewer: User, young_person: int) -> bool:
    return (
        is_one_of(viewer, CASEWORK)
        and council.service_of[young_person] in services_of(council, viewer)
        and has_opened(council, viewer, young_person, "reason")
    )


def has_opened(council: Council, viewer: User, young_person: int, because: str) -> bool:
    return any(
        each.person == viewer.pk
        and each.young_person == young_person
        and each.because == because
        and each.until > council.now
        for each in council.opened
    )


def current_work(council: Council, young_person: int) -> list[Allocated]:
    return [
        each
        for each in council.allocated
        if each.young_person == young_person
        and each.started_on <= council.today
        and (each.ended_on is None or each.ended_on > council.today)
    ]


def teams_of(council: Council, viewer: User) -> set[int]:
    return {team for person, team in council.members if person == viewer.pk}


def services_of(council: Council, viewer: User) -> set[int]:
    return {council.service_of_team[team] for team in teams_of(council, viewer)}
