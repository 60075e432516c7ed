"""What is owed, by which day, on each side of the line."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from parentis.law.amounts import HIGHER_EDUCATION_BURSARY, SETTING_UP_HOME
from parentis.law.care import Education, History, LookedAfter, Period
from parentis.law.clocks import Done
from parentis.law.duties import DUTIES, Commencement, duties
from parentis.law.eligibility import Category

BORN = date(2008, 5, 20)
AT_16, AT_18 = date(2024, 5, 20), date(2026, 5, 20)
IN_CARE = History(
    born=BORN,
    looked_after=[LookedAfter(start=date(2020, 1, 1), end=AT_18, legal_status="C2")],
)
LEFT_AT_17 = History(
    born=BORN,
    looked_after=[
        LookedAfter(start=date(2020, 1, 1), end=date(2025, 6, 1), legal_status="V2")
    ],
)
AGED_22 = History(
    born=date(2004, 5, 20),
    looked_after=[
        LookedAfter(start=date(2015, 1, 1), end=date(2022, 5, 20), legal_status="C2")
    ],
)


def owed(history, on, done=None):
    found = duties(history, done or Done(), on=on)
    return {each.duty.code: each for each in found}


def test_an_eligible_child_is_assessed_within_three_months_of_16():
    assessment = owed(IN_CARE, date(2024, 7, 1))["assessment"]

    assert assessment.due_on == date(2024, 8, 20)
    assert not assessment.is_overdue(date(2024, 8, 20))
    assert assessment.is_overdue(date(2024, 8, 21))


def test_who_comes_into_care_at_16_within_three_months_of_becoming_eligible():
    late = History(
        born=BORN,
        looked_after=[LookedAfter(start=date(2024, 6, 1), legal_status="V2")],
    )

    assert owed(late, date(2024, 9, 15))["assessment"].due_on == date(2024, 11, 30)


@pytest.mark.parametrize(
    ("pounds", "is_done"), [(0, False), (2_999, False), (3_000, True), (3_200, True)]
)
def test_a_sum_is_done_once_it_is_paid_in_full(pounds, is_done):
    done = Done(paid={SETTING_UP_HOME: Decimal(pounds)})

    allowance = owed(AGED_22, date(2026, 7, 1), done)["setting-up-home"]

    assert allowance.pounds == 3_000
    assert (allowance.paid, allowance.is_done) == (pounds, is_done)


def test_an_assessment_that_is_made_is_not_overdue():
    done = Done(assessed_on=date(2024, 9, 1))

    assert owed(IN_CARE, date(2025, 1, 1), done)["assessment"].is_done


def test_a_relevant_child_with_a_plan_needs_no_new_assessment():
    on = date(2025, 7, 1)

    assert owed(LEFT_AT_17, on)["assessment"].due_on == date(2025, 9, 1)
    assert "assessment" not in owed(LEFT_AT_17, on, Done(plan_made_on=date(2025, 1, 1)))


def test_the_plan_is_reviewed_six_months_after_the_last_time():
    done = Done(plan_made_on=date(2024, 8, 31), reviews=[date(2025, 2, 10)])

    assert owed(IN_CARE, date(2025, 2, 9), done)["review"].due_on == date(2025, 2, 28)
    assert owed(IN_CARE, date(2025, 3, 1), done)["review"].due_on == date(2025, 8, 10)


def test_a_home_that_the_council_provides_is_visited_within_seven_days():
    home = Done(provided=[Period(start=date(2025, 6, 1))])
    on = date(2025, 6, 20)

    assert owed(LEFT_AT_17, on, home)["visit"].due_on == date(2025, 6, 8)
    visited = replace(home, visits=[date(2025, 6, 5)])
    assert owed(LEFT_AT_17, on, visited)["visit"].due_on == date(2025, 8, 5)
    assert "visit" not in owed(LEFT_AT_17, on)


def test_a_move_to_a_home_that_nobody_inspects_is_reviewed_after_28_days():
    moved = Done(unregulated_since=date(2025, 6, 1))
    on = date(2025, 7, 10)

    assert owed(LEFT_AT_17, on, moved)["review-of-a-move"].due_on == date(2025, 6, 29)
    reviewed = replace(moved, reviews=[date(2025, 7, 1)])
    assert owed(LEFT_AT_17, on, reviewed)["review-of-a-move"].due_on == date(
        2025, 10, 1
    )


def test_the_offer_after_21_comes_on_the_birthday_and_every_year_after():
    on = date(2026, 6, 1)

    assert owed(AGED_22, on)["annual-offer"].due_on == date(2025, 5, 20)
    told = Done(offers=[date(2025, 9, 1)])
    assert owed(AGED_22, on, told)["annual-offer"].due_on == date(2026, 9, 1)


def test_who_starts_college_at_22_is_assessed_within_three_months_of_saying_so():
    student = replace(AGED_22, education=[Education(informed_on=date(2026, 5, 1))])
    found = owed(student, date(2026, 6, 1))

    assert found["assessment"].due_on == date(2026, 8, 1)
    assert "education-costs" in found
    assert "annual-offer" not in found


def test_duties_of_23c_last_until_21():
    found = owed(IN_CARE, AT_18)

    assert found["keep-in-touch"].since == AT_18
    assert found["keep-in-touch"].until == date(2029, 5, 20)
    assert found["corporate-parenting"].until == date(2033, 5, 20)
    assert found["corporate-parenting"].since == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("code", "done"),
    [
        ("staying-put", Done(staying_put=Period(start=AT_18))),
        ("higher-education-bursary", Done(in_higher_education=Period(start=AT_18))),
        ("vacation-accommodation", Done(in_residential_education=Period(start=AT_18))),
    ],
)
def test_what_depends_on_how_they_live(code, done):
    assert code in owed(IN_CARE, AT_18, done)
    assert code not in owed(IN_CARE, AT_18)


def test_a_qualifying_person_is_under_no_corporate_parenting_principles():
    qualifying = History(
        born=BORN,
        looked_after=[
            LookedAfter(start=date(2024, 6, 1), end=date(2024, 7, 1), legal_status="V2")
        ],
    )
    found = owed(qualifying, date(2025, 1, 1))

    assert "advice-and-assistance" in found
    assert "corporate-parenting" not in found


@pytest.mark.parametrize(
    "code", ["staying-close", "local-offer-2026", "not-intentionally-homeless"]
)
def test_what_is_not_in_force_is_owed_to_nobody_until_a_day_is_written(code):
    duty = next(duty for duty in DUTIES if duty.code == code)
    assert duty.waits
    assert duty.owed(IN_CARE, Done(), AT_18) is None

    begun = replace(duty, commencement=Commencement(source=duty.source, on=AT_18))
    assert begun.owed(IN_CARE, Done(), AT_18)
    assert begun.owed(IN_CARE, Done(), AT_18 - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("on", "pounds"),
    [(date(2023, 3, 31), 2_000), (date(2023, 4, 1), 3_000), (date(2011, 1, 1), None)],
)
def test_an_amount_changes_on_its_day(on, pounds):
    amount = SETTING_UP_HOME.on(on)

    assert (amount.pounds if amount else None) == pounds


def test_the_bursary_says_how_much():
    found = owed(IN_CARE, AT_18, Done(in_higher_education=Period(start=AT_18)))

    assert found["higher-education-bursary"].pounds == 2_000
    assert HIGHER_EDUCATION_BURSARY.is_statutory


def test_nobody_is_owed_anything_once_25_or_dead():
    assert duties(AGED_22, Done(), on=date(2029, 5, 20)) == []
    dead = replace(AGED_22, died_on=date(2026, 1, 1))
    assert duties(dead, Done(), on=date(2026, 1, 1)) == []


def test_each_duty_has_a_code_of_its_own_and_nobody_in_no_category_is_owed():
    codes = [duty.code for duty in DUTIES]

    assert len(codes) == len(set(codes))
    assert not any(Category.NONE in duty.owed_to for duty in DUTIES)
