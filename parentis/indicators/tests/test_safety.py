"""Missing, and away without leave."""


def test_missing_is_any_day_of_the_year_out_of_all_looked_after_in_it(who):
    counted, out_of = who(
        "missing",
        year=2025,
        episodes="""
            child | decom      | ls | dec        | rec
            ------+------------+----+------------+----
            ann   | 2020-01-01 | C2 |            |
            ben   | 2020-01-01 | C2 |            |
            cat   | 2020-01-01 | C2 | 2024-04-01 | E4A
            dan   | 2020-01-01 | C2 |            |
            eve   | 2020-01-01 | V4 |            |
        """,
        missing="""
            child | missing | mis_start  | mis_end
            ------+---------+------------+-----------
            ann   | M       | 2024-06-01 | 2024-06-02
            ann   | A       | 2024-07-01 | 2024-07-02
            ben   | A       | 2024-06-01 | 2024-06-02
            cat   | M       | 2024-03-30 | 2024-04-01
            dan   | M       | 2024-03-30 | 2024-03-31
            eve   | M       | 2024-06-01 | 2024-06-02
        """,
    )

    assert counted == {"ann", "cat"}
    assert out_of == {"ann", "ben", "cat", "dan"}


def test_away_is_not_missing(who):
    counted, _ = who(
        "away",
        year=2025,
        episodes="""
            child | decom      | ls
            ------+------------+---
            ann   | 2020-01-01 | C2
            ben   | 2020-01-01 | C2
            cat   | 2020-01-01 | C2
        """,
        missing="""
            child | missing | mis_start  | mis_end
            ------+---------+------------+-----------
            ann   | A       | 2025-03-31 |
            ben   | M       | 2024-06-01 | 2024-06-02
            cat   | A       | 2025-04-01 |
        """,
    )

    assert counted == {"ann"}
