"""The charts that pages and reports show: a trend, a distribution, councils compared.

Each is drawn once and serves the page, Word and the PDF alike. Lines differ by dash,
marker and a name at their end as well as by colour; bars by outline and weight; a year
without a figure is a gap. The colours are those that the Government Analysis Function
publishes as safe for colour-blind readers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from parentis.documents.drawing import DrawnChart, key_of
from parentis.documents.end_labels import LINE_HEIGHT, EndLabel, moved_apart, wrapped
from parentis.documents.numbering import clean
from parentis.documents.plot import (
    Axis,
    Block,
    Mark,
    Marker,
    Plot,
    Stroke,
    Words,
    ticks,
)
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
TREND_HEIGHT = 260
BAR_HEIGHT = 22
LONGEST_NAME = 34
"""Letters in one line of a bar's name."""
LETTER_WIDTH = 7.6
"""Of a letter at 14 pixels, on average, in the font we ship."""
PALE = "#5694ca"
BESIDE = 16
"""How far beside the plot the last marker of each line stands, before its name."""


@dataclass(frozen=True)
class _Look:
    colour: str
    dash: tuple[int, ...]
    shape: str
    weight: float


LOOKS = {
    Role.OWN: _Look("#12436d", (), "circle", 3.5),
    Role.NEIGHBOURS: _Look("#28a197", (7, 4), "square", 2),
    Role.REGION: _Look("#801650", (2, 3), "triangle", 2),
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


def _trend(years: tuple[int, ...], lines: tuple[Series, ...], measure: Measure) -> Plot:
    """The lines, threads from their ends to their names, markers, and the names."""
    top = top_of_scale(
        [value for line in lines for value in line.values],
        is_percent=measure.is_percent,
    )
    ends = _ends(years, lines, measure, top)
    longest = max((len(part) for end in ends for part in end.words), default=8)
    width = round(WIDTH - 104 - longest * LETTER_WIDTH)
    first, last = min(years, default=0), max(years, default=0)

    def across(year: int) -> float:
        return width * (year - first + 0.25) / (last - first + 0.5)

    def up(value: float) -> float:
        return TREND_HEIGHT * (1 - value / top)

    strokes: list[Mark] = []
    threads: list[Mark] = []
    markers: list[Mark] = []
    names: list[Mark] = []
    for line, end in _own_last(lines, ends):
        look, beside = LOOKS[line.role], (width + BESIDE, end.place)
        points = [
            None if value is None else (across(year), up(value))
            for year, value in zip(years, line.values, strict=True)
        ]
        there = [point for point in points if point]
        strokes.append(
            Stroke(
                points=points, colour=look.colour, weight=look.weight, dash=look.dash
            )
        )
        if there:
            thread = [there[-1], beside]
            threads.append(
                Stroke(points=thread, colour=look.colour, weight=1, dash=(1, 3))
            )
            there.append(beside)
        markers += [
            Marker(at=point, shape=look.shape, colour=look.colour) for point in there
        ]
        names.append(
            Words(
                at=(width + BESIDE + 9, end.place),
                lines=end.words,
                is_bold=line.role is Role.OWN,
            )
        )
    return Plot(
        width=width,
        height=TREND_HEIGHT,
        foot=Axis(
            title="Year ending 31 March",
            ticks=[(across(year), str(year)) for year in years],
        ),
        side=Axis(
            title=measure.axis, ticks=ticks(top, length=TREND_HEIGHT, from_foot=True)
        ),
        marks=[*strokes, *threads, *markers, *names],
    )


@dataclass(frozen=True, kw_only=True)
class _End:
    """What is said at the end of a line, and how far down the plot that stands."""

    words: tuple[str, ...]
    place: float


def _own_last(
    lines: tuple[Series, ...], ends: Sequence[_End]
) -> list[tuple[Series, _End]]:
    """The council's own line is drawn last, and so lies above the others."""
    return sorted(
        zip(lines, ends, strict=True), key=lambda drawn: drawn[0].role is Role.OWN
    )


def _ends(
    years: tuple[int, ...], lines: tuple[Series, ...], measure: Measure, top: float
) -> list[_End]:
    labels = []
    for line in lines:
        words, value = _end_words(years, line, measure)
        labels.append(EndLabel(lines=words, y=TREND_HEIGHT * (1 - value / top)))
    places = moved_apart(labels, height=TREND_HEIGHT)
    return [
        _End(words=label.lines, place=place)
        for label, place in zip(labels, places, strict=True)
    ]


def _end_words(
    years: tuple[int, ...], line: Series, measure: Measure
) -> tuple[tuple[str, ...], float]:
    """The line's name with its last value; that value, or nought if there is none."""
    there = [
        (year, value)
        for year, value in zip(years, line.values, strict=True)
        if value is not None
    ]
    if not there:
        return wrapped(clean(f"{line.name} no figures")), 0
    year, value = there[-1]
    words = f"{line.name} {measure.written(value)}"
    if year < max(years):
        words += f" ({year})"
    return wrapped(clean(words)), value


def _bars(items: tuple[Bar, ...], measure: Measure) -> Plot:
    """The bars, each with its name before it and its value behind."""
    top = top_of_scale([bar.value for bar in items], is_percent=measure.is_percent)
    names = [wrapped(clean(bar.name), LONGEST_NAME) for bar in items]
    longest = max((len(part) for name in names for part in name), default=8)
    tallest = max((len(name) for name in names), default=1)
    step = max(BAR_HEIGHT + 8, tallest * LINE_HEIGHT + 8)
    width = round(WIDTH - 90 - longest * LETTER_WIDTH)
    marks: list[Mark] = []
    for number, (bar, name) in enumerate(zip(items, names, strict=True)):
        middle, length = step * (number + 0.5), width * (bar.value or 0) / top
        if length:
            marks.append(_block(bar, middle=middle, length=length))
        value, is_bold = (clean(bar_text(bar, measure)),), bar.role is Role.OWN
        marks += [
            Words(at=(length + 7, middle), lines=value, is_bold=is_bold),
            Words(at=(-8, middle), lines=name, is_bold=is_bold, anchor="end"),
        ]
    return Plot(
        width=width,
        height=step * max(len(items), 1),
        foot=Axis(title=measure.axis, ticks=ticks(top, length=width, from_foot=False)),
        marks=marks,
    )


def _block(bar: Bar, *, middle: float, length: float) -> Block:
    """The council's own bar is dark, others mid-blue, averages an outline."""
    fill = stroke = LOOKS[bar.role].colour
    if bar.role is Role.OTHER:
        fill = stroke = PALE
    elif bar.role is not Role.OWN:
        fill = "#ffffff"
    return Block(
        at=(0, middle - BAR_HEIGHT / 2),
        width=length,
        height=BAR_HEIGHT,
        fill=fill,
        stroke=stroke,
    )
