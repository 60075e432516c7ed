"""Which counts are hidden, and that nobody can work them out."""

from itertools import combinations_with_replacement, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parentis.indicators.linked_counts import Sum
from parentis.indicators.suppression import protect_counts
from parentis.indicators.tests.attackers import (
    SMALL,
    all_tables,
    bounds,
    found_by_elimination,
)
from parentis.indicators.tests.cohorts_to_hide import (
    Cohort,
    partition,
    random_cohort,
    two_way,
)

SMALL_COUNTS = st.integers(min_value=0, max_value=12)


def shown(cohort: Cohort) -> dict[str, int | None]:
    counts, sums = cohort
    hidden = protect_counts(counts, sums)
    return {name: None if name in hidden else n for name, n in counts.items()}


def is_nothing_shown(counts: dict[str, int], hidden: frozenset[str]) -> bool:
    """Nothing but zeros: then any multiple of the truth fits as well."""
    return all(name in hidden or not count for name, count in counts.items())


def assert_nobody_finds_a_small_count(cohort: Cohort) -> None:
    counts, sums = cohort
    hidden = protect_counts(counts, sums)
    small = {name for name, count in counts.items() if count in SMALL}
    assert small <= hidden
    assert not any(counts[name] == 0 for name in hidden)
    assert not found_by_elimination(counts, sums, hidden)
    for name, (low, high) in bounds(counts, sums, hidden).items():
        if name in small:
            assert low < high, (name, counts)
            assert high >= max(SMALL), (name, counts)


def test_a_table_without_small_counts_hides_nothing() -> None:
    assert shown(partition(6, 40, 0, 12)) == {
        "a": 6, "b": 40, "c": 0, "d": 12, "all": 58,
    }  # fmt: skip


def test_one_small_count_takes_the_next_smallest_with_it() -> None:
    assert shown(partition(3, 9, 40, 60)) == {
        "a": None, "b": None, "c": 40, "d": 60, "all": 112,
    }  # fmt: skip


def test_two_small_counts_hide_each_other() -> None:
    assert shown(partition(2, 4, 40, 60)) == {
        "a": None, "b": None, "c": 40, "d": 60, "all": 106,
    }  # fmt: skip


def test_two_small_counts_of_at_most_five_together_need_a_third() -> None:
    assert shown(partition(1, 4, 40, 60)) == {
        "a": None, "b": None, "c": None, "d": 60, "all": 105,
    }  # fmt: skip


def test_one_each_in_every_category_hides_the_total_too() -> None:
    assert set(shown(partition(1, 1, 1, 1, 1, 1)).values()) == {None}


def test_fifteen_over_three_small_counts_would_be_five_each() -> None:
    assert shown(partition(5, 5, 5, 20, 30)) == {
        "a": None, "b": None, "c": None, "d": None, "e": 30, "all": 65,
    }  # fmt: skip


def test_zero_is_a_true_zero() -> None:
    assert shown(partition(0, 3, 0, 8, 70)) == {
        "a": 0, "b": None, "c": 0, "d": None, "e": 70, "all": 81,
    }  # fmt: skip


def test_a_small_complement_hides_what_it_complements() -> None:
    counts = {"in touch": 97, "not in touch": 3, "all": 100}
    sums = [Sum("all", ("in touch", "not in touch"))]

    assert protect_counts(counts, sums) == {"in touch", "not in touch"}


def test_a_small_difference_of_two_shown_counts_is_a_count() -> None:
    # 15 in education or work, of whom 12 in higher education, tells of 3 others.
    counts = {"eet": 15, "higher education": 12, "all": 60}
    sums = [Sum("eet", ("higher education", "the others"))]

    assert protect_counts(counts, sums) == {"higher education"}


def test_equal_counts_are_one_count() -> None:
    counts = {"a": 3, "the same a": 3, "b": 20, "c": 50, "all": 73}
    sums = [Sum("a", ("the same a",)), Sum("all", ("a", "b", "c"))]

    assert protect_counts(counts, sums) == {"a", "the same a", "b"}


def test_a_table_hides_four_cells_for_one() -> None:
    cells = {
        ("f", "work"): 3, ("f", "study"): 20, ("f", "neither"): 30,
        ("m", "work"): 40, ("m", "study"): 15, ("m", "neither"): 50,
    }  # fmt: skip

    hidden = protect_counts(*two_way(cells))

    assert hidden == {"f/work", "f/study", "m/work", "m/study"}


def test_breakdown_cells_go_before_headlines() -> None:
    counts = {"headline": 20, "rest": 30, "small": 3, "all": 53}
    sums = [Sum("all", ("headline", "rest", "small"))]

    assert protect_counts(counts, sums, costs={"headline": 1}) == {"rest", "small"}


def test_what_is_kept_stays_and_the_breakdown_goes() -> None:
    # Six people in six groups: the total is out already, so the zeros go as well.
    counts, sums = partition(1, 1, 1, 1, 1, 1, 0, 0)

    hidden = protect_counts(counts, sums, kept=["all"])

    assert hidden == set("abcdefgh")


def test_what_is_missing_is_worked_out_as_a_reader_would() -> None:
    counts = {"a": 40, "b": 57, "all": 100}

    assert protect_counts(counts, [Sum("all", ("a", "b", "not passed"))]) == {"a"}


def test_a_sum_that_does_not_hold_binds_nothing() -> None:
    counts = {"a": 40, "b": 57, "all": 50}

    assert protect_counts(counts, [Sum("all", ("a", "b"))]) == frozenset()


def test_the_order_of_what_is_passed_does_not_matter() -> None:
    counts, sums = random_cohort(2)
    hidden = protect_counts(counts, sums)

    turned = dict(reversed(counts.items()))
    assert protect_counts(turned, sums[::-1]) == hidden


def test_hiding_again_hides_nothing_more() -> None:
    for seed in range(90):
        counts, sums = random_cohort(seed)
        hidden = protect_counts(counts, sums)
        left = {name: n for name, n in counts.items() if name not in hidden}

        assert protect_counts(left, sums) == frozenset(), seed


@settings(deadline=None, max_examples=60)
@given(st.lists(SMALL_COUNTS, min_size=2, max_size=5))
def test_every_small_count_may_still_be_five_or_something_else(
    parts: list[int],
) -> None:
    counts, sums = partition(*parts)
    hidden = protect_counts(counts, sums)
    if is_nothing_shown(counts, hidden):
        return
    tables = all_tables(counts, sums, hidden, most=max(parts) + 7)

    for name in hidden:
        values = {table[name] for table in tables}
        if counts[name] in SMALL:
            assert len(values) > 1
            assert max(values) >= max(SMALL)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(0, 8), min_size=4, max_size=4))
def test_trying_every_table_finds_no_small_count(cells: list[int]) -> None:
    places = [("f", "a"), ("f", "b"), ("m", "a"), ("m", "b")]
    counts, sums = two_way(dict(zip(places, cells, strict=True)))
    hidden = protect_counts(counts, sums)
    if is_nothing_shown(counts, hidden):
        return
    tables = all_tables(counts, sums, hidden, most=17)

    for name in hidden:
        if counts[name] in SMALL:
            assert len({table[name] for table in tables}) > 1


def test_knowing_this_very_program_does_not_help_either() -> None:
    """The reader hides every table that fits, and keeps those that look the same."""
    for parts in combinations_with_replacement(range(1, 9), 4):
        counts, sums = partition(*parts)
        seen = shown((counts, sums))
        hidden = frozenset(name for name, count in seen.items() if count is None)
        if not hidden or "all" in hidden:
            continue
        left = [
            table
            for table in all_tables(counts, sums, hidden, most=counts["all"])
            if shown(({name: table[name] for name in counts}, sums)) == seen
        ]
        for name in hidden:
            if counts[name] in SMALL:
                assert len({table[name] for table in left}) > 1, (parts, name)


def test_one_small_count_in_any_place_costs_one_more_cell() -> None:
    for parts in permutations((4, 11, 25, 60)):
        counts, sums = partition(*parts)

        assert {counts[n] for n in protect_counts(counts, sums)} == {4, 11}


@settings(deadline=None, max_examples=100)
@given(st.integers(min_value=0, max_value=10**9))
def test_algebra_finds_no_small_count(seed: int) -> None:
    assert_nobody_finds_a_small_count(random_cohort(seed))


def test_nobody_finds_a_small_count_in_five_hundred_cohorts() -> None:
    for seed in range(500):
        assert_nobody_finds_a_small_count(random_cohort(seed))


@pytest.mark.slow
def test_nobody_finds_a_small_count_in_ten_thousand_cohorts() -> None:
    for seed in range(10_000):
        assert_nobody_finds_a_small_count(random_cohort(seed))
