"""Files written in DfE's layouts read back as they were meant."""

import csv
from pathlib import Path

import pytest

from parentis.published.councils import Council
from parentis.published.opening import open_published
from parentis.published.writers import per_cent, write_neighbours, write_release

NORTH = Council(
    code="801",
    name="Northshire",
    ons_code="E06990001",
    region="E12000002",
    region_name="North West",
)
SOUTH = Council(
    code="802",
    name="Southshire",
    ons_code="E06990002",
    region="E12000002",
    region_name="North West",
)


def test_written_figures_read_back_to_the_same_values(tmp_path: Path) -> None:
    rows = [
        ("801", "eet-19-to-21", 2025, 60, 120),
        ("801", "neet-19-to-21", 2025, 50, 120),
        ("801", "higher-education-19-to-21", 2025, 8, 120),
        ("801", "suitable-accommodation-19-to-21", 2025, 100, 118),
        ("801", "in-touch-17-to-18", 2025, 70, 77),
        ("801", "staying-put-18", 2025, 9, 20),
        ("801", "staying-put-19-to-20", 2025, 7, 30),
        ("801", "eet-22", 2025, 12, 40),
        ("801", "in-touch-24", 2025, 22, 40),
        ("801", "suitable-accommodation-25", 2025, 21, 40),
        ("801", "health-assessment", 2025, 90, 100),
        ("801", "convicted", 2025, 7, 60),
        ("801", "sdq-score", 2025, 1420, 100),
        ("801", "three-placements", 2025, 30, 300),
        ("801", "same-placement-two-years", 2025, 80, 110),
        ("801", "three-social-workers", 2025, 60, 300),
        ("801", "looked-after", 2025, 300, None),
        ("801", "ceased", 2025, 100, None),
    ]

    write_release(tmp_path, rows, [NORTH])
    published = open_published(tmp_path)

    read_back = {
        row["indicator"]: (row["numerator"], row["denominator"])
        for row in published.records()
    }
    for _, indicator, _, numerator, denominator in rows:
        if indicator != "sdq-score":
            assert read_back[indicator] == (numerator, denominator), indicator
    score = published.figure("Northshire", "sdq-score", 2025)
    assert score is not None
    assert (score.value, score.denominator) == (14.2, 100)
    assert not published.not_read


def test_one_to_five_are_hidden_and_stay_hidden(tmp_path: Path) -> None:
    write_release(tmp_path, [("801", "convicted", 2025, 3, 60)], [NORTH])

    figure = open_published(tmp_path).figure("801", "convicted", 2025)

    assert figure is not None
    assert (figure.value, figure.numerator, figure.symbol) == (None, None, "c")
    assert figure.denominator == 60


def test_a_second_count_is_hidden_where_it_would_tell_the_first(
    tmp_path: Path,
) -> None:
    reasons = {"neet-illness": 4, "neet-other": 30, "neet-parenting": 9}
    rows = [
        ("801", f"activity-19-to-21.{slug}", 2025, count, 120)
        for slug, count in reasons.items()
    ]

    write_release(tmp_path, rows, [NORTH])
    published = open_published(tmp_path)

    shown = {
        slug: published.revisions("801", f"activity-19-to-21.{slug}", 2025)[0].value
        for slug in reasons
    }
    assert shown == {"neet-illness": None, "neet-other": 25.0, "neet-parenting": None}


def test_few_people_hide_their_total_too(tmp_path: Path) -> None:
    write_release(tmp_path, [("801", "eet-19-to-21", 2025, 0, 4)], [NORTH])

    figure = open_published(tmp_path).figure("801", "eet-19-to-21", 2025)

    assert figure is not None
    assert (figure.value, figure.denominator, figure.symbol) == (None, None, "c")


def test_england_is_written_with_rounded_counts(tmp_path: Path) -> None:
    rows = [
        ("E92000001", "eet-19-to-21", 2025, 1234, 2468),
        ("801", "eet-19-to-21", 2025, 60, 120),
    ]

    write_release(tmp_path, rows, [NORTH])
    england = open_published(tmp_path).compare("801", "eet-19-to-21", 2025).england

    assert england is not None
    assert (england.numerator, england.denominator) == (1230, 2470)
    assert england.value == 50.0


def test_a_council_that_was_not_given_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="899"):
        write_release(tmp_path, [("899", "eet-19-to-21", 2025, 60, 120)], [NORTH])


def test_neighbours_read_back_under_the_name_of_their_model(tmp_path: Path) -> None:
    rows = [
        ("801", "eet-19-to-21", 2025, 60, 120),
        ("802", "eet-19-to-21", 2025, 30, 120),
    ]
    write_release(tmp_path, rows, [NORTH, SOUTH])
    write_neighbours(tmp_path, {"801": ["802"], "802": ["801"]})

    published = open_published(tmp_path)
    compared = published.compare("801", "eet-19-to-21", 2025)

    assert published.models == ("made up",)
    assert compared.model == "made up"
    assert compared.neighbours_mean == 25.0
    assert (compared.rank, compared.out_of) == (1, 2)


def test_the_names_of_the_columns_are_those_of_dfe(tmp_path: Path) -> None:
    paths = write_release(tmp_path, [("801", "eet-19-to-21", 2025, 60, 120)], [NORTH])

    with paths[0].open(encoding="utf-8") as stream:
        headings = next(csv.reader(stream))

    assert [path.name for path in paths] == ["la_care_leavers_activity.csv"]
    assert headings[-4:] == [
        "care_leaver_age",
        "breakdown",
        "care_leaver_count",
        "care_leaver_percent",
    ]


@pytest.mark.parametrize(
    ("count", "everyone", "printed"),
    [(1, 8, "13"), (5, 200, "3"), (0, 10, "0"), (1, 1000, "k"), (0, 0, "z")],
)
def test_a_per_cent_is_printed_half_up(count: int, everyone: int, printed: str) -> None:
    assert per_cent(count, everyone) == printed
