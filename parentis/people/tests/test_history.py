"""Who changed what of an account, and when: before and after, in words."""

import pytest

from parentis.accounts.tests.factories import (
    AdministratorFactory,
    AdviserFactory,
    TeamFactory,
)


@pytest.fixture
def joan(db):
    return AdministratorFactory.create(name="Joan Okafor")


def test_each_change_keeps_before_after_and_who(visit, joan):
    bethan = AdviserFactory.create(name="Bethan Marsh", email="b@aldermere.example")
    team = TeamFactory.create(name="North")
    start = {"started_on-day": "1", "started_on-month": "4", "started_on-year": "2026"}
    here = f"/people/{bethan.pk}"
    visit(
        f"{here}/change-roles/",
        by=joan,
        answers={"roles": ["auditor", "personal-adviser"]},
    )
    visit(
        f"{here}/details/",
        by=joan,
        answers={
            "name": "Bethan Ashwick",
            "email": "b@aldermere.example",
            "born-day": "3",
            "born-month": "5",
            "born-year": "1986",
        },
    )
    visit(f"{here}/teams/", by=joan, answers={"team": str(team.pk), **start})
    visit(f"{here}/close/", by=joan, answers={})
    page = visit(f"{here}/history/", by=joan)

    assert page.heading == "What was changed of Bethan Ashwick’s account"
    rows = [row[1:] for row in page.table("Changes")]
    assert ["Joan Okafor", "Account", "Open", "Closed"] in rows
    assert [
        "Joan Okafor",
        "Roles",
        "Personal adviser",
        "Personal adviser, Auditor",
    ] in rows
    assert ["Joan Okafor", "Name", "Bethan Marsh", "Bethan Ashwick"] in rows
    assert ["Joan Okafor", "Date of birth", "Not given", "3 May 1986"] in rows
    assert [
        "Joan Okafor",
        "Team: North",
        "",
        "In the team from 1 April 2026",
    ] in rows
    assert any("until" in row[3] for row in rows)
    assert ["Parentis itself", "Account", "", "Added"] in rows


def test_nothing_of_somebody_elses_account_is_in_it(visit, joan):
    bethan = AdviserFactory.create()
    other = AdviserFactory.create(name="Somebody Else")
    visit(f"/people/{other.pk}/change-roles/", by=joan, answers={"roles": ["auditor"]})
    page = visit(f"/people/{bethan.pk}/history/", by=joan)

    assert [row[2] for row in page.table("Changes")] == ["Account", "Roles"]
