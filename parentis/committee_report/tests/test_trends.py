"""Charts over the years, and the tables beneath them."""

from parentis.committee_report.tests.drawn import beside, evidence, figure
from parentis.committee_report.trends import charts
from parentis.documents.content import Chart
from parentis.documents.numbering import plain
from parentis.indicators import INDICATOR_BY_CODE
from parentis.indicators.indicator import Figure

EET = INDICATOR_BY_CODE["eet-19-to-21"]
HELD = evidence(
    figure("eet-19-to-21", 2023, 90, 200),
    Figure(indicator="eet-19-to-21", council="999", year=2024, is_hidden=True),
    figure("eet-19-to-21", 2025, 110, 200),
    others={
        ("eet-19-to-21", year): beside(neighbours=52.25, region=54, england=54)
        for year in (2024, 2025)
    },
)


def drawn() -> list[Chart]:
    return charts([EET], HELD, council_name="Aldermere", year=2025)


def test_the_table_has_a_line_for_each_that_is_drawn() -> None:
    [chart] = drawn()

    assert chart.table is not None
    assert [tuple(map(plain, row)) for row in chart.table.rows] == [
        ("Aldermere", "45.0", "c", "55.0"),
        ("Statistical neighbours", "-", "52.3", "52.3"),
        ("North West", "-", "54", "54"),
        ("England", "-", "54", "54"),
    ]


def test_who_cannot_see_the_chart_is_told_what_it_shows() -> None:
    [chart] = drawn()

    assert "Aldermere rose from 45% in 2023 to 55% in 2025" in chart.alt
    assert "no figure for 2024" in chart.alt


def test_a_single_year_is_no_trend() -> None:
    held = evidence(figure("eet-19-to-21", 2025, 110, 200))

    assert charts([EET], held, council_name="Aldermere", year=2025) == []
