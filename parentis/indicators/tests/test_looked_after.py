"""Children looked after on 31 March."""

import pytest

from parentis.indicators.tests.drawn import ON_POLARS


def test_looked_after_is_an_episode_open_on_31_march(who):
    counted, _ = who(
        "looked-after",
        year=2025,
        episodes="""
            child | decom      | ls | dec        | rec
            ------+------------+----+------------+----
            ann   | 2020-01-01 | C2 |            |
            ben   | 2025-03-31 | C2 |            |
            cat   | 2025-04-01 | C2 |            |
            dan   | 2020-01-01 | C2 | 2025-03-31 | E4A
            eve   | 2020-01-01 | C2 | 2025-04-01 | E4A
        """,
    )

    assert counted == {"ann", "ben", "eve"}


def test_short_breaks_are_not_counted(who):
    counted, _ = who(
        "looked-after",
        year=2025,
        episodes="""
            child | decom      | ls | dec
            ------+------------+----+----
            ann   | 2025-01-01 | V2 |
            ben   | 2025-01-01 | V3 |
            cat   | 2025-01-01 | V4 |
            dan   | 2025-01-01 |    |
        """,
    )

    assert counted == {"ann", "dan"}


def test_two_episodes_open_at_once_are_one_child_in_the_later_placement(who):
    counted, out_of = who(
        "family-or-friends",
        year=2025,
        episodes="""
            child | decom      | ls | place
            ------+------------+----+------
            ann   | 2024-06-01 | C2 | U6
            ann   | 2024-09-01 | C2 | U1
            ben   | 2024-06-01 | C2 | U1
            ben   | 2024-09-01 | C2 | K2
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann", "ben"}


def test_an_episode_and_a_child_listed_twice_count_once(who):
    _, out_of = who(
        "health-assessment",
        year=2025,
        header="""
            child | dob
            ------+-----------
            ann   | 2015-01-01
            ann   | 2015-01-01
        """,
        episodes="""
            child | decom      | ls | place
            ------+------------+----+------
            ann   | 2020-06-01 | C2 | U6
            ann   | 2020-06-01 | C2 | U6
        """,
        oc2="""
            child | health_assessment
            ------+------------------
            ann   | 1
            ann   | 0
        """,
    )

    assert out_of == {"ann"}


def test_fostering_by_relatives_and_friends_has_its_own_codes(who):
    counted, out_of = who(
        "family-or-friends",
        year=2025,
        episodes="""
            child | decom      | ls | place
            ------+------------+----+------
            ann   | 2024-06-01 | C2 | U1
            ben   | 2024-06-01 | C2 | U2
            cat   | 2024-06-01 | C2 | U3
            dan   | 2024-06-01 | C2 | U4
            eve   | 2024-06-01 | C2 | P1
        """,
    )

    assert counted == {"ann", "ben", "cat"}
    assert out_of == {"ann", "ben", "cat", "dan", "eve"}


def test_a_child_is_unaccompanied_until_that_ended(who):
    counted, out_of = who(
        "unaccompanied",
        year=2025,
        episodes="""
            child | decom      | ls
            ------+------------+---
            ann   | 2024-06-01 | V2
            ben   | 2024-06-01 | V2
            cat   | 2024-06-01 | V2
            dan   | 2024-06-01 | V2
        """,
        uasc="""
            child | duc
            ------+-----------
            ann   |
            ben   | 2025-03-31
            cat   | 2025-04-01
            eve   |
        """,
    )

    assert counted == {"ann", "cat"}
    assert out_of == {"ann", "ben", "cat", "dan"}


@ON_POLARS
@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("foster-relative", {"U1", "U2", "U3"}),
        ("foster-other", {"U4", "U5", "U6"}),
        ("adoption", {"A3", "A4", "A5", "A6"}),
        ("with-parents", {"P1"}),
        ("childrens-home", {"K2"}),
        ("secure", {"K1"}),
        ("supported-accommodation", {"K3", "H5"}),
        ("independent", {"P2"}),
        ("residential-school", {"S1"}),
        ("other-residential", {"P3", "R1", "R2", "R3", "R5"}),
        ("temporary", {"T0", "T1", "T2", "T3", "T4"}),
        ("other", {"Z1", "Z12", "none"}),
    ],
)
def test_each_placement_has_its_category(who, slug, expected):
    every = (
        "U1 U2 U3 U4 U5 U6 A3 A4 A5 A6 P1 K2 K1 K3 H5 P2 S1 R1 R2 R3 R5"
        " T0 T1 T2 T3 T4 P3 Z1 Z12 none"
    )
    rows = [f"{code} | 2024-06-01 | C2 | {code}" for code in every.split()]
    episodes = "\n".join(["child | decom | ls | place", "-", *rows])

    counted, _ = who(
        f"placement.{slug}", year=2025, episodes=episodes.replace("| none", "|")
    )

    assert counted == expected


def test_of_two_episodes_begun_on_one_day_the_last_to_end_tells_where_a_child_is(who):
    counted, out_of = who(
        "placement.childrens-home",
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | dec        | rec
            ------+------------+-----+----+-------+------------+----
            ann   | 2025-03-30 | S   | V3 | Z1    | 2025-03-30 | X1
            ann   | 2025-03-30 | P   | E1 | K2    |            |
            ben   | 2022-10-01 | S   | C2 | K2    | 2024-04-02 | X1
            ben   | 2024-04-02 | L   | C2 | U6    | 2024-04-02 | X1
            ben   | 2024-04-02 | P   | C2 | K2    |            |
            cat   | 2024-05-01 | S   | C2 | U6    |            |
            cat   | 2024-05-01 | P   | C2 | K2    | 2024-05-01 | X1
            dan   | 2024-05-01 | S   | C2 | K2    | 2024-05-01 | X1
            dan   | 2024-05-01 | P   | C2 | K2    | 2024-06-01 | E4A
        """,
    )

    assert counted == {"ann", "ben"}
    assert out_of == {"ann", "ben", "cat"}


def test_residential_employment_is_another_residential_setting(who):
    counted, _ = who(
        "placement.other-residential",
        year=2025,
        episodes="""
            child | decom      | ls | place
            ------+------------+----+------
            ann   | 2024-05-01 | C2 | P3
            ben   | 2024-05-01 | C2 | P1
        """,
    )

    assert counted == {"ann"}
