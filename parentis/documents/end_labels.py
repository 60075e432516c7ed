"""Names at the ends of lines, moved apart so that none covers another."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

LINE_HEIGHT = 18
LONGEST_LINE = 24


@dataclass(frozen=True, kw_only=True)
class EndLabel:
    """A label of one or more lines whose middle would best stand at `y`, in pixels."""

    lines: tuple[str, ...]
    y: float

    @property
    def height(self) -> float:
        return len(self.lines) * LINE_HEIGHT


def wrapped(words: str, longest: int = LONGEST_LINE) -> tuple[str, ...]:
    """The words in lines short enough to stand beside a chart."""
    return tuple(wrap(words, longest)) or ("",)


def moved_apart(labels: Sequence[EndLabel], *, height: float) -> list[float]:
    """Where each label stands, in pixels from the top, in the order given.

    Labels keep the order of their lines. They are pushed down from the top, then up
    from the foot of the chart; only where they fill it do they reach beyond its top.
    """
    order = sorted(range(len(labels)), key=lambda at: labels[at].y)
    places = [label.y for label in labels]
    top = 0.0
    for at in order:
        half = labels[at].height / 2
        places[at] = max(places[at], top + half)
        top = places[at] + half
    foot = height + LINE_HEIGHT / 2
    for at in reversed(order):
        half = labels[at].height / 2
        places[at] = min(places[at], foot - half)
        foot = places[at] - half
    return places
