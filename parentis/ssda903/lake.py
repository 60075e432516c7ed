"""A Parquet lake: many councils' returns of many years, for whichever engine reads it.

A lake is a folder with `<table>/*.parquet` or `**/<table>.parquet`. `council` and
`year` are columns, or folders (`council=888/year=2025/`). `held.parquet` beside them
says which tables were in whose files; without it, a table is held where it has rows.
`postcodes.parquet`, if there, is the reference of that name.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from parentis.refusals import Refused
from parentis.ssda903.findings import ReturnRejected
from parentis.ssda903.returns import Held, Returns, schema_of
from parentis.ssda903.tables import TABLES
from parentis.ssda903.working_days import working_days

ENGINES = ("polars", "duckdb", "pyspark")
HELD = "held.parquet"
POSTCODES = "postcodes"
Schema = Mapping[str, pl.DataType]
Lazy = nw.LazyFrame[Any]

_HELD_SCHEMA = {"council": pl.String(), "year": pl.Int64(), "table": pl.String()}


class EngineMissing(Refused):
    """The engine asked for is not installed, or has no Java: one sentence for staff."""


def write_lake(returns: Returns, folder: Path | str) -> None:
    """Writes returns on Polars into a lake, beside the returns of others already there.

    The files are named by their councils: writing the same councils' returns again puts
    the new in place of the old.
    """
    folder = Path(folder)
    councils = sorted({held.council for held in returns.held}) or [""]
    name = re.sub(r"[^A-Za-z0-9-]+", "_", "-".join(councils))[:80] or "return"
    for table in TABLES:
        place = folder / table.name
        place.mkdir(parents=True, exist_ok=True)
        frame: pl.LazyFrame = nw.to_native(returns[table.name])
        frame.sink_parquet(place / f"{name}.parquet")
    _write_held(returns, folder, councils)


def _write_held(returns: Returns, folder: Path, councils: list[str]) -> None:
    held = pl.DataFrame(
        sorted((each.council, each.year, each.table) for each in returns.held),
        schema=_HELD_SCHEMA,
        orient="row",
    )
    path = folder / HELD
    if path.exists():
        others = pl.read_parquet(path).filter(~pl.col("council").is_in(councils))
        held = pl.concat([others.select(held.columns), held])
    held.write_parquet(path)


def open_lake(folder: Path | str, *, engine: str = "polars") -> Returns:
    """The returns in a lake, unread until computed.

    `engine` is one of ENGINES. Raises `ReturnRejected` where the folder holds no table
    of the return, and `EngineMissing` where the engine cannot be had.
    """
    folder = Path(folder)
    files = {table.name: _files(folder, table.name) for table in TABLES}
    if not any(files.values()):
        raise ReturnRejected(
            f"{folder} holds no Parquet files of the return's tables: give a folder"
            " with one folder a table, such as episodes."
        )
    postcodes = folder / f"{POSTCODES}.parquet"
    reader = _READERS[engine](folder)
    tables = {
        table.name: reader.table(files[table.name], schema_of(table))
        for table in TABLES
    }
    reference = {"working_days": reader.frame(working_days())}
    if postcodes.exists():
        reference[POSTCODES] = reader.frame(pl.read_parquet(postcodes))
    return Returns(tables, _held(folder, files), reference)


def _files(folder: Path, table: str) -> list[Path]:
    return sorted(
        {
            *folder.glob(f"{table}/**/*.parquet"),
            *folder.glob(f"**/{table}/*.parquet"),
            *folder.glob(f"**/{table}.parquet"),
        }
    )


def _held(folder: Path, files: Mapping[str, list[Path]]) -> frozenset[Held]:
    if (folder / HELD).exists():
        rows = pl.read_parquet(folder / HELD).select(list(_HELD_SCHEMA)).rows()
        return frozenset(Held(council, year, table) for council, year, table in rows)
    polars = _OnPolars(folder)
    return frozenset(
        Held(council, year, table.name)
        for table in TABLES
        for council, year in nw.to_native(
            polars.table(files[table.name], schema_of(table))
        )
        .select("council", "year")
        .unique()
        .collect()
        .rows()
    )


@dataclass(frozen=True)
class _OnPolars:
    folder: Path

    def table(self, files: list[Path], schema: Schema) -> Lazy:
        if not files:
            return nw.from_native(pl.LazyFrame(schema=dict(schema)))
        frames = [self._scan(path, schema) for path in files]
        return nw.from_native(pl.concat(frames))

    def _scan(self, path: Path, schema: Schema) -> pl.LazyFrame:
        """One file, with what its folders' names tell, in the return's own types."""
        frame = pl.scan_parquet(path, hive_partitioning=False)
        told = _told_by_folders(path, self.folder)
        has = set(frame.collect_schema().names())
        return frame.select(
            (pl.col(name) if name in has else pl.lit(told.get(name), dtype=pl.String))
            .cast(kind)
            .alias(name)
            for name, kind in schema.items()
        )

    def frame(self, frame: pl.DataFrame) -> Lazy:
        return nw.from_native(frame.lazy())


def _told_by_folders(path: Path, folder: Path) -> dict[str, str]:
    """What folders such as `council=888/year=2025` tell."""
    return dict(
        part.split("=", 1)
        for part in path.relative_to(folder).parts[:-1]
        if "=" in part
    )


def _sql_type(kind: pl.DataType) -> str:
    return {pl.Date(): "DATE", pl.Int64(): "BIGINT"}.get(kind, "VARCHAR")


class _OnDuckDB:
    def __init__(self, folder: Path) -> None:
        try:
            import duckdb
        except ImportError as error:
            raise EngineMissing(
                "DuckDB is not installed: install the duckdb package, or use polars."
            ) from error
        self._connection = duckdb.connect()

    def table(self, files: list[Path], schema: Schema) -> Lazy:
        if not files:
            columns = ", ".join(
                f'CAST(NULL AS {_sql_type(kind)}) AS "{name}"'
                for name, kind in schema.items()
            )
            # Names and types are this module's own.
            return self._lazy(f"SELECT {columns} WHERE FALSE")
        relation = self._connection.read_parquet(
            [str(path) for path in files],
            union_by_name=True,
            hive_partitioning=True,
        )
        has = set(relation.columns)
        return nw.from_native(
            relation.project(
                ", ".join(
                    f"CAST({_quoted(name) if name in has else 'NULL'}"
                    f" AS {_sql_type(kind)}) AS {_quoted(name)}"
                    for name, kind in schema.items()
                )
            )
        )

    def frame(self, frame: pl.DataFrame) -> Lazy:
        """A small frame, as lists unrolled by the query itself."""
        columns = ", ".join(
            f"unnest(CAST(${place} AS {_sql_type(kind)}[])) AS {_quoted(name)}"
            for place, (name, kind) in enumerate(frame.schema.items(), start=1)
        )
        values = [frame[name].to_list() for name in frame.columns]
        name = f"reference_{frame.columns[0]}"
        self._connection.execute(f"CREATE TABLE {name} AS SELECT {columns}", values)
        return nw.from_native(self._connection.table(name))

    def _lazy(self, query: str) -> Lazy:
        return nw.from_native(self._connection.sql(query))


def _quoted(name: str) -> str:
    return f'"{name}"'


class _OnSpark:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._spark = _spark()

    def table(self, files: list[Path], schema: Schema) -> Lazy:
        from pyspark.sql import functions

        if not files:
            columns = ", ".join(
                f"{name} {_spark_type(kind)}" for name, kind in schema.items()
            )
            return _lazy(self._spark.createDataFrame([], columns))
        frame = (
            self._spark.read.option("mergeSchema", "true")
            .option("basePath", str(self._folder))
            .parquet(*(str(path) for path in files))
        )
        has = set(frame.columns)
        return _lazy(
            frame.select(
                *(
                    (functions.col(name) if name in has else functions.lit(None))
                    .cast(_spark_type(kind))
                    .alias(name)
                    for name, kind in schema.items()
                )
            )
        )

    def frame(self, frame: pl.DataFrame) -> Lazy:
        columns = ", ".join(
            f"{name} {_spark_type(kind)}" for name, kind in frame.schema.items()
        )
        return _lazy(self._spark.createDataFrame(frame.rows(), columns))


def _lazy(frame: Any) -> Lazy:
    lazy: Lazy = nw.from_native(frame)
    return lazy


def _spark_type(kind: pl.DataType) -> str:
    return {pl.Date(): "date", pl.Int64(): "bigint"}.get(kind, "string")


def _spark() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineMissing(
            "PySpark is not installed: install requirements-spark.lock, or use polars."
        ) from error
    try:
        return (
            SparkSession.builder.appName("parentis")
            .config("spark.ui.enabled", "false")
            # Dates of birth in the return are dates of the calendar we use.
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
    except Exception as error:
        # PySpark raises several kinds where there is no Java, or a wrong one.
        raise EngineMissing(
            "PySpark could not start Java: install Java 17 or newer, or use polars."
        ) from error


_READERS: Mapping[str, Callable[[Path], Any]] = {
    "polars": _OnPolars,
    "duckdb": _OnDuckDB,
    "pyspark": _OnSpark,
}
