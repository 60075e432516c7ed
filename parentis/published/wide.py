"""Reads the underlying files of 2016 and 2017: one row a place, one column a count."""

import re
from pathlib import Path

import polars as pl

from parentis.published.cells import CELLS, figures_of, number
from parentis.published.explore import Reading
from parentis.published.figures import ENGLAND, NATION, REGION, PublishedRejected
from parentis.published.layouts import (
    STAYING_PUT_AGES,
    WIDE_AGES,
    WIDE_COLUMNS,
    WIDE_KIND,
    WIDE_LEVELS,
    WIDE_MEASURES,
    WIDE_REGIONS,
    WIDE_STEMS,
    WIDE_SUMS,
    WIDE_YEARS,
)

_TOTAL = ("total",)


def is_wide(columns: list[str]) -> bool:
    """Whether the headings are those of the underlying files on care leavers."""
    return set(WIDE_COLUMNS) <= set(columns) and any(
        heading in columns for heading in WIDE_YEARS
    )


def read_wide(frame: pl.DataFrame, path: Path, name: str) -> Reading:
    """Counts, and per cents worked out from them, since the file prints none.

    The year is the last in the file's name, else told by its columns.
    """
    year = _year(frame.columns, path, name)
    cells = _with_sums(_cells(frame, year))
    return Reading(
        kind=WIDE_KIND,
        release=year,
        figures=figures_of(cells, WIDE_MEASURES, _TOTAL).filter(
            ~pl.col("indicator").str.starts_with("staying-put-")
            | pl.col("indicator").is_in([f"staying-put-{a}" for a in STAYING_PUT_AGES])
        ),
        councils=_councils(frame),
    )


def _year(columns: list[str], path: Path, name: str) -> int:
    named = re.search(r"(20[012]\d)\D*$", path.stem)
    if named:
        return int(named.group(1))
    for heading, year in WIDE_YEARS.items():
        if heading in columns:
            return year
    raise PublishedRejected(f"{name} does not say which year it tells about.")


def _cells(frame: pl.DataFrame, year: int) -> pl.DataFrame:
    known = {c: found for c in frame.columns if (found := stem_and_age(c)) is not None}
    level = pl.col("geog_l").str.to_lowercase()
    labels = {column: stem for column, (stem, _) in known.items()}
    bands = {column: band for column, (_, band) in known.items()}
    return (
        frame.with_columns(
            level=level.replace_strict(
                WIDE_LEVELS, default=None, return_dtype=pl.String
            )
        )
        .filter(pl.col("level").is_not_null())
        .with_columns(
            place=pl.when(pl.col("level") == NATION)
            .then(pl.lit(ENGLAND))
            .when(pl.col("level") == REGION)
            .then(
                pl.col("geog_c").replace_strict(
                    WIDE_REGIONS, default="", return_dtype=pl.String
                )
            )
            .otherwise("geog_c")
        )
        .unpivot(list(known), index=["place", "level"], value_name="count")
        .with_columns(
            year=pl.lit(year, dtype=pl.Int32),
            band=pl.col("variable").replace_strict(bands, return_dtype=pl.String),
            group=pl.lit(""),
            label=pl.col("variable").replace_strict(labels, return_dtype=pl.String),
            percent=pl.lit(""),
        )
        .select(CELLS)
    )


def stem_and_age(column: str) -> tuple[str, str] | None:
    """What a heading counts and at which age: `CL_Act_HE19` is higher education, 19.

    None for a heading that is not about care leavers.
    """
    plain = column.lower().removeprefix("cl_")
    for suffix in sorted(WIDE_AGES, key=len, reverse=True):
        stem = plain.removesuffix(suffix)
        if stem == plain:
            continue
        for known in (stem, f"{stem}_"):
            if known in WIDE_STEMS:
                return WIDE_STEMS[known], WIDE_AGES[suffix]
    return None


def _with_sums(cells: pl.DataFrame) -> pl.DataFrame:
    """The totals the file leaves to its reader; hidden where any part is hidden."""
    sums = [
        cells.filter(pl.col("label").is_in(parts))
        .group_by("place", "level", "year", "band", "group", maintain_order=True)
        .agg(
            total=number("count").sum(),
            hidden=pl.col("count").filter(number("count").is_null()).first(),
        )
        .with_columns(
            label=pl.lit(label),
            count=pl.coalesce("hidden", pl.col("total").cast(pl.Int64).cast(pl.String)),
            percent=pl.lit(""),
        )
        .select(CELLS)
        for label, parts in WIDE_SUMS.items()
    ]
    return pl.concat([cells, *sums])


def _councils(frame: pl.DataFrame) -> tuple[tuple[str, str, str, str, str], ...]:
    ons = "new_geog_code" if "new_geog_code" in frame.columns else "geog_c"
    listed = frame.filter(pl.col("geog_l").str.to_lowercase() == "la")
    return tuple(
        (code, name, ons_code, "", "")
        for code, name, ons_code in listed.select("geog_c", "geog_n", ons).iter_rows()
    )
