from datetime import UTC, date, datetime

import pytest

from parentis.accounts.tests.factories import (
    AnalystFactory,
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.activities.models import MainActivity
from parentis.care_history.models import CarePeriod
from parentis.entries import actions as entries
from parentis.from_return import actions, queries
from parentis.from_return.choices import JoiningState, Tells
from parentis.homes.models import Home
from parentis.returns.tests import a_return
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import (
    RestrictionFactory,
    YoungPersonFactory,
)

AT = datetime(2026, 5, 4, 10, tzinfo=UTC)


@pytest.fixture
def team(db):
    return TeamFactory.create(name="Leaving care north")


@pytest.fixture
def rukhsana(team):
    rukhsana = ManagerFactory.create(name="Rukhsana Peel")
    TeamMembershipFactory.create(team=team, person=rukhsana)
    return rukhsana


HEADER = """
    CHILD  | SEX | DOB        | ETHNIC | UPN           | MOTHER | MC_DOB
    dan    | F   | 01/06/2005 | WBRI   | A123456789012 |        |
    eve    | M   | 02/06/2005 | BAFR   | A123456789013 |        |
    fay    | F   | 03/06/2005 | WBRI   | A123456789014 |        |
    gus    | M   | 04/06/2005 | WBRI   | A123456789014 |        |
    hal    | M   | 05/06/2005 | WBRI   | A123456789014 |        |
    ivy    | F   | 05/06/2018 | WBRI   | A123456789014 |        |
"""
EPISODES = """
    CHILD | DECOM      | RNE | LS | CIN | PLACE | PLACE_PROVIDER | DEC        | REC
    dan   | 01/02/2019 | S   | C2 | N1  | U6    | PR1            | 01/06/2023 | E5
    eve   | 11/05/2020 | S   | V2 | N1  | U6    | PR1            | 02/06/2023 | E5
    fay   | 12/05/2020 | S   | V2 | N1  | U1    | PR1            | 03/06/2023 | E5
"""
OC3 = """
    CHILD | DOB        | IN_TOUCH | ACTIV | ACCOM
    dan   | 01/06/2005 | YES      | F1    | U1
    eve   | 02/06/2005 | YES      | G5    | S2
    gus   | 04/06/2005 | NO       | 0     | 0
"""


@pytest.fixture
def a_return_in_force(db):
    by = AnalystFactory.create(name="Amara Whitlock")
    return a_return.receive(by=by, header=HEADER, episodes=EPISODES, oc3=OC3)


@pytest.fixture
def dan(team):
    return YoungPersonFactory.create(
        child_number="DAN", born=date(2005, 6, 1), service=team.service
    )


@pytest.fixture
def eve(team):
    """Whose birthday here is not the return's."""
    return YoungPersonFactory.create(
        child_number="eve", born=date(2005, 6, 3), service=team.service
    )


def compared(by):
    newest = queries.newest_return(viewer=by)
    assert newest is not None
    joining = actions.compare_return(newest, by=by, at=AT)
    return actions.work_on(joining.pk, by=None, at=AT)


def taken_over(by):
    joining = compared(by)
    actions.confirm(joining, by=by, at=AT)
    return actions.work_on(joining.pk, by=None, at=AT)


def told(joining):
    return [(each.child, Tells(each.tells)) for each in joining.told.order_by("pk")]


def test_what_a_return_would_change_is_shown_before_it_changes(
    a_return_in_force, dan, eve, rukhsana, team
):
    hidden = YoungPersonFactory.create(child_number="gus", service=team.service)
    RestrictionFactory.create(young_person=hidden)

    joining = compared(rukhsana)

    assert told(joining) == [
        ("dan", Tells.PERIODS_ADDED),
        ("dan", Tells.ACTIVITY_ADDED),
        ("dan", Tells.HOME_ADDED),
        ("eve", Tells.BIRTHDAY),
        # Gus is another's to open, and Ivy a child yet.
        ("fay", Tells.NEW),
        ("hal", Tells.NEW),
    ]
    assert joining.state == JoiningState.READY
    assert not CarePeriod.objects.exists()


def test_a_return_joins_records_of_its_number_and_birthday(
    a_return_in_force, dan, eve, rukhsana
):
    joining = taken_over(rukhsana)

    assert joining.state == JoiningState.DONE
    (period,) = CarePeriod.objects.all()
    assert (period.young_person, period.legal_status) == (dan, "C2")
    (home,) = Home.objects.all()
    assert (home.young_person, home.code, home.started_on) == (
        dan,
        "U1",
        date(2024, 6, 1),
    )
    (activity,) = MainActivity.objects.all()
    assert activity.kind == "F1"
    assert activity.note == "From the return of the year ending 31 March 2025."
    assert YoungPerson.objects.count() == 2


def test_the_same_return_again_changes_nothing(a_return_in_force, dan, rukhsana):
    taken_over(rukhsana)

    again = taken_over(rukhsana)

    assert {tells for _, tells in told(again)} == {Tells.NEW}
    assert CarePeriod.objects.count() == Home.objects.count() == 1


def test_what_a_caseworker_wrote_stands(a_return_in_force, dan, rukhsana):
    entries.add(
        MainActivity,
        dan,
        by=rukhsana,
        at=AT,
        kind="activities",
        answers={"kind": "P5", "started_on": date(2024, 1, 8)},
    )

    joining = taken_over(rukhsana)

    assert ("dan", Tells.ACTIVITY_DIFFERS) in told(joining)
    (activity,) = MainActivity.objects.all()
    assert (activity.kind, activity.ended_on) == ("P5", None)


def test_a_manager_takes_a_return_over_on_the_page(
    a_return_in_force, dan, rukhsana, visit, run_tasks
):
    page = visit("/bringing-in/from-return/", by=rukhsana, answers={})
    run_tasks()

    page = visit(page.url, by=rukhsana)
    assert "Nothing has changed yet" in page
    assert "Not named yet" in page
    visit(f"{page.url}confirm/", by=rukhsana, answers={})
    run_tasks()

    assert "Taken over on" in visit(page.url, by=rukhsana)
    assert visit(page.url, by=AnalystFactory.create()).status == 403
