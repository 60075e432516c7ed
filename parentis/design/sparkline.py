"""A trend as a line the size of a word. A gap in the figures is a gap in the line."""

from collections.abc import Sequence
from dataclasses import dataclass

from parentis.documents.sparkline import sparkline_points

WIDTH, HEIGHT, MARGIN = 96, 24, 4


@dataclass(frozen=True, kw_only=True)
class Sparkline:
    """`points` are the lines to draw, each as SVG writes one, within the margin."""

    says: str
    points: tuple[str, ...]
    end_x: str
    end_y: str
    width: int = WIDTH
    height: int = HEIGHT
    margin: int = MARGIN


def sparkline(values: Sequence[float | None], *, says: str) -> Sparkline:
    """`says` is what somebody who cannot see the line is told instead."""
    points = sparkline_points(
        values, width=WIDTH - 2 * MARGIN, height=HEIGHT - 2 * MARGIN
    )
    end_x, end_y = points[-1].split()[-1].split(",") if points else ("0", "0")
    return Sparkline(says=says, points=points, end_x=end_x, end_y=end_y)
