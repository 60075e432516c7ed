"""The returns of one council or many, of one year or many, as indicators read them."""

import shutil
import tempfile
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import narwhals as nw
import polars as pl

from parentis.ssda903.tables import TABLES, Kind, Table
from parentis.ssda903.working_days import working_days

# A lazy frame on any engine.
Frame: TypeAlias = "nw.LazyFrame[Any]"


class KeptFolder:
    """A temporary folder that goes when the last who holds this does.

    Unlike `tempfile.TemporaryDirectory` it goes quietly: nobody has to close it.
    """

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="parentis-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


@dataclass(frozen=True)
class Held:
    """One table that was in the files of one council's return of one year."""

    council: str
    year: int
    table: str


def schema_of(table: Table) -> dict[str, pl.DataType]:
    """Column types of a table's frame: council and year, then text, dates, numbers."""
    types: dict[str, pl.DataType] = {"council": pl.String(), "year": pl.Int64()}
    for column in table.columns:
        match column.kind:
            case Kind.DATE:
                types[column.field] = pl.Date()
            case Kind.NUMBER:
                types[column.field] = pl.Int64()
            case _:
                types[column.field] = pl.String()
    return types


@dataclass(frozen=True)
class Returns:
    """Every table of the return, one lazy frame each, on whatever engine holds them.

    Each frame has `council` and `year` (the year ending 31 March) ahead of the return's
    own columns in lower case: text and codes as text, dates as dates, numbers as Int64.
    All twelve tables are there; one that was in nobody's files is empty. `held` tells
    an empty file from a missing one. `reference` holds frames that are nobody's return:
    `working_days` and, where an operator gave one, `postcodes`.
    """

    tables: Mapping[str, Frame]
    held: frozenset[Held]
    reference: Mapping[str, Frame] = field(default_factory=dict)
    # The folder that large frames wait in: it goes when the last who needs it does.
    kept_in: "KeptFolder | None" = field(default=None, repr=False, compare=False)

    def __getitem__(self, table: str) -> Frame:
        return self.tables[table]

    @property
    def councils_and_years(self) -> list[tuple[str, int]]:
        """Every council and year of which anything is held, in order."""
        return sorted({(held.council, held.year) for held in self.held})

    def with_postcodes(self, postcodes: pl.DataFrame | pl.LazyFrame) -> "Returns":
        """The same returns on Polars, with an operator's postcodes to look up."""
        frame = nw.from_native(postcodes.lazy())
        return replace(self, reference={**self.reference, "postcodes": frame})

    def has(self, council: str, year: int, table: str) -> bool:
        return Held(council, year, table) in self.held


def first_day(year: int) -> date:
    """The first day of a return year: 1 April of the year before."""
    return date(year - 1, 4, 1)


def last_day(year: int) -> date:
    """The last day of a return year: 31 March."""
    return date(year, 3, 31)


def from_frames(
    frames: Mapping[str, pl.DataFrame | pl.LazyFrame],
    *,
    held: frozenset[Held],
    reference: Mapping[str, pl.DataFrame | pl.LazyFrame] | None = None,
    kept_in: "KeptFolder | None" = None,
) -> Returns:
    """Returns on Polars. A table without a frame becomes an empty one of its types.

    `reference` always holds `working_days`, whether or not it was given.
    """
    tables = {
        table.name: nw.from_native(
            frames.get(table.name, pl.LazyFrame(schema=schema_of(table))).lazy()
        )
        for table in TABLES
    }
    others = {
        name: nw.from_native(frame.lazy())
        for name, frame in {"working_days": working_days(), **(reference or {})}.items()
    }
    return Returns(tables, held, others, kept_in)
