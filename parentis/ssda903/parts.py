"""Where in a path the returns are: one return, or a folder with one a year."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from parentis.ssda903.archives import File, Form, form_of, is_left_behind, opened
from parentis.ssda903.csv_files import holds_a_table
from parentis.ssda903.findings import Finding, ReturnRejected
from parentis.ssda903.raw import about_file
from parentis.ssda903.years import year_in_name

_ENOUGH_TO_TELL = 65_536


@dataclass(frozen=True)
class Part:
    """One return: its name, the year that its name tells, and its files."""

    name: str
    named: int | None
    files: Callable[[], Iterator[File]]


@dataclass(frozen=True)
class Parts:
    """The returns at a path. `is_of_years` where they lie in a folder, one a year."""

    parts: tuple[Part, ...]
    is_of_years: bool = False
    findings: tuple[Finding, ...] = ()


def find_parts(path: Path) -> Parts:
    """The returns at a path, unread. Raises `ReturnRejected` where there is none."""
    if not path.exists():
        raise ReturnRejected(f"There is nothing at {path}: check the path.")
    if not path.is_dir():
        return Parts((_part(path, named=_year_of(path)),))
    inside = [
        each
        for each in sorted(path.iterdir())
        if not is_left_behind(each.relative_to(path))
    ]
    folders = [each for each in inside if each.is_dir()]
    files = [each for each in inside if each.is_file()]
    if any(_is_loose_table(each) for each in files):
        return _one_folder(path, folders, files)
    whole = [each for each in files if _form(each) is not Form.TEXT]
    if not folders and not whole:
        raise ReturnRejected(
            f"There is no return in {path.name or path}: give a folder of the return's"
            " CSV files, or a zip, XML file or workbook that holds them."
        )
    if not folders and not any(year_in_name(each.name) for each in whole):
        # Workbooks of one table each, or one zip: together they are one return.
        return Parts((_part(path, files=partial(_each_opened, files)),))
    if not folders and len(whole) == 1:
        return Parts((_part(whole[0], named=_year_of(whole[0])),))
    return Parts(
        tuple(
            _part(
                each,
                named=year_in_name(each.name),
                files=partial(_in_folder, each) if each.is_dir() else None,
            )
            for each in folders + whole
        ),
        is_of_years=True,
        findings=tuple(_left_out(each) for each in files if each not in whole),
    )


def _one_folder(path: Path, folders: list[Path], files: list[Path]) -> Parts:
    """The return whose tables lie in the folder itself. Zips beside them stay shut."""
    zips = [each for each in files if _form(each) is Form.ZIP]
    tables = [each for each in files if each not in zips]
    one = _part(path, named=_year_of(path), files=partial(_each_opened, tables))
    return Parts((one,), findings=tuple(_left_out(each) for each in folders + zips))


def _part(
    path: Path,
    *,
    named: int | None = None,
    files: Callable[[], Iterator[File]] | None = None,
) -> Part:
    name = path.name or path.resolve().name
    return Part(name, named, files or partial(opened, path))


def _year_of(path: Path) -> int | None:
    """The year in the path's own name, or in the name of the folder it lies in."""
    path = path.resolve()
    return year_in_name(path.name) or year_in_name(path.parent.name)


def _each_opened(paths: list[Path]) -> Iterator[File]:
    for path in paths:
        yield from opened(path)


def _in_folder(folder: Path) -> Iterator[File]:
    """The files of a year's folder. A zip that is all the return there is, is opened.

    Beside tables it stays shut, and the reader says so.
    """
    paths = [
        each
        for each in sorted(folder.rglob("*"))
        if each.is_file() and not is_left_behind(each.relative_to(folder))
    ]
    zips = [each for each in paths if _form(each) is Form.ZIP]
    others = [
        each
        for each in paths
        if each not in zips and (_form(each) is not Form.TEXT or _is_loose_table(each))
    ]
    yield from opened(zips[0] if len(zips) == 1 and not others else folder)


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_ENOUGH_TO_TELL)
    except OSError:
        return b""


def _is_loose_table(path: Path) -> bool:
    start = _start(path)
    return form_of(start) is Form.TEXT and holds_a_table(start)


def _form(path: Path) -> Form:
    return form_of(_start(path))


def _left_out(path: Path) -> Finding:
    what = "folder" if path.is_dir() else "file"
    return about_file(
        path.name,
        f"{what}-left-out",
        f"{path.name} is no part of the return that was read, so it was left out: give"
        " its own path if it is a return too.",
    )
