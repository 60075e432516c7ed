"""Two reports of one council, sixteen months apart, held as one history."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from parentis.accounts.tests.factories import CommitteeOfficerFactory
from parentis.recommendations import queries
from parentis.recommendations.choices import SourceKind
from parentis.recommendations.from_trackers import actions
from parentis.recommendations.in_reports import queries as in_reports
from parentis.tracker_files.reader import read_tracker

AT = datetime(2026, 3, 5, 10, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[3]
REPORTS = ROOT.parent / "shared" / "reports"


@pytest.fixture
def as_one_history(db):
    """Report 001 as it is read, and the updates of report 000 read into the same."""
    if not REPORTS.is_dir():
        pytest.skip("the councils' reports are not beside this copy of the project")
    officer = CommitteeOfficerFactory.create()
    source = None
    for number in ("001", "000"):
        (path,) = REPORTS.glob(f"{number}_*.txt")
        read = read_tracker(path.name, path.read_bytes())
        source = actions.add_read_tracker(
            read, by=officer, at=AT, source=source, kind=SourceKind.SCRUTINY
        )
    return source, officer


def test_recommendation_10_shows_both_days_and_what_each_said(as_one_history, visit):
    source, officer = as_one_history
    found = queries.source_page(source.pk, viewer=officer, on=AT.date())
    (ten,) = (each for each in found.lines if each.recommendation.number == "10")

    page = visit(f"/recommendations/{ten.recommendation.pk}/", by=officer)

    first, second = (
        page.text.index("10 December 2008"),
        page.text.index("14 April 2010"),
    )
    assert first < page.text.index("will have a laptop with 3 years’ support") < second
    assert page.text.index("now in receipt of a laptop and broadband") > second
    latest = visit(f"{page.url}?order=latest", by=officer)
    assert latest.text.index("14 April 2010") < latest.text.index("10 December 2008")


def test_all_23_stand_under_six_headings_each_told_of_once_a_report(as_one_history):
    source, officer = as_one_history
    found = queries.source_page(source.pk, viewer=officer, on=AT.date())

    assert [each.recommendation.number for each in found.lines] == [
        str(number) for number in range(1, 24)
    ]
    assert [theme.title for theme in found.themes] == [
        "Stability",
        "Education",
        "Employment",
        "Structural Issues",
        "Health Issues",
        "Pre and post care issues",
    ]
    (one, *_) = found.lines
    assert [part.recommendation.number for part in one.parts] == [
        "(i)",
        "(ii)",
        "(iii)",
        "(iv)",
        "(v)",
    ]
    of_2010 = [
        each.recommendation.number
        for each in found.lines
        if each.latest and each.latest.reported_on == date(2010, 4, 14)
    ]
    assert of_2010 == ["10", "11", "12", "13", "14", "15", "21"]

    (told,) = in_reports.told([source.pk], viewer=officer, on=AT.date())
    twelve = told.recommendations[11]
    assert [update.also for update in twelve.updates] == [
        ["13"],
        ["11", "13", "14", "15"],
    ]

    # Read once more, the same report adds nothing.
    (path,) = REPORTS.glob("000_*.txt")
    read = read_tracker(path.name, path.read_bytes())
    actions.add_read_tracker(read, by=officer, at=AT, source=source)
    assert in_reports.told([source.pk], viewer=officer, on=AT.date()) == [told]
