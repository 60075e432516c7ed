"""Charts, and what they say to who cannot see them."""

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parentis.documents import drawing
from parentis.documents.charts import (
    Bar,
    Measure,
    Role,
    Series,
    bars,
    compare,
    sparkline_points,
    top_of_scale,
    trend,
)
from parentis.documents.end_labels import LINE_HEIGHT, EndLabel, moved_apart

SVG = "{http://www.w3.org/2000/svg}"
OURS = Series(name="Aldermere", values=(86.2, None, 94.1), role=Role.OWN)
ENGLAND = Series(name="England", values=(87.0, 90.0, 92.5), role=Role.ENGLAND)


def words(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def test_a_trend_is_told_in_words() -> None:
    chart = trend("In touch", (2023, 2024, 2025), [OURS, ENGLAND])

    assert chart.alt == (
        "Line chart. In touch. Aldermere rose from 86% in 2023 to 94% in 2025, with no"
        " figure for 2024. England rose from 87% in 2023 to 93% in 2025."
    )


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((60.0, 50.0, 40.4), "A fell from 60% in 2023 to 40% in 2025."),
        ((50.2, 60.0, 49.9), "A was 50% in 2023 and in 2025."),
        ((None, 50.5, None), "A was 51% in 2024."),
        ((None, None, None), "A: no figures."),
        ((1.0, 2.0, None), "A rose from 1% in 2023 to 2% in 2024."),
    ],
)
def test_each_course_of_a_line_has_its_sentence(
    values: tuple[float | None, ...], told: str
) -> None:
    chart = trend("T", (2023, 2024, 2025), [Series(name="A", values=values)])

    assert chart.alt == f"Line chart. T. {told}"


def test_a_distribution_is_told_in_words() -> None:
    chart = bars(
        "What they do",
        [
            Bar(name="College", value=66.4),
            Bar(name="Parenting", value=None, text="hidden"),
            Bar(name="Not known", value=None),
        ],
        measure=Measure(decimals=1),
    )

    assert chart.alt == (
        "Bar chart. What they do. College 66.4%, Parenting hidden, Not known no figure."
    )


def test_the_picture_carries_its_title_and_description() -> None:
    chart = trend('In "touch" & <more>', (2023, 2024, 2025), [OURS, ENGLAND])
    root = ElementTree.fromstring(chart.svg())  # noqa: S314

    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == 'In "touch" & <more>'
    assert root[1].text == chart.alt


def test_every_line_is_named_at_its_end_with_its_value() -> None:
    shown = words(trend("T", (2023, 2024, 2025), [OURS, ENGLAND]).svg())

    assert {"Aldermere 94%", "England 93%", "2023", "2024", "2025"} <= {*shown}


def test_a_year_without_a_figure_breaks_the_line() -> None:
    """Four figures round a gap: two strokes, and never one down to nought."""
    ours = Series(name="A", values=(50.0, 52.0, None, 60.0, 61.0), role=Role.OWN)
    svg = trend("T", range(2021, 2026), [ours]).svg()
    root = ElementTree.fromstring(svg)  # noqa: S314
    line = next(
        path.get("d", "")
        for path in root.iter(f"{SVG}path")
        if path.get("stroke-width") == "3.5"
    )

    assert line.count("M") == 2
    assert line.count("L") == 2


def test_a_line_that_stops_early_says_when() -> None:
    stopped = Series(name="Region", values=(50.0, 51.0, None), role=Role.REGION)

    assert "Region 51% (2024)" in words(trend("T", (2023, 2024, 2025), [stopped]).svg())


def test_one_year_and_no_figures_at_all_can_be_drawn() -> None:
    one = trend("T", [2025], [Series(name="A", values=[4.0], role=Role.OWN)])
    none = trend("T", [2024, 2025], [Series(name="A", values=[None, None])])

    assert "A 4%" in words(one.svg())
    assert "A no figures" in words(none.svg())
    assert bars("T", []).svg()


def test_councils_stand_in_order_and_those_without_a_figure_last() -> None:
    chart = compare(
        "T",
        [
            Bar(name="Low", value=10.0),
            Bar(name="None", value=None),
            Bar(name="Ours", value=30.0, role=Role.OWN),
            Bar(name="High", value=60.0),
        ],
    )
    names = [
        word for word in words(chart.svg()) if word in {"Low", "None", "Ours", "High"}
    ]

    assert chart.alt == "Bar chart. T. High 60%, Ours 30%, Low 10%, None no figure."
    assert names == ["High", "Ours", "Low", "None"]


@pytest.mark.parametrize(
    ("values", "measure", "top"),
    [
        ([86.0, None], Measure(), 100),
        ([26.0], Measure(), 100),
        ([24.0], Measure(), 50),
        ([6.2], Measure(), 10),
        ([0.4], Measure(), 1),
        ([], Measure(), 1),
        ([146.0], Measure(is_percent=False), 200),
        ([13.9], Measure(is_percent=False), 20),
    ],
)
def test_the_scale_begins_at_nought_and_ends_at_a_round_number(
    values: list[float | None], measure: Measure, top: float
) -> None:
    assert top_of_scale(values, is_percent=measure.is_percent) == top


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 2), st.floats(0, 260)), max_size=6))
def test_names_at_the_ends_of_lines_never_cover_one_another(
    wanted: list[tuple[int, float]],
) -> None:
    labels = [EndLabel(lines=("x",) * count, y=y) for count, y in wanted]
    places = moved_apart(labels, height=260)
    order = sorted(range(len(labels)), key=lambda at: labels[at].y)

    for above, below in pairwise(order):
        room = (labels[above].height + labels[below].height) / 2
        assert places[below] - places[above] >= room - 0.001
    assert all(place <= 260 + LINE_HEIGHT / 2 for place in places)


def test_a_chart_is_drawn_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def specify() -> drawing.Specification:
        message = "drawn again"
        raise AssertionError(message)

    chart = bars("Once", [Bar(name="A", value=1.0)], kept_in=tmp_path)
    svg, png = chart.svg(), chart.png()
    drawing._drawings.clear()
    again = drawing.DrawnChart(
        title="", alt="", key=chart.key, specify=specify, kept_in=tmp_path
    )

    assert (again.svg(), again.png()) == (svg, png)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{chart.key}.png",
        f"{chart.key}.svg",
    ]


def test_what_is_drawn_differs_by_what_it_shows() -> None:
    one, same, other = (
        bars("T", [Bar(name="A", value=value)]) for value in (1.0, 1.0, 2.0)
    )

    assert one.key == same.key != other.key


def test_a_name_of_any_kind_is_drawn_as_it_is() -> None:
    name = "<b>&\"'\\ ${x} datum.y"

    assert name in words(bars("T", [Bar(name=name, value=1.0)]).svg())


def test_a_sparkline_breaks_where_there_is_no_figure() -> None:
    assert sparkline_points([0, 10, None, 5], width=30, height=10) == (
        "0.0,10.0 10.0,0.0",
        "30.0,5.0",
    )
    assert sparkline_points([None, None]) == ()
    assert sparkline_points([7]) == ("0.0,12.0",)
    assert sparkline_points([50], height=10, lowest=0, highest=100) == ("0.0,5.0",)
