"""Readers who try to work out hidden counts, each by a method of their own.

None of them shares a line with the code that hides. All know every sum, see all that
is shown, and know that zeros are never hidden.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from parentis.indicators.linked_counts import Sum

SMALL = range(1, 6)
Counts = Mapping[str, int]


def found_by_elimination(
    counts: Counts, sums: Sequence[Sum], hidden: frozenset[str]
) -> set[tuple[str, ...]]:
    """Small counts, and groups of 1 to 5 together, that algebra gives away."""
    rows = _reduced(counts, sums, hidden)
    found = set()
    for group in _groups_worth_finding(counts, sums, hidden):
        vector = dict.fromkeys(group, Fraction(1))
        for pivot, row in rows.items():
            if factor := vector.get(pivot, Fraction(0)):
                _subtract(vector, row, factor)
        if not vector:
            found.add(group)
    return found


def _groups_worth_finding(
    counts: Counts, sums: Sequence[Sum], hidden: frozenset[str]
) -> Iterator[tuple[str, ...]]:
    yield from ((name,) for name in sorted(hidden) if counts[name] in SMALL)
    for each in sums:
        small = [p for p in each.parts if p in hidden and counts[p] in SMALL]
        for size in (2, 3, 4, 5):
            for group in combinations(small, size):
                if sum(counts[name] for name in group) in SMALL:
                    yield group


def _reduced(
    counts: Counts, sums: Sequence[Sum], hidden: frozenset[str]
) -> dict[str, dict[str, Fraction]]:
    """The sums over hidden names, in reduced echelon form, by pivot."""
    rows: dict[str, dict[str, Fraction]] = {}
    for each in sums:
        row = _hidden_side(each, hidden)
        for pivot, other in rows.items():
            if factor := row.get(pivot, Fraction(0)):
                _subtract(row, other, factor)
        if row:
            pivot = min(row)
            row = {name: value / row[pivot] for name, value in row.items()}
            for other in rows.values():
                if factor := other.get(pivot, Fraction(0)):
                    _subtract(other, row, factor)
            rows[pivot] = row
    return rows


def _hidden_side(each: Sum, hidden: frozenset[str]) -> dict[str, Fraction]:
    row: dict[str, Fraction] = {}
    for name, sign in [(each.whole, -1), *((part, 1) for part in each.parts)]:
        if name in hidden:
            row[name] = row.get(name, Fraction(0)) + sign
    return {name: value for name, value in row.items() if value}


def _subtract(
    row: dict[str, Fraction], other: Mapping[str, Fraction], factor: Fraction
) -> None:
    for name, value in other.items():
        left = row.get(name, Fraction(0)) - factor * value
        if left:
            row[name] = left
        else:
            row.pop(name, None)


def bounds(
    counts: Counts, sums: Sequence[Sum], hidden: frozenset[str]
) -> dict[str, tuple[int, int]]:
    """The least and most each hidden count can be, until no sum narrows them."""
    most = 1 + 6 * max(counts.values(), default=0)
    low = {name: 1 if name in hidden else counts[name] for name in counts}
    high = {name: most if name in hidden else counts[name] for name in counts}
    is_narrowing = True
    while is_narrowing:
        before = (dict(low), dict(high))
        for each in sums:
            parts = each.parts
            low[each.whole] = max(low[each.whole], sum(low[p] for p in parts))
            high[each.whole] = min(high[each.whole], sum(high[p] for p in parts))
            for part in parts:
                others = [p for p in parts if p != part]
                least = low[each.whole] - sum(high[p] for p in others)
                greatest = high[each.whole] - sum(low[p] for p in others)
                low[part] = max(low[part], least)
                high[part] = min(high[part], greatest)
        is_narrowing = (low, high) != before
    return {name: (low[name], high[name]) for name in hidden}


def all_tables(
    counts: Counts, sums: Sequence[Sum], hidden: frozenset[str], *, most: int
) -> list[dict[str, int]]:
    """Every table that fits what is shown, hidden counts to `most` where free."""
    names = sorted(hidden, key=lambda name: (-len(name), name))
    tables: list[dict[str, int]] = []

    def fill(place: int, table: dict[str, int]) -> None:
        if place == len(names):
            tables.append(dict(table))
            return
        name = names[place]
        for value in _forced(name, sums, table) or range(1, most + 1):
            table[name] = value
            if value > 0 and all(_may_hold(each, table) for each in sums):
                fill(place + 1, table)
        del table[name]

    fill(0, {name: count for name, count in counts.items() if name not in hidden})
    return tables


def _forced(name: str, sums: Sequence[Sum], table: Counts) -> list[int]:
    """The one value that a sum leaves for a name, where it has all the others."""
    for each in sums:
        others = [n for n in (each.whole, *each.parts) if n != name]
        if len(others) == len(each.parts) and all(n in table for n in others):
            known = sum(table[part] for part in each.parts if part != name)
            return [known if each.whole == name else table[each.whole] - known]
    return []


def _may_hold(each: Sum, table: Counts) -> bool:
    known = [table[part] for part in each.parts if part in table]
    if each.whole not in table:
        return True
    unknown = len(each.parts) - len(known)
    left = table[each.whole] - sum(known)
    return left >= unknown if unknown else left == 0
