"""The charts that pages and reports show: a trend, a distribution, councils compared.

Each is one Vega-Lite specification, drawn once, that serves the page, Word and the PDF
alike. Lines differ by dash, marker and a name at their end as well as by colour; bars
by outline and weight; a year without a figure is a gap. The colours are those that the
Government Analysis Function publishes as safe for colour-blind readers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parentis.documents.drawing import DrawnChart, Specification, key_of
from parentis.documents.end_labels import LINE_HEIGHT, EndLabel, moved_apart, wrapped
from parentis.documents.numbering import clean
from parentis.documents.sparkline import sparkline_points
from parentis.documents.vega import LETTERING, WORDS, Channel, field, layer, layered
from parentis.documents.wording import (
    PER_CENT,
    Bar,
    Measure,
    Role,
    Series,
    bar_text,
    bars_words,
    trend_words,
)

__all__ = [
    "PER_CENT",
    "Bar",
    "DrawnChart",
    "Measure",
    "Role",
    "Series",
    "bars",
    "compare",
    "sparkline_points",
    "trend",
]

WIDTH = 680
TREND_HEIGHT = 260
BAR_HEIGHT = 22
LONGEST_NAME = 34
"""Letters in one line of a bar's name."""
LETTER_WIDTH = 7.6
"""Of a letter at 14 pixels, on average, in the font we ship."""
PALE = "#5694ca"
ONE_A_LINE: Channel = {"field": "line", "type": "ordinal"}


@dataclass(frozen=True)
class _Look:
    colour: str
    dash: tuple[int, ...]
    shape: str
    weight: float


LOOKS = {
    Role.OWN: _Look("#12436d", (1, 0), "circle", 3.5),
    Role.NEIGHBOURS: _Look("#28a197", (7, 4), "square", 2),
    Role.REGION: _Look("#801650", (2, 3), "triangle-up", 2),
    Role.ENGLAND: _Look("#f46a25", (10, 3, 2, 3), "diamond", 2),
    Role.OTHER: _Look("#3d3d3d", (4, 2), "cross", 2),
}


def trend(
    title: str,
    years: Sequence[int],
    series: Sequence[Series],
    *,
    measure: Measure = PER_CENT,
    kept_in: Path | None = None,
) -> DrawnChart:
    """Lines over the years, each named at its end. One year alone gives points.

    `years` are the years in which a return ends, in order. Raises `ValueError` where a
    series has more or fewer values than there are years.
    """
    years, lines = tuple(years), tuple(series)
    return DrawnChart(
        title=title,
        alt=trend_words(title, years, lines, measure),
        key=key_of("trend", title, years, lines, measure),
        specify=lambda: _trend(years, lines, measure),
        kept_in=kept_in,
    )


def bars(
    title: str,
    items: Sequence[Bar],
    *,
    measure: Measure = PER_CENT,
    kept_in: Path | None = None,
) -> DrawnChart:
    """A distribution: one bar a category, in the order given."""
    drawn = tuple(items)
    return DrawnChart(
        title=title,
        alt=bars_words(title, drawn, measure),
        key=key_of("bars", title, drawn, measure),
        specify=lambda: _bars(drawn, measure),
        kept_in=kept_in,
    )


def compare(
    title: str,
    councils: Sequence[Bar],
    *,
    measure: Measure = PER_CENT,
    kept_in: Path | None = None,
) -> DrawnChart:
    """Councils side by side, the highest first, those without a figure last.

    Give averages (neighbours, region, England) as bars of their role among them.
    """
    order = sorted(
        councils,
        key=lambda bar: (bar.value is None, -(bar.value or 0), bar.name),
    )
    return bars(title, order, measure=measure, kept_in=kept_in)


def top_of_scale(values: Sequence[float | None], *, is_percent: bool) -> float:
    """Where the axis ends; it begins at nought, as a reader expects.

    Per cent run to 100, unless all are so small that nothing would be seen.
    """
    highest = max((value for value in values if value is not None), default=0)
    if is_percent and highest > 25:
        return max(100, highest)
    size: float = 1
    while True:
        for step in (1, 2, 2.5, 5, 10):
            if highest * 1.05 <= size * step:
                return size * step
        size *= 10


def _trend(
    years: tuple[int, ...], lines: tuple[Series, ...], measure: Measure
) -> Specification:
    """Four layers: the lines, their markers, threads to the names, and the names."""
    every = [value for line in lines for value in line.values]
    top = top_of_scale(every, is_percent=measure.is_percent)
    ends = _ends(years, lines, measure, top)
    longest = max((len(part) for end in ends for part in end["lines"]), default=8)
    width = WIDTH - 104 - longest * LETTER_WIDTH
    first, last = min(years, default=0), max(years, default=0)
    beside = last + 0.25 + 16 * (last - first + 0.5) / width
    x = {
        "field": "year",
        "type": "quantitative",
        "title": "Year ending 31 March",
        "scale": {"domain": [first - 0.25, last + 0.25], "nice": False, "zero": False},
        "axis": {"values": list(years), "format": "d", "grid": False},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "title": measure.axis,
        "scale": {"domain": [0, top], "nice": False},
        "axis": {"tickCount": 5},
    }
    dots: list[dict[str, Any]] = []
    threads: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    for line, end in _own_last(lines, ends):
        place = {**_looks(line, len(names)), "year": beside, "value": end["place"]}
        names.append({**place, **_words(end["lines"])})
        dots += [
            {**place, "year": year, "value": value}
            for year, value in zip(years, line.values, strict=True)
        ]
        if end["value"] is not None:
            threads += [{**place, "year": end["year"], "value": end["value"]}, place]
    marks = [*(dot for dot in dots if dot["value"] is not None), *threads[1::2]]
    return layered(
        layer(
            dots,
            detail=ONE_A_LINE,
            type="line",
            color=field("colour"),
            strokeDash=field("dash"),
            strokeWidth=field("weight"),
            invalid="break-paths-show-path-domains",
        ),
        layer(
            threads,
            detail=ONE_A_LINE,
            type="line",
            color=field("colour"),
            strokeWidth=1,
            strokeDash=[1, 3],
        ),
        layer(
            marks,
            type="point",
            shape=field("shape"),
            stroke=field("colour"),
            fill=field("colour"),
            size=50,
            opacity=1,
        ),
        layer(names, text=WORDS, align="left", dx=9, **LETTERING),
        places={"x": x, "y": y},
        width=width,
        height=TREND_HEIGHT,
    )


def _own_last(
    lines: tuple[Series, ...], ends: list[dict[str, Any]]
) -> list[tuple[Series, dict[str, Any]]]:
    """The council's own line is drawn last, and so lies above the others."""
    return sorted(
        zip(lines, ends, strict=True), key=lambda drawn: drawn[0].role is Role.OWN
    )


def _looks(line: Series, at: int) -> dict[str, Any]:
    look = LOOKS[line.role]
    return {
        "line": at,
        "colour": look.colour,
        "dash": look.dash,
        "shape": look.shape,
        "weight": look.weight,
        "face": _face(line.role),
    }


def _ends(
    years: tuple[int, ...], lines: tuple[Series, ...], measure: Measure, top: float
) -> list[dict[str, Any]]:
    """For each line: its name, the year and value it ends at, where its name stands."""
    ends = [_end(years, line, measure) for line in lines]
    labels = [
        EndLabel(lines=end["lines"], y=TREND_HEIGHT * (1 - (end["value"] or 0) / top))
        for end in ends
    ]
    places = moved_apart(labels, height=TREND_HEIGHT)
    return [
        {**end, "place": top * (1 - place / TREND_HEIGHT)}
        for end, place in zip(ends, places, strict=True)
    ]


def _end(years: tuple[int, ...], line: Series, measure: Measure) -> dict[str, Any]:
    there = [
        (year, value)
        for year, value in zip(years, line.values, strict=True)
        if value is not None
    ]
    if not there:
        words = f"{line.name} no figures"
        return {"lines": wrapped(clean(words)), "year": None, "value": None}
    year, value = there[-1]
    words = f"{line.name} {measure.written(value)}"
    if year < max(years):
        words += f" ({year})"
    return {"lines": wrapped(clean(words)), "year": year, "value": value}


def _bars(items: tuple[Bar, ...], measure: Measure) -> Specification:
    """Three layers: the bars, their values, their names."""
    top = top_of_scale([bar.value for bar in items], is_percent=measure.is_percent)
    names = [wrapped(clean(bar.name), LONGEST_NAME) for bar in items]
    longest = max((len(part) for name in names for part in name), default=8)
    tallest = max((len(name) for name in names), default=1)
    values, labels = [], []
    for place, (bar, name) in enumerate(zip(items, names, strict=True)):
        row = {"place": place, "value": bar.value or 0, "face": _face(bar.role)}
        words = (clean(bar_text(bar, measure)),)
        values.append({**row, **_filled(bar), **_words(words)})
        labels.append({**row, **_words(name)})
    y = {
        "field": "place",
        "type": "ordinal",
        "axis": None,
        "scale": {"domain": list(range(len(items)))},
    }
    x = {
        "field": "value",
        "type": "quantitative",
        "title": measure.axis,
        "scale": {"domain": [0, top], "nice": False},
        "axis": {"tickCount": 5, "grid": False},
    }
    step = max(BAR_HEIGHT + 8, tallest * LINE_HEIGHT + 8)
    return layered(
        layer(
            [row for row in values if row["value"]],
            type="bar",
            fill=field("fill"),
            stroke=field("stroke"),
            strokeWidth=2,
            size=BAR_HEIGHT,
        ),
        layer(values, text=WORDS, align="left", dx=7, **LETTERING),
        layer(labels, x={"value": 0}, text=WORDS, align="right", dx=-8, **LETTERING),
        places={"x": x, "y": y},
        width=WIDTH - 90 - longest * LETTER_WIDTH,
        height=step * max(len(items), 1),
    )


def _filled(bar: Bar) -> dict[str, str]:
    """The council's own bar is dark, others mid-blue, averages an outline."""
    if bar.role is Role.OWN:
        return {"fill": LOOKS[Role.OWN].colour, "stroke": LOOKS[Role.OWN].colour}
    if bar.role is Role.OTHER:
        return {"fill": PALE, "stroke": PALE}
    return {"fill": "#ffffff", "stroke": LOOKS[bar.role].colour}


def _words(lines: Sequence[str]) -> dict[str, Any]:
    """Words of one or more lines, their middle at the height of the row's value."""
    return {"words": "\n".join(lines), "rise": 1 - LINE_HEIGHT / 2 * (len(lines) - 1)}


def _face(role: Role) -> str:
    return "bold" if role is Role.OWN else "normal"
