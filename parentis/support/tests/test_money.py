"""Sums drawn: what is agreed, paid and left, against what is named on a day."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import AdviserFactory, UserFactory
from parentis.entries.models import TimelineEntry
from parentis.support import queries
from parentis.support.choices import in_pounds
from parentis.support.models import MoneyRequest
from parentis.support.tests.factories import (
    LeisurePassFactory,
    MoneyRequestFactory,
    PaymentFactory,
)
from parentis.young_people.tests.factories import AllocationFactory

TODAY = date(2026, 5, 3)


@pytest.fixture
def sam(db):
    return AllocationFactory.create().young_person


@pytest.fixture
def adviser(sam):
    return sam.allocations.get().person


def on(name: str, day: str) -> dict[str, str]:
    parts = zip(("day", "month", "year"), day.split(), strict=True)
    return {f"{name}-{part}": typed for part, typed in parts}


def purse_of(sam, adviser, *, day: date = TODAY) -> queries.Purse:
    (purse,) = queries.purses(sam, viewer=adviser, on=day)
    return purse


def test_several_payments_are_taken_from_what_was_agreed(sam, adviser):
    MoneyRequestFactory.create(young_person=sam, pounds_agreed=Decimal("2500.50"))
    for pounds in ("450", "0.10", "1200.40"):
        PaymentFactory.create(young_person=sam, pounds=Decimal(pounds))

    purse = purse_of(sam, adviser)

    assert (purse.agreed, purse.paid) == (Decimal("2500.50"), Decimal("1650.50"))
    assert purse.left == Decimal(850)
    assert purse.left_of_named == Decimal("1349.50")


@pytest.mark.parametrize(
    ("day", "named"),
    [
        (date(2012, 3, 31), None),
        (date(2012, 4, 1), 2_000),
        (date(2023, 3, 31), 2_000),
        (date(2023, 4, 1), 3_000),
    ],
)
def test_what_is_named_is_that_of_the_day(sam, adviser, day, named):
    MoneyRequestFactory.create(young_person=sam, pounds_agreed=Decimal(1_000))

    purse = purse_of(sam, adviser, day=day)

    assert (purse.named and purse.named.pounds) == named


@pytest.mark.parametrize(
    ("answered_on", "named"),
    [
        (date(2023, 3, 31), "£2,000 (Statutory guidance, Volume 3, leaving care grant"),
        (date(2023, 4, 1), "£3,000 (DfE section 31 letter"),
    ],
)
def test_a_request_says_what_was_named_on_its_own_day(answered_on, named):
    asked = MoneyRequestFactory.build(
        asked_on=date(2023, 1, 9), answered_on=answered_on
    )

    assert dict(asked.facts)["Set by law or government, that day"].startswith(named)


def test_more_than_agreed_is_said_and_leaves_nothing(visit, sam, adviser):
    MoneyRequestFactory.create(young_person=sam, pounds_agreed=Decimal(3_000))
    PaymentFactory.create(young_person=sam, pounds=Decimal("3100.25"))

    page = visit(f"/young-people/{sam.pk}/money/", by=adviser)

    assert page.summary["Paid beyond what was agreed"] == "£100.25"
    assert page.summary["Left of that"] == "£0"
    assert "Still to pay" not in page.summary


def test_what_was_refused_struck_out_or_somebody_elses_does_not_count(sam, adviser):
    MoneyRequestFactory.create(young_person=sam, pounds_agreed=Decimal(500))
    MoneyRequestFactory.create(young_person=sam, refused=True)
    MoneyRequestFactory.create(young_person=sam, waiting=True)
    MoneyRequestFactory.create(pounds_agreed=Decimal(900))
    PaymentFactory.create(pounds=Decimal(70))
    PaymentFactory.create(
        young_person=sam,
        pounds=Decimal(80),
        struck_out_at=timezone.now(),
        why_struck_out="It was paid to somebody else.",
    )

    purse = purse_of(sam, adviser)

    assert (purse.agreed, purse.paid) == (Decimal(500), Decimal(0))
    assert (purse.waiting, purse.refused) == (1, 1)


def test_local_money_is_counted_by_its_own_name(sam, adviser):
    MoneyRequestFactory.create(
        young_person=sam, what="other", name="Driving lessons", pounds_agreed=400
    )
    PaymentFactory.create(
        young_person=sam, what="other", name="driving lessons ", pounds=90
    )
    PaymentFactory.create(young_person=sam, what="other", name="Gym", pounds=20)

    found = queries.purses(sam, viewer=adviser, on=TODAY)

    assert [(each.title, each.left) for each in found] == [
        ("Driving lessons", Decimal(310)),
        ("Gym", Decimal(-20)),
    ]


def test_the_page_tells_what_is_agreed_paid_and_left(visit, sam, adviser):
    MoneyRequestFactory.create(young_person=sam)
    PaymentFactory.create(young_person=sam)

    page = visit(f"/young-people/{sam.pk}/money/", by=adviser)

    assert "Agreed in all: £3,000. Paid in all: £450." in page
    assert page.summary["Still to pay"] == "£2,550"
    assert page.summary["Set by law or government, today"].startswith(
        "£3,000 (DfE section 31 letter"
    )


ASKED = {
    "what": "setting-up-home",
    "answer": "agreed",
    "pounds_agreed": "£3,000",
    "answered_by": "Leaving care panel",
    **on("asked_on", "5 1 2026"),
    **on("answered_on", "12 1 2026"),
}


def ask(visit, sam, adviser, **answers):
    address = f"/young-people/{sam.pk}/record/money-asked-for/add/"
    return visit(address, by=adviser, answers=ASKED | answers)


def test_a_request_is_written_down_as_people_write_sums(visit, sam, adviser):
    ask(visit, sam, adviser)

    assert MoneyRequest.objects.get().pounds_agreed == Decimal(3_000)
    line = TimelineEntry.objects.get(young_person=sam)
    assert line.headline == "Setting-up home allowance: £3,000 agreed"
    assert line.happened_on == date(2026, 1, 12)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"what": "other"}, "Write what it is"),
        ({"pounds_agreed": ""}, "Enter how much is agreed"),
        (
            {"pounds_agreed": "a lot"},
            "How much is agreed: write a sum in pounds, such as 12.50",
        ),
        (
            {"pounds_agreed": "1.234"},
            "How much is agreed: write pence with two figures",
        ),
        (
            {"pounds_agreed": "-5"},
            "How much is agreed: the sum must be more than nothing",
        ),
        (
            {"pounds_agreed": "10000000"},
            "How much is agreed: the sum must be less than a million pounds",
        ),
        ({"answer": "refused", "pounds_agreed": ""}, "Write why it is refused"),
        (
            {"answer": "refused", "why": "Paid already"},
            "Enter the sum where it is agreed, and only there.",
        ),
        (on("answered_on", "4 1 2026"), "The answer is before the day it was asked."),
    ],
)
def test_what_is_wrong_with_a_request_is_said(visit, sam, adviser, answers, sentence):
    page = ask(visit, sam, adviser, **answers)

    assert page.errors[0].startswith(sentence)
    assert not MoneyRequest.objects.exists()


def test_an_answer_needs_its_day(visit, sam, adviser):
    no_day = {f"answered_on-{part}": "" for part in ("day", "month", "year")}

    page = ask(visit, sam, adviser, **no_day)

    assert page.errors == ["Enter when it was answered"]


def test_sums_are_written_as_people_write_them():
    sums: list[Decimal | int] = [
        Decimal("3000.00"),
        Decimal("12.5"),
        Decimal("-0.05"),
        0,
    ]

    assert [in_pounds(pounds) for pounds in sums] == [
        "£3,000",
        "£12.50",
        "\N{MINUS SIGN}£0.05",
        "£0",
    ]


def test_the_virtual_school_gives_a_laptop_and_sees_no_money(visit, sam):
    school = UserFactory.create(role=Role.VIRTUAL_SCHOOL)
    AllocationFactory.create(
        young_person=sam, allocated_as="virtual-school", person=school
    )
    given = {
        "kind": "laptop",
        "what": "13 inch",
        "given_by": "Virtual school",
        **on("given_on", "3 9 2025"),
        **on("support_until", "2 9 2027"),
    }

    page = visit(
        f"/young-people/{sam.pk}/record/equipment/add/", by=school, answers=given
    )

    assert page.summary["Support until"] == "2 September 2027"
    assert page.summary["Now"] == "They have it"
    assert visit(f"/young-people/{sam.pk}/money/", by=school).status == 403
    payments = f"/young-people/{sam.pk}/record/payments/"
    assert visit(payments, by=school).status == 403


def test_equipment_that_is_gone_says_how_and_when(visit, sam, adviser):
    lost = {"kind": "phone", "end": "lost", **on("given_on", "3 9 2025")}
    address = f"/young-people/{sam.pk}/record/equipment/add/"

    page = visit(address, by=adviser, answers=lost)
    assert page.errors[0].startswith("Where they no longer have it, say both")

    visit(address, by=adviser, answers=lost | on("ended_on", "1 2 2026"))
    assert TimelineEntry.objects.get().headline == "Phone, lost or stolen"


def test_a_leisure_pass_cannot_end_before_it_is_given(visit, sam, adviser):
    given = {
        "what": "Aldermere Leisure",
        **on("given_on", "3 9 2025"),
        **on("valid_until", "2 9 2025"),
    }

    page = visit(
        f"/young-people/{sam.pk}/record/leisure-passes/add/", by=adviser, answers=given
    )

    assert page.errors == [
        "It ends before the day it was given. Check both days.",
    ]


def test_a_pass_is_current_to_its_last_day():
    given = LeisurePassFactory.build(valid_until=TODAY)

    assert given.is_current(TODAY)
    assert not given.is_current(date(2026, 5, 4))


def test_the_record_leads_to_what_was_agreed_and_paid(visit, sam, adviser):
    page = visit(f"/young-people/{sam.pk}/", by=adviser)

    money = f"/young-people/{sam.pk}/money/"
    assert page.links["What was agreed and paid in all"] == money


def test_money_of_another_services_young_person_is_not_found(visit, sam):
    page = visit(f"/young-people/{sam.pk}/money/", by=AdviserFactory.create())

    assert page.status == 404
