"""A line as small as a word, for a table of figures."""

from collections.abc import Sequence


def sparkline_points(
    values: Sequence[float | None],
    *,
    width: float = 100,
    height: float = 24,
    lowest: float | None = None,
    highest: float | None = None,
) -> tuple[str, ...]:
    """The `points` of one SVG polyline for each unbroken stretch of values.

    A year without a figure breaks the line: it is never drawn as nought. A lone value
    gives one point. The scale runs from `lowest` to `highest`, else over the values.
    """
    there = [value for value in values if value is not None]
    if not there:
        return ()
    bottom = min(there) if lowest is None else lowest
    top = max(there) if highest is None else highest
    step = width / (len(values) - 1) if len(values) > 1 else 0

    def point(at: int, value: float) -> str:
        share = (value - bottom) / (top - bottom) if top > bottom else 0.5
        return f"{at * step:.1f},{height - share * height:.1f}"

    stretches: list[list[str]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            stretches.append([])
        else:
            stretches[-1].append(point(at, value))
    return tuple(" ".join(stretch) for stretch in stretches if stretch)
