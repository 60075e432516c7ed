"""A figure in writing: its value, what it is out of, and how it moved."""

import pytest

from parentis.indicators import INDICATOR_BY_CODE
from parentis.indicators.indicator import Figure
from parentis.indicators.wording import change, out_of, shown

HIGHER_IS_BETTER = "in-touch-19-to-21"
LOWER_IS_BETTER = "neet-19-to-21"
NEITHER_IS = "unaccompanied"


def figure(indicator: str, value: float | None, *, year: int = 2025) -> Figure:
    return Figure(indicator=indicator, council="", year=year, value=value)


@pytest.mark.parametrize(
    ("code", "before", "now", "words"),
    [
        (HIGHER_IS_BETTER, 90.0, 92.1, "Up 2.1 points: better"),
        (HIGHER_IS_BETTER, 92.1, 91.1, "Down 1.0 point: worse"),
        (LOWER_IS_BETTER, 40.0, 42.0, "Up 2.0 points: worse"),
        (LOWER_IS_BETTER, 42.0, 40.0, "Down 2.0 points: better"),
        (NEITHER_IS, 8.0, 9.0, "Up 1.0 point"),
        (HIGHER_IS_BETTER, 90.01, 90.04, "No change"),
    ],
)
def test_how_a_figure_moved(code: str, before: float, now: float, words: str) -> None:
    moved = change(figure(code, now), figure(code, before), INDICATOR_BY_CODE[code])

    assert moved is not None
    assert moved.in_words == words


def test_nothing_moved_where_a_year_has_no_value() -> None:
    indicator = INDICATOR_BY_CODE[HIGHER_IS_BETTER]
    now = figure(HIGHER_IS_BETTER, 90.0)

    assert change(now, None, indicator) is None
    assert change(now, figure(HIGHER_IS_BETTER, None), indicator) is None


def test_a_hidden_figure_says_so_and_no_number() -> None:
    indicator = INDICATOR_BY_CODE[HIGHER_IS_BETTER]
    hidden = Figure(indicator=indicator.code, council="", year=2025, is_hidden=True)

    assert shown(hidden, indicator) == "hidden"
    assert out_of(hidden, indicator) == ""
