"""Staff as an administrator sees them. Nobody else sees any of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from parentis.accounts.roles import Permission, Role
from parentis.accounts.tests.factories import (
    AdministratorFactory,
    AdviserFactory,
    ManagerFactory,
    ServiceFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
)
from parentis.people import actions, queries

ADDRESSES = [
    "/people/",
    "/people/teams/",
    "/people/teams/add/",
    "/people/teams/{team}/rename/",
    "/people/services/add/",
    "/people/services/{service}/rename/",
    "/people/{person}/",
    "/people/{person}/change-roles/",
    "/people/{person}/details/",
    "/people/{person}/teams/",
    "/people/{person}/teams/{membership}/leave/",
    "/people/{person}/close/",
    "/people/{person}/open-again/",
    "/people/{person}/history/",
]


@pytest.fixture
def joan(db):
    return AdministratorFactory.create(name="Joan Okafor")


def names_of(page):
    return list(page.summary)


def test_people_are_listed_with_their_roles_and_todays_teams(visit, joan):
    bethan = UserFactory.create(
        name="Bethan Marsh",
        email="bethan@aldermere.example",
        roles=[Role.PERSONAL_ADVISER, Role.AUDITOR],
    )
    north, south = TeamFactory.create(name="North"), TeamFactory.create(name="South")
    TeamMembershipFactory.create(person=bethan, team=north)
    TeamMembershipFactory.create(
        person=bethan,
        team=south,
        started_on=date(2019, 1, 1),
        ended_on=date(2020, 1, 1),
    )
    page = visit("/people/", by=joan)

    assert page.summary == {
        "Bethan Marsh": "bethan@aldermere.example Personal adviser, Auditor North",
        "Joan Okafor": f"{joan.email} Administrator",
    }


def test_people_are_found_by_parts_of_name_and_address(visit, joan):
    UserFactory.create(name="Bethan Marsh", email="b.m@aldermere.example")
    UserFactory.create(name="Tomasz Ferris", email="tomasz@aldermere.example")

    assert names_of(visit("/people/?words=mars+beth", by=joan)) == ["Bethan Marsh"]
    assert names_of(visit("/people/?words=tomasz@&show=all", by=joan)) == [
        "Tomasz Ferris"
    ]
    nobody = visit("/people/?words=zzz", by=joan)
    assert "Nobody is found" in nobody


def test_closed_accounts_are_listed_when_asked_for(visit, joan):
    UserFactory.create(name="Bethan Marsh", email="b@x.example", is_active=False)

    assert names_of(visit("/people/", by=joan)) == ["Joan Okafor"]
    closed = visit("/people/?words=&show=closed", by=joan)
    assert closed.summary["Bethan Marsh"].endswith("Closed")
    assert len(names_of(visit("/people/?words=&show=all", by=joan))) == 2


def test_a_list_of_staff_asks_the_database_the_same_however_long_it_is(
    client, joan, django_assert_max_num_queries
):
    for _ in range(60):
        TeamMembershipFactory.create(person=AdviserFactory.create())
    client.force_login(joan)
    client.get("/people/")

    with django_assert_max_num_queries(8):
        page = client.get("/people/").content.decode()

    assert 'href="?page=2"' in page


def test_one_person_is_shown_with_what_can_be_changed(visit, joan):
    bethan = AdviserFactory.create(name="Bethan Marsh", email="bethan@x.example")
    page = visit(f"/people/{bethan.pk}/", by=joan)

    assert page.heading == "Bethan Marsh"
    assert page.summary["Roles"] == "Personal adviser"
    assert page.summary["Teams today"] == "None"
    assert page.links["Close the account"] == f"/people/{bethan.pk}/close/"


def test_an_administrator_is_not_led_to_close_or_change_themselves(visit, joan):
    page = visit(f"/people/{joan.pk}/", by=joan)

    assert "Close the account" not in page.links
    assert f"/people/{joan.pk}/change-roles/" not in page.links.values()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_nobody_else_opens_any_of_it(client, db, role):
    member = TeamMembershipFactory.create()
    client.force_login(UserFactory.create(role=role))
    here = {
        "person": member.person_id,
        "membership": member.pk,
        "team": member.team_id,
        "service": member.team.service_id,
    }

    for address in ADDRESSES:
        assert client.get(address.format(**here)).status_code == 403
        assert client.post(address.format(**here)).status_code == 403
    assert "/people/" not in client.get("/your-account/").content.decode()


def test_somebody_who_does_not_exist_is_not_found(visit, joan):
    for address in ADDRESSES:
        if "{" in address:
            gone = {"person": 10**30, "membership": 9, "team": 9**9, "service": 9**9}
            assert visit(address.format(**gone), by=joan).status == 404


def test_queries_and_actions_refuse_whoever_comes_another_way(db):
    manager, bethan = ManagerFactory.create(), AdviserFactory.create()
    team, service = TeamFactory.create(), ServiceFactory.create()
    today = date(2026, 5, 4)

    assert not manager.may(Permission.MANAGE_PEOPLE)
    for refused in (
        lambda: queries.people_page(viewer=manager, on=today),
        lambda: queries.history(bethan.pk, viewer=manager),
        lambda: queries.leaving(bethan.pk, viewer=manager, on=today),
        lambda: queries.teams_page(viewer=manager, on=today),
        lambda: actions.change_roles(bethan, by=manager, roles=[Role.AUDITOR]),
        lambda: actions.join_team(bethan, by=manager, team=team, started_on=today),
        lambda: actions.add_team(by=manager, service=service, name="East"),
        lambda: actions.open_again(bethan, by=manager),
    ):
        with pytest.raises(PermissionDenied):
            refused()
