"""NI 147 and NI 148, as they were before 2010."""

EPISODES_2023 = """
    child | decom      | ls | dec        | rec
    ------+------------+----+------------+----
    ann   | 2015-01-01 | C2 |            |
    ben   | 2022-04-01 | C2 |            |
    cat   | 2022-04-02 | C2 |            |
    dan   | 2015-01-01 | C2 | 2022-04-01 | E5
    eve   | 2015-01-01 | V3 |            |
    fay   | 2015-01-01 | C2 |            |
    gus   | 2015-01-01 | C2 |            |
"""


def test_ni_147_asks_about_those_looked_after_at_16_three_years_before(who):
    counted, out_of = who(
        "ni-147",
        year=2025,
        oc3="""
            child | dob        | in_touch | accom
            ------+------------+----------+------
            ann   | 2005-06-01 | YES      | U1
            ben   | 2005-06-01 | YES      | W2
            cat   | 2005-06-01 | YES      | U1
            dan   | 2005-06-01 | YES      | U1
            fay   | 2004-06-01 | YES      | U1
        """,
        years={
            2023: {
                "episodes": """
                    child | decom      | ls | dec        | rec
                    ------+------------+----+------------+----
                    ann   | 2015-01-01 | C2 |            |
                    ben   | 2022-04-01 | C2 |            |
                    cat   | 2022-04-02 | C2 |            |
                    dan   | 2015-01-01 | C2 | 2022-04-01 | E5
                    fay   | 2015-01-01 | C2 |            |
                """
            }
        },
    )

    assert counted == {"ann"}
    assert out_of == {"ann", "ben"}


def test_short_breaks_are_not_being_looked_after(who):
    _, out_of = who(
        "ni-148",
        year=2025,
        oc3="""
            child | dob        | in_touch | activ
            ------+------------+----------+------
            ann   | 2005-06-01 | YES      | F1
            eve   | 2005-06-01 | YES      | F1
        """,
        years={2023: {"episodes": EPISODES_2023}},
    )

    assert out_of == {"ann"}


def test_born_on_1_april_they_were_17_that_day(who):
    _, out_of = who(
        "ni-148",
        year=2025,
        oc3="""
            child | dob        | in_touch | activ
            ------+------------+----------+------
            ann   | 2005-04-01 | YES      | F1
            gus   | 2005-04-02 | YES      | F1
        """,
        years={2023: {"episodes": EPISODES_2023}},
    )

    assert out_of == {"gus"}


def test_ni_148_counts_education_employment_and_training(who):
    counted, out_of = who(
        "ni-148",
        year=2025,
        oc3="""
            child | dob        | in_touch | activ
            ------+------------+----------+------
            ann   | 2005-06-01 | YES      | P4
            ben   | 2005-06-01 | NO       |
        """,
        years={2023: {"episodes": EPISODES_2023}},
    )

    assert counted == {"ann"}
    assert out_of == {"ann", "ben"}
