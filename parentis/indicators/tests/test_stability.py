"""Placements: three or more in a year, and the same one for two years."""

import pytest

TEN = """
    child | dob
    ------+-----------
    ann   | 2014-06-01
    ben   | 2014-06-01
    cat   | 2014-06-01
    dan   | 2014-06-01
    eve   | 2014-06-01
"""


def test_three_placements_are_the_one_on_1_april_and_each_new_one(who):
    counted, out_of = who(
        "three-placements",
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | dec        | rec
            ------+------------+-----+----+-------+------------+----
            ann   | 2020-01-01 | S   | C2 | U6    | 2024-06-01 | X1
            ann   | 2024-06-01 | P   | C2 | U6    | 2024-09-01 | X1
            ann   | 2024-09-01 | B   | C1 | K2    |            |
            ben   | 2020-01-01 | S   | C2 | U6    | 2024-06-01 | X1
            ben   | 2024-06-01 | P   | C2 | U6    |            |
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann", "ben"}


def test_staying_with_the_same_carer_is_no_new_placement(who):
    counted, _ = who(
        "three-placements",
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | dec        | rec
            ------+------------+-----+----+-------+------------+----
            ann   | 2024-05-01 | S   | C1 | U6    | 2024-06-01 | X1
            ann   | 2024-06-01 | L   | C2 | U6    | 2024-07-01 | X1
            ann   | 2024-07-01 | T   | C2 | U4    | 2024-08-01 | X1
            ann   | 2024-08-01 | U   | E1 | A5    | 2024-09-01 | X1
            ann   | 2024-09-01 | P   | E1 | A4    |            |
            ben   | 2024-05-01 | S   | C1 | U6    | 2024-06-01 | X1
            ben   | 2024-06-01 | P   | C1 | U6    | 2024-07-01 | X1
            ben   | 2024-07-01 | P   | C1 | U6    |            |
        """,
    )

    assert counted == {"ben"}


def test_coming_into_care_again_is_a_new_placement(who):
    counted, _ = who(
        "three-placements",
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | dec        | rec
            ------+------------+-----+----+-------+------------+----
            ann   | 2020-01-01 | S   | C2 | U6    | 2024-06-01 | E4A
            ann   | 2024-07-01 | S   | C2 | U6    | 2024-08-01 | X1
            ann   | 2024-08-01 | P   | C2 | U6    |            |
        """,
    )

    assert counted == {"ann"}


def test_a_temporary_placement_and_the_way_back_are_no_new_placements(who):
    counted, _ = who(
        "three-placements",
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | pl_post | urn | dec        | rec
            ------+------------+-----+----+-------+---------+-----+------------+----
            ann   | 2024-05-01 | S   | C2 | U6    | AB1 2CD | 1   | 2024-06-01 | X1
            ann   | 2024-06-01 | P   | C2 | T1    | EF3 4GH |     | 2024-06-08 | X1
            ann   | 2024-06-08 | P   | C2 | U6    | AB1 2CD | 1   | 2024-09-01 | X1
            ann   | 2024-09-01 | P   | C2 | K2    | AB1 2CD | 2   |            |
            ben   | 2024-05-01 | S   | C2 | U6    | AB1 2CD | 1   | 2024-06-01 | X1
            ben   | 2024-06-01 | P   | C2 | T1    | EF3 4GH |     | 2024-06-08 | X1
            ben   | 2024-06-08 | P   | C2 | U6    | AB1 2CD | 7   | 2024-09-01 | X1
            ben   | 2024-09-01 | P   | C2 | K2    | AB1 2CD | 2   |            |
        """,
    )

    assert counted == {"ben"}


def test_a_new_carer_at_the_same_address_is_a_new_placement(who):
    counted, _ = who(
        "three-placements",
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | pl_post | urn | dec        | rec
            ------+------------+-----+----+-------+---------+-----+------------+----
            ann   | 2024-05-01 | S   | C2 | U6    | AB1 2CD | 1   | 2024-06-01 | X1
            ann   | 2024-06-01 | P   | C2 | U6    | AB1 2CD | 1   | 2024-09-01 | X1
            ann   | 2024-09-01 | P   | C2 | U6    | AB1 2CD | 1   |            |
        """,
    )

    assert counted == {"ann"}


def test_a_placement_of_less_than_a_day_is_none(who):
    counted, _ = who(
        "three-placements",
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | dec        | rec
            ------+------------+-----+----+-------+------------+----
            ann   | 2020-01-01 | S   | C2 | U6    | 2024-06-01 | X1
            ann   | 2024-06-01 | P   | C2 | K2    | 2024-06-01 | X1
            ann   | 2024-06-02 | P   | C2 | U4    |            |
            ben   | 2020-01-01 | S   | C2 | U6    | 2024-06-01 | X1
            ben   | 2024-06-01 | P   | C2 | K2    | 2024-06-02 | X1
            ben   | 2024-06-02 | P   | C2 | U4    |            |
        """,
    )

    assert counted == {"ben"}


def test_the_placement_of_1_april_counts_where_only_the_status_changed_that_day(who):
    counted, out_of = who(
        "three-placements",
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | pl_post | dec        | rec
            ------+------------+-----+----+-------+---------+------------+----
            ann   | 2018-03-29 | S   | C1 | U6    | A1      | 2024-04-01 | X1
            ann   | 2024-04-01 | L   | C2 | U6    | A1      | 2024-04-28 | X1
            ann   | 2024-04-28 | P   | C2 | K2    | B2      | 2024-11-14 | X1
            ann   | 2024-11-14 | P   | C2 | U6    | C3      |            |
            ben   | 2018-03-29 | S   | C1 | U6    | A1      | 2024-04-01 | X1
            ben   | 2024-04-01 | P   | C1 | K2    | B2      | 2024-11-14 | X1
            ben   | 2024-11-14 | P   | C2 | U6    | C3      |            |
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann", "ben"}


def test_a_temporary_placement_on_1_april_is_none_and_the_one_after_it_counts_once(who):
    counted, out_of = who(
        "three-placements",
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | pl_post | dec        | rec
            ------+------------+-----+----+-------+---------+------------+----
            ann   | 2024-03-20 | P   | C2 | T1    | C3      | 2024-04-10 | X1
            ann   | 2024-04-10 | P   | C2 | U6    | A1      | 2024-05-10 | X1
            ann   | 2024-05-10 | P   | C2 | U6    | B2      |            |
            ben   | 2024-03-20 | P   | C2 | T1    | C3      | 2024-04-10 | X1
            ben   | 2024-04-10 | P   | C2 | U6    | A1      | 2024-05-10 | X1
            ben   | 2024-05-10 | P   | C2 | U6    | B2      | 2024-06-10 | X1
            ben   | 2024-06-10 | P   | C2 | U6    | D4      |            |
            cat   | 2024-03-20 | P   | C2 | U6    | A1      | 2024-04-01 | X1
            cat   | 2024-04-01 | P   | C2 | T1    | C3      | 2024-04-10 | X1
            cat   | 2024-04-10 | P   | C2 | U6    | A1      | 2024-05-10 | X1
            cat   | 2024-05-10 | P   | C2 | U6    | B2      | 2024-06-10 | X1
            cat   | 2024-06-10 | P   | C2 | U6    | D4      |            |
        """,
    )

    assert counted == {"ben", "cat"}
    assert out_of == {"ann", "ben", "cat"}


def test_three_placements_are_the_same_with_the_return_before_at_hand(who):
    counted, _ = who(
        "three-placements",
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | pl_post | dec        | rec
            ------+------------+-----+----+-------+---------+------------+----
            ann   | 2024-03-20 | P   | C2 | T1    | C3      | 2024-04-10 | X1
            ann   | 2024-04-10 | P   | C2 | U6    | A1      | 2024-05-10 | X1
            ann   | 2024-05-10 | P   | C2 | U6    | B2      | 2024-06-10 | X1
            ann   | 2024-06-10 | P   | C2 | U6    | D4      |            |
        """,
        years={
            2024: {
                "episodes": """
                    child | decom      | rne | ls | place | pl_post | dec        | rec
                    ------+------------+-----+----+-------+---------+------------+----
                    ann   | 2024-03-10 | S   | C2 | U6    | A1      | 2024-03-20 | X1
                    ann   | 2024-03-20 | P   | C2 | T1    | C3      |            |
                """
            }
        },
    )

    assert counted == {"ann"}, "A1, B2 and D4"


def test_current_foster_carers_who_adopt_are_no_new_placement_however_recorded(who):
    counted, out_of = who(
        "three-placements",
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | pl_post | dec        | rec
            ------+------------+-----+----+-------+---------+------------+----
            ann   | 2024-04-10 | S   | C2 | K2    | A1      | 2024-05-01 | X1
            ann   | 2024-05-01 | P   | C2 | U5    | B2      | 2024-08-01 | X1
            ann   | 2024-08-01 | B   | E1 | A5    | B2      |            |
            ben   | 2024-04-10 | S   | C2 | K2    | A1      | 2024-05-01 | X1
            ben   | 2024-05-01 | P   | C2 | U5    | B2      | 2024-08-01 | X1
            ben   | 2024-08-01 | B   | E1 | A6    | B2      |            |
        """,
    )

    assert counted == {"ben"}
    assert out_of == {"ann", "ben"}


def test_two_years_without_a_move_is_the_same_placement(who):
    counted, out_of = who(
        "same-placement-two-years",
        year=2025,
        header=TEN,
        episodes="""
            child | decom      | rne | ls | place | dec        | rec
            ------+------------+-----+----+-------+------------+----
            ann   | 2023-03-31 | P   | C2 | U4    |            |
            ben   | 2023-04-01 | P   | C2 | U4    |            |
        """,
        years={
            2024: {
                "episodes": """
                    child | decom      | rne | ls | place | dec        | rec
                    ------+------------+-----+----+-------+------------+----
                    ann   | 2023-03-31 | P   | C2 | U4    |            |
                    ben   | 2020-01-01 | S   | C2 | U6    | 2023-04-01 | X1
                    ben   | 2023-04-01 | P   | C2 | U4    |            |
                """
            },
            2023: {
                "episodes": """
                    child | decom      | rne | ls | place | dec        | rec
                    ------+------------+-----+----+-------+------------+----
                    ann   | 2020-01-01 | S   | C2 | U6    | 2023-03-31 | X1
                    ann   | 2023-03-31 | P   | C2 | U4    |            |
                    ben   | 2020-01-01 | S   | C2 | U6    |            |
                """
            },
        },
    )

    assert counted == {"ann"}
    assert out_of == {"ann", "ben"}


def _without_a_move(*rows):
    """The same episodes in three returns, as where nothing happened since."""
    names = "child | decom | rne | ls | place | dec | rec\n-\n"
    drawn = names + "\n".join(rows)
    return {
        "episodes": drawn,
        "years": {2024: {"episodes": drawn}, 2023: {"episodes": drawn}},
    }


def test_two_and_a_half_years_begin_on_30_september(who):
    _, out_of = who(
        "same-placement-two-years",
        year=2025,
        header=TEN,
        **_without_a_move(
            "ann | 2022-09-30 | S | C2 | U6 | |",
            "ben | 2022-10-01 | S | C2 | U6 | |",
        ),
    )

    assert out_of == {"ann"}


def test_sixteen_on_31_march_is_too_old(who):
    _, out_of = who(
        "same-placement-two-years",
        year=2025,
        header="""
            child | dob
            ------+-----------
            ann   | 2009-03-31
            ben   | 2009-04-01
        """,
        **_without_a_move(
            "ann | 2020-01-01 | S | C2 | U6 | |",
            "ben | 2020-01-01 | S | C2 | U6 | |",
        ),
    )

    assert out_of == {"ben"}


def test_a_day_out_of_care_breaks_the_two_and_a_half_years(who):
    _, out_of = who(
        "same-placement-two-years",
        year=2025,
        header=TEN,
        episodes="""
            child | decom      | rne | ls | place | dec        | rec
            ------+------------+-----+----+-------+------------+----
            ann   | 2023-06-01 | L   | C2 | U6    |            |
            ben   | 2023-06-02 | S   | C2 | U6    |            |
        """,
        years={
            2024: {
                "episodes": """
                    child | decom      | rne | ls | place | dec        | rec
                    ------+------------+-----+----+-------+------------+----
                    ann   | 2020-01-01 | S   | C1 | U6    | 2023-06-01 | X1
                    ann   | 2023-06-01 | L   | C2 | U6    |            |
                    ben   | 2020-01-01 | S   | C1 | U6    | 2023-06-01 | E4A
                    ben   | 2023-06-02 | S   | C2 | U6    |            |
                """
            },
            2023: {
                "episodes": """
                    child | decom      | rne | ls | place | dec        | rec
                    ------+------------+-----+----+-------+------------+----
                    ann   | 2020-01-01 | S   | C1 | U6    |            |
                    ben   | 2020-01-01 | S   | C1 | U6    |            |
                """
            },
        },
    )

    assert out_of == {"ann"}


@pytest.mark.parametrize(
    ("story", "rows", "is_counted"),
    [
        ("with adopters after a long placement", ["A4 | 2024-06-01"], True),
        ("with the second adopters", ["A4 | 2024-06-01", "A6 | 2024-12-01"], False),
        ("back from adopters", ["A4 | 2024-06-01", "U6 | 2024-12-01"], False),
        (
            "adopters, after a new placement",
            ["U4 | 2024-06-01", "A4 | 2024-12-01"],
            False,
        ),
    ],
)
def test_the_adoptive_placement_and_the_one_before_count_together(
    who, story, rows, is_counted
):
    lines = []
    place, began, reason = "U6", "2020-01-01", "S"
    for row in rows:
        next_place, day = row.split(" | ")
        lines.append(f"ann | {began} | {reason} | E1 | {place} | {day} | X1")
        place, began, reason = next_place, day, "P"
    lines.append(f"ann | {began} | {reason} | E1 | {place} | |")
    names = "child | decom | rne | ls | place | dec | rec\n-\n"
    before = {"episodes": names + "ann | 2020-01-01 | S | E1 | U6 | |"}

    counted, out_of = who(
        "same-placement-two-years",
        year=2025,
        header=TEN,
        episodes=names + "\n".join(lines),
        years={2024: before, 2023: before},
    )

    assert out_of == {"ann"}
    assert (counted == {"ann"}) is is_counted, story


def test_a_stay_in_hospital_is_not_a_move(who):
    names = "child | decom | rne | ls | place | pl_post | dec | rec\n-\n"
    before = {"episodes": names + "ann | 2020-01-01 | S | C2 | U6 | AB1 | |"}

    counted, _ = who(
        "same-placement-two-years",
        year=2025,
        header=TEN,
        episodes="""
            child | decom      | rne | ls | place | pl_post | dec        | rec
            ------+------------+-----+----+-------+---------+------------+----
            ann   | 2020-01-01 | S   | C2 | U6    | AB1     | 2024-06-01 | X1
            ann   | 2024-06-01 | P   | C2 | T1    | CD2     | 2024-06-20 | X1
            ann   | 2024-06-20 | P   | C2 | U6    | AB1     |            |
        """,
        years={2024: before, 2023: before},
    )

    assert counted == {"ann"}


def test_leaving_and_coming_back_in_one_day_breaks_the_two_and_a_half_years(who):
    names = "child | decom | rne | ls | place | dec | rec\n-\n"
    before = {"episodes": names + "ann | 2020-01-01 | S | C2 | U6 | |"}
    before["episodes"] += "\nben | 2020-01-01 | S | C2 | U6 | |"

    _, out_of = who(
        "same-placement-two-years",
        year=2025,
        header=TEN,
        episodes="""
            child | decom      | rne | ls | place | dec        | rec
            ------+------------+-----+----+-------+------------+----
            ann   | 2020-01-01 | S   | C2 | U6    | 2024-04-01 | E4A
            ann   | 2024-04-01 | S   | C2 | U6    |            |
            ben   | 2020-01-01 | S   | C2 | U6    | 2024-04-01 | X1
            ben   | 2024-04-01 | L   | C1 | U6    |            |
        """,
        years={2024: before, 2023: before},
    )

    assert out_of == {"ben"}
