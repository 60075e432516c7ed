"""Figures broken down by sex, age, ethnicity and so on."""

import pytest

from parentis.indicators import INDICATOR_BY_CODE, INDICATORS
from parentis.indicators.breakdowns import BREAKDOWNS
from parentis.indicators.compute import compute


def _groups(returns, code, by, *, year=2025):
    return {
        figure.group: (figure.numerator, figure.denominator)
        for figure in compute(returns, [INDICATOR_BY_CODE[code]], by=by)
        if figure.year == year
    }


def test_a_care_leavers_sex_is_what_the_latest_return_says(drawn):
    returns = drawn(
        oc3="""
            child | dob        | in_touch
            ------+------------+---------
            ann   | 2005-06-01 | YES
            ben   | 2005-06-01 | NO
            cat   | 2005-06-01 | YES
            dan   | 2005-06-01 | YES
        """,
        header="""
            child | sex
            ------+----
            ann   | F
            cat   |
        """,
        years={
            2023: {
                "header": """
                    child | sex
                    ------+----
                    ann   | 1
                    ben   | 1
                    cat   | 2
                """
            },
            2026: {
                "header": """
                    child | sex
                    ------+----
                    dan   | M
                """
            },
        },
    )

    assert _groups(returns, "in-touch-19-to-21", "sex") == {
        "female": (2, 2),
        "male": (0, 1),
        "not-known": (1, 1),
    }


def test_a_care_leavers_last_placement_is_that_of_the_latest_episode(drawn):
    returns = drawn(
        oc3="""
            child | dob        | in_touch
            ------+------------+---------
            ann   | 2005-06-01 | YES
            ben   | 2005-06-01 | YES
            cat   | 2005-06-01 | YES
        """,
        years={
            2022: {
                "episodes": """
                    child | decom      | ls | place | dec        | rec
                    ------+------------+----+-------+------------+----
                    ann   | 2020-01-01 | C2 | U6    | 2021-05-01 | X1
                    ann   | 2021-05-01 | C2 | K2    |            |
                    ben   | 2020-01-01 | C2 | Z1    |            |
                """
            }
        },
    )

    assert _groups(returns, "in-touch-19-to-21", "last-placement") == {
        "childrens-home": (1, 1),
        "other": (1, 1),
        "not-known": (1, 1),
    }


def test_a_care_leaver_no_return_knows_in_care_may_or_may_not_be_unaccompanied(drawn):
    returns = drawn(
        oc3="""
            child | dob        | in_touch
            ------+------------+---------
            ann   | 2005-06-01 | YES
            ben   | 2005-06-01 | YES
            cat   | 2005-06-01 | YES
        """,
        years={
            2022: {
                "episodes": """
                    child | decom      | ls
                    ------+------------+---
                    ann   | 2020-01-01 | C2
                    ben   | 2020-01-01 | C2
                """,
                "uasc": """
                    child | duc
                    ------+-----------
                    ann   | 2022-01-01
                """,
            }
        },
    )

    assert _groups(returns, "in-touch-19-to-21", "unaccompanied") == {
        "unaccompanied": (1, 1),
        "not-unaccompanied": (1, 1),
        "not-known": (1, 1),
    }


def test_children_looked_after_are_grouped_by_the_ages_dfe_publishes(drawn):
    born = ["2024-04-01", "2024-03-31", "2020-03-31", "2015-03-31", "2009-03-31", ""]
    returns = drawn(
        header="\n".join(
            ["child | dob", "-", *(f"c{n} | {day}" for n, day in enumerate(born))]
        ),
        episodes="\n".join(
            ["child | decom | ls", "-"]
            + [f"c{n} | 2024-05-01 | C2" for n in range(len(born))]
        ),
    )

    assert _groups(returns, "looked-after", "age") == dict.fromkeys(
        ("under-1", "1-to-4", "5-to-9", "10-to-15", "16-and-over", "not-known"),
        (1, None),
    )


def test_ethnicity_is_told_in_the_groups_dfe_publishes(drawn):
    returns = drawn(
        header="""
            child | ethnic
            ------+-------
            ann   | WBRI
            ben   | CHNE
            cat   | NOBT
        """,
        episodes="""
            child | decom      | ls
            ------+------------+---
            ann   | 2020-01-01 | C2
            ben   | 2020-01-01 | C2
            cat   | 2020-01-01 | C2
        """,
    )

    assert _groups(returns, "looked-after", "ethnicity") == dict.fromkeys(
        ("white", "asian", "not-known"), (1, None)
    )


@pytest.mark.parametrize("by", BREAKDOWNS)
def test_groups_add_up_to_the_whole(on_polars, by):
    added: dict[tuple[str, str, int], list[float]] = {}
    for each in compute(on_polars, by=by):
        assert each.group in BREAKDOWNS[by].groups or each.unavailable or not each.group
        sums = added.setdefault((each.indicator, each.council, each.year), [0, 0])
        sums[0] += each.numerator or 0
        sums[1] += each.denominator or 0

    for whole in compute(on_polars):
        sums = added.get((whole.indicator, whole.council, whole.year), [0, 0])
        assert sums == [whole.numerator or 0, whole.denominator or 0], whole


def test_a_figure_that_cannot_be_given_has_no_groups(drawn):
    figures = compute(drawn(oc3="child | dob\n-"), INDICATORS, by="sex")

    unavailable = [each for each in figures if each.unavailable]
    assert unavailable
    assert all(each.group == "" and each.by == "sex" for each in unavailable)
