"""Axes, and the room that a chart's words need."""

from xml.etree import ElementTree

import pytest

from parentis.documents import typeface
from parentis.documents.charts import Bar, Role, Series, bars, trend
from parentis.documents.plot import SIZE, Axis, Plot, Words, ticks, to_svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("top", "said"),
    [
        (100, ["0", "20", "40", "60", "80", "100"]),
        (103.5, ["0", "20", "40", "60", "80", "100"]),
        (1, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (2.5, ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"]),
        (50, ["0", "10", "20", "30", "40", "50"]),
        (2000, ["0", "500", "1,000", "1,500", "2,000"]),
    ],
)
def test_an_axis_has_about_five_round_numbers(top: float, said: list[str]) -> None:
    assert [label for _, label in ticks(top, length=260, from_foot=True)] == said


def test_nought_is_at_the_foot_and_at_the_left() -> None:
    assert ticks(50, length=260, from_foot=True)[0] == (260, "0")
    assert ticks(50, length=260, from_foot=False)[0] == (0, "0")


def test_letters_are_as_wide_as_the_font_has_them() -> None:
    """Open Sans: an a of 1,139 and a bold one of 1,237, of 2,048 units a letter."""
    assert typeface.width("aa") == pytest.approx(2 * 1139 / 2048)
    assert typeface.width("a", is_bold=True) == pytest.approx(1237 / 2048)
    assert typeface.width("–£é") > 0
    assert typeface.width("漢") == typeface.width("\0")


def test_names_longer_than_any_other_stay_inside_the_picture() -> None:
    name = "Wide WWWWWWWWWWWWW MMMMMM"
    line = Series(name=name, values=(50.0, 60.0), role=Role.OWN)

    for drawn in (
        trend("T", (2024, 2025), [line]).svg(),
        bars("T", [Bar(name=name, value=99.0, role=Role.OWN)]).svg(),
    ):
        left, right = _reach(drawn)
        assert left >= 0
        assert right <= float(ElementTree.fromstring(drawn).get("width", ""))  # noqa: S314


def _reach(drawn: str) -> tuple[float, float]:
    """How far to the left and right of the picture its words reach."""
    (group,) = ElementTree.fromstring(drawn).findall(f"{SVG}g")  # noqa: S314
    origin = float(group.get("transform", "").removeprefix("translate(").split(",")[0])
    places = []
    for text in group.iter(f"{SVG}text"):
        for line in text.iter(f"{SVG}tspan"):
            bold = text.get("font-weight") == "bold"
            width = typeface.width(line.text or "", is_bold=bold) * SIZE
            share = {"start": 0.0, "middle": 0.5, "end": 1.0}[
                text.get("text-anchor", "")
            ]
            left = origin + float(line.get("x", "")) - share * width
            places += [left, left + width]
    return min(places), max(places)


def test_where_years_would_touch_some_are_left_out_but_never_the_last() -> None:
    years = range(2000, 2026)
    foot = Axis(
        title="", ticks=[(20.0 * at, str(year)) for at, year in enumerate(years)]
    )
    drawn = to_svg(Plot(width=520, height=100, foot=foot))
    said = [
        line.text
        for line in ElementTree.fromstring(drawn).iter(f"{SVG}tspan")  # noqa: S314
        if line.text
    ]

    assert said[-1] == "2025"
    assert said == [str(year) for year in years][1::2]


def test_words_of_several_lines_stand_about_their_place() -> None:
    drawn = Words(at=(10, 50), lines=("One", "Two", "Three")).svg()
    heights = [
        float(line.get("y", ""))
        for line in ElementTree.fromstring(drawn).iter("tspan")  # noqa: S314
    ]

    assert heights == [37, 55, 73]
