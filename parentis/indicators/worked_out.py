"""What a reader works out with algebra from the counts shown to him."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from parentis.indicators.linked_counts import Sum

# Whole numbers modulo a prime this large behave as fractions do, and stay short.
PRIME = 2**61 - 1

Row = dict[str, int]


def worked_out(shown: Collection[str], sums: Iterable[Sum]) -> frozenset[str]:
    """The names whose counts follow from those `shown`, these among them.

    `sums` are those that hold among the counts. Every way of adding and subtracting
    them is tried, as one who solves equations would; guessing at what is likely is not.
    """
    known = set(shown)
    rows = _still_open([_row(each) for each in sums], known)
    for row in _reduced(rows).values():
        if len(row) == 1:
            known |= row.keys()
    return frozenset(known)


def _row(each: Sum) -> Row:
    row = {each.whole: PRIME - 1}
    for part in each.parts:
        row[part] = (row.get(part, 0) + 1) % PRIME
    return row


def _still_open(rows: Sequence[Row], known: set[str]) -> list[Row]:
    """The sums cut down to what is not known: one that lacks a single name tells it."""
    waiting: dict[str, list[Row]] = {}
    for row in rows:
        for name in list(row):
            if name in known or not row[name]:
                del row[name]
            else:
                waiting.setdefault(name, []).append(row)
    told = [row for row in rows if len(row) == 1]
    while told:
        row = told.pop()
        for name in list(row):
            known.add(name)
            for other in waiting.pop(name, ()):
                other.pop(name, None)
                if len(other) == 1:
                    told.append(other)
    return [row for row in rows if row]


def _reduced(rows: Iterable[Row]) -> Mapping[str, Row]:
    """In reduced echelon form, by pivot: a row of one name alone tells its count."""
    found: dict[str, Row] = {}
    in_rows: dict[str, set[str]] = {}
    for row in rows:
        left = dict(row)
        for name in list(left):
            if name in found and left.get(name):
                _subtract(left, found[name], left[name])
        if not left:
            continue
        pivot = min(left, key=lambda name: (len(in_rows.get(name, ())), name))
        inverse = pow(left[pivot], -1, PRIME)
        left = {name: value * inverse % PRIME for name, value in left.items()}
        for other in list(in_rows.get(pivot, ())):
            _forget(in_rows, other, found[other])
            _subtract(found[other], left, found[other][pivot])
            _remember(in_rows, other, found[other])
        found[pivot] = left
        _remember(in_rows, pivot, left)
    return found


def _subtract(row: Row, other: Row, factor: int) -> None:
    for name, value in other.items():
        left = (row.get(name, 0) - factor * value) % PRIME
        if left:
            row[name] = left
        else:
            row.pop(name, None)


def _remember(in_rows: dict[str, set[str]], pivot: str, row: Row) -> None:
    for name in row:
        in_rows.setdefault(name, set()).add(pivot)


def _forget(in_rows: dict[str, set[str]], pivot: str, row: Row) -> None:
    for name in row:
        in_rows[name].discard(pivot)
