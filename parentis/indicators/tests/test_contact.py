"""Whether the council is in touch with its care leavers."""

import pytest

from parentis.indicators.tests.drawn import ON_POLARS

DRAWN = """
    child | dob        | in_touch
    ------+------------+---------
    ann   | 2005-06-01 | YES
    ben   | 2005-06-01 | NO
    cat   | 2005-06-01 | REFU
    dan   | 2005-06-01 | NREQ
    eve   | 2005-06-01 |
"""


def test_only_those_in_touch_count_but_everybody_is_asked_about(who):
    counted, out_of = who(
        "in-touch-19-to-21",
        year=2025,
        oc3="""
            child | dob        | in_touch
            ------+------------+---------
            ann   | 2005-06-01 | YES
            ben   | 2005-06-01 | NO
            cat   | 2005-06-01 | REFU
            dan   | 2005-06-01 | NREQ
            eve   | 2005-06-01 |
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann", "ben", "cat", "dan", "eve"}


@ON_POLARS
@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("in-touch", "ann"),
        ("not-in-touch", "ben"),
        ("refuses", "cat"),
        ("no-longer-requires", "dan"),
        ("not-recorded", "eve"),
    ],
)
def test_each_way_of_contact_has_its_category(who, category, expected):
    counted, _ = who(f"contact-19-to-21.{category}", year=2025, oc3=DRAWN)

    assert counted == {expected}
