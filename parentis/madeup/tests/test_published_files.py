"""What is published of the made-up county can be opened and compared."""

from pathlib import Path

import pytest

from parentis.indicators.compute import compute
from parentis.madeup import make_up
from parentis.madeup.council import COUNCILS, COUNTY
from parentis.madeup.published_files import MODEL
from parentis.published import open_published
from parentis.ssda903.reader import read_years


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("published")
    make_up(made, children=300, years=2, published=True, mistakes=10)
    return made


def test_all_eleven_councils_are_there(folder: Path) -> None:
    published = open_published(folder / "published")

    assert not published.not_read
    assert {each.code for each in COUNCILS} <= {
        each.code for each in published.councils
    }


def test_the_county_is_compared_with_its_ten_neighbours(folder: Path) -> None:
    published = open_published(folder / "published")

    compared = published.compare(COUNTY.code, "eet-19-to-21", 2025)

    assert compared.model == MODEL
    assert compared.neighbours_with_value == 10
    assert compared.neighbours_mean is not None
    assert 40 < compared.neighbours_mean < 65
    assert compared.region_name == "North West"
    assert compared.out_of == 11


def test_what_is_published_is_what_its_returns_say_unspoilt(
    folder: Path, tmp_path: Path
) -> None:
    make_up(tmp_path, children=300, years=2)
    computed = {
        (each.indicator, each.year): each.numerator
        for each in compute(read_years(tmp_path, council=COUNTY.code).returns)
    }

    own = open_published(folder / "published").compare(
        COUNTY.code, "in-touch-19-to-21", 2025
    )

    assert own.own is not None
    assert own.own.numerator == computed["in-touch-19-to-21", 2025]


def test_the_returns_beside_it_are_read_without_it(folder: Path) -> None:
    read = read_years(folder, council=COUNTY.code)

    assert read.years == (2024, 2025)
