"""Reads the data of DfE's Local Authority Interactive Tool (LAIT)."""

from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from parentis.published.cells import FIGURES, number
from parentis.published.explore import Reading
from parentis.published.figures import COUNCIL, NATION, REGION
from parentis.published.layouts import (
    COUNT,
    LAIT_COLUMNS,
    LAIT_KIND,
    LAIT_MEASURES,
    LAIT_PLACES,
    PERCENT,
    LaitMeasure,
)

_KEY = ("place", "level", "year")
# The last year whose counts LAIT rounds, to 5 for a council.
_LAST_ROUNDED_YEAR = 2017


def is_lait(path: Path) -> bool:
    """Whether a Parquet file has the columns of LAIT's data."""
    try:
        columns = pl.read_parquet_schema(path)
    except (PolarsError, OSError):
        return False
    return set(LAIT_COLUMNS) <= set(columns)


def read_lait(path: Path, name: str) -> Reading:
    """Figures of the measures that are defined exactly as one of our indicators."""
    columns = pl.read_parquet_schema(path)
    wanted = {
        measure
        for m in LAIT_MEASURES
        for measure in (m.name, m.number, m.out_of)
        if measure
    }
    rows = (
        pl.scan_parquet(path)
        .filter(pl.col("Short Desc").is_in(list(wanted)))
        # '2016-17 (OT)', '2025 (prov)' and the like are of other kinds of year.
        .filter(pl.col("Years").str.contains(r"^\d{4}$"))
        .select(
            measure="Short Desc",
            name="LA and Regions",
            region="Region" if "Region" in columns else pl.lit(""),
            number=pl.col("LA Number").cast(pl.Int64, strict=False),
            year=pl.col("Years").cast(pl.Int32),
            text=pl.col("Values").fill_null("").str.strip_chars(),
        )
        .filter(pl.col("number").is_not_null())
        .with_columns(
            place=pl.col("number").replace_strict(
                LAIT_PLACES,
                default=pl.col("number").cast(pl.String),
                return_dtype=pl.String,
            ),
            # '13.200000000000001' is 13.2 to everybody but a computer.
            shown=number("text").round(6),
        )
        .collect()
        .with_columns(level=_level())
    )
    by_measure = {
        str(key[0]): part
        for key, part in rows.partition_by("measure", as_dict=True).items()
    }
    figures = [_figures(m, by_measure) for m in LAIT_MEASURES if m.name in by_measure]
    return Reading(
        kind=LAIT_KIND,
        release=int(rows["year"].max() or 0),  # type: ignore[arg-type]
        figures=pl.concat(figures) if figures else pl.DataFrame(schema=FIGURES),
        councils=_councils(rows),
    )


def _level() -> pl.Expr:
    return (
        pl.when(pl.col("number") == 970)
        .then(pl.lit(NATION))
        .when(pl.col("number").is_in(list(LAIT_PLACES)))
        .then(pl.lit(REGION))
        .otherwise(pl.lit(COUNCIL))
    )


def _figures(measure: LaitMeasure, by_measure: dict[str, pl.DataFrame]) -> pl.DataFrame:
    empty = next(iter(by_measure.values())).clear()
    printed = by_measure[measure.name].select(*_KEY, "text", "shown")
    counts = by_measure.get(measure.number, empty).select(*_KEY, counted="shown")
    wholes = (
        by_measure.get(measure.out_of, empty)
        .filter(pl.col("year").is_between(measure.out_of_from, measure.out_of_until))
        .select(*_KEY, everyone="shown")
    )
    joined = (
        printed.join(counts, on=_KEY, how="left")
        .join(wholes, on=_KEY, how="left")
        .unique(_KEY, keep="first", maintain_order=True)
    )
    frame = joined.with_columns(*_numbers(measure)).with_columns(
        symbol=pl.when(pl.col("value").is_null()).then("text").otherwise(pl.lit("")),
        printed=pl.col("text") if measure.shape == PERCENT else pl.lit(""),
    )
    return pl.concat(
        frame.select(
            *_KEY,
            "value",
            "numerator",
            "denominator",
            "symbol",
            "printed",
            "is_from_rounded",
            indicator=pl.lit(code),
        )
        for code in measure.codes
    )


def _numbers(measure: LaitMeasure) -> list[pl.Expr]:
    if measure.shape == COUNT:
        return [
            pl.col("shown").alias("value"),
            pl.col("shown").cast(pl.Int64, strict=False).alias("numerator"),
            pl.lit(None, dtype=pl.Int64).alias("denominator"),
            pl.lit(value=False).alias("is_from_rounded"),
        ]
    both = (
        pl.col("counted").is_not_null()
        & (pl.col("everyone") > 0)
        & pl.col("shown").is_not_null()
    )
    worked_out = both & (
        (pl.col("level") == COUNCIL) | pl.lit(value=measure.is_finer_than_printed)
    )
    per_cent = pl.col("counted") * 100 / pl.col("everyone")
    is_rounded = (pl.col("year") <= _LAST_ROUNDED_YEAR) | (pl.col("level") != COUNCIL)
    return [
        pl.when(worked_out).then(per_cent).otherwise("shown").alias("value"),
        pl.col("counted").cast(pl.Int64, strict=False).alias("numerator"),
        pl.col("everyone").cast(pl.Int64, strict=False).alias("denominator"),
        (worked_out & is_rounded).fill_null(value=False).alias("is_from_rounded"),
    ]


def _councils(rows: pl.DataFrame) -> tuple[tuple[str, str, str, str, str], ...]:
    listed = (
        rows.filter(pl.col("level") == COUNCIL)
        .select("place", "name", "region")
        .unique(maintain_order=True)
    )
    return tuple(
        (code, name or "", "", "", region or "")
        for code, name, region in listed.iter_rows()
    )
