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
    table's columns that the file does not have.
    """

    table: Table
    positions: dict[str, int]
    extra: tuple[str, ...]
    missing: tuple[str, ...]


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
    return Recognised(
        table,
        positions,
        tuple(
            text.strip()
            for place, text in enumerate(headings)
            if place not in used and text.strip()
        ),
        tuple(column.name for column in table.columns if column.name not in present),
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
