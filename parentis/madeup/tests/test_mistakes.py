"""Mistakes planted in a made-up return: as many as were asked for, where they fit."""

import csv
from pathlib import Path

import pytest

from parentis.madeup import make_up
from parentis.ssda903.reader import read_years

SWAPPED = {"date-unreadable", "code-unknown"}


def listed(folder: Path) -> list[dict[str, str]]:
    with (folder / "mistakes.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("last_year", [2016, 2025])
def test_a_kind_that_finds_no_row_passes_its_turn_on(
    tmp_path: Path, last_year: int
) -> None:
    """A return of 2016 may have no unaccompanied child, nobody missing, and so on."""
    make_up(tmp_path, children=20, years=1, mistakes=10, seed=3, last_year=last_year)

    assert len(listed(tmp_path)) == 10


def test_each_mistake_of_a_tiny_council_is_found_where_it_stands(
    tmp_path: Path,
) -> None:
    make_up(tmp_path, children=3, years=2, mistakes=500)
    told: dict[tuple[str, int], set[str]] = {}
    for each in read_years(tmp_path).findings:
        told.setdefault((each.file, each.row), set()).add(each.rule)

    mistakes = listed(tmp_path)
    assert mistakes
    for mistake in mistakes:
        rules = told[mistake["file"], int(mistake["row"])]
        assert mistake["kind"] in rules or (
            mistake["kind"] == "cells-swapped" and rules >= SWAPPED
        )


def test_no_list_of_mistakes_outlives_them(tmp_path: Path) -> None:
    make_up(tmp_path, children=3, years=1, mistakes=5)
    make_up(tmp_path, children=3, years=1)

    assert not (tmp_path / "mistakes.csv").exists()
