"""Which table of the return a file is, told by its columns and never by its name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parentis.ssda903.tables import CHILD, TABLES, Table

# Other words for a column: the XML form's own, and what spreadsheets make of them.
SAME_AS = {"CHILDID": "CHILD", "CHILD_ID": "CHILD", "PL": "PLACE"}


def _own_columns(table: Table) -> frozenset[str]:
    """Columns that no other table has, and so tell this one."""
    elsewhere = {
        column.name
        for other in TABLES
        if other is not table
        for column in other.columns
    }
    return frozenset(column.name for column in table.columns) - elsewhere


OWN_COLUMNS = {table.name: _own_columns(table) for table in TABLES}


@dataclass(frozen=True)
class Recognised:
    """A table, and where each of its columns stands in the file.

    `positions` gives the place of a field among the file's headings, from 0. `extra`
    are the file's headings that the table does not have, as they were; `missing` the
    table's columns that the file does not have; `twice` those that it has once more,
    of which the first is read; `nameless` the places without a heading.
    """

    table: Table
    positions: dict[str, int]
    extra: tuple[str, ...]
    missing: tuple[str, ...]
    twice: tuple[str, ...] = ()
    nameless: tuple[int, ...] = ()

    @property
    def places(self) -> dict[str, int]:
        """Where each column stands that is to be read, those without a heading too."""
        return self.positions | {nameless(place): place for place in self.nameless}


def nameless(place: int) -> str:
    """What a column without a heading is called until it is looked at."""
    return f"nameless {place}"


def heading(text: str) -> str:
    """A heading as the guide writes it: capitals, words joined by `_`."""
    name = re.sub(r"[^A-Z0-9]+", "_", text.upper()).strip("_")
    return SAME_AS.get(name, name)


def recognise(headings: Sequence[str]) -> Recognised | None:
    """The table these headings belong to, or None where they are no table's."""
    names = [heading(text) for text in headings]
    present = set(names)
    if CHILD.name not in present:
        return None
    candidates = [table for table in TABLES if _is_told_by(present, table)]
    if not candidates:
        return None
    table = max(candidates, key=lambda table: _likeness(present, table))
    positions = {
        column.field: names.index(column.name)
        for column in table.columns
        if column.name in present
    }
    used = set(positions.values())
    others = [
        place
        for place, text in enumerate(headings)
        if place not in used and text.strip()
    ]
    own = {column.name for column in table.columns}
    return Recognised(
        table,
        positions,
        extra=tuple(headings[at].strip() for at in others if names[at] not in own),
        missing=tuple(each.name for each in table.columns if each.name not in present),
        twice=tuple(dict.fromkeys(names[at] for at in others if names[at] in own)),
        nameless=tuple(at for at, text in enumerate(headings) if not text.strip()),
    )


def _is_told_by(present: set[str], table: Table) -> bool:
    """Whether these headings are enough to say that this is the table.

    A column that only this table has must be there, and everything required. Where
    nothing but the child is required, one such column could be anybody's list ('CHILD,
    UPN, School'): then it takes two, or half of the table.
    """
    own = present & OWN_COLUMNS[table.name]
    required = {column.name for column in table.columns if column.is_required}
    if not own or not required <= present:
        return False
    if len(required) > 1:
        return True
    columns = {column.name for column in table.columns} - {CHILD.name}
    return len(own) >= min(2, len(OWN_COLUMNS[table.name])) or (
        2 * len(present & columns) >= len(columns)
    )


def _likeness(present: set[str], table: Table) -> tuple[float, int]:
    own = OWN_COLUMNS[table.name]
    return len(present & own) / len(own), len(present & own)
