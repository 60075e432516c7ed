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
    for said in (
        "Account by Joan Okafor",
        "Before: Open After: Closed",
        "Before: Personal adviser After: Personal adviser, Auditor",
        "Before: Bethan Marsh After: Bethan Ashwick",
        "Before: Not given After: 3 May 1986",
        "Team: North by Joan Okafor",
        "In the team from 1 April 2026 until",
        "Account by Parentis itself",
    ):
        assert said in page, said
    text = page.text
    # The latest first.
    assert text.index("After: Closed") < text.index("After: Bethan Ashwick")


def test_nothing_of_somebody_elses_account_is_in_it(visit, joan):
    bethan = AdviserFactory.create()
    other = AdviserFactory.create(name="Somebody Else")
    visit(f"/people/{other.pk}/change-roles/", by=joan, answers={"roles": ["auditor"]})
    page = visit(f"/people/{bethan.pk}/history/", by=joan)

    assert "Joan Okafor" not in page
    assert page.text.count(" by ") == 2
