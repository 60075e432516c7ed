"""Health of children looked after for a year."""

import pytest

from parentis.indicators.tests.drawn import ON_POLARS

CHILDREN = """
    child | dob
    ------+-----------
    ann   | 2015-06-01
    ben   | 2015-06-01
    cat   | 2015-06-01
    dan   | 2015-06-01
"""


def test_a_year_is_every_day_since_1_april(who):
    _, out_of = who(
        "health-assessment",
        year=2025,
        oc2="child | health_assessment\n-",
        episodes="""
            child | decom      | ls | dec        | rec
            ------+------------+----+------------+----
            ann   | 2024-04-01 | C2 |            |
            ben   | 2024-04-02 | C2 |            |
            cat   | 2020-01-01 | C2 | 2024-09-01 | X1
            cat   | 2024-09-01 | C2 |            |
            dan   | 2020-01-01 | C2 | 2024-09-01 | E4A
            dan   | 2024-09-02 | C2 |            |
            eve   | 2020-01-01 | C2 | 2025-03-31 | E4A
        """,
    )

    assert out_of == {"ann", "cat"}


def test_a_spell_of_short_breaks_is_a_gap(who):
    _, out_of = who(
        "health-assessment",
        year=2025,
        oc2="child | health_assessment\n-",
        episodes="""
            child | decom      | ls | dec        | rec
            ------+------------+----+------------+----
            ann   | 2020-01-01 | C2 | 2024-09-01 | X1
            ann   | 2024-09-01 | V4 | 2024-09-08 | X1
            ann   | 2024-09-08 | C2 |            |
        """,
    )

    assert out_of == set()


@ON_POLARS
@pytest.mark.parametrize(
    ("code", "column"),
    [
        ("health-assessment", "health_assessment"),
        ("dental-check", "teeth_check"),
        ("immunisations", "immunisations"),
        ("substance-misuse", "substance_misuse"),
    ],
)
def test_a_child_without_an_answer_stays_in_uncounted(who, code, column):
    counted, out_of = who(
        code,
        year=2025,
        header=CHILDREN,
        episodes="""
            child | decom      | ls
            ------+------------+---
            ann   | 2020-01-01 | C2
            ben   | 2020-01-01 | C2
            cat   | 2020-01-01 | C2
            dan   | 2020-01-01 | C2
        """,
        oc2=f"""
            child | {column}
            ------+---
            ann   | 1
            ben   | 0
            cat   |
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann", "ben", "cat", "dan"}


@pytest.mark.parametrize(
    ("code", "column", "expected"),
    [
        ("development-checks", "health_check", {"0", "4"}),
        ("convicted", "convicted", {"10", "16", "17"}),
        ("sdq-score", "sdq_score", {"5", "10", "16"}),
    ],
)
def test_some_questions_are_asked_of_certain_ages(who, code, column, expected):
    ages = {
        "0": "2024-04-01",
        "4": "2020-04-01",
        "5": "2020-03-31",
        "9": "2015-04-01",
        "10": "2015-03-31",
        "16": "2008-04-01",
        "17": "2008-03-31",
    }
    header = "\n".join(["child | dob", "-", *(f"{a} | {d}" for a, d in ages.items())])
    episodes = "\n".join(
        ["child | decom | ls", "-", *(f"{age} | 2024-04-01 | C2" for age in ages)]
    )
    oc2 = "\n".join([f"child | {column}", "-", *(f"{age} | 1" for age in ages)])

    _, out_of = who(code, year=2025, header=header, episodes=episodes, oc2=oc2)

    assert out_of - {"9"} == expected


def test_only_children_with_a_score_are_averaged(who):
    counted, out_of = who(
        "sdq-score",
        year=2025,
        header=CHILDREN,
        episodes="""
            child | decom      | ls
            ------+------------+---
            ann   | 2020-01-01 | C2
            ben   | 2020-01-01 | C2
            cat   | 2020-01-01 | C2
        """,
        oc2="""
            child | sdq_score | sdq_reason
            ------+-----------+-----------
            ann   | 0         |
            ben   |           | SDQ1
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann"}


def test_a_birth_that_header_does_not_tell_is_found_in_another_table(who):
    counted, out_of = who(
        "convicted",
        year=2025,
        header="""
            child | dob
            ------+-----------
            ann   |
            ben   | 2010-01-01
        """,
        oc2="""
            child | dob        | convicted
            ------+------------+----------
            ann   | 2010-01-01 | 1
            ben   | 2024-01-01 | 1
            cat   | 2010-01-01 | 0
        """,
        episodes="""
            child | decom      | rne | ls
            ------+------------+-----+---
            ann   | 2020-01-01 | S   | C2
            ben   | 2020-01-01 | S   | C2
            cat   | 2020-01-01 | S   | C2
        """,
    )

    assert counted == {"ann", "ben"}
    assert out_of == {"ann", "ben", "cat"}


def test_leaving_and_coming_back_in_one_day_breaks_the_twelve_months(who):
    _, out_of = who(
        "dental-check",
        year=2025,
        episodes="""
            child | decom      | rne | ls | dec        | rec
            ------+------------+-----+----+------------+----
            ann   | 2022-04-10 | S   | C2 | 2025-03-20 | E4A
            ann   | 2025-03-20 | S   | C2 |            |
            ben   | 2022-04-10 | S   | C2 | 2025-03-20 | X1
            ben   | 2025-03-20 | L   | C1 |            |
            cat   | 2022-04-10 | S   | C2 | 2024-04-01 | E4A
            cat   | 2024-04-01 | S   | C2 |            |
        """,
        oc2="child | teeth_check\n-",
    )

    assert out_of == {"ben", "cat"}
