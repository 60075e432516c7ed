"""Gives a return back as the DfE's CSV files."""

from pathlib import Path

import narwhals as nw
import polars as pl

from parentis.ssda903.returns import Returns
from parentis.ssda903.tables import TABLES, Kind, Table


def write(
    returns: Returns, folder: Path | str, *, year: int, council: str | None = None
) -> tuple[Path, ...]:
    """Writes one year's return: a file for each table that was held, and their paths.

    Columns, their order and the files' names are those of the guide; dates are
    dd/mm/yyyy; the text is UTF-8. What looks like a formula is written as it is: this
    is the DfE's form, and it must come back unchanged. Raises ValueError where the
    returns are of several councils and `council` does not say whose to write.
    """
    councils = sorted({held.council for held in returns.held if held.year == year})
    if council is None:
        if len(councils) > 1:
            raise ValueError(f"Whose return of {year}? There are {councils}.")
        council = councils[0] if councils else ""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(
        _write_table(table, returns, folder, council, year)
        for table in TABLES
        if returns.has(council, year, table.name)
    )


def _write_table(
    table: Table, returns: Returns, folder: Path, council: str, year: int
) -> Path:
    rows = returns[table.name].filter(
        nw.col("council") == council, nw.col("year") == year
    )
    frame: pl.DataFrame = nw.to_native(rows.collect("polars"))
    path = folder / f"{table.title}.csv"
    frame.select(
        (
            pl.col(column.field).dt.strftime("%d/%m/%Y")
            if column.kind is Kind.DATE
            else pl.col(column.field)
        ).alias(column.name)
        for column in table.columns
    ).write_csv(path)
    return path
