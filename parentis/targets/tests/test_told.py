"""What everybody is told of young people who took up a place, quarter by quarter."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from parentis.indicators.linked_counts import Sum
from parentis.indicators.tests.attackers import SMALL, found_by_elimination
from parentis.targets.choices import (
    key_of,
    may_be_told,
    name,
    too_full,
    with_totals,
)

CELLS = [(directorate, kind) for directorate in (0, 1, 2) for kind in (7, 8, 9)]
QUARTERS = st.lists(
    st.lists(
        st.sampled_from([0, 0, 1, 2, 3, 5, 6, 7, 9, 14]),
        min_size=len(CELLS),
        max_size=len(CELLS),
    ),
    min_size=1,
    max_size=4,
)

CORRECTIONS = st.lists(
    st.sampled_from([0, 0, 0, -1, -2, -7, 1, 4, 8]),
    min_size=len(CELLS),
    max_size=len(CELLS),
)

Table = dict[str, int]


def tables_of(quarters: Sequence[Sequence[int]]) -> list[Table]:
    """A year's table at the end of each quarter, from what each quarter added."""
    cells = dict.fromkeys(CELLS, 0)
    tables = []
    for added in quarters:
        for cell, more in zip(CELLS, added, strict=True):
            cells[cell] = max(0, cells[cell] + more)
        tables.append(with_totals(cells))
    return tables


def told_of(tables: Sequence[Table]) -> list[frozenset[str]]:
    told: list[frozenset[str]] = []
    for place in range(len(tables)):
        told.append(may_be_told(tables[: place + 1], told))
    return told


def everything(tables: Sequence[Table]) -> dict[str, int]:
    """Each entry of each table, and what was added between any two of them."""
    whole = [dict.fromkeys(tables[0], 0), *tables]
    return {
        name(key, i, j): whole[j][key] - whole[i][key]
        for i, j in combinations(range(len(whole)), 2)
        for key in tables[0]
    }


def everything_that_adds_up(quarters: int) -> Iterator[Sum]:
    rows, columns = sorted({d for d, _ in CELLS}), sorted({k for _, k in CELLS})
    for i, j in combinations(range(quarters + 1), 2):
        for row in rows:
            cells = tuple(name(key_of(row, column), i, j) for column in columns)
            yield Sum(name(key_of(row, None), i, j), cells)
        for column in columns:
            cells = tuple(name(key_of(row, column), i, j) for row in rows)
            yield Sum(name(key_of(None, column), i, j), cells)
        by_row = tuple(name(key_of(row, None), i, j) for row in rows)
        yield Sum(name("/", i, j), by_row)
    for i, j, k in combinations(range(quarters + 1), 3):
        for key in with_totals(dict.fromkeys(CELLS, 0)):
            yield Sum(name(key, i, k), (name(key, i, j), name(key, j, k)))


def bounds(
    counts: Mapping[str, int], sums: Sequence[Sum], shown: set[str]
) -> Iterator[str]:
    """Small counts of which a reader with a pencil finds the one value."""
    most = sum(counts.values())
    low = {each: count if each in shown else 0 for each, count in counts.items()}
    high = {each: count if each in shown else most for each, count in counts.items()}
    before: object = None
    while before != (low, high):
        before = (dict(low), dict(high))
        for each in sums:
            low[each.whole] = max(low[each.whole], sum(low[p] for p in each.parts))
            high[each.whole] = min(high[each.whole], sum(high[p] for p in each.parts))
            for part in each.parts:
                others = [other for other in each.parts if other != part]
                least = low[each.whole] - sum(high[other] for other in others)
                greatest = high[each.whole] - sum(low[other] for other in others)
                low[part], high[part] = max(low[part], least), min(high[part], greatest)
    yield from (
        each
        for each, count in counts.items()
        if low[each] == high[each] == count in SMALL
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(QUARTERS)
def test_nobody_works_out_a_small_count_from_all_that_was_told_in_a_year(quarters):
    tables = tables_of(quarters)
    told = told_of(tables)
    counts = everything(tables)
    sums = list(everything_that_adds_up(len(tables)))
    shown = {name(key, 0, place + 1) for place, keys in enumerate(told) for key in keys}

    assert not any(counts[each] in SMALL for each in shown)
    assert not found_by_elimination(counts, sums, frozenset(counts) - shown)
    assert not list(bounds(counts, sums, shown))


@settings(max_examples=10, deadline=None, derandomize=True)
@given(QUARTERS, CORRECTIONS)
def test_nor_where_something_was_corrected(quarters, corrections):
    tables = tables_of([*quarters, corrections])
    told = told_of(tables)
    counts = everything(tables)
    sums = list(everything_that_adds_up(len(tables)))
    shown = {name(key, 0, place + 1) for place, keys in enumerate(told) for key in keys}

    assert not any(counts[each] in SMALL for each in shown)
    assert not found_by_elimination(counts, sums, frozenset(counts) - shown)


def agree_with(
    table: Table, told: frozenset[str], places: Mapping[tuple[int, int], int]
) -> Iterator[Table]:
    """Each table that a reader who knows the places can think of."""
    ranges = [
        [table[key_of(*cell)]] if key_of(*cell) in told else range(most + 1)
        for cell, most in places.items()
    ]
    for counts in product(*ranges):
        other = with_totals(dict(zip(places, counts, strict=True)))
        if all(other[key] == table[key] for key in told):
            yield other


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.sampled_from([1, 2, 3, 6, 7]), st.sampled_from([0, 0, 1, 2])),
        min_size=4,
        max_size=4,
    )
)
def test_nor_from_how_many_places_there_were(rows):
    cells = [(directorate, kind) for directorate in (1, 2) for kind in (7, 8)]
    places = {cell: most for cell, (most, _) in zip(cells, rows, strict=True)}
    taken_up = {
        cell: max(0, most - left)
        for cell, (most, left) in zip(cells, rows, strict=True)
    }
    table, offered = with_totals(taken_up), with_totals(places)
    few = {key for key, most in offered.items() if most in SMALL}
    told = may_be_told([table], [], held_back=few)
    told -= too_full(table, told, offered)
    readings = list(agree_with(table, told, places))

    for key in table.keys() - told:
        assert len({other[key] for other in readings}) > 1 or table[key] not in SMALL


def test_that_all_places_were_taken_up_would_tell_of_each_kind():
    places = with_totals({(1, 7): 4, (1, 8): 3, (1, 9): 2})

    assert too_full(places, {"1/", "/"}, places) == {"1/", "/"}


def test_seven_and_then_nine_would_say_that_two_were_added():
    first, second = with_totals({(1, 7): 7}), with_totals({(1, 7): 9})

    assert "1/7" in may_be_told([first], [])
    assert "1/7" not in may_be_told([first, second], [set(first)])


def test_what_nobody_was_added_to_is_told_again_beside_what_grew_by_many():
    first = with_totals({(1, 7): 7, (2, 7): 10})
    second = with_totals({(1, 7): 7, (2, 7): 20})

    assert may_be_told([first, second], [set(first)]) == set(second)


def test_of_two_cells_that_grew_by_few_their_total_is_told_where_that_grew_by_more():
    first = with_totals({(1, 7): 7, (2, 7): 10})
    second = with_totals({(1, 7): 11, (2, 7): 14})

    assert may_be_told([first, second], [set(first)]) == {"/7", "/"}


def test_a_correction_of_a_few_is_not_told():
    first, second = (
        with_totals({(1, 7): 9, (2, 7): 8}),
        with_totals({(1, 7): 7, (2, 7): 8}),
    )

    assert "1/7" not in may_be_told([first, second], [set(first)])
