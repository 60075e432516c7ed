"""How far from home children are placed."""

POSTCODES = """
    postcode | authority | easting | northing
    ---------+-----------+---------+---------
    AA11AA   | E1        | 400000  | 400000
    AA22AA   | E1        | 440000  | 400000
    BB11BB   | E2        | 432186  | 400000
    BB22BB   | E2        | 432187  | 400000
    BB33BB   | E2        | 419200  | 425835
"""


def test_outside_the_area_is_told_by_the_postcode_of_the_placement(who):
    counted, out_of = who(
        "out-of-authority",
        year=2025,
        postcodes=POSTCODES,
        episodes="""
            child | decom      | ls | home_post | pl_post
            ------+------------+----+-----------+--------
            ann   | 2024-06-01 | C2 | AA1 1AA   | BB1 1BB
            ben   | 2024-06-01 | C2 | AA1 1AA   | aa2 2aa
            cat   | 2024-06-01 | C2 | AA1 1AA   |
            dan   | 2024-06-01 | C2 | AA1 1AA   | ZZ9 9ZZ
            eve   | 2024-06-01 | C2 |           | BB1 1BB
        """,
    )

    assert counted == {"ann", "eve"}
    assert out_of == {"ann", "ben", "cat", "dan", "eve"}


def test_twenty_miles_away_is_also_outside_the_area(who):
    counted, out_of = who(
        "twenty-miles-away",
        year=2025,
        postcodes=POSTCODES,
        episodes="""
            child | decom      | ls | home_post | pl_post
            ------+------------+----+-----------+--------
            ann   | 2024-06-01 | C2 | AA1 1AA   | BB1 1BB
            ben   | 2024-06-01 | C2 | AA1 1AA   | BB2 2BB
            cat   | 2024-06-01 | C2 | AA1 1AA   | AA2 2AA
            dan   | 2024-06-01 | C2 | AA1 1AA   | BB3 3BB
            eve   | 2024-06-01 | C2 |           | BB2 2BB
        """,
    )

    assert counted == {"ben", "dan"}
    assert out_of == {"ann", "ben", "cat", "dan", "eve"}


def test_without_the_postcode_file_nobody_is_asked_about(who):
    counted, out_of = who(
        "out-of-authority",
        year=2025,
        episodes="""
            child | decom      | ls | home_post | pl_post
            ------+------------+----+-----------+--------
            ann   | 2024-06-01 | C2 | AA1 1AA   | BB1 1BB
        """,
    )

    assert (counted, out_of) == (set(), set())
