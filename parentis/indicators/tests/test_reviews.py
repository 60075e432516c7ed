"""Reviews: all in time, and with the child's own views."""

import pytest

from parentis.indicators.tests.drawn import ON_POLARS

CODE = "reviews-on-time"
HEADER = """
    child | dob
    ------+-----------
    ann   | 2015-06-01
    ben   | 2015-06-01
"""


def _since(day, reason="S"):
    return f"child | decom | rne | ls\n-\nann | {day} | {reason} | C2"


def _reviews(*days):
    return "\n".join(["child | review", "-", *(f"ann | {day}" for day in days)])


# 20 working days after Monday 3 June 2024 is Monday 1 July: no bank holiday between.
@pytest.mark.parametrize(
    ("story", "reviews", "is_on_time"),
    [
        ("first on the day", ["2024-07-01", "2024-10-01", "2025-04-01"], None),
        ("all in time", ["2024-07-01", "2024-10-01", "2025-03-31"], True),
        ("first a day late", ["2024-07-02", "2024-10-01", "2025-03-31"], False),
        ("second a day late", ["2024-07-01", "2024-10-02", "2025-03-31"], False),
        ("third not held", ["2024-07-01", "2024-10-01"], True),
        ("third overdue", ["2024-07-01", "2024-09-30"], False),
        ("second not held", ["2024-07-01"], False),
        ("none held", [], False),
    ],
)
def test_reviews_of_a_child_who_started_in_the_year(who, story, reviews, is_on_time):
    counted, out_of = who(
        CODE,
        year=2025,
        episodes=_since("2024-06-03"),
        reviews=_reviews(*(day for day in reviews if day < "2025-04-01")),
    )

    assert out_of == {"ann"}
    if is_on_time is not None:
        assert (counted == {"ann"}) is is_on_time, story


@pytest.mark.parametrize(
    ("story", "before", "reviews", "is_on_time"),
    [
        ("every six months", ["2023-12-31"], ["2024-06-30", "2024-12-30"], True),
        ("a day more than six", ["2023-12-30"], ["2024-07-01", "2024-12-30"], False),
        ("six months end short", ["2023-08-31"], ["2024-04-01"], False),
        ("to the last of February", ["2024-03-31"], ["2024-09-30", "2025-03-30"], True),
        ("none the year before", [], ["2024-04-01", "2024-10-01"], False),
        ("overdue on 31 March", ["2024-03-01"], ["2024-09-01"], False),
        ("due on 1 April", ["2024-03-01"], ["2024-04-01", "2024-10-01"], True),
    ],
)
def test_a_child_long_looked_after_is_reviewed_every_six_months(
    who, story, before, reviews, is_on_time
):
    counted, out_of = who(
        CODE,
        year=2025,
        episodes=_since("2020-01-06", "L"),
        reviews=_reviews(*reviews),
        years={
            2024: {
                "episodes": _since("2020-01-06", "L"),
                "reviews": _reviews(*before),
            }
        },
    )

    assert out_of == {"ann"}
    assert (counted == {"ann"}) is is_on_time, story


def test_the_second_review_is_known_by_a_start_in_the_return_before(who):
    counted, _ = who(
        CODE,
        year=2025,
        episodes=_since("2024-03-04"),
        reviews=_reviews("2024-07-02", "2025-01-01"),
        years={
            2024: {
                "episodes": _since("2024-03-04"),
                "reviews": _reviews("2024-03-28"),
            }
        },
    )

    assert counted == set(), "three months after 28 March is 28 June"


def test_reviews_of_an_earlier_time_in_care_do_not_matter(who):
    counted, _ = who(
        CODE,
        year=2025,
        episodes="""
            child | decom      | rne | ls | dec        | rec
            ------+------------+-----+----+------------+----
            ann   | 2023-06-01 | S   | C2 | 2024-05-01 | E4A
            ann   | 2025-01-06 | S   | C2 |            |
        """,
        reviews=_reviews("2024-04-20", "2025-02-03"),
    )

    assert counted == {"ann"}


def test_four_weeks_begin_on_3_march(who):
    _, out_of = who(
        CODE,
        year=2025,
        episodes="""
            child | decom      | rne | ls
            ------+------------+-----+---
            ann   | 2025-03-03 | S   | C2
            ben   | 2025-03-04 | S   | C2
        """,
        reviews=_reviews("2025-03-20"),
    )

    assert out_of == {"ann"}


def test_nothing_due_is_nothing_late(who):
    counted, _ = who(
        CODE,
        year=2024,
        # Easter puts the twentieth working day after 4 March 2024 in April.
        episodes=_since("2024-03-03"),
        reviews="child | review\n-",
    )

    assert counted == {"ann"}, "due on 2 April"


def test_short_breaks_before_care_are_not_counted_as_care(who):
    counted, out_of = who(
        CODE,
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | dec        | rec
            ------+------------+-----+----+-------+------------+----
            ann   | 2024-04-10 | S   | V4 | U6    | 2025-03-20 | X1
            ann   | 2025-03-20 | L   | C2 | U6    |            |
            ben   | 2024-04-10 | S   | V4 | U6    | 2024-06-10 | X1
            ben   | 2024-06-10 | L   | C2 | U6    |            |
        """,
        reviews="""
            child | review
            ------+-----------
            ben   | 2024-07-05
            ben   | 2024-10-05
            ben   | 2025-03-05
        """,
        years={
            2024: {"episodes": "child | decom\n-", "reviews": "child | review\n-"},
        },
    )

    assert counted == {"ben"}
    assert out_of == {"ben"}


def test_short_breaks_in_the_return_before_tell_when_care_began(who):
    counted, _ = who(
        CODE,
        year=2025,
        episodes="""
            child | decom      | rne | ls | place | dec | rec
            ------+------------+-----+----+-------+-----+----
            ann   | 2024-03-11 | L   | C2 | U6    |     |
        """,
        reviews=_reviews("2024-04-09", "2024-07-09", "2025-01-09"),
        years={
            2024: {
                "episodes": """
                    child | decom      | rne | ls | place | dec        | rec
                    ------+------------+-----+----+-------+------------+----
                    ann   | 2023-06-10 | S   | V4 | U6    | 2024-03-11 | X1
                    ann   | 2024-03-11 | L   | C2 | U6    |            |
                """,
                "reviews": "child | review\n-",
            }
        },
    )

    assert counted == {"ann"}


def test_leaving_and_coming_back_in_one_day_begins_another_time_in_care(who):
    _, out_of = who(
        "took-part-in-reviews",
        year=2025,
        header=HEADER,
        episodes="""
            child | decom      | rne | ls | place | dec        | rec
            ------+------------+-----+----+-------+------------+----
            ann   | 2022-04-10 | S   | C2 | U6    | 2025-03-20 | E4A
            ann   | 2025-03-20 | P   | C2 | U6    |            |
            ben   | 2022-04-10 | S   | C2 | U6    | 2025-03-20 | X1
            ben   | 2025-03-20 | P   | C2 | U6    |            |
        """,
        reviews="""
            child | review     | review_code
            ------+------------+------------
            ann   | 2024-05-10 | PN1
            ben   | 2024-05-10 | PN1
        """,
    )

    assert out_of == {"ben"}


@ON_POLARS
@pytest.mark.parametrize(
    ("story", "codes", "is_counted"),
    [
        ("spoke", ["PN1"], True),
        ("an advocate spoke", ["PN2"], True),
        ("without words", ["PN3"], True),
        ("there, said nothing", ["PN4"], False),
        ("an advocate was briefed", ["PN5"], True),
        ("sent views another way", ["PN6"], True),
        ("sent no views", ["PN7"], False),
        ("every one but one", ["PN1", "PN7"], False),
        ("every one", ["PN1", "PN6"], True),
        ("not recorded", [""], False),
    ],
)
def test_taking_part_is_views_at_every_review(who, story, codes, is_counted):
    rows = [f"ann | 2024-0{6 + n}-01 | {code}" for n, code in enumerate(codes)]

    counted, out_of = who(
        "took-part-in-reviews",
        year=2025,
        header=HEADER,
        episodes=_since("2020-01-01"),
        reviews="\n".join(["child | review | review_code", "-", *rows]),
    )

    assert out_of == {"ann"}
    assert (counted == {"ann"}) is is_counted, story


def test_only_those_of_four_with_a_review_are_asked_about(who):
    counted, out_of = who(
        "took-part-in-reviews",
        year=2025,
        header="""
            child | dob
            ------+-----------
            ann   | 2021-03-31
            ben   | 2021-04-01
            cat   | 2015-01-01
            dan   | 2015-01-01
            eve   | 2021-01-01
        """,
        episodes="""
            child | decom      | rne | ls
            ------+------------+-----+---
            ann   | 2023-01-01 | S   | C2
            ben   | 2023-01-01 | S   | C2
            cat   | 2025-03-10 | S   | C2
            dan   | 2023-01-01 | S   | C2
            eve   | 2023-01-01 | S   | C2
        """,
        reviews="""
            child | review     | review_code
            ------+------------+------------
            ann   | 2024-06-01 | PN0
            ann   | 2025-03-31 | PN1
            ben   | 2024-06-01 | PN1
            cat   | 2025-03-20 | PN1
            eve   | 2024-06-01 | PN0
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann"}
