"""Frames that many cohorts start from, made once for a whole computation.

A cohort asks for such a frame by calling its function; alone, it is made on the spot.
Within `prepared` they are all made first, and the functions find them in
`Returns.reference`. DuckDB plans each query as a whole, fast enough without.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import Literal

import narwhals as nw
import polars as pl

from parentis.ssda903.returns import Frame, Returns
from parentis.ssda903.tables import EPISODES, TABLE_BY_NAME

Build = Callable[[Returns], Frame]

# The tables in which a child, or an episode, must not be counted twice.
TABLES_LISTED_ONCE = ("header", "episodes", "oc2", "oc3", "uasc")
_BUILDS: dict[str, Build] = {}

STARTED = "S"
MOVED = ("P", "B")


def made_once(build: Build) -> Build:
    """Mark a function whose frame several cohorts start from.

    A frame may start from those marked before it.
    """
    name = f"made once: {build.__name__}"
    _BUILDS[name] = build

    @wraps(build)
    def frame(returns: Returns) -> Frame:
        made = returns.reference.get(name)
        return build(returns) if made is None else made

    return frame


def listed_once(returns: Returns, table: str) -> Frame:
    """A table with one row for each key. Listed twice, a row keeps what either says.

    Rows have no order on every engine, so where two differ the greater value stays. Of
    episodes that began on one day the last to end stays.
    """
    if (checked := returns.reference.get(_checked(table))) is not None:
        return checked
    return _merged(returns[table], table)


def _merged(rows: Frame, table: str) -> Frame:
    key = _key(table)
    if table == EPISODES.name:
        rows = last_to_end(rows, key)
    others = [name for name in TABLE_BY_NAME[table].fields if name not in key]
    return rows.group_by(key).agg(*(nw.col(name).max() for name in others))


def last_to_end(rows: Frame, key: list[str]) -> Frame:
    """Of episodes with one `key`, a child and a day they began on, the one that lasted.

    The others lasted less than a day. Where one of them says that the child started to
    be looked after, or moved, that happened on this day all the same.
    """
    reason, end = nw.col("rne"), nw.col("dec")
    marks = {
        "is_open": end.is_null().cast(nw.Int64),
        "last_end": end,
        "has_started": (reason == STARTED).cast(nw.Int64),
        "has_moved": reason.is_in(MOVED).cast(nw.Int64),
    }
    of_the_day = rows.with_columns(
        **{name: mark.max().over(*key) for name, mark in marks.items()}
    )
    lasted = nw.when(nw.col("is_open") == 1).then(end.is_null())
    moved = (nw.col("has_moved") == 1) & ~reason.is_in(MOVED).fill_null(value=False)
    return (
        of_the_day.filter(lasted.otherwise(end == nw.col("last_end")))
        .with_columns(
            rne=nw.when(nw.col("has_started") == 1)
            .then(nw.lit(STARTED))
            .when(moved)
            .then(nw.lit(MOVED[0]))
            .otherwise(reason)
        )
        .drop(*marks)
    )


@contextmanager
def prepared(returns: Returns) -> Iterator[Returns]:
    """The same returns, with what many cohorts start from already made."""
    engines = {frame.implementation for frame in returns.tables.values()}
    if engines == {nw.Implementation.POLARS}:
        yield _made_by_polars(returns)
    elif engines == {nw.Implementation.PYSPARK}:
        with _kept_by_spark(returns) as kept:
            yield kept
    else:
        yield returns


def _made_by_polars(returns: Returns) -> Returns:
    for table in TABLES_LISTED_ONCE:
        rows = returns[table]
        if not _lists_nothing_twice(rows, _key(table)):
            rows = _merged_where_twice(rows, table)
        returns = _with(returns, _checked(table), rows)
    for name, build in _BUILDS.items():
        made: pl.DataFrame = build(returns).collect().to_native()
        returns = _with(returns, name, nw.from_native(made.lazy()))
    return returns


@contextmanager
def _kept_by_spark(returns: Returns) -> Iterator[Returns]:
    """Spark keeps each frame from its first use until all is done."""
    kept = []
    try:
        for name, build in _BUILDS.items():
            frame = build(returns).to_native().cache()
            kept.append(frame)
            returns = _with(returns, name, nw.from_native(frame))
        yield returns
    finally:
        for frame in kept:
            frame.unpersist()


def _key(table: str) -> list[str]:
    return ["council", "year", *TABLE_BY_NAME[table].key]


def _checked(table: str) -> str:
    return f"listed once: {table}"


def _with(returns: Returns, name: str, frame: Frame) -> Returns:
    return replace(returns, reference={**returns.reference, name: frame})


def _lists_nothing_twice(frame: Frame, key: list[str]) -> bool:
    """Whether no two rows share a key: then merging them, which costs most, is spared.

    As many different hashes as rows are as many different keys.
    """
    rows: pl.LazyFrame = frame.to_native()
    hashes = pl.struct(key).hash()
    found = rows.select(pl.len().alias("rows"), hashes.n_unique().alias("keys"))
    return bool(found.select(pl.col("rows") == pl.col("keys")).collect().item())


def _merged_where_twice(frame: Frame, table: str) -> Frame:
    """The table with the few rows merged that share a key, and the others untouched."""
    key = _key(table)
    rows: pl.LazyFrame = frame.to_native()
    twice = rows.group_by(key).len().filter(pl.col("len") > 1).select(key).collect()

    def those_listed(how: Literal["semi", "anti"]) -> pl.LazyFrame:
        return rows.join(twice.lazy(), on=key, how=how, nulls_equal=True)

    merged: pl.DataFrame = (
        _merged(nw.from_native(those_listed("semi")), table).collect().to_native()
    )
    once = those_listed("anti").select(merged.columns)
    return nw.from_native(pl.concat([once, merged.lazy()]))
