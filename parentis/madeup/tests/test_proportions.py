"""The made-up county looks like a council: figures within what England's are."""

from collections.abc import Callable

import polars as pl
import pytest

from parentis.ssda903.codes import (
    EDUCATION_EMPLOYMENT_OR_TRAINING,
    HIGHER_EDUCATION,
    WITH_FAMILY_OR_FRIENDS,
)

Rows = Callable[[str], pl.DataFrame]
LAST = pl.col("year") == 2025


def share(frame: pl.DataFrame, is_so: pl.Expr) -> float:
    return 100 * frame.filter(is_so).height / frame.height


@pytest.fixture(scope="module")
def in_care(county: Rows) -> pl.DataFrame:
    """Children in care on 31 March of any of the years, one row a child and year."""
    return (
        county("episodes")
        .filter(pl.col("dec").is_null() & ~pl.col("ls").is_in(["V3", "V4"]))
        .join(county("header"), on=["year", "child"])
    )


@pytest.fixture(scope="module")
def care_leavers(county: Rows) -> pl.DataFrame:
    """Care leavers by age, without those who died or went home."""
    born = pl.col("dob").dt
    return (
        county("oc3")
        .with_columns(
            age=pl.col("year")
            - born.year()
            - pl.when(born.month() >= 4).then(1).otherwise(0)
        )
        .filter(~pl.col("in_touch").is_in(["DIED", "RHOM"]))
    )


def aged(frame: pl.DataFrame, youngest: int, oldest: int) -> pl.DataFrame:
    return frame.filter(pl.col("age").is_between(youngest, oldest))


def test_seven_hundred_children_and_four_hundred_care_leavers(
    in_care: pl.DataFrame, care_leavers: pl.DataFrame
) -> None:
    assert in_care.filter(LAST).height == pytest.approx(700, rel=0.06)
    assert aged(care_leavers, 19, 21).filter(LAST).height == pytest.approx(400, rel=0.1)


def test_children_in_care(in_care: pl.DataFrame) -> None:
    assert 52 < share(in_care, pl.col("sex").is_in(["1", "M"])) < 61
    assert 58 < share(in_care, pl.col("cin") == "N1") < 68
    assert 13 < share(in_care, pl.col("place").is_in(WITH_FAMILY_OR_FRIENDS)) < 21
    assert 60 < share(in_care, pl.col("place").str.starts_with("U")) < 79
    assert 66 < share(in_care, pl.col("ethnic").str.starts_with("W")) < 80


def test_children_who_came_alone_from_another_country(
    county: Rows, in_care: pl.DataFrame
) -> None:
    alone = in_care.join(county("uasc"), on=["year", "child"], how="semi")

    assert 5.5 < 100 * alone.height / in_care.height < 10.5
    assert share(alone, pl.col("sex").is_in(["1", "M"])) > 88


def test_health(county: Rows) -> None:
    oc2 = county("oc2")

    assert 86 < share(oc2, pl.col("health_assessment") == "1") < 92
    assert 76 < share(oc2, pl.col("teeth_check") == "1") < 82
    assert 79 < share(oc2, pl.col("immunisations") == "1") < 85
    assert oc2["sdq_score"].cast(pl.Int64).mean() == pytest.approx(14.5, abs=0.8)


def test_leaving_care(county: Rows) -> None:
    ceased = county("episodes").filter(
        pl.col("rec").is_not_null()
        & (pl.col("rec") != "X1")
        & ~pl.col("ls").is_in(["V3", "V4"])
    )

    assert 6 < share(ceased, pl.col("rec").is_in(["E11", "E12"])) < 12
    assert share(ceased, pl.col("rec") == "E2") < 1
    assert share(ceased, pl.col("rec") == "E3") < 3
    assert share(ceased, pl.col("rec") == "E17") > 8


def test_going_missing(county: Rows) -> None:
    in_year = county("episodes").select("year", "child").unique()
    missing = county("missing").filter(pl.col("missing") == "M")

    assert 8 < 100 * missing.select("year", "child").n_unique() / in_year.height < 14


def test_the_county_found_its_care_leavers_again(care_leavers: pl.DataFrame) -> None:
    now = aged(care_leavers, 19, 21)
    then = now.filter(pl.col("year") == 2016)
    now = now.filter(LAST)
    in_touch = pl.col("in_touch") == "YES"
    in_eet = pl.col("activ").is_in(EDUCATION_EMPLOYMENT_OR_TRAINING)

    assert 63 < share(then, in_touch) < 77
    assert 90 < share(now, in_touch) < 98
    assert 29 < share(then, in_eet) < 43
    assert 50 < share(now, in_eet) < 62
    assert 3 < share(now, pl.col("activ").is_in(HIGHER_EDUCATION)) < 11
    assert 83 < share(now, pl.col("accom").str.ends_with("1")) < 94


def test_life_goes_on_from_what_it_was(care_leavers: pl.DataFrame) -> None:
    before = aged(care_leavers, 18, 20).with_columns(pl.col("year") + 1)
    both = before.join(care_leavers, on=["year", "child"], suffix="_next").filter(
        pl.col("in_touch") == "YES"
    )
    in_eet = EDUCATION_EMPLOYMENT_OR_TRAINING
    learning = both.filter(pl.col("activ").is_in(in_eet))
    not_learning = both.filter(~pl.col("activ").is_in(in_eet))
    still = pl.col("activ_next").is_in(in_eet)

    assert share(learning, still) > share(not_learning, still) + 25


def test_after_21_fewer_ask_each_year(care_leavers: pl.DataFrame) -> None:
    in_touch = pl.col("in_touch") == "YES"
    at_22, at_25 = aged(care_leavers, 22, 22), aged(care_leavers, 25, 25)

    assert 40 < share(at_22, in_touch) < 70
    assert share(at_25, in_touch) < share(at_22, in_touch) - 10
    assert set(at_22["year"]) == {2023, 2024, 2025}
