"""The made-up council's employment targets, and its members' visits to homes."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    CommitteeOfficerFactory,
    ElectedMemberFactory,
    UserFactory,
)
from parentis.bodies.queries import councillor_of
from parentis.config.made_up_bodies import fill_bodies
from parentis.config.made_up_targets import fill_targets
from parentis.config.made_up_visits import fill_visits
from parentis.targets import queries as targets
from parentis.targets.models import Achievement, Target, ToldTargets
from parentis.visits import queries as visits
from parentis.visits.models import DueVisit, Visit

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = AT.date()


@pytest.fixture
def officer(db):
    officer = CommitteeOfficerFactory.create(email="committee@aldermere.example")
    UserFactory.create(role=Role.CORPORATE_PARENTING_OFFICER)
    return officer


def test_targets_are_made_up_for_each_year_since_2022(officer):
    fill_targets(at=AT)
    fill_targets(at=AT)
    this_year = targets.public_table(2026)
    last_year = targets.public_table(2025)

    assert targets.public_years() == [2026, 2025, 2024, 2023, 2022]
    assert [each.name for each in this_year.rows][:2] == [
        "Children's Services",
        "Adult Social Care and Health",
    ]
    assert "Adult Services" in {row.name for row in targets.public_table(2022).rows}
    assert this_year.told_as_of is not None
    assert last_year.totals.total.taken_up.isdecimal()
    assert last_year.totals.entries[0].taken_up == "50 by 31 December 2025"
    assert Target.objects.filter(year=2026, directorate=None).count() == 5
    assert Achievement.objects.latest("happened_on").happened_on <= TODAY
    nobody_is_told_a_small_count_or_a_small_increase()


def nobody_is_told_a_small_count_or_a_small_increase():
    told: dict[tuple[int, str], list[int]] = {}
    for telling in ToldTargets.objects.order_by("as_of"):
        for key in telling.told:
            told.setdefault((telling.year, key), []).append(telling.counted[key])

    assert len(told) > 50
    for counts in told.values():
        for earlier, later in combinations([0, *counts], 2):
            assert later - earlier not in range(1, 6)


def test_two_homes_are_visited_each_month_and_answer(officer):
    member = ElectedMemberFactory.create(email="councillor@aldermere.example")
    fill_bodies(at=AT)
    fill_visits(at=AT)
    fill_visits(at=AT)
    hale = councillor_of(member, viewer=member)
    page = visits.visits_page(viewer=officer, on=TODAY)
    told = visits.public_visits(TODAY - timedelta(days=365), TODAY)

    assert {home.name for home in page.homes} == {"Larch House", "Millbrook"}
    assert Visit.objects.count() == 59
    assert Visit.objects.earliest("pk").councillor == hale
    assert [each.councillor.name for each in page.overdue] == ["Desmond Pike"]
    assert visits.due_of(hale.pk, viewer=member, on=TODAY)
    assert DueVisit.objects.latest("month").month.year == 2027
    assert [row.state.label for row in page.rows[:4]] == [
        "Waits for answer",
        "Young people not told yet",
        "Young people not told yet",
        "Answered and told",
    ]
    assert {each.home for each in told.visits} == {"A children's home"}
    assert not any(name in str(told) for name in ("Larch", "Millbrook"))
