"""Starting and ceasing to be looked after, and why."""

import pytest

from parentis.indicators.leaving import REASONS
from parentis.indicators.tests.drawn import ON_POLARS


def test_a_child_who_started_twice_counts_once(who):
    counted, _ = who(
        "started",
        year=2025,
        episodes="""
            child | decom      | rne | ls | dec        | rec
            ------+------------+-----+----+------------+----
            ann   | 2024-04-01 | S   | C2 | 2024-06-01 | E4A
            ann   | 2024-07-01 | S   | C2 |            |
            ben   | 2024-03-31 | S   | C2 |            |
            cat   | 2024-06-01 | P   | C2 |            |
            dan   | 2024-06-01 | S   | V4 |            |
        """,
    )

    assert counted == {"ann"}


def test_ceasing_is_an_end_that_nothing_follows(who):
    counted, _ = who(
        "ceased",
        year=2025,
        episodes="""
            child | decom      | rne | ls | dec        | rec
            ------+------------+-----+----+------------+----
            ann   | 2020-01-01 | S   | C2 | 2024-04-01 | E4A
            ben   | 2020-01-01 | S   | C2 | 2024-06-01 | X1
            ben   | 2024-06-01 | P   | C2 |            |
            cat   | 2020-01-01 | S   | C2 | 2025-03-31 | E5
            dan   | 2020-01-01 | S   | V4 | 2024-06-01 | E8
            eve   | 2020-01-01 | S   | C2 | 2024-06-01 | E4A
            eve   | 2024-08-01 | S   | C2 |            |
        """,
    )

    assert counted == {"ann", "cat", "eve"}


def test_adopted_is_told_by_the_last_time_a_child_ceased(who):
    counted, out_of = who(
        "adopted",
        year=2025,
        episodes="""
            child | decom      | rne | ls | dec        | rec
            ------+------------+-----+----+------------+----
            ann   | 2020-01-01 | S   | E1 | 2024-06-01 | E11
            ben   | 2020-01-01 | S   | E1 | 2024-06-01 | E12
            cat   | 2020-01-01 | S   | C2 | 2024-06-01 | E4A
            cat   | 2024-07-01 | S   | E1 | 2025-01-01 | E12
            dan   | 2020-01-01 | S   | C2 | 2024-06-01 | E45
        """,
    )

    assert counted == {"ann", "ben", "cat"}
    assert out_of == {"ann", "ben", "cat", "dan"}


def test_an_end_without_a_reason_counts_where_no_episode_follows(who):
    counted, _ = who(
        "reason-ceased.not-recorded",
        year=2025,
        episodes="""
            child | decom      | rne | ls | dec        | rec
            ------+------------+-----+----+------------+----
            ann   | 2020-01-01 | S   | C2 | 2024-06-01 |
            ben   | 2020-01-01 | S   | C2 | 2024-06-01 |
            ben   | 2024-06-01 | P   | C2 |            |
        """,
    )

    assert counted == {"ann"}


@ON_POLARS
@pytest.mark.parametrize(("slug", "codes"), [(s, c) for s, (_, c) in REASONS.items()])
def test_each_reason_has_its_category(who, slug, codes):
    every = [code for _, codes in REASONS.values() for code in codes]
    rows = [f"{code} | 2020-01-01 | C2 | 2024-06-01 | {code}" for code in every]

    counted, out_of = who(
        f"reason-ceased.{slug}",
        year=2025,
        episodes="\n".join(["child | decom | ls | dec | rec", "-", *rows]),
    )

    assert counted == set(codes)
    assert out_of == set(every)


def test_a_day_on_which_an_episode_began_twice_is_told_by_the_last_to_end(who):
    counted, out_of = who(
        "reason-ceased.home-planned",
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | dec        | rec
            ------+------------+-----+----+-------+------------+----
            ann   | 2024-05-01 | S   | C2 | U6    | 2024-05-01 | X1
            ann   | 2024-05-01 | P   | C2 | K2    | 2024-06-01 | E4A
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann"}


def test_care_that_starts_with_a_placement_of_less_than_a_day_has_started(who):
    counted, _ = who(
        "started",
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | dec        | rec
            ------+------------+-----+----+-------+------------+----
            ann   | 2024-05-01 | S   | C2 | U6    | 2024-05-01 | X1
            ann   | 2024-05-01 | P   | C2 | K2    | 2024-06-01 | E4A
        """,
    )

    assert counted == {"ann"}


def test_an_end_without_a_reason_and_a_later_start_are_leaving_and_coming_back(who):
    counted, out_of = who(
        "reason-ceased.not-recorded",
        year=2025,
        episodes="""
            child | decom      | rne | ls | dec        | rec
            ------+------------+-----+----+------------+----
            ann   | 2023-04-10 | S   | C2 | 2024-06-01 |
            ann   | 2024-12-02 | S   | C2 |            |
            ben   | 2024-06-01 | S   | C2 | 2024-06-01 |
            cat   | 2023-04-10 | S   | C2 | 2024-06-01 |
            cat   | 2024-06-01 | P   | C2 |            |
        """,
    )

    assert counted == {"ann", "ben"}
    assert out_of == {"ann", "ben"}


def test_leaving_and_coming_back_in_one_day_is_both(who):
    counted, _ = who(
        "ceased",
        year=2025,
        episodes="""
            child | decom      | rne | ls | dec        | rec
            ------+------------+-----+----+------------+----
            ann   | 2022-04-10 | S   | C2 | 2025-03-20 | E4A
            ann   | 2025-03-20 | S   | C2 |            |
        """,
    )

    assert counted == {"ann"}
