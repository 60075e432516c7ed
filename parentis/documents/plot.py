"""A chart as marks and axes, and those as SVG.

Whoever draws says where each mark stands on the plot, in pixels from its top left
corner; axes and names stand outside it, and the picture is made as large as they need.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10, sqrt

from parentis.documents import typeface
from parentis.documents.end_labels import LINE_HEIGHT

INK, GRID = "#0b0c0c", "#d5d9de"
SIZE = 14
"""Of all letters, in pixels."""
RISE = 5
"""From the middle of a line of letters down to the line they stand on."""
DESCENT = 3
PADDING, TICK, GAP = 8, 5, 2
TITLE_GAP = 10
MARKER = sqrt(50) / 2
"""Half the width of a marker."""

SHAPES = {
    "circle": f"M{MARKER:.2f},0A{MARKER:.2f},{MARKER:.2f},0,1,1,{-MARKER:.2f},0"
    f"A{MARKER:.2f},{MARKER:.2f},0,1,1,{MARKER:.2f},0Z",
    "square": "M-3.54,-3.54H3.54V3.54H-3.54Z",
    "triangle": "M0,-3.06L-3.54,3.06H3.54Z",
    "diamond": "M-3.54,0L0,-3.54L3.54,0L0,3.54Z",
    "cross": "M-3.54,-1.41V1.41H-1.41V3.54H1.41V1.41H3.54V-1.41H1.41V-3.54H-1.41V-1.41"
    "Z",
}

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Stroke:
    """A line through the points; where there is none, it breaks."""

    points: Sequence[Point | None]
    colour: str
    weight: float
    dash: tuple[int, ...] = ()

    def svg(self) -> str:
        path, is_drawing = "", False
        for point in self.points:
            if point:
                path += f"{'L' if is_drawing else 'M'}{_at(*point)}"
            is_drawing = point is not None
        dash = f' stroke-dasharray="{",".join(map(str, self.dash))}"'
        return (
            f'<path d="{path}" stroke="{self.colour}" stroke-width="{self.weight}"'
            f"{dash if self.dash else ''}/>"
        )


@dataclass(frozen=True, kw_only=True)
class Marker:
    """A small filled shape, one of `SHAPES`, about a point."""

    at: Point
    shape: str
    colour: str

    def svg(self) -> str:
        return (
            f'<path transform="translate({_at(*self.at)})" d="{SHAPES[self.shape]}"'
            f' fill="{self.colour}" stroke="{self.colour}" stroke-width="2"/>'
        )


@dataclass(frozen=True, kw_only=True)
class Block:
    """A bar. `at` is its top left corner."""

    at: Point
    width: float
    height: float
    fill: str
    stroke: str

    def svg(self) -> str:
        x, y = self.at
        return (
            f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(self.width)}"'
            f' height="{_number(self.height)}" fill="{self.fill}"'
            f' stroke="{self.stroke}" stroke-width="2"/>'
        )


@dataclass(frozen=True, kw_only=True)
class Words:
    """One or more lines of letters, their middle at the height of `at`.

    `anchor` says which end of each line stands there: start, middle or end.
    """

    at: Point
    lines: Sequence[str]
    anchor: str = "start"
    is_bold: bool = False

    @property
    def width(self) -> float:
        return max(_width(line, is_bold=self.is_bold) for line in self.lines)

    @property
    def reach(self) -> tuple[float, float]:
        """How far the words reach to the left and to the right of their place."""
        left = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width
        return left, self.width - left

    def svg(self) -> str:
        x, y = self.at
        first = y + RISE - LINE_HEIGHT / 2 * (len(self.lines) - 1)
        bold = ' font-weight="bold"' if self.is_bold else ""
        lines = "".join(
            f'<tspan x="{_number(x)}" y="{_number(first + number * LINE_HEIGHT)}">'
            f"{escape(line, quote=False)}</tspan>"
            for number, line in enumerate(self.lines)
        )
        return f'<text text-anchor="{self.anchor}"{bold} fill="{INK}">{lines}</text>'


Mark = Stroke | Marker | Block | Words


@dataclass(frozen=True, kw_only=True)
class Axis:
    """A side of the plot: what it measures, and the ticks: where, and what they say.

    Places run from the left, and from the top.
    """

    title: str
    ticks: Sequence[tuple[float, str]]


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What a chart shows and where, the lowest mark first."""

    width: float
    height: float
    foot: Axis
    side: Axis | None = None
    marks: Sequence[Mark] = ()


def ticks(top: float, *, length: float, from_foot: bool) -> list[tuple[float, str]]:
    """About five round numbers from nought to `top`, spread over `length` pixels."""
    step = _step(top)
    decimals = max(0, -floor(log10(step) + 1e-9))
    places = []
    for number in range(floor(top / step + 1e-9) + 1):
        value = number * step
        place = length * value / top
        place = length - place if from_foot else place
        places.append((place, f"{value:,.{decimals}f}"))
    return places


def _step(top: float) -> float:
    size = float(10 ** floor(log10(top / 5)))
    steps = [size, size * 2, size * 5, size * 10]
    # The one nearest to a fifth, as ratios go.
    return min(steps, key=lambda step: abs(log10(step / (top / 5))))


def to_svg(plot: Plot) -> str:
    """The plot as an SVG picture, with nothing in it that the SVG does not need."""
    left, right, above = _margins(plot)
    width, height = ceil(left + plot.width + right), ceil(above + plot.height + 53)
    inside = "".join([*_side(plot), *_foot(plot), *(mark.svg() for mark in plot.marks)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="white"/>'
        f'<g fill="none" font-family="{typeface.FAMILY}, Arial, sans-serif"'
        f' font-size="{SIZE}px" transform="translate({ceil(left)},{above})">'
        f"{inside}</g></svg>"
    )


def _margins(plot: Plot) -> tuple[float, float, int]:
    """The room that axes and names need to the left, to the right and above."""
    words = [mark for mark in plot.marks if isinstance(mark, Words)]
    left = max((mark.reach[0] - mark.at[0] for mark in words), default=0)
    right = max((mark.at[0] + mark.reach[1] for mark in words), default=0) - plot.width
    if not plot.side:
        return max(left, 0) + PADDING, max(right, 0) + PADDING + 1, PADDING
    left = max(left, _title_place(plot.side) + SIZE + 1)
    return left + PADDING, max(right, 0) + PADDING, PADDING + 7


def _title_place(side: Axis) -> float:
    """How far left of the plot the title of its side stands."""
    widest = max((_width(label) for _, label in side.ticks), default=0)
    return TICK + GAP + widest + TITLE_GAP


def _side(plot: Plot) -> Iterator[str]:
    """Lines across the plot, and what they stand for, at its left."""
    if not plot.side:
        return
    for place, _ in plot.side.ticks:
        yield _rule(0, place, plot.width, place, GRID)
    for place, label in plot.side.ticks:
        yield _rule(-TICK, place, 0, place, INK)
        yield Words(at=(-TICK - GAP, place), lines=(label,), anchor="end").svg()
    yield _rule(0, 0, 0, plot.height, INK)
    x, y = -_title_place(plot.side) - DESCENT, plot.height / 2
    yield (
        f'<text text-anchor="middle" transform="translate({_at(x, y)}) rotate(-90)"'
        f' fill="{INK}">{escape(plot.side.title, quote=False)}</text>'
    )


def _foot(plot: Plot) -> Iterator[str]:
    """Ticks below the plot; numbers at its very ends do not reach beyond it."""
    for place, label in _with_room(plot.foot.ticks):
        at = (place, plot.height + TICK + GAP + 6)
        anchor = {0.0: "start", plot.width: "end"}.get(place, "middle")
        yield _rule(place, plot.height, place, plot.height + TICK, INK)
        yield Words(at=at, lines=(label,), anchor=anchor).svg()
    yield _rule(0, plot.height, plot.width, plot.height, INK)
    yield Words(
        at=(plot.width / 2, plot.height + 37), lines=(plot.foot.title,), anchor="middle"
    ).svg()


def _with_room(labels: Sequence[tuple[float, str]]) -> Sequence[tuple[float, str]]:
    """Every label, or so many that none touches the next; the last is always there."""
    if len(labels) < 2:
        return labels
    widest = max(_width(label) for _, label in labels)
    each = ceil((widest + 2) / (labels[1][0] - labels[0][0]))
    return labels[(len(labels) - 1) % each :: each]


def _rule(x: float, y: float, to_x: float, to_y: float, colour: str) -> str:
    """A line one pixel wide that fills whole pixels, and so is sharp."""
    return (
        f'<path d="M{round(x) + 0.5},{round(y) + 0.5}L{round(to_x) + 0.5},'
        f'{round(to_y) + 0.5}" stroke="{colour}"/>'
    )


def _width(text: str, *, is_bold: bool = False) -> float:
    return typeface.width(text, is_bold=is_bold) * SIZE


def _at(x: float, y: float) -> str:
    return f"{_number(x)},{_number(y)}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
