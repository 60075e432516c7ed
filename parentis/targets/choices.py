"""The council's year, who counts, and which counts the public may be told."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
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
    gone |= {name(k, 0, newest) for k in every if _has_shrunk(k, tables, before)}
    gone |= {
        name(key, i, j)
        for (key, i, j) in grown
        if (j < newest and key not in before[j - 1]) or (i and key not in before[i - 1])
    }
    for stage in STAGES:
        those = {key for key in every if _cost(key) >= stage}
        gone |= protect_counts(
            {name(*each): count for each, count in grown.items() if each[0] in those},
            list(_sums(those, grown)),
            costs={name(key, 0, newest): _cost(key) for key in those},
            kept=shown - gone,
            hidden={each for each in gone if each.partition("|")[0] in those},
        )
        shown |= {name(key, 0, newest) for key in those}
    return frozenset(k for k in tables[-1] if name(k, 0, newest) not in gone)


def name(key: str, earlier: int, later: int) -> str:
    """What was added to an entry from one table to a later one. 0: from none at all."""
    return f"{key}|{earlier}|{later}"


def _grown(
    tables: Sequence[Mapping[str, int]], every: Collection[str]
) -> dict[tuple[str, int, int], int]:
    """What was added between any two tables. Where one shrank, nothing is said."""
    return {
        (key, i, j): more
        for i, j in combinations(range(len(tables)), 2)
        for key in every
        if (more := tables[j].get(key, 0) - tables[i].get(key, 0)) >= 0
    }


def _has_shrunk(
    key: str, tables: Sequence[Mapping[str, int]], told: Sequence[Collection[str]]
) -> bool:
    """Whether a correction took 1 to 5 from what was told of an entry before."""
    now = tables[-1].get(key, 0)
    return any(
        0 < table.get(key, 0) - now <= LARGEST_HIDDEN
        for table, keys in zip(tables, told, strict=False)
        if key in keys
    )


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
