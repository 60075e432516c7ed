"""Disclosure control: what is hidden before a figure leaves the building, in one place.

Counts of young people computed from records, 1 to 5, are hidden with their percentages,
complements and whatever else reveals them. Counts of opportunities or meetings, and
figures already published, are not: do not pass them.

A figure may be worked out from two documents as well as from one. So call `protect` on
*everything* a council's year has (every indicator, and the breakdowns that leave), then
choose what to print; never on the rows already chosen. Headlines do not depend on which
breakdowns come along.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from parentis.indicators import INDICATORS, relations
from parentis.indicators.indicator import Figure, Kind
from parentis.indicators.suppression import Sum, protect_counts
from parentis.law.sources import Source

__all__ = [
    "HIDDEN_EXPLANATION",
    "HIDDEN_TEXT",
    "THRESHOLDS",
    "Cell",
    "Counted",
    "ProtectedTable",
    "Sum",
    "Threshold",
    "cost_of",
    "counted",
    "protect",
    "protect_counts",
    "protect_table",
    "sums_among",
    "threshold_for",
]

_MEANS = frozenset(each.code for each in INDICATORS if each.kind is Kind.MEAN)

HIDDEN_TEXT = "c"
HIDDEN_EXPLANATION = (
    "c: hidden, so that no young person can be recognised"
    " (a count of 1 to 5, or one that would reveal such a count)."
)


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """From `first_year` on, counts of 1 to `largest` are hidden. A zero is shown."""

    first_year: int
    largest: int
    source: Source


# Newest last. A changed rule is one more row.
THRESHOLDS = (
    Threshold(
        first_year=2010,
        largest=5,
        source=Source(
            "Children looked after in England: metadata of the 2010 to 2015 files",
            "Counts of 1 to 5 are suppressed, with the next smallest",
        ),
    ),
    Threshold(
        first_year=2021,
        largest=5,
        source=Source(
            "Children looked after in England: local authority care leaver files,"
            " 2021 to 2025",
            "Every breakdown count of 1 to 5 is shown as c, as seen in the files;"
            " their guidance says only that numerator or denominator is small",
        ),
    ),
)


def threshold_for(year: int | None = None) -> Threshold:
    """The rule for a collection year; the newest where no year is given."""
    in_force = [each for each in THRESHOLDS if year is None or each.first_year <= year]
    return in_force[-1] if in_force else THRESHOLDS[0]


@dataclass(frozen=True)
class Cell:
    """One count of a table and its per cent of the total (unrounded).

    Both are None where `is_hidden`. The per cent alone is None where the total is
    hidden, since 20 beside 40 per cent tells the total.
    """

    count: int | None
    percent: float | None
    is_hidden: bool


@dataclass(frozen=True)
class ProtectedTable:
    """A table fit to leave the building: cells by label, in order, and the total."""

    cells: dict[str, Cell]
    total: Cell


def protect_table(
    counts: Mapping[str, int], *, total: int | None = None, year: int | None = None
) -> ProtectedTable:
    """Hide what must be hidden in one table of young people in categories.

    `counts` gives each label's count. `total` is their sum where it is not given; where
    it is more than their sum, those in no category are protected too. Raises ValueError
    for a count below 0 and for a total below the sum.
    """
    whole = sum(counts.values()) if total is None else total
    if min((whole, *counts.values())) < 0 or whole < sum(counts.values()):
        raise ValueError("Counts are 0 or more, and their total at least their sum.")
    names = {label: f"part {place:06}" for place, label in enumerate(counts)}
    named = {names[label]: count for label, count in counts.items()} | {"total": whole}
    hidden = protect_counts(
        named,
        [Sum("total", tuple(names.values()))],
        costs={"total": 1},
        largest=threshold_for(year).largest,
    )

    def cell(name: str) -> Cell:
        if name in hidden:
            return Cell(None, None, is_hidden=True)
        is_known = whole > 0 and "total" not in hidden
        percent = 100 * named[name] / whole if is_known else None
        return Cell(named[name], percent, is_hidden=False)

    return ProtectedTable(
        {label: cell(names[label]) for label in counts}, cell("total")
    )


def protect(
    figures: Sequence[Figure],
    *,
    sums: Iterable[Sum] | None = None,
    means: Collection[str] = _MEANS,
) -> list[Figure]:
    """The figures in their order; hidden ones carry no numbers and `is_hidden`.

    A hidden row shows neither numerator, denominator nor value. A denominator of 1 to 5
    hides its row, whatever the numerator. `sums` are over names such as
    `eet-19-to-21:numerator` and `eet-19-to-21:denominator` (by default those that the
    indicators' definitions give), and hold in each group of a breakdown too. `means`
    are the codes of averages: what they divide is a sum of scores, no count of people.

    Headlines (no `group`) are settled first and then stay, so that a figure is shown or
    hidden alike whatever breakdown goes with it. Of a hidden headline there is no
    breakdown. Then each breakdown, from age bands as a whole to each category at each
    single age. The finer must give way, and where nothing else helps all of it goes,
    zeros too.
    """
    rows = [counted(figure, means) for figure in figures]
    known_sums = list(relations.sums() if sums is None else sums)
    years: dict[tuple[str, int], list[Counted]] = {}
    for row in rows:
        if row.counts:
            years.setdefault((row.figure.council, row.figure.year), []).append(row)
    gone: dict[int, None] = {}
    for (_, year), those in years.items():
        hidden = _hidden_names(those, known_sums, threshold_for(year).largest)
        gone.update((id(row), None) for row in those if row.counts.keys() & hidden)
    return [_without_numbers(r.figure) if id(r) in gone else r.figure for r in rows]


@dataclass(frozen=True)
class Counted:
    """A figure and the counts of young people that it shows, by name."""

    figure: Figure
    counts: Mapping[str, int]


def counted(figure: Figure, means: Collection[str] = _MEANS) -> Counted:
    """The figure with what it counts: nothing, where it is hidden or not available."""
    return Counted(figure, _counts(figure, means))


def sums_among(
    rows: list[Counted], sums: Iterable[Sum] | None = None
) -> tuple[Sum, ...]:
    """Every sum between the counts of one council's year: as `protect` knows them."""
    counts = {name: count for row in rows for name, count in row.counts.items()}
    known = list(relations.sums() if sums is None else sums)
    return (
        *_rests(counts),
        *_in_each_group(rows, counts, sums=known, of_headlines=known),
        *_breakdowns(rows),
    )


def _without_numbers(figure: Figure) -> Figure:
    return replace(figure, numerator=None, denominator=None, value=None, is_hidden=True)


def _counts(figure: Figure, means: Collection[str]) -> dict[str, int]:
    """Numerator, denominator, and the rest: the complement tells as much."""
    if figure.is_hidden or figure.unavailable:
        return {}
    where = _suffix(figure)
    counts: dict[str, int] = {}
    numerator = figure.numerator
    if numerator is None and figure.denominator is None:
        numerator = figure.value
    if figure.indicator not in means and _is_count(numerator):
        counts[f"{figure.indicator}:numerator{where}"] = int(numerator or 0)
    if figure.denominator is not None:
        if counts and numerator is not None and figure.denominator >= numerator:
            rest = figure.denominator - int(numerator)
            counts[f"{figure.indicator}:rest{where}"] = rest
        counts[f"{figure.indicator}:denominator{where}"] = figure.denominator
    return counts


def _is_count(number: float | None) -> bool:
    return number is not None and number >= 0 and float(number).is_integer()


def _suffix(figure: Figure) -> str:
    """What marks a group's counts: ' | sex | female', and nothing for a headline."""
    return f" | {figure.by} | {figure.group}" if figure.group else ""


def _hidden_names(rows: list[Counted], sums: list[Sum], largest: int) -> frozenset[str]:
    headlines = [row for row in rows if not row.figure.group]
    hidden = _hidden_by_stages([], headlines, sums, largest, of_headlines=sums)
    shown = [row for row in headlines if not row.counts.keys() & hidden]
    hidden_codes = {row.figure.indicator for row in headlines} - {
        row.figure.indicator for row in shown
    }
    breakdowns: dict[str, list[Counted]] = {}
    for row in rows:
        if row.figure.group and row.figure.indicator in hidden_codes:
            # Of a hidden figure there is no breakdown, zeros or not. So each breakdown
            # can be settled by itself: what they have in common is shown.
            hidden |= row.counts.keys()
        elif row.figure.group:
            breakdowns.setdefault(row.figure.by, []).append(row)
    # Sums among headlines are dealt with; that some are the same count still matters.
    tying = [each for each in sums if len(each.parts) == 1]
    for groups in breakdowns.values():
        hidden |= _hidden_by_stages(shown, groups, sums, largest, of_headlines=tying)
    return hidden


def _hidden_by_stages(
    settled: list[Counted],
    rows: list[Counted],
    sums: list[Sum],
    largest: int,
    *,
    of_headlines: list[Sum],
) -> frozenset[str]:
    """Settle rows, coarsest first: what one stage shows, no later one takes back.

    So a category at a single age never costs a reader the figure of all ages.
    """
    stages: dict[int, list[Counted]] = {}
    for row in rows:
        stages.setdefault(-cost_of(row.figure.indicator), []).append(row)
    hidden = frozenset[str]()
    for _, stage in sorted(stages.items()):
        kept = frozenset(name for row in settled for name in row.counts)
        settled = [*settled, *stage]
        hidden |= _hidden_in(
            settled, sums, largest, of_headlines=of_headlines, kept=kept, hidden=hidden
        )
    return hidden


def _hidden_in(
    rows: list[Counted],
    sums: list[Sum],
    largest: int,
    *,
    of_headlines: list[Sum],
    kept: frozenset[str],
    hidden: frozenset[str],
) -> frozenset[str]:
    counts = {name: count for row in rows for name, count in row.counts.items()}
    return protect_counts(
        counts,
        [
            *_rests(counts),
            *_in_each_group(rows, counts, sums=sums, of_headlines=of_headlines),
            *_breakdowns(rows),
        ],
        costs={name: cost_of(name) for name in counts},
        together=_together(rows),
        kept=kept - hidden,
        hidden=hidden,
        largest=largest,
    )


def _rests(counts: Mapping[str, int]) -> Iterator[Sum]:
    for name in counts:
        code, found, where = name.partition(":rest")
        if found:
            parts = (f"{code}:numerator{where}", f"{code}:rest{where}")
            yield Sum(f"{code}:denominator{where}", parts)


def _in_each_group(
    rows: list[Counted],
    counts: Mapping[str, int],
    *,
    sums: list[Sum],
    of_headlines: list[Sum],
) -> Iterator[Sum]:
    for where in dict.fromkeys(_suffix(row.figure) for row in rows):
        for each in sums if where else of_headlines:
            whole = f"{each.whole}{where}"
            parts = tuple(f"{part}{where}" for part in each.parts)
            # A sum most of which is not here ties nothing together.
            if sum(name in counts for name in (whole, *parts)) > 1:
                yield Sum(whole, parts)


def _breakdowns(rows: list[Counted]) -> Iterator[Sum]:
    """A headline is the sum of its groups, whether all or some of them are here."""
    headlines = {n for row in rows if not row.figure.group for n in row.counts}
    groups: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for name in row.counts if row.figure.group else ():
            headline = name.partition(" | ")[0]
            if headline in headlines:
                groups.setdefault((headline, row.figure.by), []).append(name)
    for (headline, _), names in groups.items():
        yield Sum(headline, tuple(names))


def _together(rows: list[Counted]) -> dict[str, set[str]]:
    """A row shares one fate, but its denominator may be seen in other rows too."""
    together: dict[str, set[str]] = {}
    for row in rows:
        in_row = {name for name in row.counts if ":denominator" not in name}
        for name in row.counts:
            together.setdefault(name, set()).update(in_row - {name})
    return together


_A_SINGLE_AGE = re.compile(r"(?<!to)-\d\d$")


def cost_of(name: str) -> int:
    """How much is lost with a count: least with a category at one age."""
    code, _, kind = name.partition(":")
    stem, _, category = code.partition(".")
    cost = 0 if category else 2
    cost += 0 if _A_SINGLE_AGE.search(stem) else 1
    # With a denominator go all its rows.
    return cost + (4 if kind.startswith("denominator") else 0)
