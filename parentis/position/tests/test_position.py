"""The pages of the position: what each shows, and to whom."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parentis.accounts.tests.factories import (
    AdviserFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
    ManagerFactory,
    TeamMembershipFactory,
)
from parentis.audit.models import Look
from parentis.position import actions, queries, tasks
from parentis.position.models import KeptFigure, KeptMember, KeptPosition
from parentis.position.tests.conftest import NOW, TODAY, reach
from parentis.young_people.tests.factories import RestrictionFactory

pytestmark = pytest.mark.usefixtures("today")

POSITION = "/position/"
NUMBER = "/position/return-year/in-touch-19-to-21/"
PEOPLE = f"{NUMBER}young-people/"
CHILD_NUMBERS = f"{NUMBER}child-numbers/"
OCTOBER = date(2026, 10, 31)


def row_of(page, table, name):
    return next(row for row in page.table(table) if row[0] == name)


def names(page, table):
    return {row[0] for row in page.table(table)}


def keep_october():
    return actions.keep(by=None, month_end=OCTOBER, at=NOW)


@pytest.fixture
def twelve(care_leaver):
    """Ten of twelve are in touch: two are few enough to be recognised."""
    for number in range(12):
        care_leaver(f"yp{number:02}", reached=date(2026, 6, 3) if number > 1 else None)


# -- this month's position -------------------------------------------------------------


def test_both_cohorts_stand_in_tables_of_their_own(visit, rukhsana, care_leaver):
    care_leaver("ann")
    reach(care_leaver("ben", reached=None), date(2026, 11, 2))

    page = visit(POSITION, by=rukhsana)

    assert page.heading == "This month’s position"
    so_far = row_of(page, "The return's year so far", "In touch, aged 19 to 21")
    now = row_of(page, "Everybody of that age", "In touch, aged 19 to 21")
    assert so_far[1:3] == ["50%", "1 of 2"]
    assert now[1:3] == ["50%", "1 of 2"]
    assert "20 November 2026" in page


def test_small_numbers_are_hidden_from_whoever_may_not_see_them(
    visit, rukhsana, twelve
):
    keep_october()

    seen = visit(f"{POSITION}?month=2026-10", by=rukhsana)
    hidden = visit(POSITION, by=CommitteeOfficerFactory.create())

    table, name = "The return's year so far", "In touch, aged 19 to 21"
    assert row_of(seen, table, name)[1:3] == ["83%", "10 of 12"]
    assert row_of(hidden, table, name)[1:3] == ["hidden", ""]
    working = "In education, work or training, aged 19 to 21"
    assert row_of(hidden, table, working)[1:3] == ["100%", ""]


def test_who_may_not_see_small_numbers_reads_what_a_months_end_kept(visit, twelve):
    member = ElectedMemberFactory.create()
    assert "No month’s position is kept yet." in visit(POSITION, by=member)

    keep_october()

    assert visit(POSITION, by=member).heading == "Position on 31 October 2026"
    assert "Today" not in visit(POSITION, by=member)


def test_a_month_that_was_not_kept_is_not_found(visit, rukhsana):
    assert visit(f"{POSITION}?month=2026-10", by=rukhsana).status == 404
    assert visit(f"{POSITION}?month=last", by=rukhsana).status == 404


# -- one number ------------------------------------------------------------------------


def test_a_manager_sees_their_team_and_its_advisers(visit, rukhsana, care_leaver):
    other = AdviserFactory.create(name="Kwame Aldous")
    TeamMembershipFactory.create(person=other)
    care_leaver("ann")
    care_leaver("ben", reached=None)
    care_leaver("cat", adviser=other)

    page = visit(NUMBER, by=rukhsana)

    assert "66.7%, 2 of 3" in page
    assert page.table("By team") == [["Leaving care north", "50%", "1 of 2"]]
    assert page.table("By personal adviser") == [["Bethan Marsh", "50%", "1 of 2"]]


def test_whoever_counts_for_the_council_sees_every_team(visit, amara, care_leaver):
    care_leaver("ann")
    care_leaver("ben", adviser=None)

    page = visit(NUMBER, by=amara)

    assert names(page, "By team") == {"Leaving care north", "Nobody"}


def test_others_see_no_team_and_no_adviser(visit, bethan, twelve):
    keep_october()

    for person in (bethan, ElectedMemberFactory.create()):
        page = visit(NUMBER, by=person)
        assert "By team" not in page.tables
        assert "By personal adviser" not in page.tables


def test_no_other_number_is_found(visit, rukhsana):
    assert visit("/position/return-year/looked-after/", by=rukhsana).status == 404
    assert visit("/position/both/in-touch-19-to-21/", by=rukhsana).status == 404


# -- who is behind it ------------------------------------------------------------------


def test_a_manager_opens_a_number_to_names_and_what_each_rests_on(
    visit, rukhsana, care_leaver
):
    ann = care_leaver("ann")
    care_leaver("ben", reached=None)

    counted = visit(PEOPLE, by=rukhsana)
    others = visit(f"{PEOPLE}?list=not-counted", by=rukhsana)

    name, born, age, why = counted.table("Counted")[0]
    assert (name, born, age) == ("Ann Thornbury", "1 Jun 2007", "19")
    assert "IN_TOUCH YES: Phone call on 3 June 2026." in why
    assert "ACCOM U1: Own tenancy, flat share or student home" in why
    assert names(others, "Not counted") == {"Ben Thornbury"}
    assert {each.young_person for each in Look.objects.all()} >= {ann.pk}


def test_an_analyst_knows_numbers_and_not_names(visit, amara, care_leaver):
    care_leaver("ann")

    page = visit(CHILD_NUMBERS, by=amara)

    assert names(page, "Counted") == {"ann"}
    assert "Thornbury" not in page
    assert [each.child for each in Look.objects.all()] == ["ann"]


def test_somebody_elses_work_is_counted_and_not_listed(visit, care_leaver, team):
    elsewhere = ManagerFactory.create()
    TeamMembershipFactory.create(person=elsewhere)
    care_leaver("ann")

    page = visit(PEOPLE, by=elsewhere)

    assert "100.0%" in page
    assert "There is nobody in this list." in page


def test_a_restricted_record_is_counted_and_not_listed(visit, amara, care_leaver):
    care_leaver("ann")
    RestrictionFactory.create(young_person=care_leaver("ben"))

    assert names(visit(CHILD_NUMBERS, by=amara), "Counted") == {"ann"}
    assert "2 of 2" in visit(NUMBER, by=amara)


def test_nobody_else_sees_who_is_behind_a_number(visit, twelve):
    keep_october()
    officer = CommitteeOfficerFactory.create()

    assert visit(PEOPLE, by=officer).status == 403
    assert visit(CHILD_NUMBERS, by=officer).status == 403
    with pytest.raises(PermissionDenied):
        queries.people_page("return-year", "in-touch-19-to-21", viewer=officer, at=NOW)


# -- what is kept of a month -----------------------------------------------------------


def test_a_month_is_kept_once_and_never_worked_out_again(visit, rukhsana, care_leaver):
    care_leaver("ann")
    kept = keep_october()
    reach(care_leaver("ben", reached=None), date(2026, 6, 3))

    again = actions.keep(by=None, month_end=OCTOBER, at=NOW + timedelta(days=3))

    assert again == kept
    assert (again.kept_at, KeptPosition.objects.count()) == (NOW, 1)
    assert "1 of 1" in visit(f"{NUMBER}?month=2026-10", by=rukhsana)
    assert "2 of 2" in visit(NUMBER, by=rukhsana)


def test_a_kept_number_opens_to_who_was_in_it_and_why(visit, rukhsana, care_leaver):
    care_leaver("ann")
    keep_october()

    page = visit(f"{PEOPLE}?month=2026-10", by=rukhsana)

    assert names(page, "Counted") == {"Ann Thornbury"}
    assert "Phone call on 3 June 2026." in page


def test_a_kept_month_holds_team_and_adviser_and_the_definitions(care_leaver, team):
    care_leaver("ann")
    kept = keep_october()

    of_team = KeptFigure.objects.get(
        indicator="in-touch-19-to-21", cohort="return-year", by="team"
    )
    member = KeptMember.objects.get(cohort="return-year")
    assert (of_team.group, of_team.counted, of_team.out_of) == (team.pk, 1, 1)
    assert "in-touch-19-to-21" in member.counted
    assert len(kept.definitions) == 12


def test_a_month_that_goes_on_is_not_kept(db):
    with pytest.raises(actions.MonthIsNotOver, match="not over yet"):
        actions.keep(by=None, month_end=date(2026, 11, 30), at=NOW)
    with pytest.raises(CommandError, match="not over yet"):
        call_command("keep_position", "--month=2026-11")


def test_each_night_the_month_that_ended_last_is_kept(care_leaver, capsys):
    care_leaver("ann")
    tasks.keep_last_month(timestamp=0)
    call_command("keep_position")

    assert [each.month_end for each in KeptPosition.objects.all()] == [OCTOBER]
    assert "kept on 20 November 2026" in capsys.readouterr().out


def test_only_those_who_make_the_return_keep_a_month(db):
    with pytest.raises(PermissionDenied):
        actions.keep(by=AdviserFactory.create(), month_end=OCTOBER, at=NOW)


# -- how much it costs -----------------------------------------------------------------


def test_ten_take_as_many_queries_as_one(care_leaver):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            queries.position_on(viewer=None, on=TODAY)
        return len(captured)

    care_leaver("first")
    one = asked()
    for number in range(9):
        care_leaver(f"yp{number}")

    assert asked() == one <= 40
