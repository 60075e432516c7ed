"""A table as it stands in a file: text, before anybody asked what it means."""

from dataclasses import dataclass, field

import polars as pl

from parentis.ssda903.findings import Finding, Severity
from parentis.ssda903.recognise import Recognised, nameless
from parentis.ssda903.tables import Table

ROW = "row"


@dataclass(frozen=True)
class RawTable:
    """The rows of one file or sheet, every cell as text.

    `rows` has the table's fields that the file has, and `row`: the row of each as a
    spreadsheet shows it, the heading being 1. `is_undecoded` where some of its letters
    could not be read, and stand as U+FFFD.
    """

    table: Table
    file: str
    rows: pl.DataFrame
    is_undecoded: bool = False


@dataclass
class RawFile:
    """What one file gave: its tables, and what could not be made out in it."""

    tables: list[RawTable] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def about_columns(file: str, recognised: Recognised, *, row: int = 1) -> list[Finding]:
    """Findings for headings that the table lacks, and for those it does not know."""
    title = recognised.table.title
    missing = [
        Finding(
            file=file,
            row=row,
            column=name,
            value="",
            rule="column-missing",
            message=f"This is the {title} table, and it has no column {name}: its"
            " cells were taken as empty, so do not trust figures that need them. Add"
            " the column if your system can give it.",
            severity=Severity.WARNING,
        )
        for name in recognised.missing
    ]
    extra = [
        Finding(
            file=file,
            row=row,
            column=name,
            value=name,
            rule="column-not-known",
            message=f"The {title} table has no column {name!r}, so it was left out."
            " If it is one of the return's own, correct its heading.",
            severity=Severity.WARNING,
        )
        for name in recognised.extra
    ]
    twice = [
        Finding(
            file=file,
            row=row,
            column=name,
            value=name,
            rule="column-twice",
            message=f"The column {name} stands here more than once, and the first was"
            " read: take the others out, or correct their headings.",
        )
        for name in recognised.twice
    ]
    return missing + extra + twice


def without_nameless(
    file: str, recognised: Recognised, rows: pl.DataFrame
) -> tuple[pl.DataFrame, list[Finding]]:
    """The rows without the columns that have no heading, and what was in those."""
    findings = []
    for place in recognised.nameless:
        cell = pl.col(nameless(place))
        filled = rows.filter(cell.str.strip_chars().str.len_bytes() > 0)
        if filled.height:
            column = letters(place)
            findings.append(
                Finding(
                    file=file,
                    row=filled[ROW][0],
                    column=column,
                    value=filled[nameless(place)][0][:200],
                    rule="column-without-heading",
                    message=f"Column {column} has no heading, so what stands in it was"
                    f" left out ({filled.height:,} cells, the first of them here): give"
                    " it its heading, or clear it.",
                )
            )
    return rows.drop(nameless(place) for place in recognised.nameless), findings


def letters(place: int) -> str:
    """A column as a spreadsheet names it: 0 is A, 26 is AA."""
    before, last = divmod(place, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def about_file(
    file: str, rule: str, message: str, *, severity: Severity = Severity.WARNING
) -> Finding:
    """A finding that speaks of a file as a whole."""
    return Finding(
        file=file,
        row=0,
        column="",
        value="",
        rule=rule,
        message=message,
        severity=severity,
    )


def not_a_table(file: str) -> Finding:
    return about_file(
        file,
        "file-not-a-table",
        f"{file} is not one of the return's tables, so it was left out. If it should"
        " be one, check that its first row holds the return's column names.",
    )
