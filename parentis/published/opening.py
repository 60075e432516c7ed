"""Opens a folder of downloads: each file is known by its columns, whatever its name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from parentis.published.cells import FIGURES
from parentis.published.councils import Council, learn
from parentis.published.explore import Reading, is_explore, read_explore
from parentis.published.figures import NotRead, PublishedRejected
from parentis.published.lait import is_lait, read_lait
from parentis.published.layouts import COUNCIL_LISTS, EXPECTED_COLUMNS
from parentis.published.neighbours import (
    NEIGHBOURS,
    is_neighbour_list,
    read_neighbour_list,
    read_neighbour_workbook,
)
from parentis.published.published import Published, in_their_years
from parentis.published.tabular import (
    read_text_table,
    read_workbook,
    with_plain_headings,
)
from parentis.published.wide import is_wide, read_wide


class NothingToRead(PublishedRejected):
    """A file that comes with a download and holds no figures. Not worth a warning."""


@dataclass
class _Gathered:
    figures: list[pl.DataFrame] = field(default_factory=list)
    neighbours: list[pl.DataFrame] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    not_read: list[NotRead] = field(default_factory=list)


def open_published(place: str | Path) -> Published:
    """Everything DfE published that lies in a folder, or in one file.

    A folder is searched with the folders in it. A file of a layout that is not known is
    listed in `Published.not_read`. Raises `PublishedRejected`, one sentence naming what
    is wrong, where the one file given is none of DfE's, or where a folder has nothing
    that can be used.
    """
    place = Path(place)
    if not place.exists():
        raise PublishedRejected(f"There is no file or folder called {place.name}.")
    if place.is_file():
        return _published(_gather_one(place))
    gathered = _Gathered()
    for path in sorted(p for p in place.rglob("*") if p.is_file()):
        _gather(path, str(path.relative_to(place)), gathered)
    if not gathered.figures and not gathered.neighbours:
        raise PublishedRejected(_nothing(place.name, gathered.not_read))
    return _published(gathered)


def _nothing(folder: str, not_read: list[NotRead]) -> str:
    loud = [item.sentence for item in not_read if not item.is_expected]
    return loud[0] if loud else f"{folder} holds no file that DfE publishes."


def _gather_one(path: Path) -> _Gathered:
    gathered = _Gathered()
    _add(read_file(path, path.name), path.name, gathered)
    if not gathered.figures and not gathered.neighbours:
        raise PublishedRejected(f"{path.name} holds no figures on its own.")
    return gathered


def _gather(path: Path, name: str, gathered: _Gathered) -> None:
    try:
        _add(read_file(path, name), name, gathered)
    except PublishedRejected as rejected:
        gathered.not_read.append(
            NotRead(
                file=name,
                sentence=str(rejected),
                is_expected=isinstance(rejected, NothingToRead),
            )
        )


def _add(reading: Reading, file: str, gathered: _Gathered) -> None:
    gathered.readings.append(reading)
    gathered.not_read += [NotRead(file=file, sentence=s) for s in reading.left_out]
    if not reading.neighbours.is_empty():
        gathered.neighbours.append(reading.neighbours.select(NEIGHBOURS.keys()))
    if not reading.figures.is_empty():
        gathered.figures.append(
            reading.figures.with_columns(
                file=pl.lit(file),
                release=pl.lit(reading.release, dtype=pl.Int32),
                kind=pl.lit(reading.kind),
            ).select(FIGURES.keys())
        )


def _published(gathered: _Gathered) -> Published:
    figures = pl.concat([pl.DataFrame(schema=FIGURES), *gathered.figures])
    councils: dict[str, Council] = {}
    for reading in sorted(gathered.readings, key=lambda r: r.release, reverse=True):
        councils = learn(councils, reading.councils)
    return Published(
        in_their_years(figures),
        councils=councils,
        # The same list may be there as a workbook and as a CSV: the first stands.
        neighbours=pl.concat(
            [pl.DataFrame(schema=NEIGHBOURS), *gathered.neighbours]
        ).unique(["model", "council", "rank"], keep="first", maintain_order=True),
        not_read=gathered.not_read,
    )


def read_file(path: Path, name: str) -> Reading:
    """What one file gives. Raises `PublishedRejected` if it is none of DfE's."""
    try:
        return _READERS.get(path.suffix.lower(), _nothing_in)(path, name)
    except (PolarsError, OSError) as error:
        raise PublishedRejected(f"{name} could not be read: it may be damaged.") from (
            error
        )


def _nothing_in(path: Path, name: str) -> Reading:
    raise NothingToRead(f"{name} is no CSV, Parquet file or workbook.")


def _to_be_opened_first(path: Path, name: str) -> Reading:
    raise PublishedRejected(f"{name} cannot be read as it is: unpack it first.")


def _read_parquet(path: Path, name: str) -> Reading:
    if is_lait(path):
        return read_lait(path, name)
    raise PublishedRejected(f"{name} is not the Parquet file of LAIT.")


def _read_csv(path: Path, name: str) -> Reading:
    frame = read_text_table(path)
    columns = frame.columns
    if is_explore(columns):
        return read_explore(frame, name)
    if is_wide(columns):
        return read_wide(frame, path, name)
    if is_neighbour_list(columns):
        return Reading(
            kind="statistical neighbours",
            neighbours=read_neighbour_list(frame, path.stem),
            councils=_listed(frame),
        )
    if any(set(listed) <= set(columns) for listed in COUNCIL_LISTS):
        return Reading(kind="councils", councils=_listed(frame))
    if any(set(expected) <= set(columns) for expected in EXPECTED_COLUMNS):
        raise NothingToRead(f"{name} is a dictionary of measures, without figures.")
    raise PublishedRejected(f"{name} has no layout that is known here.")


def _read_xlsx(path: Path, name: str) -> Reading:
    sheet = read_workbook(path)
    if (found := read_neighbour_workbook(sheet, path.stem)) is not None:
        return Reading(kind="statistical neighbours", neighbours=found)
    if sheet.height and {"LA Number", "LA Name"} <= set(sheet.row(0)):
        headings = dict(zip(sheet.columns, sheet.row(0), strict=True))
        return Reading(
            kind="councils",
            councils=_listed(with_plain_headings(sheet[1:].rename(headings))),
        )
    raise NothingToRead(f"{name} is a workbook without figures that are known here.")


def _listed(frame: pl.DataFrame) -> tuple[tuple[str, str, str, str, str], ...]:
    """Councils as a list of them says, under either set of headings."""
    columns = frame.columns

    def column(*names: str) -> Iterator[str]:
        name = next((n for n in names if n in columns), "")
        return iter(frame[name]) if name else iter([""] * frame.height)

    rows = zip(
        column("la_code", "la number"),
        column("dfe_name", "la_name", "la name"),
        column("la_name", "la name"),
        column("new_la_code"),
        column("region_code"),
        column("region_name", "region"),
        strict=True,
    )
    return tuple(
        dict.fromkeys(
            (code.removesuffix(".0"), called or also, ons, region, region_name)
            for code, called, also, ons, region, region_name in rows
            if re.fullmatch(r"\d{3}", code.removesuffix(".0"))
            and not 970 <= int(code.removesuffix(".0")) <= 999
        )
    )


_READERS: dict[str, Callable[[Path, str], Reading]] = {
    ".csv": _read_csv,
    ".parquet": _read_parquet,
    ".xlsx": _read_xlsx,
    ".zip": _to_be_opened_first,
}
