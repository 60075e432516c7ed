"""OC3 written from casework: complete, read back without a finding, and by whom."""

import io
import zipfile
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import load_workbook

from parentis.accounts.tests.factories import AdviserFactory, TeamMembershipFactory
from parentis.audit.models import Look
from parentis.care_history.models import SupportAskedFor
from parentis.indicators.compute import compute
from parentis.indicators.position import OF_CARE_LEAVERS
from parentis.position import queries as positions
from parentis.position.choices import CohortKind
from parentis.position.tests.conftest import NOW, TODAY, WRITTEN_AT, reach
from parentis.ssda903.reader import read
from parentis.statutory_return import queries
from parentis.young_people.tests.factories import RestrictionFactory

pytestmark = pytest.mark.usefixtures("today")

ROWS = "/position/statutory-return/2027/"
TAKE_AWAY = f"{ROWS}take-away/"
RESTS_ON = f"{ROWS}what-rows-rest-on/"
MISSING = "/position/missing/"
ANNEX_A = "/position/annex-a/"
WHY = {"why": "To send it to DfE"}


@pytest.fixture
def complete(care_leaver):
    """Everything is written down, of five who could not differ more."""
    care_leaver("ann")
    care_leaver("ben", activity="G5", home="S2")
    care_leaver("cat", reached=None, activity="", home="")
    care_leaver("dan", reached=None, answer="REFU", activity="", home="Z1")
    # Left care in the year, by turning 18: their last episode is in the files.
    care_leaver("eve", born=date(2008, 6, 1), home="E1", activity="F2")


def files_of(page):
    archive = zipfile.ZipFile(io.BytesIO(page.response.content))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def unpacked(page, folder):
    zipfile.ZipFile(io.BytesIO(page.response.content)).extractall(folder)
    return folder


def rows_of(table):
    heading, *rows = (line.split(",") for line in table.strip().splitlines())
    return [dict(zip(heading, row, strict=True)) for row in rows]


# -- the files -------------------------------------------------------------------------


def test_a_complete_return_is_taken_away_and_read_back_without_a_finding(
    visit, amara, complete, tmp_path
):
    form = visit(TAKE_AWAY, by=amara)
    assert "Nothing is missing, and the return’s own checks find nothing" in form

    page = visit(TAKE_AWAY, by=amara, answers=WHY)

    assert set(files_of(page)) == {"Header.csv", "Episodes.csv", "OC3.csv"}
    found = read(unpacked(page, tmp_path), year=2027)
    assert [str(each) for each in found.findings] == []


def test_the_files_say_what_the_records_say(visit, amara, complete):
    files = files_of(visit(TAKE_AWAY, by=amara, answers=WHY))

    oc3 = {row["CHILD"]: row for row in rows_of(files["OC3.csv"])}
    said = {child: tuple(row.values())[2:] for child, row in oc3.items()}
    assert said == {
        "ann": ("YES", "F5", "U1"),
        "ben": ("YES", "G5", "S2"),
        "cat": ("NO", "0", "0"),
        "dan": ("REFU", "0", "Z1"),
        "eve": ("YES", "F2", "E1"),
    }
    assert oc3["ann"]["DOB"] == "01/06/2007"
    assert {row["CHILD"] for row in rows_of(files["Header.csv"])} == set(oc3)
    (episode,) = rows_of(files["Episodes.csv"])
    assert (episode["CHILD"], episode["DEC"]) == ("eve", "01/06/2026")


def test_the_files_give_the_same_figures_as_the_records(
    visit, amara, complete, tmp_path
):
    page = visit(TAKE_AWAY, by=amara, answers=WHY)
    sent = read(unpacked(page, tmp_path), year=2027).returns
    live = positions.position_on(viewer=None, on=TODAY)
    so_far = live.cohorts[CohortKind.RETURN_YEAR].cohort.returns

    def figures(returns):
        found = compute(returns, OF_CARE_LEAVERS)
        return {
            e.indicator: (e.numerator, e.denominator) for e in found if e.year == 2027
        }

    assert figures(sent) == figures(so_far)


def test_who_died_in_the_year_is_returned_as_such(visit, amara, care_leaver):
    care_leaver("ann", answer="DIED")

    (row,) = rows_of(files_of(visit(TAKE_AWAY, by=amara, answers=WHY))["OC3.csv"])
    assert tuple(row.values())[2:] == ("DIED", "0", "0")


def test_an_incomplete_return_leaves_only_when_somebody_says_so(
    visit, amara, care_leaver
):
    care_leaver("ann", home="")

    page = visit(TAKE_AWAY, by=amara, answers=WHY)
    assert page.errors == [
        "Say that you take it away as it is, or go back and complete it"
    ]
    assert "1 of 1 rows lack something." in page
    assert "find 1 thing in the files" in page

    page = visit(TAKE_AWAY, by=amara, answers={**WHY, "is_meant": "on"})
    assert "OC3.csv" in files_of(page)


def test_everybody_is_in_the_files_and_on_record_with_what_it_is_for(
    visit, amara, care_leaver
):
    care_leaver("ann")
    RestrictionFactory.create(young_person=care_leaver("ben"))
    visit(TAKE_AWAY, by=amara)
    assert not Look.objects.exists()

    files = files_of(visit(TAKE_AWAY, by=amara, answers=WHY))

    assert {row["CHILD"] for row in rows_of(files["OC3.csv"])} == {"ann", "ben"}
    looks = {(each.child, each.looking, each.why) for each in Look.objects.all()}
    assert looks == {
        ("ann", "exported", "To send it to DfE"),
        ("ben", "exported", "To send it to DfE"),
    }


def test_only_the_year_that_runs_and_the_one_before_are_made(visit, amara, complete):
    assert visit("/position/statutory-return/2026/", by=amara).status == 200
    assert visit("/position/statutory-return/2025/", by=amara).status == 404
    assert visit("/position/statutory-return/2028/", by=amara).status == 404


def test_from_22_those_alone_who_asked_for_support_are_returned(
    visit, amara, care_leaver
):
    born = date(2003, 6, 1)
    asked = care_leaver("asked", born=born, reached=date(2026, 9, 9))
    care_leaver("did-not", born=born, reached=date(2026, 9, 9))
    SupportAskedFor.objects.create(
        young_person=asked, started_on=date(2026, 5, 1), recorded_at=WRITTEN_AT
    )

    files = files_of(visit(TAKE_AWAY, by=amara, answers={**WHY, "is_meant": "on"}))

    assert [row["CHILD"] for row in rows_of(files["OC3.csv"])] == ["asked"]


# -- what each row rests on, and what is missing ---------------------------------------


def test_each_row_says_what_it_rests_on(visit, amara, care_leaver):
    care_leaver("ann")

    page = visit(ROWS, by=amara)

    (row,) = page.table("Each row, and what it rests on")
    assert row[:3] == ["ann", "01/06/2007", "19"]
    assert row[3] == "YES Phone call on 3 June 2026."
    assert row[5].startswith("U1 Own tenancy, flat share or student home, since 1 June")
    assert "1 of 1 rows are complete" in page
    assert "The return’s own checks find nothing in these files." in page


def test_a_code_that_the_return_used_to_have_is_shown_as_it_stands(
    visit, amara, care_leaver
):
    care_leaver("ann", activity="F3")

    page = visit(ROWS, by=amara)

    (row,) = page.table("Each row, and what it rests on")
    assert row[4].startswith("F3 F3, since")


def test_what_is_missing_is_listed_with_who_can_find_it_out(visit, amara, care_leaver):
    care_leaver("ann", activity="", home="")
    care_leaver("ben", adviser=None, activity="")

    page = visit(ROWS, by=amara)

    rows = page.table("What is missing, and who can find it out")
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("ann", "what they do; where they live", "Bethan Marsh"),
        ("ben", "what they do", "Nobody"),
    ]


def test_an_open_window_is_missing_and_not_out_of_touch(visit, amara, care_leaver):
    """Born on 1 November: until 1 December somebody may still reach them."""
    care_leaver("ann", born=date(2007, 11, 1), reached=None, activity="", home="")

    page = visit(ROWS, by=amara)

    (row,) = page.table("What is missing, and who can find it out")
    assert row[2] == "whether we are in touch; what they do; where they live"


def test_entries_that_disagree_are_put_to_a_person(visit, amara, care_leaver):
    ann = care_leaver("ann", reached=None, answer="NO")
    reach(ann, date(2026, 6, 20))

    page = visit(ROWS, by=amara)

    (row,) = page.table("What is missing, and who can find it out")
    assert "It was recorded: not in touch." in row[2]


def test_a_restricted_record_is_in_no_list(visit, amara, care_leaver):
    RestrictionFactory.create(young_person=care_leaver("ben", home=""))
    care_leaver("ann")

    page = visit(ROWS, by=amara)

    assert "ben" not in page
    assert [each.child for each in Look.objects.all()] == ["ann"]


def test_the_sheet_tells_what_each_row_rests_on(visit, amara, care_leaver):
    care_leaver("ann")
    care_leaver("ben", home="")

    page = visit(RESTS_ON, by=amara, answers=WHY)

    book = load_workbook(io.BytesIO(page.response.content))
    _, *cells = book.worksheets[0].iter_rows(values_only=True)
    by_column = {(row[0], row[4]): row for row in cells}
    assert by_column["ann", "IN_TOUCH"][5:8] == (
        "YES",
        "In touch",
        "Phone call on 3 June 2026.",
    )
    assert by_column["ben", "ACCOM"][7:] == (
        "Missing",
        "where they live",
        "Bethan Marsh",
    )


def test_an_adviser_sees_what_their_own_young_people_lack(visit, bethan, care_leaver):
    other = AdviserFactory.create()
    care_leaver("ann", home="")
    care_leaver("ben")
    care_leaver("cat", adviser=other, home="")

    page = visit(MISSING, by=bethan)

    (row,) = page.table("What is missing")
    assert row == [
        "Ann Thornbury",
        "1 Jun 2026 (19)",
        "where they live",
        "Bethan Marsh",
    ]
    assert {each.child for each in Look.objects.all()} == {"ann"}


def test_a_manager_sees_what_their_team_lacks(visit, rukhsana, care_leaver):
    elsewhere = AdviserFactory.create()
    TeamMembershipFactory.create(person=elsewhere)
    care_leaver("ann", home="")
    care_leaver("cat", adviser=elsewhere, home="")

    assert [row[0] for row in visit(MISSING, by=rukhsana).table("What is missing")] == [
        "Ann Thornbury"
    ]


def test_nobody_else_makes_the_return(bethan, rukhsana, db):
    for person in (bethan, rukhsana):
        with pytest.raises(PermissionDenied):
            queries.statutory_return(2027, viewer=person, at=NOW)
        with pytest.raises(PermissionDenied):
            queries.inspection_list(viewer=person, at=NOW, why="")


# -- Annex A ---------------------------------------------------------------------------


def test_list_9_is_written_from_the_same_records(visit, amara, care_leaver):
    care_leaver("ann", reached=date(2026, 11, 2))
    care_leaver("kid", born=date(2012, 6, 1), ended_on=None, home="", activity="")

    page = visit(ANNEX_A, by=amara, answers={"why": "For the inspectors"})

    book = load_workbook(io.BytesIO(page.response.content))
    heading, row = book.worksheets[0].iter_rows(values_only=True)
    told = dict(zip(heading, row, strict=True))
    assert told["Child unique ID"] == "ann"
    assert told["Allocated personal adviser"] == "Bethan Marsh"
    assert told["Allocated team"] == "Leaving care north"
    assert told["Eligibility category"] == "b) Former relevant child"
    assert told["Local authority in touch"] == "YES"
    assert told["Type of accommodation"] == "U"
    assert told["Suitability of accommodation"] == "a) Suitable"
    assert told["Activity status"] == "F5"
    assert [each.why for each in Look.objects.all()] == ["For the inspectors"]


def test_it_asks_what_it_is_for(visit, amara):
    for url in (ANNEX_A, RESTS_ON):
        assert visit(url, by=amara, answers={}).errors == ["Write what it is for"]
