"""Comparing a council: what counts, and what a hidden figure does not do."""

from pathlib import Path

import pytest

from parentis.published.councils import Council
from parentis.published.figures import ENGLAND
from parentis.published.national import shipped
from parentis.published.opening import open_published
from parentis.published.published import Published
from parentis.published.records import from_records, together
from parentis.published.writers import write_neighbours, write_release

EET = "eet-19-to-21"
COUNCILS = [
    Council(
        code=str(code),
        name=f"Council {code}",
        ons_code=f"E0699{code}",
        region="E12000002",
        region_name="North West",
    )
    for code in range(801, 807)
]


@pytest.fixture
def six(tmp_path: Path) -> Published:
    """801 to 805 with 10, 20, 30, 40 and 50 per cent; the count of 806 is hidden."""
    rows = [
        *((str(801 + i), EET, 2025, 10 * (i + 1), 100) for i in range(5)),
        ("806", EET, 2025, 3, 100),
        ("E12000002", EET, 2025, 150, 600),
        (ENGLAND, EET, 2025, 5000, 10000),
    ]
    write_release(tmp_path, rows, COUNCILS)
    write_neighbours(tmp_path, {"801": ["802", "803", "804", "806", "899"]})
    return open_published(tmp_path)


def test_a_hidden_neighbour_is_not_averaged_in(six: Published) -> None:
    compared = six.compare("801", EET, 2025)

    assert compared.neighbours_mean == 30
    assert compared.neighbours_median == 30
    assert (compared.neighbours_with_value, compared.neighbours_listed) == (3, 5)


def test_the_rank_follows_the_way_that_is_good(six: Published) -> None:
    high = six.compare("802", EET, 2025, better="high")
    low = six.compare("802", EET, 2025, better="low")
    neither = six.compare("802", EET, 2025, better="neither")

    assert (high.rank, high.out_of, high.quartile) == (4, 5, 3)
    assert (low.rank, low.out_of, low.quartile) == (2, 5, 1)
    assert (neither.rank, neither.quartile) == (4, None)


def test_a_hidden_council_has_no_rank_and_is_no_nought(six: Published) -> None:
    compared = six.compare("806", EET, 2025)

    assert compared.own is not None
    assert (compared.own.value, compared.own.symbol) == (None, "c")
    assert compared.own.why_not.startswith("hidden by DfE")
    assert (compared.rank, compared.quartile, compared.out_of) == (None, None, 5)


def test_a_council_without_neighbours_is_compared_all_the_same(six: Published) -> None:
    compared = six.compare("803", EET, 2025)

    assert (compared.model, compared.neighbours_mean) == ("", None)
    assert compared.england is not None
    assert compared.england.value == 50


def test_a_year_nobody_published_is_empty(six: Published) -> None:
    compared = six.compare("801", EET, 1999)

    assert compared.own is None
    assert compared.england is None
    assert compared.out_of == 0


def test_a_council_may_be_asked_for_by_code_ons_code_or_name(six: Published) -> None:
    assert six.code_of("E0699801") == "801"
    assert six.code_of("council 801") == "801"
    with pytest.raises(LookupError, match="Atlantis"):
        six.compare("Atlantis", EET, 2025)
    with pytest.raises(LookupError, match="April 1901"):
        six.compare("801", EET, 2025, model="April 1901")


def test_a_table_has_any_places_side_by_side(six: Published) -> None:
    table = six.table(["801", "Council 805", "England"], [EET], [2024, 2025])

    assert {key: figure.value for key, figure in table.items()} == {
        ("801", EET, 2025): 10,
        ("805", EET, 2025): 50,
        (ENGLAND, EET, 2025): 50,
    }


def test_rows_kept_elsewhere_build_the_same_comparison(six: Published) -> None:
    rebuilt = from_records(
        [row for row in six.records() if row["indicator"] == EET],
        councils=six.council_records(),
        neighbours=six.neighbour_records(),
    )

    assert rebuilt.compare("801", EET, 2025) == six.compare("801", EET, 2025)


def test_rows_as_tuples_build_the_same_too(six: Published) -> None:
    rebuilt = from_records(six.to_frame().rows(), councils=six.council_records())

    assert rebuilt.figure("801", EET, 2025) == six.figure("801", EET, 2025)


def test_what_is_shipped_fills_what_a_download_lacks(six: Published) -> None:
    both = together(six, shipped())

    assert both.name_of("801") == "Council 801"
    looked_after = both.figure("England", "looked-after", 2025)
    assert looked_after is not None
    assert looked_after.value == 81770
    assert both.compare("801", EET, 2025).neighbours_mean == 30


def test_a_council_without_files_is_set_beside_england() -> None:
    compared = shipped().compare("888", EET, 2025, region="E12000002")

    assert compared.own is None
    assert compared.region_name == "North West"
    assert compared.region is not None
    assert compared.england is not None
    assert (compared.region.value, compared.england.value) == (55, 54)


def test_each_file_that_gave_figures_is_a_source(six: Published) -> None:
    assert [str(source) for source in six.sources] == [
        "care leavers: activity, release 2025 (la_care_leavers_activity.csv)"
    ]


def test_the_same_council_by_its_other_names(published: Published) -> None:
    assert published.code_of("Bedford Borough") == published.code_of("Bedford") == "822"
    assert published.code_of("Durham") == published.code_of("County Durham") == "840"
    assert published.code_of("E10000027") == published.code_of("E06000066") == "933"
    assert published.council("888").kind == "county council"


def test_a_council_of_london_is_in_london(published: Published) -> None:
    compared = published.compare("Camden", EET, 2025)

    assert compared.region_name == "London"
    assert compared.region is not None
    assert compared.region.place == "E12000007"
    assert published.council("Camden").part_of_london == "E13000001"


def test_dorset_today_is_the_council_of_2019(published: Published) -> None:
    assert published.code_of("Dorset") == "838"
    assert published.council("838").predecessors == ("835", "836", "837")
    assert published.council("909").successors == ("942", "943")
    assert published.council("909").last_year == 2023


def test_no_council_has_a_figure_for_a_year_it_did_not_live(
    published: Published,
) -> None:
    pairs = published.to_frame().select("place", "year").unique().rows()
    years = {
        code: {year for place, year in pairs if place == code}
        for code in ("835", "838", "928", "940", "909", "942")
    }

    assert max(years["835"]) == 2019
    assert min(years["838"]) == 2020
    assert (max(years["928"]), min(years["940"])) == (2021, 2022)
    assert (max(years["909"]), min(years["942"])) == (2023, 2024)


def test_what_is_shipped_is_what_dfe_published(published: Published) -> None:
    wrong = [
        (mine.place, mine.indicator, mine.year)
        for row in shipped().records()
        if (mine := shipped().figure(row["place"], row["indicator"], row["year"]))
        is not None
        and (
            (theirs := published.figure(mine.place, mine.indicator, mine.year)) is None
            or mine.value != pytest.approx(theirs.value)
            or (mine.numerator, mine.denominator)
            != (theirs.numerator, theirs.denominator)
        )
    ]

    assert wrong == []


def test_zero_is_a_true_zero_and_k_is_none(published: Published) -> None:
    slept = "accommodation-19-to-21.bed-and-breakfast"
    rounds_to_nothing = published.figure("England", slept, 2024)
    nobody = published.figure("England", "accommodation-17.bed-and-breakfast", 2024)

    assert rounds_to_nothing is not None
    assert (rounds_to_nothing.value, rounds_to_nothing.symbol) == (None, "k")
    assert rounds_to_nothing.numerator == 70
    assert nobody is not None
    assert nobody.value == 0
