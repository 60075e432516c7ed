"""Reads returns: CSV files in a folder or zip, the DfE's XML, a workbook; many years.

Nothing is lost in silence. A cell that cannot be read is empty in the tables and told
in a finding; its row stays. Rows that are there twice stay too, each told in a
finding, so that what is written back is what was read: whoever counts young people
takes one row for each council, year and child. Where two files hold the same table,
the rows of both are used and a finding says so.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from parentis.ssda903 import years
from parentis.ssda903.archives import File, Form
from parentis.ssda903.checks import check
from parentis.ssda903.csv_files import read_csv
from parentis.ssda903.findings import Finding, Findings, ReturnRejected, Severity
from parentis.ssda903.parts import Part, find_parts
from parentis.ssda903.raw import RawFile, RawTable, about_file
from parentis.ssda903.returns import Held, KeptFolder, Returns, from_frames
from parentis.ssda903.tables import TABLE_BY_NAME, TABLES
from parentis.ssda903.typed import (
    SOURCE,
    YEAR,
    as_in_returns,
    typed,
    with_file_names,
)
from parentis.ssda903.workbooks import read_workbook, refuse_ole
from parentis.ssda903.xml_files import read_xml

# Small returns are read together, which is faster; large ones one year at a time, which
# takes less memory, and wait on disk.
ROWS_READ_TOGETHER = 400_000

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class ReadReturn:
    """One year's return as read: its tables, and what could not be used."""

    year: int
    returns: Returns
    findings: Findings
    tables_by_year: dict[int, tuple[str, ...]]


@dataclass(frozen=True)
class ReadReturns:
    """The returns of several years as read, in order of year."""

    returns: Returns
    findings: Findings
    tables_by_year: dict[int, tuple[str, ...]]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(self.tables_by_year)


@dataclass
class _Loaded:
    """One return, its files read as text and its year decided."""

    name: str
    year: int
    tables: list[RawTable]

    @property
    def rows(self) -> int:
        return sum(raw.rows.height for raw in self.tables)


@dataclass
class _Gathered:
    """What was read so far, of all years."""

    council: str
    frames: dict[str, list[pl.DataFrame | pl.LazyFrame]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    findings_frames: list[pl.DataFrame] = field(default_factory=list)
    tables_by_year: dict[int, tuple[str, ...]] = field(default_factory=dict)
    folder: KeptFolder | None = None


def read(path: Path | str, *, year: int | None = None, council: str = "") -> ReadReturn:
    """The return of one year.

    `year` is the year ending 31 March; without it the name tells it, or the dates do.
    In a folder with a return a year, `year` picks one. Raises `ReturnRejected`.
    """
    path = Path(path)
    found = find_parts(path)
    parts = found.parts
    if found.is_of_years:
        parts = _those_of(year, parts, path)
    gathered = _Gathered(council, findings=list(found.findings))
    one = _load(parts[0], gathered, given=year, prefix="")
    _take([one], gathered)
    return ReadReturn(
        one.year, _returns(gathered), _findings(gathered), gathered.tables_by_year
    )


def _those_of(
    year: int | None, parts: tuple[Part, ...], path: Path
) -> tuple[Part, ...]:
    chosen = parts if year is None else tuple(p for p in parts if p.named == year)
    if len(parts) == 1:
        return parts
    if len(chosen) == 1:
        return chosen
    raise ReturnRejected(
        f"{path.name} holds several returns ({', '.join(p.name for p in parts)}):"
        " give one of them, or its year."
    )


def read_years(
    path: Path | str,
    *,
    year: int | None = None,
    council: str = "",
    progress: Progress | None = None,
) -> ReadReturns:
    """The returns at a path: one, or a folder with one a year.

    `year` tells the year of a single return; a folder's returns tell their own, and
    `year` leaves none of them out, since figures may need the earlier ones. `progress`
    is called with a return's name, how many are read and how many there are. Subfolders
    without a return are skipped with a finding. Raises `ReturnRejected`, also where two
    returns are of the same year.
    """
    path = Path(path)
    found = find_parts(path)
    gathered = _Gathered(council, findings=list(found.findings))
    waiting: list[_Loaded] = []
    names: dict[int, str] = {}

    def load(part: Part) -> _Loaded | None:
        return _load_or_skip(part, gathered, given=year, is_one=not found.is_of_years)

    for done, one in enumerate(_each_one_ahead(load, found.parts)):
        if progress:
            progress(found.parts[done].name, done, len(found.parts))
        if one is None:
            continue
        _refuse_two_of_a_year(one, names)
        waiting.append(one)
        if sum(each.rows for each in waiting) > ROWS_READ_TOGETHER:
            _take(waiting, gathered)
            waiting = []
    if not names:
        raise ReturnRejected(
            f"There is no return in {path.name or path}: none of its folders and files"
            " holds a table of the return."
        )
    _take(waiting, gathered)
    if progress:
        progress("", len(found.parts), len(found.parts))
    return ReadReturns(
        _returns(gathered),
        _findings(gathered),
        dict(sorted(gathered.tables_by_year.items())),
    )


def _each_one_ahead(
    load: Callable[[Part], "_Loaded | None"], parts: Sequence[Part]
) -> Iterator["_Loaded | None"]:
    """Each part loaded; while one is checked, the next is read in another thread."""
    with ThreadPoolExecutor(max_workers=1) as ahead:
        coming = [ahead.submit(load, part) for part in parts[:1]]
        for following in [*parts[1:], None][: len(parts)]:
            loaded = coming.pop().result()
            if following is not None:
                coming.append(ahead.submit(load, following))
            yield loaded


def _refuse_two_of_a_year(one: _Loaded, names: dict[int, str]) -> None:
    if one.year in names:
        raise ReturnRejected(
            f"{names[one.year]} and {one.name} are both the return of {one.year}: keep"
            " one of them, or put the years in their names."
        )
    names[one.year] = one.name


def _load_or_skip(
    part: Part, gathered: _Gathered, *, given: int | None, is_one: bool
) -> _Loaded | None:
    """The return, or None with a finding: of something else, or of an unknown year."""
    if is_one:
        return _load(part, gathered, given=given, prefix="")
    try:
        return _load(part, gathered, given=None, prefix=f"{part.name}/")
    except _NoTable as nothing:
        gathered.findings.append(
            about_file(part.name, "no-return-here", f"{nothing} It was left out.")
        )
    except years.YearNotKnown as unknown:
        gathered.findings.append(
            about_file(
                part.name,
                "return-left-out",
                f"{unknown} It was left out.",
                severity=Severity.ERROR,
            )
        )
    return None


class _NoTable(ReturnRejected):
    """Nothing in it is a table of the return."""


def _load(
    part: Part, gathered: _Gathered, *, given: int | None, prefix: str
) -> _Loaded:
    tables: list[RawTable] = []
    findings: list[Finding] = []
    refused: list[ReturnRejected] = []
    for file in part.files():
        try:
            read_file = _read_file(File(prefix + file.name, file.data, file.budget))
        except ReturnRejected as refusal:
            refused.append(refusal)
            findings.append(_refused(prefix + file.name, refusal))
            continue
        tables += read_file.tables
        findings += read_file.findings
    if not tables:
        raise (
            refused[0]
            if refused
            else _NoTable(
                f"{part.name} holds no table of the return: check that the first row of"
                " each file holds the return's column names."
            )
        )
    gathered.findings += findings
    gathered.findings += _same_table_twice(tables)
    inside = _refuse_several_years(part.name, prefix, tables)
    year = years.decide(part.name, tables, given=given, named=part.named, inside=inside)
    gathered.findings += _tables_of_other_years(tables, year)
    return _Loaded(part.name, year, tables)


def _refuse_several_years(name: str, prefix: str, tables: list[RawTable]) -> int | None:
    """The year that the folders within tell, if they do; several years are refused.

    Read as one return, each young person would be there once for every year.
    """
    by_year: dict[int, set[str]] = {}
    for raw in tables:
        folders = raw.file.removeprefix(prefix).split("/")[:-1]
        told = [year for each in folders if (year := years.year_in_name(each))]
        if told:
            by_year.setdefault(told[-1], set()).add(raw.table.name)
    if not by_year:
        return None
    held = [table for names in by_year.values() for table in names]
    if len(held) > len(set(held)):
        listed = ", ".join(str(year) for year in sorted(by_year))
        raise ReturnRejected(
            f"{name} holds the returns of several years ({listed}) within one: give a"
            " folder in which each of these years is a folder, zip, XML file or"
            " workbook of its own."
        )
    return max(by_year) if len(by_year) == 1 else None


def _refused(name: str, refusal: ReturnRejected) -> Finding:
    return about_file(name, "file-refused", str(refusal), severity=Severity.ERROR)


def _read_file(file: File) -> RawFile:
    match file.form:
        case Form.TEXT:
            return read_csv(file.name, file.data)
        case Form.XML:
            return read_xml(file)
        case Form.WORKBOOK:
            return read_workbook(file)
        case Form.OLE:
            raise refuse_ole(file)
        case Form.ZIP:
            raise ReturnRejected(
                f"{file.name} lies inside another zip or beside the return's tables,"
                " and was not opened: give it on its own if it is a return."
            )


def _same_table_twice(tables: list[RawTable]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for raw in tables:
        other = first.setdefault(raw.table.name, raw.file)
        if other != raw.file:
            yield about_file(
                raw.file,
                "table-twice",
                f"{raw.file} and {other} are both the {raw.table.title} table, and the"
                " rows of both were used: leave one out if it is an older copy.",
            )


def _tables_of_other_years(tables: list[RawTable], year: int) -> Iterator[Finding]:
    for raw in tables:
        table = raw.table
        if not table.first_year <= year <= table.last_year:
            yield about_file(
                raw.file,
                "table-not-in-year",
                f"The {table.title} table began with the return of {table.first_year},"
                f" and this is the return of {year}: its rows were used, but check the"
                " year.",
            )


def _take(batch: list[_Loaded], gathered: _Gathered) -> None:
    """Reads the returns of a batch together, and adds them to what was gathered."""
    raws = [raw for one in batch for raw in one.tables]
    year_of = [one.year for one in batch for _ in one.tables]
    files = {number: raw.file for number, raw in enumerate(raws)}
    undecoded = frozenset(raw.table.name for raw in raws if raw.is_undecoded)
    is_large = sum(one.rows for one in batch) > ROWS_READ_TOGETHER
    for one in batch:
        gathered.tables_by_year[one.year] = tuple(
            table.name
            for table in TABLES
            if any(raw.table is table for raw in one.tables)
        )
    tables: dict[str, pl.DataFrame] = {}
    found: list[pl.DataFrame] = []
    unread: dict[str, list[pl.DataFrame]] = {}
    for table in TABLES:
        numbers = [n for n, raw in enumerate(raws) if raw.table is table]
        if numbers:
            read_table = typed(table, _together(numbers, raws, year_of))
            tables[table.name] = read_table.rows
            found += read_table.findings
            unread[table.name] = read_table.findings
    for one in batch:
        # What was read as text is needed no more, and is large.
        one.tables.clear()
    raws.clear()
    found += check(tables, unread=unread, undecoded=undecoded)
    gathered.findings += _years_in_doubt(batch, tables)
    gathered.findings_frames += with_file_names(found, files)
    for name, frame in tables.items():
        kept = as_in_returns(TABLE_BY_NAME[name], frame, gathered.council)
        gathered.frames.setdefault(name, []).append(
            _on_disk(kept, name, gathered) if is_large else kept
        )


def _together(
    numbers: list[int], raws: list[RawTable], year_of: list[int]
) -> pl.DataFrame:
    """The rows of several files of one table, with their file's number and year."""
    frames = [raws[number].rows for number in numbers]
    lengths = pl.Series([frame.height for frame in frames])
    source = pl.Series(SOURCE, numbers, dtype=pl.Int32).repeat_by(lengths)
    year = pl.Series(YEAR, [year_of[n] for n in numbers], dtype=pl.Int64)
    return pl.concat(frames, how="diagonal").with_columns(
        source.explode(empty_as_null=False),
        year.repeat_by(lengths).explode(empty_as_null=False),
    )


def _years_in_doubt(
    batch: list[_Loaded], tables: dict[str, pl.DataFrame]
) -> Iterator[Finding]:
    """Findings for returns whose dates clearly lie in another year than their own."""
    counted = years.events_by_return(tables)
    for one in batch:
        other = years.doubt(one.year, counted.get(one.year, {}))
        if other is not None:
            yield about_file(
                one.name,
                "year-in-doubt",
                f"{one.name} was read as the return of {one.year}, but most dates in it"
                f" lie in the year of {other}: check the year.",
            )


def _on_disk(frame: pl.DataFrame, name: str, gathered: _Gathered) -> pl.LazyFrame:
    """The frame in a temporary file, so that the next year's has the memory."""
    if gathered.folder is None:
        gathered.folder = KeptFolder()
    number = len(gathered.frames.get(name, []))
    path = gathered.folder.path / f"{name}-{number}.arrow"
    frame.write_ipc(path, compression="lz4")
    return pl.scan_ipc(path)


def _returns(gathered: _Gathered) -> Returns:
    frames = {
        name: pl.concat([frame.lazy() for frame in frames])
        for name, frames in gathered.frames.items()
    }
    held = frozenset(
        Held(gathered.council, year, name)
        for year, names in gathered.tables_by_year.items()
        for name in names
    )
    return from_frames(frames, held=held, kept_in=gathered.folder)


def _findings(gathered: _Gathered) -> Findings:
    return Findings.of(gathered.findings, gathered.findings_frames)
