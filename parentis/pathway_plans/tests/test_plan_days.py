"""What the law's clocks and an adviser's day read of pathway plans."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from parentis.accounts.tests.factories import AdviserFactory, ManagerFactory
from parentis.law import clocks
from parentis.law.care import History
from parentis.pathway_plans import queries
from parentis.pathway_plans.choices import Progress
from parentis.pathway_plans.models import Plan
from parentis.pathway_plans.tests.factories import (
    ActionFactory,
    PlanFactory,
    SectionFactory,
)
from parentis.young_people.tests.factories import YoungPersonFactory

ON = date(2026, 5, 20)


@pytest.fixture
def adviser(db):
    return AdviserFactory.create()


def test_a_plan_counts_from_the_day_it_was_made_once_it_is_approved(adviser):
    sam = YoungPersonFactory.create()
    PlanFactory.create(young_person=sam, is_approved=True, made_on=date(2025, 6, 2))
    PlanFactory.create(
        young_person=sam, number=2, is_approved=True, made_on=date(2025, 11, 30)
    )
    PlanFactory.create(young_person=sam, number=3, is_submitted=True)

    days = queries.plan_days([sam.pk], viewer=adviser)[sam.pk]

    assert days.plan_made_on == date(2025, 6, 2)
    assert days.reviews == (date(2025, 11, 30),)
    assert days.next_review_on == date(2026, 5, 30)


def test_the_next_review_is_on_the_day_that_the_law_page_shows(adviser):
    sam = YoungPersonFactory.create()
    PlanFactory.create(young_person=sam, is_approved=True, made_on=date(2025, 8, 31))
    days = queries.plan_days([sam.pk], viewer=adviser)[sam.pk]

    clock = clocks.of_reviews(
        History(born=sam.born),
        clocks.Done(plan_made_on=days.plan_made_on, reviews=days.reviews),
        ON,
    )

    assert clock is not None
    assert clock.due_on == days.next_review_on == date(2026, 2, 28)


def test_whoever_has_no_plan_has_no_days(adviser):
    sam = YoungPersonFactory.create()

    assert queries.plan_days([sam.pk], viewer=adviser) == {sam.pk: queries.PlanDays()}


def test_what_is_due_is_of_the_plan_in_force_alone(adviser):
    sam = YoungPersonFactory.create()
    first = PlanFactory.create(young_person=sam, is_approved=True)
    second = PlanFactory.create(young_person=sam, number=2, is_approved=True)
    draft = PlanFactory.create(young_person=sam, number=3)
    ActionFactory.create(plan=first, what="Of the plan before")
    ActionFactory.create(plan=draft, what="Not approved yet")
    ActionFactory.create(plan=second, what="Later", due_on=date(2026, 8, 1))
    ActionFactory.create(
        plan=second,
        what="Done",
        progress=Progress.DONE,
        finished_on=date(2026, 5, 2),
    )
    ActionFactory.create(plan=second, what="Soon", due_on=date(2026, 6, 1))
    ActionFactory.create(plan=second, what="Overdue", due_on=date(2026, 5, 1))

    (overdue, soon) = queries.actions_due([sam.pk], viewer=adviser, on=ON)[sam.pk]

    assert (overdue.what, overdue.is_overdue(ON)) == ("Overdue", True)
    assert (soon.what, soon.is_overdue(ON)) == ("Soon", False)


@pytest.mark.parametrize("how_many", [1, 30])
def test_it_is_as_many_queries_for_one_as_for_many(
    adviser, django_assert_num_queries, how_many
):
    pks = []
    for _ in range(how_many):
        plan = PlanFactory.create(is_approved=True)
        ActionFactory.create(plan=plan)
        pks.append(plan.young_person_id)

    with django_assert_num_queries(2):
        queries.plan_days(pks, viewer=adviser)
        due = queries.actions_due(pks, viewer=adviser, on=ON)

    assert len(due) == how_many


# -- what the tables refuse, whoever writes to them ------------------------------------


def refuses(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_the_table_refuses_a_plan_approved_by_who_submitted_it(db):
    author = ManagerFactory.create()

    refuses(
        lambda: PlanFactory.create(
            is_approved=True, submitted_by=author, approved_by=author
        )
    )


def test_the_table_refuses_a_plan_approved_by_who_wrote_in_it(db):
    author = ManagerFactory.create()

    refuses(
        lambda: PlanFactory.create(
            is_approved=True, written_by=[author.pk], approved_by=author
        )
    )


def test_the_table_refuses_a_plan_approved_that_nobody_submitted(db):
    refuses(lambda: PlanFactory.create(is_approved=True, submitted_by=None))


def test_the_table_refuses_two_plans_being_made_at_once(db):
    plan = PlanFactory.create()

    refuses(lambda: PlanFactory.create(young_person=plan.young_person, number=2))


def test_an_approved_plan_is_locked_to_whoever_writes_to_its_tables(db):
    plan = PlanFactory.create(is_approved=True)
    section = SectionFactory.create(plan=plan)
    action = ActionFactory.create(plan=plan)
    plans = Plan.objects.filter(pk=plan.pk)

    refuses(lambda: plans.update(status="draft", approved_by=None, approved_at=None))
    refuses(lambda: plan.sections.update(goals="Something else"))
    refuses(section.delete)
    refuses(lambda: plan.actions.update(what="Something else"))
    plan.actions.update(progress=Progress.DONE, finished_on=ON)
    action.refresh_from_db()

    assert not action.is_to_do
