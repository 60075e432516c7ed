"""Plants mistakes in the files of a made-up return, and lists where each one is.

Each is of a kind that councils' files hold. No two touch one row, and none takes a
child out of the return or brings a new one into its figures.
"""

import csv
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from parentis.madeup.calendar import Years
from parentis.ssda903.tables import TABLES

MISTAKES_FILE = "mistakes.csv"
_TITLES = {table.name: table.title for table in TABLES}
_TRIES = 200
_DATE = "%d/%m/%Y"

Cells = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """One planted mistake. `row` is as a spreadsheet counts: the heading is row 1.

    `column` names the cell, and for a row that is there twice the columns that should
    tell rows apart.
    """

    file: str
    row: int
    column: str
    kind: str
    was: str
    became: str


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of mistake: where it may be made, and what it makes of a row's cells.

    `spoil` gives the cells that change, or nothing where a row does not lend itself.
    Where two cells are swapped, the column is the first's. `is_added` where the spoilt
    row is put below the last one, and the row it was made from stays as it is.
    """

    name: str
    places: tuple[tuple[str, str], ...]
    spoil: Callable[[Cells, str, int], Cells]
    is_added: bool = False


def _with(value: str) -> Callable[[Cells, str, int], Cells]:
    def spoil(cells: Cells, column: str, year: int) -> Cells:
        return {column: value} if cells[column] else {}

    return spoil


def _impossible_day(cells: Cells, column: str, year: int) -> Cells:
    return {column: f"31/02/{year - 1}"} if cells[column] else {}


def _two_digit_year(cells: Cells, column: str, year: int) -> Cells:
    told = cells[column]
    return {column: f"{told[:6]}{told[8:]}"} if told else {}


def _sex_of_other_years(cells: Cells, column: str, year: int) -> Cells:
    old_and_new = {"1": "M", "2": "F", "M": "1", "F": "2"}
    return {column: old_and_new[cells[column]]}


def _as_it_is(cells: Cells, column: str, year: int) -> Cells:
    return {name: cells[name] for name in column.split(", ")}


def _another_child(cells: Cells, column: str, year: int) -> Cells:
    # Nobody's number has eight digits.
    return {column: f"9{cells[column]:0>7}"}


def _born_a_year_earlier(cells: Cells, column: str, year: int) -> Cells:
    told = cells[column]
    return {column: f"{told[:6]}{int(told[6:]) - 1}"}


def _in_touch_but_nothing_known(cells: Cells, column: str, year: int) -> Cells:
    is_lost = cells[column] in ("NO", "REFU", "NREQ") and cells["ACTIV"] == "0"
    return {column: "YES"} if is_lost else {}


def _years_later(cells: Cells, column: str, year: int) -> Cells:
    told = cells[column]
    return {column: f"{told[:6]}{int(told[6:]) + 2}"}


def _swapped(cells: Cells, column: str, year: int) -> Cells:
    return {"DEC": cells["REC"], "REC": cells["DEC"]} if cells["DEC"] else {}


def _ends_before_it_begins(cells: Cells, column: str, year: int) -> Cells:
    if not cells[column]:
        return {}
    began = datetime.strptime(cells["DECOM"], _DATE)  # noqa: DTZ007 -- a day, no time
    return {column: (began - timedelta(days=30)).strftime(_DATE)}


# Names are those of the rules by which the reader finds them; only of swapped cells it
# says what it sees, a date and a code that cannot be read.
KINDS = (
    Kind(
        name="date-impossible",
        places=(
            ("reviews", "REVIEW"),
            ("episodes", "DEC"),
            ("missing", "MIS_START"),
            ("oc2", "DOB"),
        ),
        spoil=_impossible_day,
    ),
    Kind(
        name="code-unknown",
        places=(
            ("oc3", "ACTIV"),
            ("episodes", "PLACE"),
            ("oc3", "ACCOM"),
            ("header", "ETHNIC"),
            ("reviews", "REVIEW_CODE"),
            ("episodes", "LS"),
            ("oc3", "IN_TOUCH"),
        ),
        spoil=_with("Q9"),
    ),
    Kind(
        name="row-twice",
        places=(
            ("oc3", "CHILD"),
            ("episodes", "CHILD, DECOM"),
            ("reviews", "CHILD, REVIEW"),
        ),
        spoil=_as_it_is,
        is_added=True,
    ),
    Kind(
        name="child-not-in-header",
        places=(("reviews", "CHILD"), ("missing", "CHILD")),
        spoil=_another_child,
        is_added=True,
    ),
    Kind(
        name="dob-differs",
        places=(("reviews", "DOB"), ("missing", "DOB"), ("oc2", "DOB")),
        spoil=_born_a_year_earlier,
    ),
    Kind(
        name="oc3-345-in-touch",
        places=(("oc3", "IN_TOUCH"),),
        spoil=_in_touch_but_nothing_known,
    ),
    Kind(
        name="cells-swapped",
        places=(("episodes", "DEC"),),
        spoil=_swapped,
    ),
    Kind(
        name="number-out-of-range",
        places=(("oc2", "SDQ_SCORE"),),
        spoil=_with("55"),
    ),
    Kind(
        name="number-unreadable",
        places=(("oc2", "SDQ_SCORE"),),
        spoil=_with("high"),
    ),
    Kind(
        name="date-two-digit-year",
        places=(("missing", "MIS_END"), ("episodes", "DEC")),
        spoil=_two_digit_year,
    ),
    Kind(
        name="code-not-in-year",
        places=(("header", "SEX"),),
        spoil=_sex_of_other_years,
    ),
    Kind(
        name="date-unreadable",
        places=(("reviews", "REVIEW"), ("missing", "MIS_END")),
        spoil=_with("not known"),
    ),
    Kind(
        name="ends-before-it-begins",
        places=(("episodes", "DEC"),),
        spoil=_ends_before_it_begins,
    ),
    Kind(
        name="postcode-malformed",
        places=(("episodes", "PL_POST"),),
        spoil=_with("not known"),
    ),
    Kind(
        name="date-after-year",
        places=(("reviews", "REVIEW"),),
        spoil=_years_later,
    ),
    Kind(
        name="child-missing",
        places=(("reviews", "CHILD"), ("missing", "CHILD")),
        spoil=_with(""),
    ),
)


# So many turns without a mistake, and every kind has looked in each of its places.
_MOST_BARREN = len(KINDS) * max(len(kind.places) for kind in KINDS)


@dataclass
class _File:
    """One file's rows as text, and how many it had before anything was added."""

    path: Path
    heading: list[str]
    rows: list[list[str]]
    spoilt: set[int] = field(default_factory=set)
    length: int = 0

    @classmethod
    def opened(cls, path: Path) -> "_File":
        with path.open(encoding="utf-8", newline="") as stream:
            heading, *rows = csv.reader(stream)
        return cls(path, heading, rows, length=len(rows))

    def save(self) -> None:
        with self.path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(self.heading)
            writer.writerows(self.rows)


@dataclass
class _Planting:
    root: Path
    years: Years
    chance: random.Random
    files: dict[Path, _File] = field(default_factory=dict)

    def plant(self, kind: Kind, turn: int) -> Mistake | None:
        """One mistake of a kind, or None where no row lends itself to it."""
        table, column = kind.places[turn % len(kind.places)]
        for _ in range(_TRIES):
            year = self.chance.choice(self.years.all)
            file = self._file(self.root / str(year) / f"{_TITLES[table]}.csv")
            if file is None or not file.length:
                continue
            at = self.chance.randrange(file.length)
            planted = self._spoil(kind, file, at, column=column, year=year)
            if planted is not None:
                return planted
        return None

    def _file(self, path: Path) -> _File | None:
        if path not in self.files and path.exists():
            self.files[path] = _File.opened(path)
        return self.files.get(path)

    def _spoil(
        self, kind: Kind, file: _File, at: int, *, column: str, year: int
    ) -> Mistake | None:
        cells = dict(zip(file.heading, file.rows[at], strict=True))
        changed = {} if at in file.spoilt else kind.spoil(cells, column, year)
        if not changed:
            return None
        file.spoilt.add(at)
        spoilt = list((cells | changed).values())
        if kind.is_added:
            file.rows.append(spoilt)
            at = len(file.rows) - 1
        else:
            file.rows[at] = spoilt
        return Mistake(
            file=f"{file.path.parent.name}/{file.path.name}",
            row=at + 2,
            column=column,
            kind=kind.name,
            was="" if kind.is_added else cells[column],
            became=", ".join(changed[name] for name in column.split(", ")),
        )


def plant_mistakes(
    folder: Path, years: Years, count: int, *, seed: int
) -> list[Mistake]:
    """Plants `count` mistakes in the returns in a folder, and lists them in a file.

    Kinds take turns, and one that finds no row passes its turn on. Where a return is so
    small that nothing is left to spoil, there are fewer; the list says which there are.
    `mistakes.csv` has a `Mistake` a row.
    """
    # Chance here makes a demonstration, and guards nothing.
    planting = _Planting(folder, years, random.Random(f"{seed}/mistakes"))  # noqa: S311
    planted: list[Mistake] = []
    number = barren = 0
    while len(planted) < count and barren < _MOST_BARREN:
        turn, which = divmod(number, len(KINDS))
        mistake = planting.plant(KINDS[which], turn)
        number += 1
        barren = 0 if mistake else barren + 1
        if mistake is not None:
            planted.append(mistake)
    for file in planting.files.values():
        file.save()
    _list(folder / MISTAKES_FILE, planted)
    return planted


def _list(path: Path, mistakes: Sequence[Mistake]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["file", "row", "column", "kind", "was", "became"])
        writer.writerows(
            (each.file, each.row, each.column, each.kind, each.was, each.became)
            for each in mistakes
        )
