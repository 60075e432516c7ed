"""Money that ends is warned of, a bid that is won becomes money, and who reads it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    CommitteeOfficerFactory,
    ElectedMemberFactory,
    UserFactory,
)
from parentis.funding import actions, queries
from parentis.funding.models import Bid, Funding
from parentis.funding.tests.factories import BidFactory, FundingFactory
from parentis.law.care import months_after
from parentis.notices.models import Notice


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def today(db):
    return timezone.localdate()


@pytest.fixture
def officer(db):
    return CommitteeOfficerFactory.create()


def test_a_post_paid_by_a_grant_is_warned_of_a_year_half_a_year_and_3_months_before(
    officer,
):
    parenting = UserFactory.create(role=Role.CORPORATE_PARENTING_OFFICER)
    ElectedMemberFactory.create()
    FundingFactory.create(ended_on=date(2027, 3, 31), started_on=date(2025, 4, 1))
    FundingFactory.create(what="Rent guarantees", ended_on=None)
    turns = [date(2026, 3, 31), date(2026, 9, 30), date(2026, 12, 31)]
    warned = {}

    for turn in (*turns, date(2027, 3, 31)):
        for on in (turn - timedelta(days=1), turn, turn + timedelta(days=1)):
            at = datetime(on.year, on.month, on.day, 6, 47, tzinfo=UTC)
            if actions.warn_of_endings(by=None, at=at):
                warned[on] = Notice.objects.latest("pk").about

    assert list(warned) == turns
    assert warned[date(2026, 9, 30)] == (
        "Housing link worker for care leavers, paid by Homes First Fund, ends within"
        " half a year, on 31 March 2027. Say what happens then."
    )
    assert {told.person for told in Notice.objects.all()} == {officer, parenting}


def test_what_is_decided_is_not_warned_of_and_what_came_late_is_warned_of_once(
    visit, officer, today
):
    money = FundingFactory.create(ended_on=months_after(today, 2))
    now = timezone.now()
    assert actions.warn_of_endings(by=None, at=now) == 1
    assert actions.warn_of_endings(by=None, at=now) == 0
    assert "within three months" in Notice.objects.get().about

    page = visit("/funding/", by=officer)
    assert "Within 3 months It ends in" in page
    page = visit(
        f"/funding/{money.pk}/what-is-next/",
        by=officer,
        answers={
            "what_next": "base-budget",
            **day("next_decided_on", today),
            "next_note": "Cabinet put it into the budget.",
            "version": 1,
        },
    )

    assert "It moves to the council's own budget" in page.summary["What happens then"]
    money.refresh_from_db()
    Funding.objects.filter(pk=money.pk).update(ended_on=today)
    assert actions.warn_of_endings(by=None, at=now) == 0
    (ending,) = queries.ending_soon(viewer=officer, on=today)
    assert (ending.is_decided, ending.words) == (
        True,
        "It ends today.",
    )


def test_a_bid_that_is_won_becomes_money_and_renews_what_it_was_for(
    visit, officer, today
):
    before = FundingFactory.create()
    page = visit(
        "/funding/bids/add/",
        by=officer,
        answers={
            "what": "Two more years of the link worker",
            "paid_for": "post",
            "asked_of": "Homes First Fund",
            "funder_kind": "grant",
            "amount": "£84,000",
            "per": "total",
            **day("asked_on", today - timedelta(days=40)),
            "renews_id": before.pk,
        },
    )
    bid = Bid.objects.get()
    assert page.summary["Amount asked for"] == "£84,000 in all"
    outcome = f"/funding/bids/{bid.pk}/outcome/"
    won = {"outcome": "won", **day("answered_on", today), "version": 1}
    page = visit(outcome, by=officer, answers=won)
    assert page.errors == ["Enter from which day it is paid"]

    page = visit(
        outcome,
        by=officer,
        answers=won
        | day("started_on", date(2027, 4, 1))
        | day("ended_on", date(2029, 3, 31))
        | {"led_to": "One post for two years."},
    )

    assert "£84,000 in all from 1 April 2027" in page.summary["What it led to"]
    bid.refresh_from_db()
    before.refresh_from_db()
    assert Funding.objects.get(bid=bid).follows == before
    assert (before.what_next, before.next_decided_on) == ("renewed", today)
    page = visit(
        outcome,
        by=officer,
        answers=won | {"outcome": "lost", "version": bid.version},
    )
    assert page.errors == [
        "This bid was won, and led to money. Strike out the bid if it was not."
    ]


def test_a_bid_that_is_lost_leads_to_no_money(visit, officer, today):
    bid = BidFactory.create()

    page = visit(
        f"/funding/bids/{bid.pk}/outcome/",
        by=officer,
        answers={
            "outcome": "lost",
            **day("answered_on", today),
            "led_to": "We ask again next year.",
            "version": 1,
        },
    )

    assert page.summary["What it led to"] == "We ask again next year."
    assert not Funding.objects.exists()


def test_the_public_reads_what_is_marked_so_and_an_amount_only_where_that_is(
    officer, today
):
    running = {"started_on": today, "ended_on": None}
    FundingFactory.create(what="Staff alone", **running)
    FundingFactory.create(what="Without", is_public=True, **running)
    FundingFactory.create(
        what="With",
        shown_to="public-with-amount",
        amount=Decimal("1200.50"),
        **running,
    )

    public = queries.public_funding(on=today)
    staff = queries.funding_told(viewer=officer, on=today)

    assert [(each.what, each.amount) for each in public] == [
        ("With", "£1,200.50 a year"),
        ("Without", ""),
    ]
    assert [each.what for each in staff] == ["Staff alone", "With", "Without"]


def test_money_is_written_down_changed_and_struck_out_by_those_who_keep_promises(
    visit, officer, today
):
    answers = {
        "what": "Driving lessons",
        "paid_for": "thing",
        "funder_kind": "partner",
        "funder": "Aldermere Rotary",
        "amount": "many",
        "per": "year",
        **day("started_on", today),
        "shown_to": "public",
    }
    page = visit("/funding/add/", by=officer, answers=answers)
    assert page.errors == ["The amount must be a number, such as 41,200"]
    page = visit("/funding/add/", by=officer, answers=answers | {"amount": "3000"})
    assert page.messages == ["What you wrote is saved"]
    assert page.summary["Paid"].endswith("without an end")
    money = Funding.objects.get()

    member = ElectedMemberFactory.create()
    assert visit(f"/funding/{money.pk}/", by=member).links == {}
    assert visit(f"/funding/{money.pk}/change/", by=member).status == 403
    change = f"/funding/{money.pk}/change/"
    visit(change, by=officer, answers=answers | {"amount": "3500", "version": 1})
    page = visit(change, by=officer, answers=answers | {"amount": "4000", "version": 1})
    assert "Both texts are below" in page.errors[0]
    page = visit(
        f"/funding/{money.pk}/strike-out/",
        by=officer,
        answers={"why": "It is a gift, and ours to give."},
    )
    assert page.url == "/funding/"
    assert "Driving lessons" not in page
