"""What somebody may do is changed by an administrator, and counts at once."""

import pytest

from parentis.accounts.roles import ROLES, Role
from parentis.accounts.tests.factories import (
    AdministratorFactory,
    AdviserFactory,
    AnalystFactory,
)
from parentis.people import actions
from parentis.people.actions import NotChanged


@pytest.fixture
def joan(db):
    return AdministratorFactory.create(name="Joan Okafor")


def test_roles_are_changed_on_the_page(visit, joan):
    bethan = AdviserFactory.create(name="Bethan Marsh")
    chosen = {"roles": ["auditor", "personal-adviser"]}
    page = visit(f"/people/{bethan.pk}/change-roles/", by=joan, answers=chosen)

    assert page.messages == ["The roles of Bethan Marsh are changed"]
    assert page.summary["Roles"] == "Personal adviser Auditor"
    bethan.refresh_from_db()
    assert bethan.roles == [Role.PERSONAL_ADVISER, Role.AUDITOR]


def test_each_role_says_what_people_in_it_come_to_do(visit, joan):
    page = visit(f"/people/{AdviserFactory.create().pk}/change-roles/", by=joan)

    for role in Role:
        assert f"{role.label} They {ROLES[role].comes_to}" in page


def test_at_least_one_role_is_needed(visit, joan):
    bethan = AdviserFactory.create()
    page = visit(f"/people/{bethan.pk}/change-roles/", by=joan, answers={"name": ""})

    assert page.errors == ["Choose at least one role"]
    with pytest.raises(NotChanged, match="at least one"):
        actions.change_roles(bethan, by=joan, roles=[])


def test_a_role_that_does_not_exist_is_refused(visit, joan):
    bethan = AdviserFactory.create()
    address = f"/people/{bethan.pk}/change-roles/"
    page = visit(address, by=joan, answers={"roles": ["superuser"]})

    assert page.errors
    bethan.refresh_from_db()
    assert bethan.roles == [Role.PERSONAL_ADVISER]


def test_nobody_changes_their_own_roles_so_the_last_administrator_stays(visit, joan):
    AdministratorFactory.create()
    address = f"/people/{joan.pk}/change-roles/"
    page = visit(address, by=joan)
    assert "Ask another administrator" in page
    assert page.buttons == []

    page = visit(address, by=joan, answers={"roles": ["auditor", "administrator"]})

    joan.refresh_from_db()
    assert joan.roles == [Role.ADMINISTRATOR]


def test_a_second_administrator_takes_the_role_away(joan):
    other = AdministratorFactory.create()
    actions.change_roles(joan, by=other, roles=[Role.AUDITOR])

    joan.refresh_from_db()
    assert joan.roles == [Role.AUDITOR]


def test_a_change_of_role_counts_from_the_next_request(client, joan):
    amara = AnalystFactory.create()
    client.force_login(amara)
    assert client.get("/returns/").status_code == 200

    actions.change_roles(amara, by=joan, roles=[Role.ELECTED_MEMBER])
    assert client.get("/returns/").status_code == 403

    actions.change_roles(amara, by=joan, roles=[Role.PERFORMANCE_ANALYST])
    assert client.get("/returns/").status_code == 200
