"""The charts that pages and reports show: a trend, a distribution, councils compared.

Each is drawn by Altair once and serves the page, Word and the PDF alike. Lines differ
by dash, marker and a name at their end as well as by colour; bars by outline and
weight; a year without a figure is a gap. The colours are those that the Government
Analysis Function publishes as safe for colour-blind readers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parentis.documents import typeface
from parentis.documents.drawing import DrawnChart, Specification, key_of
from parentis.documents.end_labels import EndLabel, moved_apart, wrapped
from parentis.documents.numbering import clean
from parentis.documents.sparkline import sparkline_points
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
TREND_HEIGHT = 300
BAR_HEIGHT = 24
LETTER_WIDTH = 7.6
"""Of a letter at 14 pixels, on average, in the font we ship."""
INK, GRID = "#0b0c0c", "#d5d9de"


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
    import altair as alt

    every = [value for line in lines for value in line.values]
    top = top_of_scale(every, is_percent=measure.is_percent)
    ends = _ends(years, lines, measure, top)
    longest = max((len(part) for end in ends for part in end["lines"]), default=8)
    width = WIDTH - 70 - 34 - longest * LETTER_WIDTH
    first, last = min(years, default=0), max(years, default=0)
    x_scale = alt.Scale(domain=[first - 0.25, last + 0.25], nice=False, zero=False)
    a_unit = (last - first + 0.5) / width
    x = alt.X(
        "year:Q",
        title="Year ending 31 March",
        scale=x_scale,
        axis=alt.Axis(values=list(years), format="d", grid=False),
    )
    y_scale = alt.Scale(domain=[0, top], nice=False)
    y = alt.Y("value:Q", title=measure.axis, scale=y_scale)
    layers: list[Any] = []
    for line, end in zip(lines, ends, strict=True):
        look = LOOKS[line.role]
        dots = alt.InlineData(
            values=[
                {"year": year, "value": value}
                for year, value in zip(years, line.values, strict=True)
            ]
        )
        drawn = alt.Chart(dots).encode(x=x, y=y)
        layers.append(
            drawn.mark_line(
                color=look.colour,
                strokeDash=list(look.dash),
                strokeWidth=look.weight,
                invalid="break-paths-show-path-domains",
            )
        )
        layers.append(drawn.mark_point(**_marker(look)))
        layers.extend(_end(alt, end, look, x, last=last, a_unit=a_unit))
    return _finished(alt, alt.layer(*layers), width=width, height=TREND_HEIGHT)


def _marker(look: _Look) -> dict[str, Any]:
    return {
        "shape": look.shape,
        "color": look.colour,
        "fill": look.colour,
        "size": 60,
        "opacity": 1,
        "invalid": "filter",
    }


def _ends(
    years: tuple[int, ...], lines: tuple[Series, ...], measure: Measure, top: float
) -> list[dict[str, Any]]:
    """For each line: its label, the year and value it ends at, the label's height."""
    ends: list[dict[str, Any]] = []
    for line in lines:
        there = [at for at, value in enumerate(line.values) if value is not None]
        at = there[-1] if there else None
        value = line.values[at] if at is not None else None
        words = "no figures" if value is None else measure.written(value)
        if at is not None and at < len(years) - 1:
            words += f" ({years[at]})"
        ends.append(
            {
                "lines": wrapped(clean(f"{line.name} {words}")),
                "year": years[at] if at is not None else None,
                "value": value,
            }
        )
    labels = [
        EndLabel(lines=end["lines"], y=TREND_HEIGHT * (1 - (end["value"] or 0) / top))
        for end in ends
    ]
    places = moved_apart(labels, height=TREND_HEIGHT)
    for end, place in zip(ends, places, strict=True):
        end["place"] = top * (1 - place / TREND_HEIGHT)
    return ends


def _end(
    alt: Any, end: dict[str, Any], look: _Look, x: Any, *, last: int, a_unit: float
) -> list[Any]:
    """The name of a line, its marker again, and a thread from the line to it."""
    beside = last + 0.25 + 16 * a_unit
    place = {"year": beside, "value": end["place"]}
    y = alt.Y("value:Q")
    layers = []
    if end["value"] is not None:
        thread = [{"year": end["year"], "value": end["value"]}, place]
        layers = [
            alt.Chart(alt.InlineData(values=thread))
            .mark_line(color=look.colour, strokeWidth=0.8, opacity=0.7)
            .encode(x=x, y=y),
            alt.Chart(alt.InlineData(values=[place]))
            .mark_point(**_marker(look))
            .encode(x=x, y=y),
        ]
    words = [{**place, "words": "\n".join(end["lines"])}]
    label = (
        alt.Chart(alt.InlineData(values=words))
        .mark_text(
            align="left",
            baseline="line-top" if len(end["lines"]) > 1 else "middle",
            dx=9,
            dy=-9 * len(end["lines"]) if len(end["lines"]) > 1 else 1,
            lineBreak="\n",
            lineHeight=18,
            fontSize=14,
            fontWeight="bold" if look is LOOKS[Role.OWN] else "normal",
            color=INK,
        )
        .encode(x=x, y=y, text="words:N")
    )
    return [*layers, label]


def _bars(items: tuple[Bar, ...], measure: Measure) -> Specification:
    import altair as alt

    top = top_of_scale([bar.value for bar in items], is_percent=measure.is_percent)
    names = [wrapped(clean(bar.name)) for bar in items]
    longest = max((len(part) for name in names for part in name), default=8)
    width = WIDTH - 30 - longest * LETTER_WIDTH - 70
    tallest = max((len(name) for name in names), default=1)
    step = max(BAR_HEIGHT + 8, tallest * 18 + 8)
    y = alt.Y("place:O", axis=None, sort=None, scale=alt.Scale(paddingInner=0.25))
    x = alt.X(
        "value:Q", title=measure.axis, scale=alt.Scale(domain=[0, top], nice=False)
    )
    layers: list[Any] = []
    for place, (bar, name) in enumerate(zip(items, names, strict=True)):
        look = LOOKS[bar.role]
        row = {
            "place": place,
            "value": bar.value or 0,
            "name": "\n".join(name),
            "words": clean(bar_text(bar, measure)),
        }
        drawn = alt.Chart(alt.InlineData(values=[row]))
        weight: Any = "bold" if bar.role is Role.OWN else "normal"
        if bar.value is not None:
            layers.append(drawn.mark_bar(**_filled(bar.role, look)).encode(x=x, y=y))
        layers.append(
            drawn.mark_text(
                align="left", dx=6, fontSize=14, fontWeight=weight, color=INK
            ).encode(x=x, y=y, text="words:N")
        )
        layers.append(
            drawn.mark_text(
                align="right",
                dx=-8,
                dy=-9 * (len(name) - 1),
                lineBreak="\n",
                lineHeight=18,
                fontSize=14,
                fontWeight=weight,
                color=INK,
            ).encode(x=alt.value(0), y=y, text="name:N")
        )
    return _finished(
        alt, alt.layer(*layers), width=width, height=max(step * len(items), step)
    )


def _filled(role: Role, look: _Look) -> dict[str, Any]:
    """The council's own bar is dark, others mid-blue, averages an outline."""
    if role is Role.OWN:
        return {"color": look.colour}
    if role is Role.OTHER:
        return {"color": "#5694ca"}
    return {
        "color": "#ffffff",
        "stroke": look.colour,
        "strokeWidth": 2,
        "strokeDash": list(look.dash),
    }


def _finished(alt: Any, chart: Any, *, width: float, height: float) -> Specification:
    family = f"{typeface.FAMILY}, Arial, sans-serif"
    finished = (
        chart.properties(
            width=round(width),
            height=height,
            padding=8,
            background="white",
        )
        .configure(font=family, aria=False)
        .configure_axis(
            labelFontSize=14,
            titleFontSize=14,
            titleFontWeight="normal",
            labelColor=INK,
            titleColor=INK,
            gridColor=GRID,
            domainColor=INK,
            tickColor=INK,
            titlePadding=10,
            labelFlush=False,
        )
        .configure_view(stroke=None)
    )
    specification: Specification = finished.to_dict()
    return specification
