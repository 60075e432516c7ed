"""What the reader makes of a made-up return, with and without planted mistakes."""

import csv
from pathlib import Path

import polars as pl
import pytest

from parentis.madeup import make_up
from parentis.madeup.mistakes import KINDS
from parentis.madeup.tests.conftest import rows_in
from parentis.ssda903.reader import read_years

# What the reader says of cells that changed places: neither is what its column holds.
SEEN_AS = {"cells-swapped": "date-unreadable"}


def test_a_made_up_council_has_nothing_to_put_right(county_folder: Path) -> None:
    read = read_years(county_folder, council="701")

    assert read.findings.frame.rows() == []
    assert read.years == tuple(range(2016, 2026))


def test_the_codes_of_later_years_are_used_in_their_years(tmp_path: Path) -> None:
    make_up(tmp_path, children=400, years=3, last_year=2027)

    read = read_years(tmp_path, council="701")

    assert read.findings.frame.rows() == []
    assert not rows_in(tmp_path, "dolo").is_empty()


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spoilt")
    make_up(folder, children=150, years=3, mistakes=3 * len(KINDS))
    return folder


def test_the_reader_finds_every_planted_mistake(spoilt: Path) -> None:
    found = {
        (each.file, each.row, each.column, each.rule)
        for each in read_years(spoilt, council="701").findings
    }
    with (spoilt / "mistakes.csv").open(encoding="utf-8", newline="") as stream:
        planted = {
            (
                each["file"],
                int(each["row"]),
                each["column"],
                SEEN_AS.get(each["kind"], each["kind"]),
            )
            for each in csv.DictReader(stream)
        }

    assert len(planted) == 3 * len(KINDS)
    assert planted - found == set()


def test_the_reader_finds_nothing_far_from_a_planted_mistake(spoilt: Path) -> None:
    with (spoilt / "mistakes.csv").open(encoding="utf-8", newline="") as stream:
        planted = {(each["file"], int(each["row"])) for each in csv.DictReader(stream)}
    # A wrong end of one episode shows in the one that follows it too.
    near = planted | {(file, row + 1) for file, row in planted}

    found = {
        (each.file, each.row)
        for each in read_years(spoilt, council="701").findings
        if each.file != "mistakes.csv"
    }

    assert found - near == set()


def test_mistakes_bring_nobody_in_and_take_nobody_out(
    tmp_path: Path, spoilt: Path
) -> None:
    make_up(tmp_path, children=150, years=3)

    before, after = rows_in(tmp_path, "header"), rows_in(spoilt, "header")

    assert before.select("year", "child").equals(after.select("year", "child"))


def test_the_list_tells_what_each_cell_was(tmp_path: Path) -> None:
    made = make_up(tmp_path, children=80, years=1, mistakes=8)

    for mistake in made.mistakes:
        with (tmp_path / mistake.file).open(encoding="utf-8", newline="") as stream:
            cells = list(csv.DictReader(stream))[mistake.row - 2]
        told = ", ".join(cells[name] for name in mistake.column.split(", "))
        assert told == mistake.became


def test_nobody_is_told_of_mistakes_where_none_were_planted(
    county_folder: Path,
) -> None:
    assert not (county_folder / "mistakes.csv").exists()


def test_every_kind_of_mistake_has_its_own_name() -> None:
    names = pl.Series([kind.name for kind in KINDS])

    assert names.is_unique().all()
