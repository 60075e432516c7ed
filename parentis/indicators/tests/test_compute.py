"""A figure for every council, year and indicator, or in words why there is none."""

from dataclasses import replace

import polars as pl
import pytest

from parentis.indicators import INDICATOR_BY_CODE, INDICATORS
from parentis.indicators.compute import compute
from parentis.indicators.indicator import Figure
from parentis.indicators.tests.drawn import COUNCIL, frames_of, held_in, returns_on
from parentis.ssda903.returns import Held, from_frames

OC3 = """
    child | dob        | in_touch | activ | accom
    ------+------------+----------+-------+------
    ann   | 2005-06-01 | YES      | F1    | U1
    ben   | 2005-06-01 | YES      | G5    | W2
    cat   | 2004-06-01 | NO       | 0     | R2
"""
EPISODES = """
    child | decom      | rne | ls | place
    ------+------------+-----+----+------
    ann   | 2020-01-01 | S   | C2 | U6
    ben   | 2020-01-01 | S   | C2 | U1
"""


def _figure(returns, code, *, year=2025, **options):
    found = [
        figure
        for figure in compute(returns, [INDICATOR_BY_CODE[code]], **options)
        if figure.year == year
    ]
    assert len(found) == 1
    return found[0]


def test_a_proportion_is_an_unrounded_per_cent(drawn):
    figure = _figure(drawn(oc3=OC3), "eet-19-to-21")

    assert figure == Figure(
        indicator="eet-19-to-21",
        council=COUNCIL,
        year=2025,
        numerator=1,
        denominator=3,
        value=100 / 3,
    )


def test_a_count_has_no_denominator(drawn):
    figure = _figure(drawn(episodes=EPISODES), "looked-after")

    assert (figure.numerator, figure.denominator, figure.value) == (2, None, 2)


def test_a_mean_is_the_sum_of_scores_over_those_who_have_one(drawn):
    returns = drawn(
        header="""
            child | dob
            ------+-----------
            ann   | 2014-06-01
            ben   | 2014-06-01
        """,
        episodes=EPISODES,
        oc2="""
            child | sdq_score
            ------+----------
            ann   | 9
            ben   | 14
        """,
    )

    figure = _figure(returns, "sdq-score")

    assert (figure.numerator, figure.denominator, figure.value) == (23, 2, 11.5)


def test_nobody_in_the_denominator_is_no_value(drawn):
    figure = _figure(drawn(oc3="child | dob\n-"), "eet-19-to-21")

    assert (figure.numerator, figure.denominator) == (0, 0)
    assert figure.value is None
    assert figure.unavailable == ""


def test_nobody_looked_after_is_a_count_of_nought(drawn):
    figure = _figure(drawn(episodes="child | decom\n-"), "looked-after")

    assert (figure.numerator, figure.value) == (0, 0)


@pytest.mark.parametrize(
    ("code", "year", "years", "why_not"),
    [
        ("health-assessment", 2025, {}, "the return of 2025 has no OC2 table"),
        ("missing", 2025, {}, "the return of 2025 has no Missing table"),
        ("unaccompanied", 2025, {}, "the return of 2025 has no UASC table"),
        ("in-touch-22-to-25", 2022, {}, "collected from 2023"),
        ("three-social-workers", 2023, {}, "collected from 2024"),
        ("suitable-accommodation-19-to-21", 2017, {}, "counted this way from 2018"),
        (
            "suitable-accommodation-19-to-21-to-2017",
            2018,
            {},
            "counted this way to 2017",
        ),
        ("out-of-authority", 2025, {}, "needs an ONS postcode file"),
        ("ni-147", 2025, {}, "needs the return of 2023"),
        ("staying-put-19-to-20", 2025, {}, "needs the returns of 2023 and 2024"),
        (
            "staying-put-19-to-20",
            2025,
            {2024: {"episodes": EPISODES}},
            "needs the return of 2023",
        ),
        (
            "staying-put-19-to-20",
            2025,
            {2024: {"episodes": EPISODES}, 2023: {"oc3": OC3}},
            "the return of 2023 has no Episodes table",
        ),
        (
            "staying-put-19-to-20",
            2025,
            {2024: {"episodes": EPISODES}, 2023: {"episodes": EPISODES}},
            "",
        ),
    ],
)
def test_a_figure_that_cannot_be_given_says_why(drawn, code, year, years, why_not):
    returns = drawn(
        year=year, years=years, oc3=OC3, episodes=EPISODES, header="child | dob\n-"
    )

    figure = _figure(returns, code, year=year)

    assert figure.unavailable == why_not
    if why_not:
        numbers = (figure.numerator, figure.denominator, figure.value)
        assert numbers == (None, None, None)


def test_one_councils_earlier_return_does_not_serve_another():
    years = {2024: {"episodes": EPISODES}, 2023: {"episodes": EPISODES}}
    mine = {2025: {"oc3": OC3, "episodes": EPISODES}}
    frames = {
        name: pl.concat([frame, frames_of(years, council="889")[name]])
        for name, frame in frames_of(mine).items()
    }
    held = held_in(mine) | held_in(years, council="889")
    returns = returns_on("polars", frames, held=held)

    figure = _figure(returns, "ni-147")

    assert figure.unavailable == "needs the return of 2023"


def test_every_indicator_runs_on_an_empty_return(drawn):
    returns = drawn()
    everything_held = frozenset(Held(COUNCIL, 2025, table) for table in returns.tables)

    figures = compute(replace(returns, held=everything_held))

    assert [figure.indicator for figure in figures] == [
        indicator.code for indicator in INDICATORS
    ]
    assert not any(figure.numerator for figure in figures)


def test_no_returns_give_no_figures():
    assert compute(from_frames({}, held=frozenset())) == []


def test_figures_come_by_council_then_year_then_indicator():
    two = {2024: {"oc3": OC3}, 2025: {"oc3": OC3}}
    frames = {
        name: pl.concat([frame, frames_of(two, council="889")[name]])
        for name, frame in frames_of(two).items()
    }
    held = held_in(two) | held_in(two, council="889")
    asked = [INDICATOR_BY_CODE["eet-20"], INDICATOR_BY_CODE["eet-19"]]

    figures = compute(returns_on("polars", frames, held=held), asked)

    assert [(each.council, each.year, each.indicator) for each in figures] == [
        (council, year, code)
        for council in ("888", "889")
        for year in (2024, 2025)
        for code in ("eet-20", "eet-19")
    ]


def test_the_figure_is_its_young_people(on_polars):
    from parentis.indicators.people import members

    figures = {
        each.indicator: each
        for each in compute(on_polars)
        if (each.council, each.year) == ("888", 2025) and not each.unavailable
    }
    for indicator in INDICATORS:
        if not indicator.is_main or indicator.code not in figures:
            continue
        found = members(indicator, on_polars, "888", 2025)
        figure = figures[indicator.code]
        if indicator.code != "sdq-score":
            assert figure.numerator == sum(each.counted for each in found)
        if figure.denominator is not None:
            assert figure.denominator == len(found), indicator.code
