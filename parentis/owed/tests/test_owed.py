"""The page that says what somebody is owed: why, by when, and what a person decides."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import AdviserFactory, UserFactory
from parentis.care_history.tests.factories import CarePeriodFactory
from parentis.homes.tests.factories import HomeFactory
from parentis.law.duties import duties
from parentis.owed import queries
from parentis.owed.models import Confirmation
from parentis.owed.tests.factories import ConfirmationFactory
from parentis.young_people.tests.factories import AllocationFactory

TODAY = timezone.localdate()
AT_14 = date(TODAY.year - 5, 1, 15)
BORN = AT_14.replace(year=AT_14.year - 14)
AT_18 = BORN.replace(year=BORN.year + 18)


@pytest.fixture
def sam(db):
    """Looked after from 14 to 18; 19, or 18 in the first days of January."""
    sam = AllocationFactory.create(young_person__born=BORN).young_person
    CarePeriodFactory.create(young_person=sam, started_on=AT_14, ended_on=AT_18)
    return sam


@pytest.fixture
def adviser(sam):
    return sam.allocations.get().person


def written(day):
    return f"{day.day} {day:%B %Y}"


def test_the_category_is_said_in_plain_words_with_what_changes_it(visit, sam, adviser):
    page = visit(f"/young-people/{sam.pk}/owed/", by=adviser)
    at_21 = BORN.replace(year=BORN.year + 21)

    assert page.summary["By law"].startswith("Former relevant child They have left")
    assert f"on {written(at_21)}, if nothing else happens" in page.text


def test_the_page_says_the_dates_that_the_law_says(visit, sam, adviser):
    HomeFactory.create(
        young_person=sam, started_on=TODAY - timedelta(days=30), is_provided=True
    )
    text = visit(f"/young-people/{sam.pk}/owed/", by=adviser).text

    owed = queries.owed_to([sam], viewer=adviser, on=TODAY)[sam.pk]
    expected = duties(owed.history, owed.done, on=TODAY)
    assert "visit" in {each.duty.code for each in expected}
    for each in expected:
        assert each.duty.title in text
        if each.due_on and not each.is_done:
            how = "Was due by" if each.is_overdue(TODAY) else "Due by"
            assert f"{how} {written(each.due_on)}." in text
        if each.until:
            assert f"({written(each.until)} at the latest)" in text


def test_what_is_overdue_comes_first_and_says_so(visit, sam, adviser):
    moved = TODAY - timedelta(days=30)
    HomeFactory.create(young_person=sam, started_on=moved, is_provided=True)

    overdue = visit(f"/young-people/{sam.pk}/owed/", by=adviser).items("Overdue")

    assert f"Was due by {written(moved + timedelta(days=7))}" in " ".join(overdue)


def test_each_condition_has_its_source_and_the_mark_of_memory(visit, sam, adviser):
    page = visit(f"/young-people/{sam.pk}/owed/", by=adviser)

    (rule,) = [each for each in page.items("Why") if "looked after at 18" in each]
    assert "Children Act 1989, section 23C(1)" in rule
    (aged,) = [each for each in page.items("Why") if "Is aged 18 to 20" in each]
    assert "(from memory, not yet confirmed)" in aged


def test_the_return_s_cohort_is_another_field_than_the_category(visit, sam, adviser):
    asked = visit(f"/young-people/{sam.pk}/owed/", by=adviser).summary
    assert asked["In the SSDA903 return"].startswith("Yes: the return of")

    period = CarePeriodFactory._meta.model.objects.get(young_person=sam)
    period.reason_ceased = "E3"
    period.save()

    left_out = visit(f"/young-people/{sam.pk}/owed/", by=adviser).summary
    assert "another council's" in left_out["In the SSDA903 return"]
    assert left_out["By law"] == asked["By law"]


def test_without_a_birthday_the_page_says_what_is_missing(visit, adviser, sam):
    sam.born = None
    sam.save()

    page = visit(f"/young-people/{sam.pk}/owed/", by=adviser)

    assert "No date of birth is written down" in page.text


def test_the_sheet_speaks_to_the_young_person(visit, sam, adviser):
    page = visit(f"/young-people/{sam.pk}/owed/print/", by=adviser)

    assert "what the law makes your council do for you, Sam" in page.text
    assert "Personal adviser" in page.text


@pytest.fixture
def at_the_edge(sam):
    """92 days: nobody knows how to count the first and the last."""
    period = CarePeriodFactory._meta.model.objects.get(young_person=sam)
    period.started_on = AT_18 - timedelta(days=92)
    period.save()
    return sam


DECIDED = {
    "category": "former_relevant",
    "decided_on-day": "3",
    "decided_on-month": "2",
    "decided_on-year": "2026",
    "why": "The court's papers say 92 days.",
}


def test_a_person_decides_what_the_dates_do_not_settle(visit, at_the_edge, adviser):
    sam = at_the_edge
    before = visit(f"/young-people/{sam.pk}/owed/", by=adviser)
    assert "Somebody has to decide" in before.text
    (asked,) = queries.owed_to([sam], viewer=adviser, on=TODAY)[sam.pk].to_confirm

    page = visit(
        f"/young-people/{sam.pk}/owed/decide/1/",
        by=adviser,
        answers=DECIDED | {"asked": asked},
    )

    assert "Somebody has to decide" not in page.text
    (decided,) = page.items("What was decided by a person")
    assert f"decided by {adviser} on 3 February 2026" in decided
    assert "The court's papers say 92 days." in decided


def test_a_decision_of_another_question_is_not_kept(visit, at_the_edge, adviser):
    page = visit(
        f"/young-people/{at_the_edge.pk}/owed/decide/1/",
        by=adviser,
        answers=DECIDED | {"asked": "91 days were counted."},
    )

    assert page.errors[0].startswith("The dates have changed while you were writing")
    assert not Confirmation.objects.exists()


def test_a_decision_needs_its_reason(visit, at_the_edge, adviser):
    page = visit(
        f"/young-people/{at_the_edge.pk}/owed/decide/1/",
        by=adviser,
        answers=DECIDED | {"why": "", "asked": "whatever"},
    )

    assert page.errors == ["Write why you decided so"]


def test_a_decision_that_is_struck_out_is_asked_again(visit, at_the_edge, adviser):
    sam = at_the_edge
    (asked,) = queries.owed_to([sam], viewer=adviser, on=TODAY)[sam.pk].to_confirm
    decision = ConfirmationFactory.create(young_person=sam, question=asked)

    page = visit(
        f"/young-people/{sam.pk}/owed/decisions/{decision.pk}/strike-out/",
        by=adviser,
        answers={"why": "I counted another spell twice."},
    )

    assert "Somebody has to decide" in page.text


def test_a_decision_against_the_dates_is_shown_beside_them(visit, sam, adviser):
    ConfirmationFactory.create(young_person=sam, category="qualifying")

    page = visit(f"/young-people/{sam.pk}/owed/", by=adviser)

    assert "that they are: Qualifying for advice and assistance" in page.text
    assert "the duties below follow the dates" in page.text


def test_there_is_nothing_to_decide_where_nothing_is_asked(visit, sam, adviser):
    assert visit(f"/young-people/{sam.pk}/owed/decide/1/", by=adviser).status == 404


def test_what_another_service_owes_is_not_found(visit, sam):
    page = visit(f"/young-people/{sam.pk}/owed/", by=AdviserFactory.create())

    assert page.status == 404


def test_who_follows_work_alone_does_not_read_it(visit, sam):
    referred = UserFactory.create(roles=[Role.EMPLOYMENT_ADVISER])
    AllocationFactory.create(
        young_person=sam, person=referred, allocated_as="employment-adviser"
    )

    assert visit(f"/young-people/{sam.pk}/owed/", by=referred).status == 403
