"""Who may open which record. Each story stands beside its neighbour."""

from datetime import UTC, date, datetime, timedelta

import pytest

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    AdviserFactory,
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
)
from parentis.young_people import actions
from parentis.young_people.choices import AllocatedAs
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import (
    AllocationFactory,
    ListedStaffFactory,
    RestrictionFactory,
    YoungPersonFactory,
)

NOW = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)
TODAY = NOW.date()
SEES_NOBODY = [
    Role.CORPORATE_PARENTING_OFFICER,
    Role.DATA_GUARDIAN,
    Role.PERFORMANCE_ANALYST,
    Role.COMMITTEE_OFFICER,
    Role.ELECTED_MEMBER,
    Role.CONTENT_EDITOR,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
]


def seen_by(viewer, *, at=NOW):
    return set(YoungPerson.objects.visible_to(viewer, at=at))


def found_by(viewer, *, at=NOW):
    return set(YoungPerson.objects.findable_by(viewer, at=at))


@pytest.fixture
def team(db):
    return TeamFactory.create()


@pytest.fixture
def adviser(team):
    return TeamMembershipFactory.create(team=team).person


@pytest.fixture
def sam(team, adviser):
    sam = YoungPersonFactory.create(service=team.service)
    AllocationFactory.create(young_person=sam, person=adviser)
    return sam


@pytest.fixture
def colleague(team):
    return TeamMembershipFactory.create(team=team).person


@pytest.fixture
def manager(team):
    return TeamMembershipFactory.create(
        team=team, person=ManagerFactory.create()
    ).person


def test_an_adviser_sees_whom_they_are_allocated(sam, adviser):
    YoungPersonFactory.create(service=sam.service)

    assert seen_by(adviser) == {sam}


@pytest.mark.parametrize("role", SEES_NOBODY)
def test_others_see_nobody_even_if_allocated_by_mistake(sam, role):
    person = UserFactory.create(role=role)
    AllocationFactory.create(young_person=sam, person=person)

    assert seen_by(person) == set()
    assert found_by(person) == set()


@pytest.mark.parametrize(
    ("story", "started", "ended", "is_seen"),
    [
        ("from today", TODAY, None, True),
        ("from tomorrow", TODAY + timedelta(1), None, False),
        ("until tomorrow", date(2025, 1, 1), TODAY + timedelta(1), True),
        ("ended today", date(2025, 1, 1), TODAY, False),
    ],
)
def test_an_allocation_counts_from_its_first_day_until_its_last(
    team, story, started, ended, is_seen
):
    sam = YoungPersonFactory.create(service=team.service)
    adviser = AdviserFactory.create()
    AllocationFactory.create(
        young_person=sam, person=adviser, started_on=started, ended_on=ended
    )

    assert (sam in seen_by(adviser)) is is_seen, story


def test_a_manager_sees_whom_their_team_and_its_people_are_allocated(
    sam, manager, team
):
    of_team = YoungPersonFactory.create(service=team.service)
    AllocationFactory.create(
        young_person=of_team, person=None, team=team, allocated_as=AllocatedAs.TEAM
    )
    YoungPersonFactory.create(service=team.service)

    assert seen_by(manager) == {sam, of_team}


def test_an_adviser_does_not_see_whom_only_their_team_is_allocated(adviser, team):
    of_team = YoungPersonFactory.create(service=team.service)
    AllocationFactory.create(
        young_person=of_team, person=None, team=team, allocated_as=AllocatedAs.TEAM
    )

    assert of_team not in seen_by(adviser)
    assert of_team in found_by(adviser)


def test_a_manager_who_left_the_team_sees_them_no_longer(sam, manager, team):
    manager.memberships.update(ended_on=TODAY)

    assert seen_by(manager) == set()


def test_a_colleague_finds_them_and_opens_them_after_saying_why(sam, colleague):
    assert seen_by(colleague) == set()
    assert found_by(colleague) == {sam}

    actions.say_why(sam, by=colleague, at=NOW, reason="Covering for Bethan today")

    assert seen_by(colleague) == {sam}
    assert seen_by(colleague, at=NOW + timedelta(hours=8)) == set()


def test_another_service_does_not_find_them_and_saying_why_opens_nothing(sam):
    stranger = TeamMembershipFactory.create().person

    assert found_by(stranger) == set()
    with pytest.raises(actions.NotDone, match="There is no such record"):
        actions.say_why(sam, by=stranger, at=NOW, reason="Curious")


@pytest.mark.parametrize("role", [Role.EMPLOYMENT_ADVISER, Role.VIRTUAL_SCHOOL])
def test_who_works_by_referral_sees_those_referred_and_finds_no_others(sam, team, role):
    person = UserFactory.create(role=role)
    TeamMembershipFactory.create(team=team, person=person)
    assert found_by(person) == set()

    AllocationFactory.create(
        young_person=sam, person=person, allocated_as=AllocatedAs.EMPLOYMENT_ADVISER
    )
    assert seen_by(person) == {sam}


def test_a_restricted_record_opens_to_those_listed_alone(
    sam, adviser, colleague, manager
):
    actions.say_why(sam, by=colleague, at=NOW, reason="Covering for Bethan today")
    restriction = RestrictionFactory.create(young_person=sam)
    listed = ListedStaffFactory.create(restriction=restriction).person

    assert seen_by(listed) == {sam}
    for other in (adviser, colleague, manager):
        assert seen_by(other) == set()
        assert found_by(other) == set()


def test_a_restriction_that_ended_hides_nothing_and_lists_nobody(sam, adviser):
    restriction = RestrictionFactory.create(
        young_person=sam, ended_at=NOW, ended_by=ManagerFactory.create()
    )
    listed = ListedStaffFactory.create(restriction=restriction).person

    assert seen_by(adviser) == {sam}
    assert seen_by(listed) == set()


def test_an_emergency_opens_any_record_for_three_hours(sam):
    RestrictionFactory.create(young_person=sam)
    stranger = TeamMembershipFactory.create().person

    actions.open_in_emergency(
        by=stranger,
        at=NOW,
        family_name=sam.family_name.upper(),
        born=sam.born,
        reason="The police have found him and ask who he is",
    )

    assert seen_by(stranger) == {sam}
    assert seen_by(stranger, at=NOW + timedelta(hours=2, minutes=59)) == {sam}
    assert seen_by(stranger, at=NOW + timedelta(hours=3)) == set()


def test_a_change_of_role_counts_at_once(sam, adviser):
    adviser.roles = [Role.COMMITTEE_OFFICER]

    assert seen_by(adviser) == set()


def test_an_analyst_with_a_casework_role_sees_their_own_young_people(sam, adviser):
    adviser.roles = [Role.PERFORMANCE_ANALYST, Role.PERSONAL_ADVISER]

    assert seen_by(adviser) == {sam}


def test_somebody_who_has_left_sees_nobody(sam, adviser):
    User.objects.filter(pk=adviser.pk).update(is_active=False)
    adviser.refresh_from_db()

    assert seen_by(adviser) == set()
