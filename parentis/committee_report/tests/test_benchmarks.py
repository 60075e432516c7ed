"""The tables beside other councils."""

from parentis.committee_report.benchmarks import (
    benchmark_table,
    benchmarked,
    scorecard,
)
from parentis.committee_report.tests.drawn import (
    GOLDEN,
    beside,
    evidence,
    figure,
)
from parentis.documents.content import Table
from parentis.documents.numbering import plain
from parentis.indicators import INDICATOR_BY_CODE, INDICATORS


def cells(table: Table | None) -> dict[str, tuple[str, ...]]:
    assert table is not None
    return {plain(row[0]): tuple(plain(cell) for cell in row[1:]) for row in table.rows}


def test_the_table_of_2016_prints_what_the_committee_was_shown() -> None:
    table = benchmark_table(
        benchmarked(INDICATORS, year=2016), GOLDEN, council_name="Aldermere", year=2016
    )

    assert table is not None
    assert [head.title for head in table.heads] == [
        "Measure",
        "Statistical neighbours",
        "Aldermere",
        "North West",
        "England",
    ]
    assert list(cells(table).values()) == [
        ("89.00%", "86.75%", "90.64%", "87.32%"),
        ("49.80%", "40.96%", "47.95%", "49.28%"),
        ("85.90%", "77.11%", "85.55%", "82.53%"),
    ]


def test_a_figure_nobody_published_is_a_dash_and_says_so() -> None:
    held = evidence(
        figure("eet-19-to-21", 2017, 211, 416),
        others={("eet-19-to-21", 2017): beside()},
    )

    table = benchmark_table(
        [INDICATOR_BY_CODE["eet-19-to-21"]], held, council_name="Aldermere", year=2017
    )

    assert list(cells(table).values()) == [("-", "50.72%", "-", "-")]
    assert table is not None
    assert "no figure was published" in plain(table.notes[0])


def test_without_a_return_the_councils_published_figure_stands_and_says_so() -> None:
    held = evidence(others={("eet-19-to-21", 2015): beside(own=36.712)})

    table = benchmark_table(
        [INDICATOR_BY_CODE["eet-19-to-21"]], held, council_name="Aldermere", year=2015
    )

    assert next(iter(cells(table).values()))[1] == "36.71% (published)"


def test_the_scorecard_says_whether_a_change_is_for_the_better() -> None:
    held = evidence(
        figure("eet-19-to-21", 2024, 100, 200),
        figure("eet-19-to-21", 2025, 110, 200),
        figure("neet-19-to-21", 2024, 50, 200),
        figure("neet-19-to-21", 2025, 60, 200),
    )
    asked = [INDICATOR_BY_CODE["eet-19-to-21"], INDICATOR_BY_CODE["neet-19-to-21"]]

    table = scorecard(asked, held, year=2025)

    assert list(cells(table).values()) == [
        ("55.0%", "110 of 200", "50.0%", "Up 5.0 points: better"),
        ("30.0%", "60 of 200", "25.0%", "Up 5.0 points: worse"),
    ]
