"""Columns of text into columns of dates, numbers and codes, and findings for the rest.

Cells written as the guide writes them are read as whole columns. Only where some cell
of a column was not, the different texts in it go one by one to `cells.read_cell`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from parentis.ssda903.cells import Reading, read_cell
from parentis.ssda903.findings import FINDING_SCHEMA, Severity
from parentis.ssda903.raw import ROW
from parentis.ssda903.tables import Column, Kind, Table

SOURCE = "source"
YEAR = "year"
TEXT = "text"


@dataclass(frozen=True)
class Typed:
    """A table read: `rows` with `row`, `source` and `year`, and the findings' frames.

    Findings' frames have FINDING_SCHEMA's columns, but `source` instead of `file`.
    """

    rows: pl.DataFrame
    findings: list[pl.DataFrame]


def typed(table: Table, raw: pl.DataFrame) -> Typed:
    """A table's rows in their own types. `raw` has `row`, `source`, `year` and text.

    A cell that cannot be read is empty in `rows` and told in a finding. Rows in which
    nothing could be read, or nothing was written, are no rows.
    """
    raw = _with_every_column(table, raw)
    read = raw.select(
        ROW,
        SOURCE,
        YEAR,
        *(_as_written(each, raw).alias(each.field) for each in table.columns),
    )
    read = _without_oddities(table, read)
    findings: list[pl.DataFrame] = []
    for column in table.columns:
        if raw[column.field].null_count() < read[column.field].null_count():
            values, found = _read_one_by_one(column, raw, read)
            read = read.with_columns(values)
            findings += found
    read, found = _without_empty_rows(table, read)
    return Typed(read, findings + found)


def _with_every_column(table: Table, raw: pl.DataFrame) -> pl.DataFrame:
    absent = set(table.fields) - set(raw.columns)
    return raw.with_columns(pl.lit(None, pl.String).alias(name) for name in absent)


def _as_written(column: Column, raw: pl.DataFrame) -> pl.Expr:
    """The column where it is written as the guide writes it, and null where not."""
    cell = pl.col(column.field)
    match column.kind:
        case Kind.DATE:
            return cell.str.to_date("%d/%m/%Y", strict=False)
        case Kind.NUMBER:
            number = cell.cast(pl.Int64, strict=False)
            return pl.when(number.is_between(column.lowest, column.highest)).then(
                number
            )
        case Kind.CODE:
            return pl.when(cell.is_in(_codes_of_all(column, raw))).then(cell)
        case _:
            return cell.str.strip_chars()


def _is_odd(column: Column) -> pl.Expr | None:
    """Whether a cell, though it was read, must be looked at by itself.

    Asked afterwards, and once for a column: conditions within the reading would make it
    ten times slower.
    """
    cell = pl.col(column.field)
    match column.kind:
        case Kind.DATE:
            # '01/02/24' was read as the year 24.
            return ~cell.dt.year().is_between(1000, 9999)
        case Kind.NUMBER | Kind.CODE:
            return None
        case Kind.CHILD:
            # A spreadsheet that took the child's number for an amount adds a nought, or
            # shortens it to 1.23E+11.
            is_amount = cell.str.ends_with(".0") | cell.str.contains("E+", literal=True)
            return is_amount | cell.str.starts_with("#") | (cell.str.len_bytes() == 0)
        case _:
            return cell.str.starts_with("#") | (cell.str.len_bytes() == 0)


def _without_oddities(table: Table, read: pl.DataFrame) -> pl.DataFrame:
    """The rows with cells emptied that must be looked at by themselves."""
    odd = {
        column.field: is_odd
        for column in table.columns
        if (is_odd := _is_odd(column)) is not None
    }
    if not read.height:
        return read
    found = read.select(is_odd.any().alias(name) for name, is_odd in odd.items())
    return read.with_columns(
        pl.when(~odd[name]).then(pl.col(name)).alias(name)
        for name in odd
        if found[name][0]
    )


def _codes_of_all(column: Column, raw: pl.DataFrame) -> list[str]:
    """The codes that may be used in every year that the rows are of."""
    years = raw[YEAR].unique().to_list()
    codes = column.codes.codes if column.codes else ()
    return [
        code.code for code in codes if all(code.is_valid_in(year) for year in years)
    ]


def _unread_columns(
    table: Table, raw: pl.DataFrame, read: pl.DataFrame
) -> list[Column]:
    """The columns in which some cell holds something and was not read."""
    return [
        each
        for each in table.columns
        if raw[each.field].null_count() < read[each.field].null_count()
    ]


def _read_one_by_one(
    column: Column, raw: pl.DataFrame, read: pl.DataFrame
) -> tuple[pl.Series, list[pl.DataFrame]]:
    """The column with its unusual cells read too, and the findings about them."""
    name = column.field
    by = [TEXT, YEAR] if column.kind is Kind.CODE else [TEXT]
    is_unread = raw[name].is_not_null() & read[name].is_null()
    unread = raw.select(
        ROW, SOURCE, YEAR, pl.col(name).alias(TEXT), read["child"].alias("child")
    ).filter(is_unread)
    readings = _readings(column, unread.select(by).unique(maintain_order=True))
    found = unread.join(readings, on=by, how="left", maintain_order="left")
    values = read[name].scatter(is_unread.arg_true(), found["read"])
    told = found.filter(pl.col("rule") != "")
    if not told.height:
        return values, []
    return values, [findings_frame(told, column.name, value=pl.col(TEXT))]


def _readings(column: Column, texts: pl.DataFrame) -> pl.DataFrame:
    """What each different text of a column was read as."""
    rows = texts.rows()
    readings: list[Reading] = [
        read_cell(column, row[0], row[1] if len(row) > 1 else 0) for row in rows
    ]
    kinds = {Kind.DATE: pl.Date, Kind.NUMBER: pl.Int64}
    return texts.with_columns(
        pl.Series(
            "read",
            [each.value for each in readings],
            dtype=kinds.get(column.kind, pl.String),
        ),
        pl.Series("rule", [each.rule for each in readings], dtype=pl.String),
        pl.Series("message", [each.message for each in readings], dtype=pl.String),
        pl.Series(
            "severity", [each.severity.value for each in readings], dtype=pl.String
        ),
    )


def findings_frame(
    rows: pl.DataFrame,
    column: str,
    *,
    value: pl.Expr,
    rule: str = "",
    message: str = "",
    severity: Severity = Severity.WARNING,
) -> pl.DataFrame:
    """Findings about rows, one each. What is not given is a column of `rows`."""
    told = (
        [
            pl.lit(rule).alias("rule"),
            pl.lit(message).alias("message"),
            pl.lit(severity.value).alias("severity"),
        ]
        if rule
        else ["rule", "message", "severity"]
    )
    return rows.select(
        SOURCE,
        ROW,
        pl.lit(column).alias("column"),
        value.cast(pl.String).fill_null("").alias("value"),
        *told,
        pl.col("child").fill_null(""),
    )


def _without_empty_rows(
    table: Table, read: pl.DataFrame
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The rows that say something, and findings for those that do not say of whom."""
    if not read["child"].null_count():
        return read, []
    read = read.filter(~pl.all_horizontal(pl.col(table.fields).is_null()))
    nobodys = read.filter(pl.col("child").is_null())
    if not nobodys.height:
        return read, []
    return read, [
        findings_frame(
            nobodys,
            "CHILD",
            value=pl.lit(""),
            rule="child-missing",
            message="This row does not say which child it is about, so no figure can"
            " count it: put the child's number in.",
            severity=Severity.ERROR,
        )
    ]


def with_file_names(
    frames: Iterable[pl.DataFrame], files: dict[int, str]
) -> list[pl.DataFrame]:
    """Findings' frames with the name of the file in place of its number."""
    return [
        frame.with_columns(
            pl.col(SOURCE).replace_strict(files, return_dtype=pl.String).alias("file")
        ).select(list(FINDING_SCHEMA))
        for frame in frames
    ]


def as_in_returns(table: Table, rows: pl.DataFrame, council: str) -> pl.DataFrame:
    """The rows with the columns that `Returns` promises, in their order."""
    return rows.select(pl.lit(council).alias("council"), YEAR, *table.fields)
