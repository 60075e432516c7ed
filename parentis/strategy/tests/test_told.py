"""What reports and the public are given of the strategy, the pledge and risks."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from parentis.accounts.tests.factories import CommitteeOfficerFactory
from parentis.strategy.pledge.queries import promises_told, public_pledge
from parentis.strategy.risks.queries import risks_told
from parentis.strategy.strategies.queries import (
    get_document,
    priorities_told,
    public_document,
    public_strategies,
    public_strategy,
)
from parentis.strategy.tests.factories import (
    MilestoneFactory,
    PriorityFactory,
    PromiseEvidenceFactory,
    PromiseFactory,
    PromiseStateFactory,
    RiskFactory,
    SayingFactory,
    StrategyFactory,
)

ON = date(2026, 11, 2)


@pytest.fixture
def officer(db):
    return CommitteeOfficerFactory.create()


def test_the_public_reads_only_what_young_people_agreed_to_have_quoted(officer):
    promise = PromiseFactory.create(number=3, words="We answer you.")
    PromiseStateFactory.create(promise=promise)
    PromiseEvidenceFactory.create(promise=promise, words="92 of 100 in time")
    SayingFactory.create(promise=promise, words="They ring back.")
    SayingFactory.create(promise=promise, words="My worker.", may_be_quoted=False)

    (public,) = public_pledge(on=ON)
    (staff,) = promises_told(viewer=officer, on=ON)

    assert (public.number, public.state) == ("3", "Kept in part")
    assert public.evidence == ["12 January 2026: 92 of 100 in time"]
    assert [each.words for each in public.sayings] == ["They ring back."]
    assert {each.words for each in staff.sayings} == {"They ring back.", "My worker."}


def test_a_promise_is_told_as_it_stood_on_the_day(officer):
    promise = PromiseFactory.create()
    PromiseStateFactory.create(promise=promise, set_on=date(2025, 6, 1), state="kept")
    PromiseStateFactory.create(promise=promise, set_on=date(2026, 6, 1))
    PromiseFactory.create(started_on=date(2027, 1, 1))
    PromiseFactory.create(ended_on=ON)

    told = {
        on: [each.state for each in promises_told(viewer=officer, on=on)]
        for on in (date(2026, 5, 31), ON)
    }

    assert told == {
        date(2026, 5, 31): ["Kept", "Not known yet"],
        ON: ["Kept in part"],
    }


def test_priorities_are_told_with_how_far_their_steps_have_come(officer):
    priority = PriorityFactory.create(title="Homes")
    for step in (
        {"words": "Let", "is_done": True},
        {"words": "Build", "percent": 25},
        {"words": "Buy", "due_on": date(2027, 1, 1)},
        {"words": "Furnish", "due_on": date(2027, 2, 1), "percent": 50},
    ):
        MilestoneFactory.create(priority=priority, **step)

    (told,) = priorities_told(viewer=None, on=ON)

    assert {each.words: each.state for each in told.milestones} == {
        "Let": "Done",
        "Build": "Overdue, 25% done",
        "Buy": "Not begun",
        "Furnish": "50% done",
    }


def test_a_draft_strategy_is_not_public_and_the_one_agreed_stays_in_force(officer):
    agreed = StrategyFactory.create(title="Agreed")
    earlier = StrategyFactory.create(
        title="Earlier",
        started_on=date(2021, 4, 1),
        ended_on=date(2024, 3, 31),
        agreed_on=date(2021, 3, 1),
    )
    StrategyFactory.create(
        is_draft=True, started_on=date(2026, 4, 1), ended_on=date(2030, 3, 31)
    )
    PriorityFactory.create(strategy=agreed, title="Homes")

    assert [each.title for each in public_strategies(on=ON)] == [
        "Agreed",
        "Earlier",
    ]
    told = public_strategy(on=ON)
    assert told is not None
    assert [each.title for each, _ in told.priorities] == ["Homes"]
    assert [each.letter for _, of in told.priorities for each in of] == ["(f)"]
    then = public_strategy(earlier.pk, on=ON)
    assert then is not None
    assert then.title == "Earlier"


def test_the_public_takes_away_the_document_of_what_was_agreed_and_of_no_draft(officer):
    file = {"file_name": "ours.pdf", "file_form": "pdf", "sha256": "1" * 64}
    agreed = StrategyFactory.create(**file)
    draft = StrategyFactory.create(is_draft=True, **file)

    assert public_document(agreed.pk, on=ON) == agreed
    with pytest.raises(Http404):
        public_document(draft.pk, on=ON)
    assert get_document(draft.pk, viewer=officer) == draft


def test_risks_are_the_worst_first_and_public_only_where_that_is_said(officer):
    RiskFactory.create(title="Small", likelihood=2, impact=2, is_public=True)
    RiskFactory.create(title="Large", likelihood=3, impact=5)
    RiskFactory.create(title="Gone", closed_on=ON, why_closed="It is insured.")

    assert [(each.title, each.score) for each in risks_told(viewer=officer, on=ON)] == [
        ("Large", 15),
        ("Small", 4),
    ]
    assert [each.title for each in risks_told(viewer=None, on=ON)] == ["Small"]


def test_who_may_not_sign_in_any_more_is_told_nothing(officer):
    officer.is_active = False

    with pytest.raises(PermissionDenied):
        promises_told(viewer=officer, on=ON)
