"""Care leavers in education, employment or training."""

import pytest

from parentis.indicators.tests.drawn import ON_POLARS

ALL_ACTIVITIES = """
    child | dob        | in_touch | activ
    ------+------------+----------+------
    f1    | 2005-06-01 | YES      | F1
    p1    | 2005-06-01 | YES      | P1
    f2    | 2005-06-01 | YES      | F2
    p2    | 2005-06-01 | YES      | P2
    f3    | 2005-06-01 | YES      | F3
    p3    | 2005-06-01 | YES      | P3
    f4    | 2005-06-01 | YES      | F4
    p4    | 2005-06-01 | YES      | P4
    f5    | 2005-06-01 | YES      | F5
    p5    | 2005-06-01 | YES      | P5
    g4    | 2005-06-01 | YES      | G4
    g5    | 2005-06-01 | YES      | G5
    g6    | 2005-06-01 | YES      | G6
    0     | 2005-06-01 | NO       | 0
    blank | 2005-06-01 | NO       |
"""


def test_part_time_counts_as_much_as_full_time(who):
    counted, out_of = who(
        "eet-19-to-21",
        year=2025,
        oc3="""
            child | dob        | in_touch | activ
            ------+------------+----------+------
            ann   | 2005-06-01 | YES      | F1
            ben   | 2005-06-01 | YES      | P5
            cat   | 2005-06-01 | YES      | G5
        """,
    )

    assert counted == {"ann", "ben"}
    assert out_of == {"ann", "ben", "cat"}


def test_losing_touch_does_not_improve_the_figure(who):
    counted, out_of = who(
        "eet-19-to-21",
        year=2025,
        oc3="""
            child | dob        | in_touch | activ
            ------+------------+----------+------
            ann   | 2005-06-01 | YES      | F1
            dee   | 2005-06-01 | NO       |
            eve   | 2005-06-01 | DIED     |
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann", "dee"}


def test_an_activity_told_by_somebody_else_counts(who):
    counted, _ = who(
        "eet-19-to-21",
        year=2025,
        oc3="""
            child | dob        | in_touch | activ
            ------+------------+----------+------
            ann   | 2005-06-01 | NO       | F2
        """,
    )

    assert counted == {"ann"}


def test_not_known_is_not_the_same_as_not_in_education_or_work(who):
    counted, out_of = who(
        "neet-19-to-21",
        year=2025,
        oc3="""
            child | dob        | in_touch | activ
            ------+------------+----------+------
            ann   | 2005-06-01 | YES      | G4
            ben   | 2005-06-01 | YES      | G5
            cat   | 2005-06-01 | YES      | G6
            dan   | 2005-06-01 | NO       | 0
            eve   | 2005-06-01 | NO       |
        """,
    )

    assert counted == {"ann", "ben", "cat"}
    assert out_of == {"ann", "ben", "cat", "dan", "eve"}


@ON_POLARS
@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("higher-education-19-to-21", {"f1", "p1"}),
        ("activity-19-to-21.higher-education", {"f1", "p1"}),
        ("activity-19-to-21.other-education", {"f2", "p2"}),
        (
            "activity-19-to-21.training-or-employment-all",
            {"f3", "p3", "f4", "p4", "f5", "p5"},
        ),
        ("activity-19-to-21.apprenticeship", {"f4", "p4"}),
        ("activity-19-to-21.training-or-employment", {"f5", "p5"}),
        ("activity-19-to-21.neet-illness", {"g4"}),
        ("activity-19-to-21.neet-other", {"g5"}),
        ("activity-19-to-21.neet-parenting", {"g6"}),
        ("activity-19-to-21.not-known", {"0", "blank"}),
    ],
)
def test_each_activity_has_its_category(who, code, expected):
    counted, _ = who(code, year=2025, oc3=ALL_ACTIVITIES)

    assert counted == expected
