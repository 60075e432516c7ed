"""The demo's pathway plans, as whoever opens them finds them."""

from datetime import UTC, date, datetime, timedelta

from parentis.accounts.tests.factories import (
    AdviserFactory,
    ManagerFactory,
    ServiceFactory,
)
from parentis.config.made_up_plans import fill_plans
from parentis.pathway_plans import queries
from parentis.pathway_plans.choices import Status
from parentis.pathway_plans.models import Action, Plan, Section
from parentis.young_people.models import YoungPerson

AT = datetime(2026, 5, 20, 10, tzinfo=UTC)


def test_most_are_approved_some_overdue_and_some_wait(db):
    service, adviser, manager = (
        ServiceFactory.create(),
        AdviserFactory.create(),
        ManagerFactory.create(),
    )
    made = YoungPerson.objects.bulk_create(
        YoungPerson(
            child_number=str(number),
            given_name="Sam",
            family_name="Thornbury",
            born=date(2003, 1, 5) + timedelta(days=37 * number),
            service=service,
        )
        for number in range(80)
    )

    fill_plans(
        made,
        advisers={each.pk: adviser for each in made},
        managers={each.pk: manager for each in made},
        at=AT,
    )

    those = [each for each in made if 16 <= (each.age_on(AT.date()) or 0) <= 21]
    with_plans = set(Plan.objects.values_list("young_person", flat=True))
    assert with_plans == {each.pk for each in those}
    assert set(Plan.objects.values_list("status", flat=True)) == set(Status.values)
    days = queries.plan_days([each.pk for each in those], viewer=adviser)
    reviewed = [each.next_review_on for each in days.values() if each.next_review_on]
    overdue = [day for day in reviewed if day < AT.date()]
    assert 0 < len(overdue) < len(reviewed) / 3
    assert Section.objects.count() == 10 * Plan.objects.count()
    assert not Action.objects.filter(what__contains="{").exists()
    assert not Plan.objects.filter(approved_at__gt=AT).exists()
