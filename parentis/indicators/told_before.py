"""What may be told of a year told before, so that two tellings give nobody away.

A return is corrected: 170 of 415 becomes 173 of 415. Each is fit to be told, and the
two beside each other say that three young people were put right. So whatever follows
from what is told now is held against whatever followed from each earlier telling. Where
a count that a reader can work out in both differs by 1 to 5, and where a group of
hidden counts does, what is told now gives way: the figure stays as it was told before,
and is marked (`is_as_told`); where it was not told before, it is hidden.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from parentis.indicators.disclosure import (
    Counted,
    cost_of,
    counted,
    sums_among,
    threshold_for,
)
from parentis.indicators.indicator import Figure
from parentis.indicators.linked_counts import Sum, complete
from parentis.indicators.worked_out import worked_out


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Every figure of one council's year as it truly was, and which of them were told.

    `told` has a place for each figure: whether a reader was shown it, as it is here.
    """

    figures: Sequence[Figure]
    told: Sequence[bool]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a reader is told now: `figures` for him, and what is to be remembered."""

    figures: Sequence[Figure]
    telling: Telling


def fit_to_tell(
    now: Telling, before: Sequence[Telling], *, sums: Iterable[Sum] | None = None
) -> Told:
    """The figures of one year, fit to be told after those told `before`, latest last.

    `now.told` says what disclosure control shows of this year by itself.
    """
    today = _Seen.of(now, sums)
    earlier = [_Seen.of(each, sums) for each in before]
    for each in earlier:
        if each.counts == today.counts:
            today.also_shown |= each.shown
    for each in earlier:
        if each.counts != today.counts:
            _give_way(today, each, threshold_for(_year(now)).largest)
    told_before = _last_told(before)
    figures = [
        figure
        if today.is_shown(place) or figure.unavailable
        else _as_told(figure, told_before.get(_key(figure)))
        for place, figure in enumerate(now.figures)
    ]
    told = tuple(today.is_shown(place) for place in range(len(now.figures)))
    return Told(figures=figures, telling=Telling(figures=now.figures, told=told))


def _year(telling: Telling) -> int | None:
    return telling.figures[0].year if telling.figures else None


def _key(figure: Figure) -> tuple[str, str, str]:
    return figure.indicator, figure.by, figure.group


def _last_told(before: Sequence[Telling]) -> dict[tuple[str, str, str], Figure]:
    return {
        _key(figure): figure
        for telling in before
        for figure, is_told in zip(telling.figures, telling.told, strict=True)
        if is_told
    }


def _as_told(figure: Figure, before: Figure | None) -> Figure:
    """As it was told before; hidden where it never was."""
    if before is None:
        hidden = replace(figure, numerator=None, denominator=None, value=None)
        return replace(hidden, is_hidden=True)
    return replace(before, is_as_told=not _is_same(before, figure))


def _is_same(one: Figure, other: Figure) -> bool:
    return (one.numerator, one.denominator, one.value) == (
        other.numerator,
        other.denominator,
        other.value,
    )


@dataclass(kw_only=True)
class _Seen:
    """A telling as counts: what they truly are, which are shown, what ties them."""

    rows: Sequence[Counted]
    counts: Mapping[str, int]
    sums: Sequence[Sum]
    shown_rows: set[int]
    also_shown: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, telling: Telling, sums: Iterable[Sum] | None) -> "_Seen":
        rows = [counted(figure) for figure in telling.figures]
        counts = {name: count for row in rows for name, count in row.counts.items()}
        holding = complete(counts, sums_among(rows, sums))
        shown = {place for place, is_told in enumerate(telling.told) if is_told}
        return cls(rows=rows, counts=counts, sums=holding, shown_rows=shown)

    @property
    def shown(self) -> set[str]:
        names = {name for place in self.shown_rows for name in self.rows[place].counts}
        return names | self.also_shown

    def is_shown(self, place: int) -> bool:
        return place in self.shown_rows

    def withhold(self, names: set[str]) -> bool:
        """Take back every row that shows one of these. Whether there was any."""
        gone = {p for p in self.shown_rows if self.rows[p].counts.keys() & names}
        self.shown_rows -= gone
        return bool(gone)


def _give_way(today: _Seen, earlier: _Seen, largest: int) -> None:
    """Withhold until nothing that follows from both differs by 1 to `largest`."""
    changes = {
        name: abs(count - earlier.counts[name])
        for name, count in today.counts.items()
        if name in earlier.counts
    }
    followed = worked_out(earlier.shown, earlier.sums)
    while small := _small_changes(today, earlier, followed, changes, largest):
        if not today.withhold(small) and not today.withhold(
            _tied_to(small, today.sums, changes)
        ):
            return


def _small_changes(
    today: _Seen,
    earlier: _Seen,
    followed: frozenset[str],
    changes: Mapping[str, int],
    largest: int,
) -> set[str]:
    """The names to withhold for what a reader of both could work out."""
    follows = worked_out(today.shown, today.sums) & followed
    small = {name for name in follows if 1 <= changes.get(name, 0) <= largest}
    return small | {
        _cheapest(each, today.shown & follows, changes)
        for each in today.sums
        if 1 <= _change_of_the_rest(each, follows, today, earlier) <= largest
    }


def _change_of_the_rest(
    each: Sum, follows: frozenset[str], today: _Seen, earlier: _Seen
) -> int:
    """By how much all that a sum hides changed together; 0 where nobody can tell."""
    rest = [part for part in each.parts if part not in follows]
    if each.whole not in follows or len(rest) < 2:
        return 0
    if not earlier.counts.keys() >= set(rest):
        return 0
    now = sum(today.counts[part] for part in rest)
    return abs(now - sum(earlier.counts[part] for part in rest))


def _cheapest(each: Sum, shown: set[str], changes: Mapping[str, int]) -> str:
    """Of the shown names of a sum, the changed one that costs a reader least."""
    names = [name for name in (each.whole, *each.parts) if name in shown]
    changed = [name for name in names if changes.get(name)] or names or [each.whole]
    return min(changed, key=lambda name: (cost_of(name), name))


def _tied_to(
    names: set[str], sums: Sequence[Sum], changes: Mapping[str, int]
) -> set[str]:
    """Every changed name that sums tie to these, however far.

    Once all of them are withheld, what still follows is made of counts that did not
    change, and did not change itself.
    """
    of_name: dict[str, list[Sum]] = {}
    for each in sums:
        for name in (each.whole, *each.parts):
            of_name.setdefault(name, []).append(each)
    found, waiting = set(names), list(names)
    while waiting:
        for each in of_name.get(waiting.pop(), ()):
            fresh = {each.whole, *each.parts} - found
            found |= fresh
            waiting.extend(fresh)
    return {name for name in found if changes.get(name)}
