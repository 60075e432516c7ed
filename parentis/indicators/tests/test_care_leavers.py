"""Who the care leavers of a return are."""

import pytest

EVERYBODY = "in-touch-19-to-21"


def test_age_is_the_age_turned_in_the_return_year(who):
    _, out_of = who(
        "in-touch-19",
        year=2025,
        oc3="""
            child | dob        | in_touch
            ------+------------+---------
            ann   | 2005-03-31 | YES
            ben   | 2005-04-01 | YES
            cat   | 2006-03-31 | YES
            dan   | 2006-04-01 | YES
        """,
    )

    assert out_of == {"ben", "cat"}


@pytest.mark.parametrize(
    ("band", "expected"),
    [
        ("17-to-18", {"17", "18"}),
        ("19-to-21", {"19", "20", "21"}),
        ("22-to-25", {"22", "23", "24", "25"}),
        ("21", {"21"}),
        ("22", {"22"}),
    ],
)
def test_each_age_band_takes_both_its_ends(who, band, expected):
    _, out_of = who(
        f"in-touch-{band}",
        year=2025,
        oc3="""
            child | dob        | in_touch
            ------+------------+---------
            16    | 2008-06-01 | YES
            17    | 2007-06-01 | YES
            18    | 2006-06-01 | YES
            19    | 2005-06-01 | YES
            20    | 2004-06-01 | YES
            21    | 2003-06-01 | YES
            22    | 2002-06-01 | YES
            23    | 2001-06-01 | YES
            24    | 2000-06-01 | YES
            25    | 1999-06-01 | YES
            26    | 1998-06-01 | YES
        """,
    )

    assert out_of == expected


def test_the_dead_and_those_back_home_leave_the_figures(who):
    _, out_of = who(
        EVERYBODY,
        year=2025,
        oc3="""
            child | dob        | in_touch
            ------+------------+---------
            ann   | 2005-06-01 | YES
            ben   | 2005-06-01 | NO
            cat   | 2005-06-01 | REFU
            dan   | 2005-06-01 | NREQ
            eve   | 2005-06-01 |
            fay   | 2005-06-01 | DIED
            gus   | 2005-06-01 | RHOM
        """,
    )

    assert out_of == {"ann", "ben", "cat", "dan", "eve"}


def test_those_another_council_took_over_leave_the_figures(who):
    _, out_of = who(
        EVERYBODY,
        year=2025,
        oc3="""
            child | dob        | in_touch
            ------+------------+---------
            ann   | 2005-06-01 | YES
            ben   | 2005-06-01 | YES
            cat   | 2005-06-01 | YES
            dan   | 2005-06-01 | YES
        """,
        years={
            2023: {
                "episodes": """
                    child | decom      | ls | dec        | rec
                    ------+------------+----+------------+----
                    ann   | 2020-01-01 | C2 | 2022-06-01 | E5
                    ben   | 2020-01-01 | C2 | 2022-06-01 | E3
                    cat   | 2020-01-01 | C2 | 2022-06-01 | E2
                    dan   | 2020-01-01 | C2 | 2022-06-01 | E3
                    dan   | 2022-08-01 | C2 | 2023-02-01 | E5
                """
            }
        },
    )

    assert out_of == {"ann", "dan"}


def test_how_a_later_return_ended_the_episode_prevails(who):
    _, out_of = who(
        EVERYBODY,
        year=2025,
        oc3="""
            child | dob        | in_touch
            ------+------------+---------
            ann   | 2005-06-01 | YES
            ben   | 2005-06-01 | YES
        """,
        years={
            2022: {
                "episodes": """
                    child | decom      | ls | dec        | rec
                    ------+------------+----+------------+----
                    ann   | 2020-01-01 | C2 |            |
                    ben   | 2020-01-01 | C2 | 2022-03-01 | E3
                """
            },
            2023: {
                "episodes": """
                    child | decom      | ls | dec        | rec
                    ------+------------+----+------------+----
                    ann   | 2020-01-01 | C2 | 2022-06-01 | E3
                    ben   | 2020-01-01 | C2 | 2022-06-01 | E5
                """
            },
        },
    )

    assert out_of == {"ben"}


def test_what_a_later_return_says_does_not_change_an_earlier_year(who):
    _, out_of = who(
        EVERYBODY,
        year=2023,
        oc3="""
            child | dob        | in_touch
            ------+------------+---------
            ann   | 2003-06-01 | YES
        """,
        years={
            2024: {
                "episodes": """
                    child | decom      | ls | dec        | rec
                    ------+------------+----+------------+----
                    ann   | 2023-05-01 | C2 | 2023-06-01 | E3
                """
            }
        },
    )

    assert out_of == {"ann"}


def test_those_looked_after_only_in_short_breaks_are_not_care_leavers(who):
    _, out_of = who(
        EVERYBODY,
        year=2025,
        oc3="""
            child | dob        | in_touch
            ------+------------+---------
            ann   | 2005-06-01 | YES
            ben   | 2005-06-01 | YES
            cat   | 2005-06-01 | YES
        """,
        years={
            2022: {
                "episodes": """
                    child | decom      | ls | dec        | rec
                    ------+------------+----+------------+----
                    ann   | 2021-05-01 | V4 | 2021-05-03 | E8
                    ben   | 2021-05-01 | V3 | 2021-05-03 | E8
                    ben   | 2021-06-01 | V2 | 2021-12-01 | E5
                """
            }
        },
    )

    assert out_of == {"ben", "cat"}


def test_a_care_leaver_listed_twice_is_one_young_person(who):
    counted, out_of = who(
        EVERYBODY,
        year=2025,
        oc3="""
            child | dob        | in_touch
            ------+------------+---------
            ann   | 2005-06-01 | YES
            ann   | 2005-06-01 |
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann"}


def test_without_a_date_of_birth_nobody_knows_the_age(who):
    _, out_of = who(
        EVERYBODY,
        year=2025,
        oc3="""
            child | dob        | in_touch
            ------+------------+---------
            ann   |            | YES
        """,
    )

    assert out_of == set()


def test_where_oc3_does_not_tell_a_birth_another_table_does(who):
    counted, out_of = who(
        "in-touch-18",
        year=2025,
        header="""
            child | dob
            ------+-----------
            ann   | 2007-01-10
            ben   |
            cat   | 2001-01-10
        """,
        uasc="""
            child | dob
            ------+-----------
            ben   | 2007-02-10
            cat   | 2007-01-10
        """,
        oc3="""
            child | dob | in_touch
            ------+-----+---------
            ann   |     | YES
            ben   |     | NO
            cat   |     | YES
            dan   |     | YES
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann", "ben"}
