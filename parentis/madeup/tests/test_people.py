"""Names, councils and places that are nobody's."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl

from parentis.madeup import write_postcodes
from parentis.madeup.council import COUNCILS
from parentis.madeup.people import name_of
from parentis.madeup.places import COUNTY_AREA, FAR_AREA, NEAR_AREA
from parentis.ssda903.codes import ETHNIC

SHAPE = re.compile(r"[A-Z]{1,2}\d{1,2}[A-Z]? \d[ABD-HJLNP-UW-Z]{2}")
# Areas of the United Kingdom that begin with Z: Shetland alone.
REAL_AREAS_WITH_Z = {"ZE"}


def test_a_child_keeps_one_name() -> None:
    assert name_of("348926", sex="1", ethnic="WBRI") == name_of(
        "348926", sex="M", ethnic="WBRI"
    )


def test_names_are_various() -> None:
    names = {
        str(name_of(str(child), sex="F", ethnic=code.code))
        for code in ETHNIC.codes
        for child in range(50)
    }

    assert len(names) > 400


def test_heritage_leans_a_name_without_deciding_it() -> None:
    surnames = {name_of(str(child), ethnic="MWBC").last for child in range(200)}

    assert {"Beckford", "Hargreaves"} <= surnames


def test_no_made_up_council_has_a_real_ones_name_or_code(shared: Path) -> None:
    with (shared / "published" / "lookups" / "la_lookup.csv").open(
        encoding="utf-8-sig", newline=""
    ) as stream:
        real = list(csv.DictReader(stream))

    names = {row["la_name"].lower() for row in real}
    codes = {row["la_code"] for row in real}
    assert not {each.name.lower() for each in COUNCILS} & names
    assert not {each.code for each in COUNCILS} & codes


def test_no_postcode_could_be_anybodys(tmp_path: Path) -> None:
    postcodes = pl.read_csv(write_postcodes(tmp_path))["pcds"]

    assert postcodes.is_unique().all()
    assert all(SHAPE.fullmatch(each) for each in postcodes)
    assert {COUNTY_AREA, NEAR_AREA, FAR_AREA} == {each[:2] for each in postcodes}
    assert not {COUNTY_AREA, NEAR_AREA, FAR_AREA} & REAL_AREAS_WITH_Z


def test_every_home_is_in_the_postcode_file(
    tmp_path: Path, county: Callable[[str], pl.DataFrame]
) -> None:
    known = set(pl.read_csv(write_postcodes(tmp_path))["pcds"])
    episodes = county("episodes")
    homes = episodes["home_post"].drop_nulls()

    assert set(homes) | set(episodes["pl_post"]) <= known
    assert {home[:2] for home in homes} == {COUNTY_AREA}
