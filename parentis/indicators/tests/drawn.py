"""Returns drawn as tables in a test, on whatever engine."""

from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest

from parentis.ssda903.returns import Frame, Held, Returns, schema_of
from parentis.ssda903.tables import TABLES
from parentis.ssda903.working_days import working_days

COUNCIL = "888"
# For a test of many like cases: test_engines.py holds all indicators to every engine.
ON_POLARS = pytest.mark.parametrize("engine", ["polars"])
POSTCODES = {
    "postcode": pl.String(),
    "authority": pl.String(),
    "easting": pl.Int64(),
    "northing": pl.Int64(),
}
Tables = Mapping[str, str]


def rows_of(drawn: str) -> list[dict[str, str | None]]:
    """The rows of a drawn table: names, a line, then cells between bars."""
    names, _, *rows = [
        [cell.strip() for cell in line.split("|")]
        for line in drawn.strip().splitlines()
    ]
    return [
        {name: cell or None for name, cell in zip(names, row, strict=True)}
        for row in rows
    ]


def typed(
    rows: list[dict[str, Any]], schema: Mapping[str, pl.DataType]
) -> pl.DataFrame:
    """The rows as a frame; what a drawing leaves out is empty."""
    if unknown := {name for row in rows for name in row} - set(schema):
        raise ValueError(f"no such column: {', '.join(sorted(unknown))}")
    texts = pl.DataFrame(
        [{name: row.get(name) for name in schema} for row in rows],
        schema=dict.fromkeys(schema, pl.String()),
    )
    return texts.select(
        pl.col(name).str.to_date("%Y-%m-%d")
        if kind == pl.Date()
        else pl.col(name).cast(kind)
        for name, kind in schema.items()
    )


def frames_of(
    years: Mapping[int, Tables], *, council: str = COUNCIL
) -> dict[str, pl.DataFrame]:
    """Every table of the return, from drawings by year and name."""
    frames = {}
    for table in TABLES:
        rows = [
            {"council": council, "year": str(year), **row}
            for year, tables in years.items()
            for row in rows_of(tables.get(table.name, "child\n-"))
        ]
        frames[table.name] = typed(rows, schema_of(table))
    return frames


def held_in(years: Mapping[int, Tables], *, council: str = COUNCIL) -> frozenset[Held]:
    """The tables drawn, as those that were in the files."""
    return frozenset(
        Held(council, year, name) for year, tables in years.items() for name in tables
    )


def returns_on(
    engine: str,
    frames: Mapping[str, pl.DataFrame],
    *,
    held: frozenset[Held],
    postcodes: str = "",
    spark: Any = None,
) -> Returns:
    """The returns as an engine holds them."""
    reference = {"working_days": working_days()}
    if postcodes:
        reference["postcodes"] = typed(list(rows_of(postcodes)), POSTCODES)
    place = _PLACES[engine](spark)
    return Returns(
        {name: place(name, frame) for name, frame in frames.items()},
        held,
        {name: place(name, frame) for name, frame in reference.items()},
    )


class _OnPolars:
    def __init__(self, _spark: Any) -> None: ...

    def __call__(self, _name: str, frame: pl.DataFrame) -> Frame:
        return nw.from_native(frame.lazy())


class _OnDuckdb:
    """Tables of one database in memory."""

    def __init__(self, _spark: Any) -> None:
        self._database = duckdb.connect()

    def __call__(self, name: str, frame: pl.DataFrame) -> Frame:
        self._database.register(f"drawn_{name}", frame.to_arrow())
        self._database.execute(f'CREATE TABLE "{name}" AS FROM drawn_{name}')
        return nw.from_native(self._database.table(name))


class _OnSpark:
    def __init__(self, spark: Any) -> None:
        self._spark = spark

    def __call__(self, _name: str, frame: pl.DataFrame) -> Frame:
        native: Frame = nw.from_native(self._spark.createDataFrame(frame.to_arrow()))
        return native


_PLACES: dict[str, Callable[[Any], Callable[[str, pl.DataFrame], Frame]]] = {
    "polars": _OnPolars,
    "duckdb": _OnDuckdb,
    "pyspark": _OnSpark,
}
