"""Who is owed what, from what the records in the database say."""

from datetime import date

import pytest

from parentis.accounts.tests.factories import AdviserFactory
from parentis.care_history.choices import ProgrammeKind, StayKind
from parentis.care_history.models import Programme, Stay, SupportAskedFor
from parentis.care_history.tests.factories import CarePeriodFactory
from parentis.homes.tests.factories import HomeFactory
from parentis.law.eligibility import Category
from parentis.owed import queries
from parentis.support.tests.factories import PaymentFactory
from parentis.young_people.tests.factories import AllocationFactory, YoungPersonFactory

TODAY = date(2026, 11, 22)
WRITTEN = {"recorded_at": "2026-11-01T09:00Z"}


@pytest.fixture
def adviser(db):
    return AdviserFactory.create()


def of_age(years, **facts):
    """Somebody whose birthday was on 1 June, looked after from 14 until 18."""
    born = date(2026 - years, 6, 1)
    young_person = YoungPersonFactory.create(born=born, **facts)
    CarePeriodFactory.create(
        young_person=young_person,
        started_on=born.replace(year=born.year + 14),
        ended_on=born.replace(year=born.year + 18) if years >= 18 else None,
    )
    return young_person


def owed_to(young_person, adviser, *, on=TODAY):
    return queries.owed_to([young_person], viewer=adviser, on=on)[young_person.pk]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (15, Category.LOOKED_AFTER_UNDER_16),
        (17, Category.ELIGIBLE),
        (19, Category.FORMER_RELEVANT),
        (22, Category.NOT_ASKED_FOR_SUPPORT),
        (25, Category.NONE),
    ],
)
def test_the_category_follows_the_care_history(adviser, years, expected):
    assert owed_to(of_age(years), adviser).category == expected


def test_asking_for_support_at_22_brings_a_plan_and_an_adviser_back(adviser):
    sam = of_age(22)
    SupportAskedFor.objects.create(
        young_person=sam, started_on=date(2026, 10, 5), **WRITTEN
    )

    owed = owed_to(sam, adviser)

    assert owed.category == Category.ASKED_FOR_SUPPORT
    assert {"pathway-plan", "personal-adviser"} <= {d.duty.code for d in owed.duties}


def test_six_months_at_home_at_17_end_what_a_relevant_child_is_owed(adviser):
    sam = YoungPersonFactory.create(born=date(2009, 6, 1))
    CarePeriodFactory.create(
        young_person=sam, started_on=date(2023, 6, 1), ended_on=date(2026, 3, 1)
    )
    relevant = owed_to(sam, adviser)
    Stay.objects.create(
        young_person=sam,
        kind=StayKind.AT_HOME,
        started_on=date(2026, 3, 1),
        **WRITTEN,
    )

    assert relevant.category == Category.RELEVANT
    assert owed_to(sam, adviser).category == Category.QUALIFYING


def test_a_home_that_the_council_provides_is_visited_within_seven_days(adviser):
    sam = of_age(19)
    HomeFactory.create(young_person=sam, started_on=date(2026, 11, 18))
    not_provided = owed_to(sam, adviser)
    HomeFactory._meta.model.objects.filter(young_person=sam).update(is_provided=True)

    assert not_provided.due("visit") is None
    assert owed_to(sam, adviser).due("visit") == date(2026, 11, 25)


def test_a_degree_in_the_plan_goes_on_after_21_with_its_bursary(adviser):
    sam = of_age(21)
    Programme.objects.create(
        young_person=sam,
        kind=ProgrammeKind.HIGHER,
        name="Nursing at Aldermere University",
        started_on=date(2025, 9, 15),
        ended_on=date(2028, 6, 30),
        is_in_plan_from_before_21=True,
        **WRITTEN,
    )

    owed = owed_to(sam, adviser)

    assert owed.category == Category.EDUCATION_CONTINUING
    codes = {each.duty.code for each in owed.duties}
    assert {"higher-education-bursary", "vacation-accommodation"} <= codes
    assert owed.change.on == date(2028, 6, 30)


def test_an_adviser_is_counted_from_the_first_of_those_who_followed_each_other(adviser):
    sam = of_age(19)
    assert owed_to(sam, adviser).done.adviser_since is None

    AllocationFactory.create(
        young_person=sam, started_on=date(2025, 1, 6), ended_on=date(2026, 1, 6)
    )
    AllocationFactory.create(young_person=sam, started_on=date(2026, 1, 6))

    assert owed_to(sam, adviser).done.adviser_since == date(2025, 1, 6)


def test_what_was_paid_of_the_allowance_counts_until_it_is_paid_in_full(adviser):
    sam = of_age(19)
    PaymentFactory.create(young_person=sam, pounds=1_200)
    PaymentFactory.create(young_person=sam, pounds=900, what="travel")
    PaymentFactory.create(pounds=3_000)

    def allowance():
        duties = owed_to(sam, adviser).duties
        return next(each for each in duties if each.duty.code == "setting-up-home")

    assert (allowance().paid, allowance().is_done) == (1_200, False)
    PaymentFactory.create(young_person=sam, pounds=1_800)
    assert (allowance().paid, allowance().is_done) == (3_000, True)


def test_what_was_struck_out_counts_for_nothing(adviser):
    sam = of_age(19)
    CarePeriodFactory._meta.model.objects.filter(young_person=sam).update(
        struck_out_at="2026-11-02T09:00Z", why_struck_out="Another child's."
    )

    assert owed_to(sam, adviser).category == Category.NONE


def test_nobody_is_told_of_without_a_birthday(adviser):
    sam = YoungPersonFactory.create(born=None)

    assert queries.owed_to([sam], viewer=adviser, on=TODAY) == {}


def test_a_caseload_takes_as_many_queries_as_one_record(
    adviser, django_assert_max_num_queries
):
    one = [of_age(19)]
    with django_assert_max_num_queries(20) as queries_of_one:
        queries.owed_to(one, viewer=adviser, on=TODAY)
    many = one + [of_age(16 + each % 9) for each in range(9)]
    with django_assert_max_num_queries(len(queries_of_one)):
        queries.owed_to(many, viewer=adviser, on=TODAY)
