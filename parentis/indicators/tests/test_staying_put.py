"""Staying put: still with the former foster carer after 18."""


def test_staying_put_is_asked_of_those_fostered_until_their_18th_birthday(who):
    counted, out_of = who(
        "staying-put-18",
        year=2025,
        oc3="""
            child | dob        | in_touch | accom
            ------+------------+----------+------
            ann   | 2006-06-01 | YES      | Z1
            ben   | 2006-06-01 | YES      | U1
            cat   | 2006-06-01 | YES      | Z1
            dan   | 2006-06-01 | YES      | Z1
            eve   | 2005-06-01 | YES      | Z1
        """,
        episodes="""
            child | decom      | ls | place | dec        | rec
            ------+------------+----+-------+------------+----
            ann   | 2020-01-01 | C2 | U6    | 2024-06-01 | E17
            ben   | 2020-01-01 | C2 | U1    | 2024-06-01 | E17
            cat   | 2020-01-01 | C2 | U6    | 2024-05-31 | E5
            dan   | 2020-01-01 | C2 | K2    | 2024-06-01 | E5
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann", "ben"}


def test_at_19_and_20_earlier_returns_tell_who_left_fostering_at_18(who):
    counted, out_of = who(
        "staying-put-19-to-20",
        year=2025,
        oc3="""
            child | dob        | in_touch | accom
            ------+------------+----------+------
            ann   | 2005-06-01 | YES      | Z1
            ben   | 2004-06-01 | YES      | Z2
            cat   | 2004-06-01 | YES      | U1
            dan   | 2003-06-01 | YES      | Z1
        """,
        years={
            2024: {
                "episodes": """
                    child | decom      | ls | place | dec        | rec
                    ------+------------+----+-------+------------+----
                    ann   | 2020-01-01 | C2 | U6    | 2023-06-01 | E17
                """
            },
            2023: {
                "episodes": """
                    child | decom      | ls | place | dec        | rec
                    ------+------------+----+-------+------------+----
                    ben   | 2020-01-01 | C2 | U4    | 2022-06-01 | E17
                    cat   | 2020-01-01 | C2 | U4    | 2022-06-01 | E5
                """
            },
        },
    )

    assert counted == {"ann", "ben"}
    assert out_of == {"ann", "ben", "cat"}


def test_born_on_29_february_they_turn_18_on_1_march(who):
    _, out_of = who(
        "staying-put-18",
        year=2026,
        oc3="""
            child | dob        | in_touch | accom
            ------+------------+----------+------
            ann   | 2008-02-29 | YES      | Z1
            ben   | 2008-02-29 | YES      | Z1
        """,
        episodes="""
            child | decom      | ls | place | dec        | rec
            ------+------------+----+-------+------------+----
            ann   | 2020-01-01 | C2 | U6    | 2026-03-01 | E17
            ben   | 2020-01-01 | C2 | U6    | 2026-02-28 | E17
        """,
    )

    assert out_of == {"ann"}


def test_an_episode_that_went_on_in_another_on_the_birthday_is_no_leaving(who):
    _, out_of = who(
        "staying-put-18",
        year=2025,
        oc3="""
            child | dob        | in_touch | accom
            ------+------------+----------+------
            ann   | 2007-01-10 | YES      | Z1
            ben   | 2007-01-10 | YES      | Z1
        """,
        episodes="""
            child | decom      | rne | ls | place | dec        | rec
            ------+------------+-----+----+-------+------------+----
            ann   | 2018-03-29 | S   | C2 | U6    | 2025-01-10 | X1
            ann   | 2025-01-10 | P   | C2 | K2    |            |
            ben   | 2018-03-29 | S   | C2 | U6    | 2025-01-10 |
        """,
    )

    assert out_of == {"ben"}
