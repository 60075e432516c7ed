"""A made-up council: what is asked for, and the same every time."""

from pathlib import Path

import polars as pl
import pytest

from parentis.madeup import MakeUpRefused, make_up
from parentis.madeup.arrivals import Arrivals
from parentis.madeup.calendar import Years
from parentis.madeup.draws import Draws
from parentis.madeup.files import Numbers
from parentis.madeup.tests.conftest import rows_in


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*.csv")
    }


def in_care_at_the_end(folder: Path, year: int) -> int:
    episodes = rows_in(folder, "episodes").filter(
        (pl.col("year") == year)
        & pl.col("dec").is_null()
        & ~pl.col("ls").is_in(["V3", "V4"])
    )
    return episodes["child"].n_unique()


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    make_up(tmp_path / "one", children=40, years=1, mistakes=12, seed=5)
    make_up(tmp_path / "two", children=40, years=1, mistakes=12, seed=5)

    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_another_seed_makes_other_people() -> None:
    one, two = (
        pl.concat(Arrivals(40, Years(2025, 2025), Draws(seed)).in_blocks())
        for seed in (5, 6)
    )

    assert not set(one["dob"]) <= set(two["dob"])


def test_there_is_a_folder_for_each_year_asked_for(tmp_path: Path) -> None:
    made = make_up(tmp_path, children=20, years=3, last_year=2027)

    assert made.years == (2025, 2026, 2027)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2025", "2026", "2027"]


def test_a_year_has_the_files_that_were_collected_in_it(tmp_path: Path) -> None:
    make_up(tmp_path, children=20, years=5, last_year=2027)

    assert not (tmp_path / "2023" / "SWEpisodes.csv").exists()
    assert (tmp_path / "2024" / "SWEpisodes.csv").exists()
    assert not (tmp_path / "2026" / "DoLo.csv").exists()
    assert (tmp_path / "2027" / "DoLo.csv").exists()


@pytest.mark.parametrize("children", [100, 400])
def test_about_as_many_children_are_in_care_as_asked_for(
    tmp_path: Path, children: int
) -> None:
    make_up(tmp_path, children=children, years=1)

    assert in_care_at_the_end(tmp_path, 2025) == pytest.approx(children, rel=0.15)


def test_a_council_of_nobody_has_headings_and_no_rows(tmp_path: Path) -> None:
    made = make_up(tmp_path, children=0, years=1)

    assert made.rows == 0
    assert rows_in(tmp_path, "header").is_empty()


@pytest.mark.parametrize(
    ("years", "last_year"), [(10, 2024), (0, 2025), (1, 2028), (11, 2025)]
)
def test_years_of_which_no_return_is_known_are_refused(
    tmp_path: Path, years: int, last_year: int
) -> None:
    with pytest.raises(MakeUpRefused, match="2016 to 2027"):
        make_up(tmp_path, years=years, last_year=last_year)


def test_progress_is_told_to_its_end(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []

    make_up(tmp_path, children=20, years=1, progress=lambda *each: told.append(each))

    assert told[-1][1] == told[-1][2] > 0


@pytest.mark.parametrize("total", [5_000, 800_000])
def test_no_two_children_have_one_number(total: int) -> None:
    numbers = pl.DataFrame({"person": range(total)}).select(
        Numbers(total, seed=3).of(pl.col("person"))
    )

    assert numbers.to_series().n_unique() == total
    assert set(numbers.to_series().str.len_chars()) <= {6, 7}


def test_a_block_of_people_is_the_same_however_it_is_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arrivals = Arrivals(50, Years(2025, 2025), Draws(1))
    whole = pl.concat(arrivals.in_blocks())
    monkeypatch.setattr("parentis.madeup.arrivals.BLOCK", 70)
    parts = list(arrivals.in_blocks())

    assert len(parts) > 1
    assert pl.concat(parts).equals(whole)
