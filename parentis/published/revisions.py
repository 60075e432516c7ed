"""Several sources of one figure: which is in force, and which said otherwise."""

from math import floor
from typing import Any

from parentis.published.cells import FIGURES
from parentis.published.figures import PublishedFigure, PublishedSource
from parentis.published.layouts import LAIT_KIND

# A row of a frame of `FIGURES`, and where in it the columns are.
Row = tuple[Any, ...]
_AT = {name: position for position, name in enumerate(FIGURES)}
PLACE, LEVEL, VALUE = _AT["place"], _AT["level"], _AT["value"]
_NUMERATOR, _DENOMINATOR = _AT["numerator"], _AT["denominator"]
_PRINTED, _KIND = _AT["printed"], _AT["kind"]


def put_first(rows: list[Row]) -> None:
    """Put what is in force first: the newest, told as fully as any that agrees."""
    newest = next((row for row in rows if not _says_nothing(row)), rows[0])
    fullest = max(
        (row for row in rows if row is newest or _agree(newest, row)), key=_fullness
    )
    rows.remove(fullest)
    rows.insert(0, fullest)


def _fullness(row: Row) -> tuple[bool, ...]:
    return (
        row[VALUE] is not None,
        row[_DENOMINATOR] is not None,
        row[_NUMERATOR] is not None,
        row[_KIND] != LAIT_KIND,
    )


def _says_nothing(row: Row) -> bool:
    """LAIT prints - for a hidden figure and for none at all: it takes nothing back."""
    return row[VALUE] is None and row[_KIND] == LAIT_KIND


def _agree(one: Row, other: Row) -> bool:
    """Whether two sources say the same, as far as both speak.

    A per cent printed as a whole number agrees with every value it may stand for.
    """
    if _says_nothing(one) or _says_nothing(other):
        return True
    if one[VALUE] is None or other[VALUE] is None:
        return one[VALUE] is other[VALUE]
    if any(
        one[at] != other[at]
        for at in (_NUMERATOR, _DENOMINATOR)
        if one[at] is not None and other[at] is not None
    ):
        return False
    is_printed_whole = one[_PRINTED].isdigit() or other[_PRINTED].isdigit()
    return bool(
        one[VALUE] == other[VALUE]
        or (is_printed_whole and _half_up(one) == _half_up(other))
    )


def _half_up(row: Row) -> int:
    return floor(float(row[VALUE]) + 0.5)


def plain(row: Row) -> PublishedFigure:
    """A row as a figure that knows nothing of other sources."""
    return _figure(row, ())


def figure_of(rows: list[Row]) -> PublishedFigure:
    """The first row as a figure, with those of the others that say otherwise."""
    first = rows[0]
    return _figure(first, tuple(plain(r) for r in rows[1:] if not _agree(first, r)))


def _figure(row: Row, revisions: tuple[PublishedFigure, ...]) -> PublishedFigure:
    fields = dict(zip(FIGURES, row, strict=True))
    source = PublishedSource(
        file=fields.pop("file"),
        release=fields.pop("release"),
        kind=fields.pop("kind"),
    )
    return PublishedFigure(source=source, revisions=revisions, **fields)
