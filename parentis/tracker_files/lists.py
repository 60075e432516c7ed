"""Whether a file holds more than one list of recommendations, and where each begins.

A scrutiny review's table and an inspection's may stand in one file, each numbered from
1. What tells two lists from one of which the headings part the rows: the same number
stands for something else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parentis.tracker_files.found import Draft, Found
from parentis.tracker_files.grid_rows import GridReader, is_alike
from parentis.tracker_files.heads import heads_of
from parentis.tracker_files.laid_out import Grid, Line
from parentis.tracker_files.prose import heads_in

LONGEST_NAME = 120
_MAKES_RECOMMENDATIONS = re.compile(
    r"\b(?:scrutiny|commission|inspections?|ofsted|ilacs|reviews?|peer|surveys?|audits?"
    r"|inquir(?:y|ies)|enquir(?:y|ies)|assessment|challenge|consultation|focused visit"
    r"|cqc|jtai|ombudsman|task (?:and finish )?group|(?:19|20)\d{2})\b",
    re.IGNORECASE,
)
_TELLS_OF_THEM = re.compile(
    r"\b(?:progress|updates?|response|summary|appendix|implications|background|contact"
    r"|introduction|conclusions?|next|actions? taken|position|documents?|meeting)\b",
    re.IGNORECASE,
)


def names_a_source(text: str) -> bool:
    """Whether a heading names who made recommendations, or a report by its year."""
    is_short = len(text) <= LONGEST_NAME and not text.rstrip().endswith((".", ";"))
    is_name = bool(_MAKES_RECOMMENDATIONS.search(text))
    return is_short and is_name and not _TELLS_OF_THEM.search(text)


def differ(rows: Sequence[Draft], others: Sequence[Draft]) -> bool:
    """Whether the numbers that both have stand, mostly, for something else in each."""
    texts = {row.number: row.text for row in rows if _is_numbered(row)}
    pairs = [
        (texts[row.number], row.text)
        for row in others
        if _is_numbered(row) and row.number in texts
    ]
    alike = sum(is_alike(one, other) for one, other in pairs)
    return len(pairs) > alike * 2


def _is_numbered(row: Draft) -> bool:
    return bool(row.number) and not row.is_counted


def lists_of_grid(grid: Grid) -> Iterator[Grid]:
    """A table for each list that it holds: their own heading, and the heads again."""
    found = Found()
    reader = GridReader(grid, found)
    reader.read()
    named = {at: theme for at, theme in reader.themes if names_a_source(theme)}
    bounds = [-1, *named, len(grid.rows)]
    lists = [
        [row for row in found.rows if start < row.row < end]
        for start, end in pairwise(bounds)
    ]
    if not any(differ(one, other) for one, other in pairwise(lists)):
        yield grid
        return
    first = next(at for at, row in enumerate(grid.rows) if heads_of(row))
    for start, end in pairwise(bounds):
        heads = [grid.rows[first]] if start >= 0 else []
        rows = [*heads, *grid.rows[start + 1 : end]]
        yield replace(grid, title=named.get(start, grid.title), rows=rows)


def lists_of_lines(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Lines list by list, each beneath the heading that names it; the first by none."""
    starts = [0]
    seen = set(_numbers(lines[: _next_name(lines, 0)]))
    at = _next_name(lines, 0)
    while at < len(lines):
        end = _next_name(lines, at)
        numbers = _numbers(lines[at:end])
        if numbers & seen:
            starts.append(at)
            seen = set()
        seen |= numbers
        at = end
    for start, end in pairwise([*starts, len(lines)]):
        yield (lines[start].text if start else ""), list(lines[start:end])


def _next_name(lines: Sequence[Line], after: int) -> int:
    """Where the next heading is that names a source."""
    for at in range(after + 1, len(lines)):
        line = lines[at]
        is_heading = line.is_heading or line.is_strong or len(line.text) <= LONGEST_NAME
        if is_heading and names_a_source(line.text) and not heads_in([line]):
            return at
    return len(lines)


def _numbers(lines: Sequence[Line]) -> set[str]:
    return {number for number, _ in heads_in(lines).values()}
