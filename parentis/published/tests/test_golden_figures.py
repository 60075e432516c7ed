"""Figures known from DfE's files and from a council's printed report."""

from pathlib import Path

import pytest

from parentis.published.published import Published
from parentis.published.recompute import recompute, recomputed

EET = "eet-19-to-21"


def test_lancashire_2016_as_lait_has_it(published: Published) -> None:
    own = published.figure("Lancashire", EET, 2016)

    assert own is not None
    assert own.value is not None
    assert (own.numerator, own.denominator) == (170, 415)
    assert round(own.value, 2) == 40.96
    assert own.source.kind == "Local Authority Interactive Tool"


def test_the_file_of_2016_said_otherwise_and_is_shown_beside(
    published: Published,
) -> None:
    own = published.figure("Lancashire", EET, 2016)

    assert own is not None
    assert [(r.numerator, r.denominator) for r in own.revisions] == [(169, 416)]
    assert own.revisions[0].source.release == 2016
    both = published.revisions("Lancashire", EET, 2016)
    assert [figure.numerator for figure in both] == [170, 169]


def test_the_region_and_england_of_2016(published: Published) -> None:
    compared = published.compare("888", EET, 2016)

    assert compared.region_name == "North West"
    assert compared.region is not None
    assert compared.england is not None
    assert compared.region.value == pytest.approx(47.953, abs=0.001)
    assert compared.england.value == pytest.approx(49.279, abs=0.001)
    assert compared.england.is_from_rounded


def test_the_neighbours_of_lancashire_depend_on_the_model(
    published: Published,
) -> None:
    newer = published.compare("Lancashire", EET, 2016)
    older = published.compare("Lancashire", EET, 2016, model="April 2021")

    assert newer.model == "May 2025"
    assert newer.neighbours_mean == pytest.approx(49.8, abs=0.05)
    assert older.neighbours_mean == pytest.approx(47.9, abs=0.1)
    assert (newer.neighbours_with_value, newer.neighbours_listed) == (10, 10)
    nearest = published.neighbours("888", model="April 2021")[:3]
    assert nearest == ("891", "381", "830")


def test_suitable_accommodation_of_2016_is_kept_apart_by_its_denominator(
    published: Published,
) -> None:
    everyone = published.figure("888", "suitable-accommodation-19-to-21-to-2017", 2016)
    of_today = published.figure("888", "suitable-accommodation-19-to-21", 2016)

    assert everyone is not None
    assert of_today is not None
    assert (everyone.numerator, everyone.denominator) == (321, 416)
    assert of_today.value == 78


def test_a_council_has_its_unrounded_value_and_england_its_printed_one(
    published: Published,
) -> None:
    compared = published.compare("Lancashire", EET, 2025)

    assert compared.own is not None
    assert compared.england is not None
    assert compared.own.value == pytest.approx(100 * 321 / 668)
    assert compared.own.printed == "48"
    assert (compared.england.value, compared.england.numerator) == (54.0, 20760)


def test_england_over_five_years(published: Published) -> None:
    eet = [f.value for f in published.figures("England", EET) if f.year > 2020]
    suitable = [
        f.value
        for f in published.figures("England", "suitable-accommodation-19-to-21")
        if f.year > 2020
    ]

    assert eet == [52, 55, 56, 54, 54]
    assert suitable == [88, 88, 88, 88, 89]


def test_a_later_release_corrects_an_earlier_one(published: Published) -> None:
    """The 2022 release, the 2025 release and LAIT all tell of 2022."""
    corrected = [
        figure
        for council in published.councils
        if (figure := published.figure(council.code, EET, 2022)) is not None
        and figure.revisions
    ]

    assert {figure.place for figure in corrected}
    assert all(figure.source.release == 2025 for figure in corrected)
    assert all(figure.revisions[0].source.release == 2022 for figure in corrected)


def test_every_council_per_cent_of_2025_follows_from_its_counts(
    downloads: Path,
) -> None:
    path = downloads / "release_2025" / "la_care_leavers_activity.csv"

    assert recompute(path) == []
    cells = recomputed(path)
    assert cells.height == 12190
    halves = cells.filter(
        (200 * cells["count"]) % (2 * cells["total"]) == cells["total"]
    )
    assert halves.height == 95


@pytest.mark.parametrize(
    "name",
    [
        "release_2025/la_care_leavers_accommodation_suitability.csv",
        "release_2025/la_cla_placement_stability.csv",
        "release_2024/la_care_leavers_intouch.csv",
        "release_2024/la_care_leavers_stayput.csv",
        "release_2022/la_care_leavers_activity.csv",
    ],
)
def test_other_files_follow_from_their_counts_too(downloads: Path, name: str) -> None:
    assert recompute(downloads / name) == []


def test_lait_agrees_with_the_release_of_the_same_year(published: Published) -> None:
    """No figure of the 2025 release is contradicted: each measure is mapped rightly."""
    at_odds = [
        (council.code, indicator, year)
        for indicator in (
            EET,
            "neet-19-to-21",
            "higher-education-19-to-21",
            "suitable-accommodation-19-to-21",
            "three-placements",
            "same-placement-two-years",
            "health-assessment",
            "dental-check",
            "immunisations",
            "convicted",
            "substance-misuse",
            "sdq-score",
            "looked-after",
            "started",
            "ceased",
        )
        for year in range(2021, 2026)
        for council in published.councils
        if (figure := published.figure(council.code, indicator, year)) is not None
        and any(other.source.release == 2025 for other in figure.revisions)
    ]

    assert at_odds == []
