"""A trend as a line the size of a word. A gap in the figures is a gap in the line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 96, 24, 4


@dataclass(frozen=True, kw_only=True)
class Sparkline:
    """`points` are the lines to draw, each as SVG writes one."""

    says: str
    points: tuple[str, ...]
    end_x: str
    end_y: str
    width: int = WIDTH
    height: int = HEIGHT


def sparkline(values: Sequence[float | None], *, says: str) -> Sparkline:
    """`says` is what somebody who cannot see the line is told instead."""
    places = list(_places(values))
    runs = [run for run in _runs(places) if len(run) > 1]
    known = [place for place in places if place]
    end_x, end_y = known[-1] if known else ("0", "0")
    return Sparkline(
        says=says,
        points=tuple(" ".join(f"{x},{y}" for x, y in run) for run in runs)
        or (("",) if known else ()),
        end_x=end_x,
        end_y=end_y,
    )


Place = tuple[str, str]


def _places(values: Sequence[float | None]) -> Iterable[Place | None]:
    known = [value for value in values if value is not None]
    if not known:
        return
    lowest, span = min(known), (max(known) - min(known)) or 1.0
    step = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)
    for place, value in enumerate(values):
        if value is None:
            yield None
            continue
        height = (value - lowest) / span if max(known) > lowest else 0.5
        y = HEIGHT - MARGIN - height * (HEIGHT - 2 * MARGIN)
        yield f"{MARGIN + place * step:.1f}", f"{y:.1f}"


def _runs(places: Sequence[Place | None]) -> list[list[Place]]:
    runs: list[list[Place]] = [[]]
    for place in places:
        if place:
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return runs
