"""Percentages as DfE prints them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parentis.indicators.rounding import percent, percent_of


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("66.438", 0, "66"),
        ("66.5", 0, "67"),
        ("66.4999", 0, "66"),
        (12.5, 0, "13"),
        (13.5, 0, "14"),
        (66.45, 1, "66.5"),
        (0, 0, "0"),
        (100.0, 1, "100.0"),
    ],
)
def test_halves_round_up(value, decimals, expected):
    assert percent(value, decimals=decimals) == expected


# Report 003, Year 12: of 146 young people.
@pytest.mark.parametrize(
    ("count", "expected"),
    [(97, "66.4"), (16, "11.0"), (5, "3.4"), (2, "1.4"), (3, "2.1")],
)
def test_the_year_12_table_of_report_003(count, expected):
    assert percent_of(count, 146, decimals=1) == expected


def test_nobody_has_no_percentage():
    with pytest.raises(ZeroDivisionError):
        percent_of(0, 0)


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 2_000), st.integers(1, 2_000))
def test_no_count_is_rounded_by_more_than_a_half(numerator, denominator):
    shown = Decimal(percent_of(numerator, denominator))

    off = shown * denominator - 100 * numerator
    assert -denominator < 2 * off <= denominator
    assert percent(100 * numerator / denominator) == str(shown)
