"""One made-up county for all these tests: making it takes longer than asking it."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from parentis.madeup import make_up
from parentis.ssda903.tables import TABLE_BY_NAME, Kind

YEARS = range(2016, 2026)
Rows = Callable[[str], pl.DataFrame]


def rows_in(folder: Path, table: str) -> pl.DataFrame:
    """A table of every year as in its files, with the year ahead and dates as dates."""
    known = TABLE_BY_NAME[table]
    frames = [
        pl.read_csv(path, infer_schema=False).select(
            pl.lit(int(path.parent.name), dtype=pl.Int64).alias("year"),
            *(
                pl.col(each.name).str.to_date("%d/%m/%Y").alias(each.field)
                if each.kind is Kind.DATE
                else pl.col(each.name).alias(each.field)
                for each in known.columns
            ),
        )
        for path in sorted(folder.glob(f"*/{known.title}.csv"))
    ]
    return pl.concat(frames)


@pytest.fixture(scope="session")
def county_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    make_up(folder)
    return folder


@pytest.fixture(scope="session")
def county(county_folder: Path) -> Rows:
    """The county's tables by name, each read once."""
    read: dict[str, pl.DataFrame] = {}

    def rows(table: str) -> pl.DataFrame:
        if table not in read:
            read[table] = rows_in(county_folder, table)
        return read[table]

    return rows
