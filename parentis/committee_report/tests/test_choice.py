"""Which indicators a report shows."""

import pytest

from parentis.committee_report.choice import chosen, distributions, on_offer, sensible
from parentis.committee_report.request import ReportRefused
from parentis.indicators import INDICATOR_BY_CODE


def codes(*asked: str, year: int) -> list[str]:
    return [each.code for each in chosen(asked, year=year)]


def test_of_two_definitions_the_one_of_the_year_is_shown() -> None:
    asked = "suitable-accommodation-19-to-21"

    assert codes(asked, year=2025) == [asked]
    assert codes(asked, year=2016) == [f"{asked}-to-2017"]


def test_a_whole_distribution_can_be_asked_for_by_its_name() -> None:
    found = codes("activity-17-to-18", year=2025)

    assert "activity-17-to-18.apprenticeship" in found
    assert all(code.startswith("activity-17-to-18.") for code in found)


def test_where_activity_is_asked_about_its_table_comes_along() -> None:
    [table] = distributions([INDICATOR_BY_CODE["eet-19-to-21"]])

    assert {each.part_of for each in table} == {"activity-19-to-21"}


def test_whatever_is_sensible_is_a_real_indicator_and_on_offer() -> None:
    """Those of definitions that ended are for reports on years long past."""
    offered = {each.code for year in (2016, 2025) for each in on_offer(year)}

    assert {each.code for each in sensible()} <= offered


def test_a_code_nobody_has_is_refused() -> None:
    with pytest.raises(ReportRefused, match="no indicator 'happiness'"):
        chosen(["happiness"], year=2025)
