"""The made-up council's strategy, pledge, plan, risks, funding and bids."""

import re
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from parentis.accounts.tests.factories import CommitteeOfficerFactory
from parentis.config.kept import files_of_rows
from parentis.config.made_up_bodies import fill_bodies
from parentis.config.made_up_funding import fill_funding
from parentis.config.made_up_strategy import fill_strategy
from parentis.funding import queries as funding
from parentis.funding.models import Bid, Funding
from parentis.strategy.models import Milestone, Promise, Risk, Strategy
from parentis.strategy.plans.queries import plans_page
from parentis.strategy.pledge.queries import public_pledge
from parentis.strategy.risks.queries import risks_told
from parentis.strategy.strategies.queries import strategy_page
from parentis.strategy.tests.factories import PromiseEvidenceFactory, StrategyFactory

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
ON = AT.date()
# No count of one to five young people stands in what everybody may read.
A_FEW = re.compile(
    r"\b(?:one|two|three|four|five|[1-5]) (?:of them|young|children|care leavers?)\b",
    re.IGNORECASE,
)


@pytest.fixture
def officer(db):
    officer = CommitteeOfficerFactory.create(email="committee@aldermere.example")
    fill_bodies(at=AT)
    fill_strategy(at=AT)
    fill_funding(at=AT)
    return officer


def test_a_council_is_made_up_that_promises_plans_and_pays(officer):
    """All in one, because it takes a while to write so much down."""
    page = strategy_page(viewer=officer, on=ON)
    assert page.strategy is not None
    assert page.strategy.years == "2024 to 2027"
    assert [each.years for each in page.others] == ["2021 to 2024"]
    assert page.strategy.path.read_bytes().startswith(b"%PDF")
    assert all(priorities for _, priorities in page.principles)

    pledge = public_pledge(on=ON)
    assert [each.number for each in pledge] == [str(n) for n in range(1, 11)]
    assert {each.state for each in pledge} == {
        "Kept",
        "Kept in part",
        "Not kept",
        "Not known yet",
    }
    words = [
        words
        for each in pledge
        for words in (*each.evidence, *(said.words for said in each.sayings))
    ]
    assert [each for each in words if A_FEW.search(each)] == []

    (plan,) = plans_page(viewer=officer, on=ON).plans
    assert plan.in_words.startswith("7 of 14 steps are done")
    assert plan.overdue == 2
    assert [each.score for each in risks_told(viewer=officer, on=ON)] == [
        20,
        16,
        16,
        12,
        8,
        3,
    ]
    ending = funding.ending_soon(viewer=officer, on=ON)
    assert [
        (each.funding.what, each.months)
        for each in ending
        if each.funding.paid_for == "post" and not each.is_decided
    ] == [("Housing link worker for care leavers", 6)]

    fill_strategy(at=AT)
    fill_funding(at=AT)
    assert {
        each: each._default_manager.count()
        for each in (Strategy, Promise, Milestone, Risk, Funding, Bid)
    } == {Strategy: 2, Promise: 10, Milestone: 14, Risk: 7, Funding: 6, Bid: 4}


def test_a_backup_holds_documents_of_strategies_and_of_evidence(db, settings):
    strategy = StrategyFactory.create(sha256="1" * 64, file_form="pdf")
    evidence = PromiseEvidenceFactory.create(kind="file", kept_as=uuid4())

    asked = files_of_rows(connection.connection)

    assert {Path(settings.MEDIA_ROOT) / each for each in asked} == {
        strategy.path,
        evidence.path,
    }
