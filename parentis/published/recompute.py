"""Checks DfE's arithmetic: each council's per cent again from its own counts."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from parentis.published.cells import number
from parentis.published.explore import read_cells
from parentis.published.figures import COUNCIL
from parentis.published.tabular import read_text_table


@dataclass(frozen=True, kw_only=True)
class Mismatch:
    """A per cent that its counts do not give. `worked_out` is rounded half up."""

    place: str
    year: int
    band: str
    label: str
    count: int
    total: int
    printed: int
    worked_out: int


def recompute(path: str | Path) -> list[Mismatch]:
    """Every council's per cent in a file, where both counts show, that is not right.

    Regions and England are left out: their counts are rounded. Raises
    `PublishedRejected` for a file of an unknown layout.
    """
    cells = recomputed(path)
    wrong = cells.filter(pl.col("worked_out") != pl.col("printed"))
    return [Mismatch(**row) for row in wrong.iter_rows(named=True)]


def recomputed(path: str | Path) -> pl.DataFrame:
    """Each council's per cent as printed and as worked out, one a row."""
    path = Path(path)
    cells, layout, _ = read_cells(read_text_table(path), path.name)
    same = ["place", "year", "band", "group"]
    totals = cells.filter(pl.col("label").is_in(layout.totals)).select(
        *same, total=number("count").cast(pl.Int64)
    )
    return (
        cells.filter(pl.col("level") == COUNCIL)
        .join(totals, on=same)
        .select(
            "place",
            "year",
            "band",
            "label",
            "total",
            count=number("count").cast(pl.Int64),
            printed=number("percent").cast(pl.Int64),
        )
        .filter(pl.col("total") > 0)
        .drop_nulls()
        # In whole numbers, so that a half is exactly a half.
        .with_columns(
            worked_out=(200 * pl.col("count") + pl.col("total"))
            // (2 * pl.col("total"))
        )
    )
