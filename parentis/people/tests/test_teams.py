"""Services, teams, and who is in them from when until when."""

from datetime import date

import pytest

from parentis.accounts.models import Service, Team, TeamMembership
from parentis.accounts.tests.factories import (
    AdministratorFactory,
    AdviserFactory,
    ManagerFactory,
    ServiceFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.people import actions
from parentis.people.actions import NotChanged

TODAY = date(2026, 5, 4)


@pytest.fixture
def joan(db):
    return AdministratorFactory.create(name="Joan Okafor")


@pytest.fixture
def bethan(db):
    return AdviserFactory.create(name="Bethan Marsh")


def day(name, on):
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }


def test_services_and_teams_are_added_and_renamed(visit, joan):
    assert "There is no service yet" in visit("/people/teams/", by=joan)
    assert "there is none yet" in visit("/people/teams/add/", by=joan)

    visit("/people/services/add/", by=joan, answers={"name": "Leaving Care"})
    page = visit("/people/services/add/", by=joan, answers={"name": "leaving care "})
    assert page.errors == ["There is a service of this name already."]

    service = str(Service.objects.get().pk)
    answers = {"name": "North", "service": service}
    page = visit("/people/teams/add/", by=joan, answers=answers)
    assert page.messages == ["North is added"]
    assert page.summary == {"North": "0 people; nobody manages it"}

    page = visit("/people/teams/add/", by=joan, answers=answers)
    assert page.errors == ["There is a team of this name in Leaving Care already."]
    page = visit("/people/teams/add/", by=joan, answers={"name": ""})
    assert page.errors == ["Enter the name of the team", "Choose a service"]

    team = Team.objects.get()
    page = visit(f"/people/teams/{team.pk}/rename/", by=joan, answers={"name": "West"})
    assert list(page.summary) == ["West"]
    page = visit(
        f"/people/services/{service}/rename/", by=joan, answers={"name": "Care leavers"}
    )
    assert "Care leavers" in page


def test_a_team_shows_who_manages_it_today(visit, joan):
    north = TeamFactory.create(name="North")
    manager = ManagerFactory.create(name="Rukhsana Peel")
    TeamMembershipFactory.create(person=manager, team=north)
    TeamMembershipFactory.create(team=north)
    TeamMembershipFactory.create(team=north, ended_on=date(2021, 1, 1))
    page = visit("/people/teams/", by=joan)

    assert page.summary == {"North": "2 people; managed by Rukhsana Peel"}


def test_somebody_joins_a_team_and_leaves_it(visit, joan, bethan):
    north = TeamFactory.create(name="North")
    page = visit(
        f"/people/{bethan.pk}/teams/",
        by=joan,
        answers={"team": str(north.pk), **day("started_on", date(2026, 4, 1))},
    )
    assert page.messages == ["Bethan Marsh joins North"]
    assert page.summary["North"].endswith("from 1 April 2026")

    leave = page.links["Leave North"]
    page = visit(leave, by=joan, answers=day("ended_on", date(2026, 5, 1)))
    assert page.messages == ["Bethan Marsh leaves North"]
    membership = TeamMembership.objects.get()
    assert membership.ended_on == date(2026, 5, 1)
    assert page.items("Earlier") == ["North, 1 April 2026 to 1 May 2026"]

    assert visit(leave, by=joan).status == 404


def test_a_membership_of_somebody_else_is_not_found_under_this_person(
    visit, joan, bethan
):
    membership = TeamMembershipFactory.create()
    address = f"/people/{bethan.pk}/teams/{membership.pk}/leave/"

    assert visit(address, by=joan).status == 404


def test_what_is_missing_is_said(visit, joan, bethan):
    membership = TeamMembershipFactory.create(person=bethan)
    page = visit(f"/people/{bethan.pk}/teams/", by=joan, answers={"team": "9"})
    assert page.errors[1] == "Enter the day they join the team"

    leave = f"/people/{bethan.pk}/teams/{membership.pk}/leave/"
    page = visit(leave, by=joan, answers={"name": ""})
    assert page.errors == ["Enter the day they leave the team"]


def test_nobody_is_in_one_team_twice_at_a_time(joan, bethan):
    membership = TeamMembershipFactory.create(person=bethan)

    with pytest.raises(NotChanged, match="at that time already"):
        actions.join_team(bethan, by=joan, team=membership.team, started_on=TODAY)

    actions.leave_team(membership, by=joan, on=TODAY)
    actions.join_team(bethan, by=joan, team=membership.team, started_on=TODAY)
    with pytest.raises(NotChanged, match="left this team already"):
        actions.leave_team(membership, by=joan, on=TODAY)


def test_a_membership_does_not_end_before_it_began(joan, bethan):
    membership = TeamMembershipFactory.create(person=bethan, started_on=TODAY)
    actions.leave_team(membership, by=joan, on=date(2020, 1, 1))

    membership.refresh_from_db()
    assert membership.ended_on == TODAY


def test_nobody_adds_themselves_or_somebody_who_left(joan, bethan):
    team = TeamFactory.create()
    bethan.is_active = False
    bethan.save()

    with pytest.raises(NotChanged, match="Ask another administrator"):
        actions.join_team(joan, by=joan, team=team, started_on=TODAY)
    with pytest.raises(NotChanged, match="account is closed"):
        actions.join_team(bethan, by=joan, team=team, started_on=TODAY)


def test_a_team_of_the_same_name_may_be_in_another_service(joan):
    north = TeamFactory.create(name="North")
    actions.add_team(by=joan, service=ServiceFactory.create(), name="North")
    actions.rename_team(north, by=joan, name="north")

    assert {team.name for team in Team.objects.all()} == {"North", "north"}
