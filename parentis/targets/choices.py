"""The council's year, who counts, and which counts the public may be told."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations, product

from django.db.models import TextChoices

from parentis.indicators.disclosure import Sum, protect_counts
from parentis.indicators.suppression import LARGEST_HIDDEN

WHOLE_COUNCIL = "The council as a whole"
# Places found with partners, or across the council.
NO_ONE_DIRECTORATE = "No one directorate"
FIRST_YEAR, LAST_YEAR = 1990, 2100
# A quarter's figures are told this many days after its end: until then what happened
# in it can still be written down.
DAYS_TO_WRITE_DOWN = 14
# Late entries are told too, until the end of the year after.
QUARTERS_TOLD = 8
# With so few places, "hidden" alone would say how many were taken up.
FEW_PLACES = 5
# More young people than any council has.
UNKNOWN = 10**6
ROUNDS = 200
# Totals are settled before cells: what is finer gives way.
STAGES = (3, 2, 1)


class CountedFrom(TextChoices):
    """Who counted: somebody by hand, or the placements that Parentis keeps."""

    BY_HAND = "by-hand", "Written down by hand"
    PLACEMENTS = "placements", "From placements"


def year_of(day: date) -> int:
    """The financial year a day is in, by the calendar year it begins in: 1 April."""
    return day.year if day.month > 3 else day.year - 1


def year_name(year: int) -> str:
    """2010 is 2010-11."""
    return f"{year}-{(year + 1) % 100:02}"


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def first_day(year: int) -> date:
    return date(year, 4, 1)


def last_day(year: int) -> date:
    return date(year + 1, 3, 31)


def quarter_ends(year: int) -> list[date]:
    """The days as of which a year's figures are told: its own quarters, and later."""
    ends = [(6, 30), (9, 30), (12, 31), (3, 31)]
    return [
        date(year + place // 4 + (month == 3), month, day)
        for place, (month, day) in enumerate(ends * (QUARTERS_TOLD // 4))
    ]


# -- which counts of young people may be told ------------------------------------------
#
# A year's table has cells `directorate/kind`, with totals `directorate/`, `/kind` and
# `/`. It is told again each quarter, so that a reader has several tables, and takes one
# from the other: what was added in between is a count of young people too.


def key_of(directorate: int | None, kind: int | None) -> str:
    """Where something stands in a table. None: the total. 0: no one directorate."""
    return (
        f"{'' if directorate is None else directorate}/{'' if kind is None else kind}"
    )


def with_totals(cells: Mapping[tuple[int, int], int]) -> dict[str, int]:
    """A table's entries by key, from its cells by directorate and kind.

    Directorate 0 is no one directorate.
    """
    table: dict[str, int] = {}
    for (directorate, kind), count in cells.items():
        for row, column in product((directorate, None), (kind, None)):
            key = key_of(row, column)
            table[key] = table.get(key, 0) + count
    return table


def without_cells(table: Mapping[str, int]) -> dict[str, int]:
    """The totals alone: while a year goes on no cell of it is told."""
    return {key: count for key, count in table.items() if not _is_cell(key)}


def may_be_told(
    tables: Sequence[Mapping[str, int]],
    told: Sequence[Collection[str]],
    *,
    held_back: Collection[str] = (),
) -> frozenset[str]:
    """The keys of the newest table that may be told, beside all told before.

    `tables` are those of a year, the earliest first; `told` are the keys told of each
    but the newest. Nobody can then work out a count of 1 to 5, neither of the young
    people in an entry nor of those added between any two tables. `held_back` keys are
    not told whatever they are.
    """
    newest = len(tables)
    before = [frozenset(each) for each in told]
    every = {key for table in tables for key in table}
    grown = _grown([{}, *tables], every)
    shown = {name(k, 0, j) for j in range(1, newest) for k in before[j - 1] & every}
    gone = {name(key, 0, newest) for key in held_back}
    gone |= {
        name(key, i, j)
        for (key, i, j) in grown
        if (j < newest and key not in before[j - 1]) or (i and key not in before[i - 1])
    }
    counts = {name(*each): count for each, count in grown.items()}
    for stage in STAGES:
        those = {key for key in every if _cost(key) >= stage}
        finest = {key for key in those if _cost(key) == stage}
        sums = list(_sums(those, grown))
        of_stage = {each: counts[each] for each in counts if _key(each) in those}
        gone |= _to_hide(
            of_stage,
            sums,
            costs={name(key, 0, newest): _cost(key) for key in those},
            kept=shown - gone,
            hidden=gone & of_stage.keys(),
        )
        shown |= {name(key, 0, newest) for key in those}
        while given_away := _given_away(counts, sums, shown - gone):
            more = {name(key, 0, newest) for key in _beside(given_away, finest)} - gone
            gone |= more or {name(key, 0, newest) for key in finest}
            if not more:
                break
    return frozenset(k for k in tables[-1] if name(k, 0, newest) not in gone)


def too_full(
    table: Mapping[str, int], told: Collection[str], places: Mapping[str, int]
) -> frozenset[str]:
    """Keys not to tell, because nearly all places were taken up.

    `places` are those offered, by key. Where all of a total's places were taken up, a
    reader knows of each part that all of its places were. Of those that give a small
    count away, the fullest is not told, until none does.
    """
    left = set(told)
    while given_away := _filled(table, left, places):
        rows = {key.partition("/")[0] for key in given_away}
        columns = {key.partition("/")[2] for key in given_away}
        fullest = sorted(
            left,
            key=lambda key: (
                not (key.partition("/")[0] in rows or key.partition("/")[2] in columns),
                places.get(key, 0) - table[key],
                _cost(key),
                key,
            ),
        )
        left.remove(fullest[0])
    return frozenset(told) - left


def _filled(
    table: Mapping[str, int], told: Collection[str], places: Mapping[str, int]
) -> set[str]:
    """Small counts found by whoever reckons that no place is taken up twice."""
    every = {*places, *table}
    low = {key: table[key] if key in told else 0 for key in every}
    high = {
        key: table[key] if key in told else max(places.get(key, 0), table.get(key, 0))
        for key in every
    }
    sums = [Sum(whole, tuple(parts)) for whole, parts in _totals(every)]
    _narrow(sums, low, high)
    hidden = every - set(told)
    return {key for key in hidden if low[key] == high[key] and _is_small(low[key])}


def _to_hide(
    counts: Mapping[str, int],
    sums: Sequence[Sum],
    *,
    costs: Mapping[str, int],
    kept: Collection[str],
    hidden: Collection[str],
) -> frozenset[str]:
    """What disclosure control hides. After a correction, all that is small by itself.

    A count below 0 is nothing it knows of: then `_given_away` alone finds the rest.
    """
    if min(counts.values(), default=0) < 0:
        return frozenset(each for each in counts if _is_small(counts[each]))
    return protect_counts(counts, sums, costs=costs, kept=kept, hidden=hidden)


def _is_small(count: int) -> bool:
    return 0 < abs(count) <= LARGEST_HIDDEN


def name(key: str, earlier: int, later: int) -> str:
    """What was added to an entry from one table to a later one. 0: from none at all."""
    return f"{key}|{earlier}|{later}"


def _key(of: str) -> str:
    return of.partition("|")[0]


def _given_away(
    counts: Mapping[str, int], sums: Sequence[Sum], shown: Collection[str]
) -> set[str]:
    """The entries of which a reader with a pencil finds a small count."""
    names = {each for one in sums for each in _in_sum(one)}
    hidden = {each for each in names if each not in shown}
    found = _worked_out(counts, sums, hidden)
    if min(counts.values(), default=0) >= 0:
        found |= _narrowed_down(counts, sums, hidden)
    return {_key(each) for each in found}


def _narrowed_down(
    counts: Mapping[str, int], sums: Sequence[Sum], hidden: Collection[str]
) -> set[str]:
    """Small counts found by what is left for them.

    A reader knows each sum, and that no count is below 0: what is left for one hidden
    count narrows what is left for others, until nothing is narrowed any more.
    """
    names = {each for one in sums for each in _in_sum(one)}
    low = {each: 0 if each in hidden else counts[each] for each in names}
    high = {each: UNKNOWN if each in hidden else counts[each] for each in names}
    _narrow(sums, low, high)
    return {each for each in names if low[each] == high[each] and _is_small(low[each])}


def _worked_out(
    counts: Mapping[str, int], sums: Sequence[Sum], hidden: Collection[str]
) -> set[str]:
    """Hidden counts that sums alone give away: small ones, and few small together."""
    rows: dict[str, dict[str, Fraction]] = {}
    for each in sums:
        signed = [(each.whole, -1), *((part, 1) for part in each.parts)]
        row = _reduced({n: Fraction(sign) for n, sign in signed if n in hidden}, rows)
        if row:
            pivot = min(row)
            scaled = {n: value / row[pivot] for n, value in row.items()}
            for other in rows.values():
                if pivot in other:
                    _take(other, scaled, other[pivot])
            rows[pivot] = scaled
    return {
        one
        for group in _small_groups(counts, sums, hidden)
        if not _reduced(dict.fromkeys(group, Fraction(1)), rows)
        for one in group
    }


def _small_groups(
    counts: Mapping[str, int], sums: Sequence[Sum], hidden: Collection[str]
) -> set[tuple[str, ...]]:
    """Each small count, and those of one sum that are 1 to 5 together."""
    groups: set[tuple[str, ...]] = {
        (each,) for each in hidden if _is_small(counts[each])
    }
    for one in sums:
        small = sorted(p for p in one.parts if (p,) in groups and counts[p] > 0)
        for size in range(2, LARGEST_HIDDEN + 1):
            for group in combinations(small, size):
                if sum(counts[each] for each in group) <= LARGEST_HIDDEN:
                    groups.add(group)
    return groups


def _reduced(
    row: dict[str, Fraction], rows: Mapping[str, Mapping[str, Fraction]]
) -> dict[str, Fraction]:
    for pivot in [each for each in row if each in rows]:
        _take(row, rows[pivot], row[pivot])
    return row


def _take(
    row: dict[str, Fraction], other: Mapping[str, Fraction], times: Fraction
) -> None:
    for each, value in other.items():
        left = row.get(each, Fraction(0)) - times * value
        if left:
            row[each] = left
        else:
            row.pop(each, None)


def _in_sum(each: Sum) -> tuple[str, ...]:
    return (each.whole, *each.parts)


def _narrow(sums: Sequence[Sum], low: dict[str, int], high: dict[str, int]) -> None:
    """Narrows what each may be, until nothing is narrowed any more.

    Where what a reader reckons with cannot be, such as more taken up than there were
    places, it would go on for ever: he finds nothing then.
    """
    for _ in range(ROUNDS):
        is_narrowed = sum(_is_narrowed(each, low, high) for each in sums)
        if not is_narrowed or any(low[each] > high[each] for each in low):
            break


def _is_narrowed(each: Sum, low: dict[str, int], high: dict[str, int]) -> bool:
    whole, parts = each.whole, each.parts
    before = [(low[one], high[one]) for one in _in_sum(each)]
    least, most = sum(low[p] for p in parts), sum(high[p] for p in parts)
    low[whole], high[whole] = max(low[whole], least), min(high[whole], most)
    for part in parts:
        others_least, others_most = least - low[part], most - high[part]
        low[part] = max(low[part], low[whole] - others_most)
        high[part] = min(high[part], high[whole] - others_least)
        least, most = others_least + low[part], others_most + high[part]
    return before != [(low[one], high[one]) for one in _in_sum(each)]


def _beside(given_away: Collection[str], keys: Collection[str]) -> set[str]:
    """The keys in one row or one column with any of these."""
    rows = {key.partition("/")[0] for key in given_away}
    columns = {key.partition("/")[2] for key in given_away}
    return {
        key
        for key in keys
        if key.partition("/")[0] in rows or key.partition("/")[2] in columns
    }


def _grown(
    tables: Sequence[Mapping[str, int]], every: Collection[str]
) -> dict[tuple[str, int, int], int]:
    """What was added between any two tables. It is below 0 where one was corrected."""
    with_cells = [place == 0 or _has_cells(each) for place, each in enumerate(tables)]
    return {
        (key, i, j): tables[j].get(key, 0) - tables[i].get(key, 0)
        for i, j in combinations(range(len(tables)), 2)
        for key in every
        if not _is_cell(key) or (with_cells[i] and with_cells[j])
    }


def _is_cell(key: str) -> bool:
    return all(key.split("/"))


def _has_cells(table: Mapping[str, int]) -> bool:
    return any(_is_cell(key) for key in table)


def _sums(
    every: Collection[str], grown: Mapping[tuple[str, int, int], int]
) -> Iterator[Sum]:
    """What adds up, in one table and from one to the next, where nothing shrank."""
    spans = sorted({(i, j) for _, i, j in grown})
    for i, j in spans:
        for whole, parts in _totals(every):
            if {(part, i, j) for part in (whole, *parts)} <= grown.keys():
                yield Sum(name(whole, i, j), tuple(name(part, i, j) for part in parts))
    for (i, j), (also, k) in product(spans, spans):
        for key in every if j == also else ():
            if {(key, i, j), (key, j, k), (key, i, k)} <= grown.keys():
                yield Sum(name(key, i, k), (name(key, i, j), name(key, j, k)))


def _totals(every: Collection[str]) -> list[tuple[str, list[str]]]:
    """Each total with its parts. The whole adds up by directorates, and by kinds."""
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(every):
        directorate, _, kind = key.partition("/")
        if directorate and kind:
            parts[f"{directorate}/", "by kind"].append(key)
            parts[f"/{kind}", "by directorate"].append(key)
        elif directorate or kind:
            parts["/", "by kind" if kind else "by directorate"].append(key)
    return [(whole, those) for (whole, _), those in parts.items()]


def _cost(key: str) -> int:
    """Totals are spared before cells, and the whole before all."""
    return 1 + sum(not part for part in key.split("/"))
