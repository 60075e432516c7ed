"""The list of reports, and a report's own page."""

from typing import Any

from parentis.accounts.models import User
from parentis.reports.models import CommitteeReport
from parentis.reports.tests.factories import ReportFactory


def test_the_list_shows_what_is_being_written(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    page = visit("/reports/", by=amara)

    [row] = page.table("Reports being written")
    assert row[0] == "Support to care leavers"
    assert row[3] == "Amara"


def test_before_there_are_figures_the_list_says_so(visit: Any, tomasz: User) -> None:
    page = visit("/reports/", by=tomasz)

    assert "There are no figures to write about yet" in page
    assert "Begin a report" not in page.links


def test_a_report_says_which_parts_are_written(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    page = visit(f"/reports/{report.pk}/", by=amara)

    parts = page.items("parts")
    assert "Executive summary From the figures" in parts
    assert "Consultations To be written" in parts


def test_an_internal_report_is_not_found_by_those_who_may_not_see_small_numbers(
    visit: Any, amara: User, tomasz: User
) -> None:
    report = ReportFactory.create(made_by=amara, is_internal=True)

    assert visit(f"/reports/{report.pk}/", by=tomasz).status == 404
    assert "Support to care leavers" not in visit("/reports/", by=tomasz)
    assert "For officers only" in visit(f"/reports/{report.pk}/", by=amara)


def test_members_are_told_where_reports_are(
    visit: Any, priya: User, report: CommitteeReport
) -> None:
    page = visit("/reports/", by=priya)

    assert "that committee's papers" in page
    assert visit(f"/reports/{report.pk}/", by=priya).status == 403
