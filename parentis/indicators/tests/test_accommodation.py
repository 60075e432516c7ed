"""Care leavers in suitable accommodation, and where they live."""

import pytest

from parentis.indicators.accommodation import TYPE_BY_LETTER
from parentis.indicators.tests.drawn import ON_POLARS


def test_those_abroad_or_of_no_known_residence_are_not_asked_about(who):
    counted, out_of = who(
        "suitable-accommodation-19-to-21",
        year=2025,
        oc3="""
            child | dob        | in_touch | accom
            ------+------------+----------+------
            ann   | 2005-06-01 | YES      | U1
            ben   | 2005-06-01 | YES      | W2
            cat   | 2005-06-01 | NO       | G1
            dan   | 2005-06-01 | NO       | H2
            eve   | 2005-06-01 | NO       | R2
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann", "ben"}


def test_those_we_know_nothing_of_stay_in(who):
    counted, out_of = who(
        "suitable-accommodation-19-to-21",
        year=2025,
        oc3="""
            child | dob        | in_touch | accom
            ------+------------+----------+------
            ann   | 2005-06-01 | YES      | U1
            ben   | 2005-06-01 | REFU     | 0
            cat   | 2005-06-01 | NO       |
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann", "ben", "cat"}


def test_to_2017_everybody_was_asked_about(who):
    counted, out_of = who(
        "suitable-accommodation-19-to-21-to-2017",
        year=2017,
        oc3="""
            child | dob        | in_touch | accom
            ------+------------+----------+------
            ann   | 1997-06-01 | YES      | U1
            ben   | 1997-06-01 | NO       | R2
            cat   | 1997-06-01 | YES      | G1
        """,
    )

    assert counted == {"ann", "cat"}
    assert out_of == {"ann", "ben", "cat"}


@ON_POLARS
@pytest.mark.parametrize(("letter", "slug"), TYPE_BY_LETTER.items())
def test_each_type_counts_whether_suitable_or_not(who, letter, slug):
    counted, out_of = who(
        f"accommodation-19-to-21.{slug}",
        year=2025,
        oc3=f"""
            child | dob        | in_touch | accom
            ------+------------+----------+------
            ann   | 2005-06-01 | YES      | {letter}1
            ben   | 2005-06-01 | YES      | {letter}2
            cat   | 2005-06-01 | YES      | {"U" if letter != "U" else "B"}1
            dan   | 2005-06-01 | NO       | 0
        """,
    )

    assert counted == {"ann", "ben"}
    assert out_of == {"ann", "ben", "cat", "dan"}


def test_no_information_is_accommodation_not_known(who):
    counted, _ = who(
        "accommodation-19-to-21.not-known",
        year=2025,
        oc3="""
            child | dob        | in_touch | accom
            ------+------------+----------+------
            ann   | 2005-06-01 | NO       | 0
            ben   | 2005-06-01 | NO       |
            cat   | 2005-06-01 | NO       | R2
        """,
    )

    assert counted == {"ann", "ben"}
