"""Which year a return is of."""

import pytest

from parentis.ssda903.years import doubt, most_dated, year_in_name


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2016", 2016),
        ("return_2025.zip", 2025),
        ("2015-16", 2016),
        ("SSDA903 2015_16 final", 2016),
        ("201516", 2016),
        ("2015-2016", 2016),
        ("2015 to 16", 2016),
        ("2015to2016.xlsx", 2016),
        ("2015-16 of 2017", 2016),
        ("2016 and 2017", None),
        ("20160401", None),
        ("Episodes", None),
        ("2025-03-31", 2025),
        ("903", None),
    ],
)
def test_the_name_tells_the_year(name: str, year: int | None) -> None:
    assert year_in_name(name) == year


def test_the_year_with_most_dates_is_taken_and_of_two_alike_the_later() -> None:
    assert most_dated({2019: 3, 2020: 9, 2021: 9, 2031: 1}) == 2021
    assert most_dated({}) is None


def test_a_name_is_doubted_only_where_another_year_has_clearly_more_dates() -> None:
    assert doubt(2020, {2020: 4, 2021: 9}) == 2021
    assert doubt(2020, {2020: 5, 2021: 9}) is None
    assert doubt(2020, {}) is None
