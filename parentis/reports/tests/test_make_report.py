"""Beginning a report, and choosing anew."""

from typing import Any

from parentis.accounts.models import User
from parentis.reports.models import CommitteeReport
from parentis.reports.tests.factories import ReportFactory

ANSWERS = {
    "title": "Support to care leavers",
    "year": "2025",
    "shape": "sub-committee",
    "in_touch": ["in-touch-19-to-21"],
    "activity": ["eet-19-to-21", "activity-19-to-21"],
}


def test_an_officer_begins_a_report(visit: Any, amara: User, tomasz: User) -> None:
    page = visit("/reports/make/", by=tomasz, answers=ANSWERS)

    assert page.heading == "Support to care leavers"
    report = CommitteeReport.objects.get()
    assert report.made_by == tomasz
    assert report.indicators == [
        "in-touch-19-to-21",
        "eet-19-to-21",
        "activity-19-to-21",
    ]


def test_the_years_are_those_with_figures_and_sensible_ones_are_ticked(
    visit: Any, amara: User
) -> None:
    page = visit("/reports/make/", by=amara)

    assert "1 April 2024 to 31 March 2025" in page
    assert 'value="eet-19-to-21" checked' in page.html
    assert 'value="eet-22-to-25" checked' not in page.html


def test_missing_answers_are_listed_and_nothing_chosen_is_lost(
    visit: Any, amara: User
) -> None:
    page = visit("/reports/make/", by=amara, answers={"title": "Half done"})

    assert page.errors == [
        "Choose the year the report is about",
        "Choose a template",
        "Choose at least one figure to show",
    ]
    assert 'value="Half done"' in page.html


def test_without_any_return_it_says_how_to_begin(visit: Any, tomasz: User) -> None:
    assert "No return has been read yet" in visit("/reports/make/", by=tomasz)


def test_only_those_who_see_small_numbers_make_an_internal_report(
    visit: Any, amara: User, tomasz: User
) -> None:
    """A committee officer is not asked, and cannot slip it in."""
    page = visit("/reports/make/", by=tomasz)
    assert "Show small numbers" not in page

    visit("/reports/make/", by=tomasz, answers={**ANSWERS, "is_internal": "on"})
    assert not CommitteeReport.objects.get().is_internal


def test_a_member_cannot_begin_one(visit: Any, priya: User) -> None:
    assert visit("/reports/make/", by=priya).status == 403


def test_changing_the_template_keeps_what_was_written(visit: Any, amara: User) -> None:
    report = ReportFactory.create(
        made_by=amara,
        head={"meeting": "Scrutiny Committee"},
        narrative={"risk": "Fewer will be in touch."},
    )

    page = visit(f"/reports/{report.pk}/change/", by=amara, answers=ANSWERS)

    assert page.summary["Template"].startswith("Report to a corporate parenting")
    report.refresh_from_db()
    assert report.head["meeting"] == "Scrutiny Committee"
    assert report.narrative == {"risk": "Fewer will be in touch."}
