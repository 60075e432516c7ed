"""Three or more social workers in a year."""


def test_different_social_workers_are_counted_on_any_day_of_the_year(who):
    counted, out_of = who(
        "three-social-workers",
        year=2025,
        episodes="""
            child | decom      | ls
            ------+------------+---
            ann   | 2020-01-01 | C2
            ben   | 2020-01-01 | C2
            cat   | 2020-01-01 | C2
            dan   | 2020-01-01 | C2
        """,
        sw_episodes="""
            child | sw_id | sw_decom   | sw_dec
            ------+-------+------------+-----------
            ann   | SW1   | 2023-01-01 | 2024-04-01
            ann   | SW2   | 2024-04-01 | 2024-09-01
            ann   | SW3   | 2024-09-01 |
            ben   | SW1   | 2023-01-01 | 2024-03-31
            ben   | SW2   | 2024-03-31 | 2024-09-01
            ben   | SW3   | 2024-09-01 |
            cat   | SW1   | 2024-05-01 | 2024-06-01
            cat   | SW2   | 2024-06-01 | 2024-09-01
            cat   | SW1   | 2024-09-01 |
        """,
    )

    assert counted == {"ann"}
    assert out_of == {"ann", "ben", "cat", "dan"}
