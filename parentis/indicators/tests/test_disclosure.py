"""What leaves the building: figures and tables with small counts hidden."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parentis.indicators.disclosure import (
    HIDDEN_EXPLANATION,
    HIDDEN_TEXT,
    THRESHOLDS,
    Cell,
    protect,
    protect_table,
    threshold_for,
)
from parentis.indicators.indicator import Figure
from parentis.indicators.linked_counts import Sum
from parentis.indicators.tests.attackers import found_by_elimination

YEAR_12 = {
    "College": 97, "School sixth form": 16, "Apprenticeship": 5,
    "Training provider": 5, "Employment without training": 2, "Work placement": 2,
    "Not in education, employment or training": 16, "Not available": 3,
}  # fmt: skip


def figure(
    code: str,
    numerator: float,
    denominator: int,
    *,
    group: str = "",
    by: str = "",
    year: int = 2025,
) -> Figure:
    return Figure(
        indicator=code,
        council="888",
        year=year,
        numerator=numerator,
        denominator=denominator,
        value=100 * numerator / denominator,
        group=group,
        by=by,
    )


def hidden(figures: list[Figure], *sums: Sum) -> set[str]:
    return {
        f"{each.indicator} {each.group}".strip()
        for each in protect(figures, sums=sums)
        if each.is_hidden
    }


def test_a_hidden_figure_carries_no_number() -> None:
    (gone,) = protect([figure("eet", 3, 40)], sums=[])

    assert gone.is_hidden
    assert (gone.numerator, gone.denominator, gone.value) == (None, None, None)


def test_a_small_complement_hides_the_figure() -> None:
    assert hidden([figure("a", 38, 40), figure("b", 30, 40)]) == {"a"}


def test_nobody_and_everybody_are_shown() -> None:
    assert hidden([figure("nobody", 0, 40), figure("everybody", 40, 40)]) == set()


@pytest.mark.parametrize("numerator", [0, 2, 4])
def test_a_small_denominator_hides_whatever_the_numerator(numerator: int) -> None:
    assert hidden([figure("a", numerator, 4)]) == {"a"}


def test_counts_are_hidden_from_one_to_five() -> None:
    counts = [
        Figure(indicator=f"of {n}", council="888", year=2025, value=n)
        for n in (0, 1, 5, 6)
    ]
    assert hidden(counts) == {"of 1", "of 5"}


def test_an_average_is_hidden_only_for_few_children() -> None:
    few = figure("sdq-score", 52.0, 4)
    many = replace(figure("sdq-score", 3.0, 60), council="889")

    shown = protect([few, many], sums=[])

    assert [each.is_hidden for each in shown] == [True, False]


def test_a_figure_that_is_not_available_stays_as_it_is() -> None:
    missing = Figure(
        indicator="a", council="888", year=2025, unavailable="needs the return of 2023"
    )
    assert protect([missing], sums=[]) == [missing]


def test_the_order_of_figures_is_kept() -> None:
    figures = [figure("b", 20, 40), figure("a", 3, 40), figure("c", 9, 40)]

    assert [each.indicator for each in protect(figures, sums=[])] == ["b", "a", "c"]


def test_years_do_not_hide_each_other() -> None:
    total = Sum("all:denominator", ("a:numerator", "b:numerator"))
    figures = [
        *(figure("a", 3, 43, year=2024), figure("b", 40, 43, year=2024)),
        *(figure("a", 20, 60, year=2025), figure("b", 40, 60, year=2025)),
    ]

    years = {e.year for e in protect(figures, sums=[total]) if e.is_hidden}

    assert years == {2024}


def test_the_next_smallest_category_goes_with_a_small_one() -> None:
    parts = ("activity-19-to-21.a", "activity-19-to-21.b", "activity-19-to-21.c")
    figures = [figure(code, n, 100) for code, n in zip(parts, (3, 20, 77), strict=True)]
    whole = Sum(f"{parts[0]}:denominator", tuple(f"{p}:numerator" for p in parts))
    same = [Sum(whole.whole, (f"{p}:denominator",)) for p in parts[1:]]

    assert hidden(figures, whole, *same) == set(parts[:2])


def test_three_others_are_not_told_by_education_less_higher_education() -> None:
    figures = [
        figure("eet-19-to-21", 15, 60),
        figure("activity-19-to-21.higher-education", 12, 60),
    ]
    within = Sum(
        "eet-19-to-21:numerator",
        (
            "activity-19-to-21.higher-education:numerator",
            "activity-19-to-21.other-education:numerator",
        ),
    )
    assert hidden(figures, within) == {"activity-19-to-21.higher-education"}


def test_a_small_group_takes_another_group_and_leaves_the_headline() -> None:
    figures = [
        figure("eet-19-to-21", 43, 90),
        figure("eet-19-to-21", 3, 20, group="unknown", by="sex"),
        figure("eet-19-to-21", 18, 30, group="male", by="sex"),
        figure("eet-19-to-21", 22, 40, group="female", by="sex"),
    ]
    assert hidden(figures) == {"eet-19-to-21 unknown", "eet-19-to-21 male"}


def test_two_breakdowns_of_one_figure_are_each_a_whole() -> None:
    figures = [
        figure("eet-19-to-21", 40, 90),
        figure("eet-19-to-21", 18, 40, group="male", by="sex"),
        figure("eet-19-to-21", 22, 50, group="female", by="sex"),
        figure("eet-19-to-21", 37, 60, group="19", by="age"),
        figure("eet-19-to-21", 3, 30, group="20", by="age"),
    ]
    assert hidden(figures) == {"eet-19-to-21 19", "eet-19-to-21 20"}


def test_a_headline_is_alike_with_and_without_its_breakdown() -> None:
    headlines = [figure("eet-19-to-21", 6, 40), figure("neet-19-to-21", 9, 40)]
    groups = [
        figure("eet-19-to-21", 1, 8, group=each, by="ethnicity") for each in "abcde"
    ]
    last = figure("eet-19-to-21", 1, 0 + 8, group="f", by="ethnicity")

    alone = protect(headlines, sums=[])
    together = protect([*headlines, *groups, last], sums=[])

    assert together[:2] == alone == headlines
    assert all(each.is_hidden for each in together[2:])


def test_protecting_twice_hides_nothing_more() -> None:
    figures = [
        figure("a", 3, 40),
        figure("b", 38, 40),
        figure("c", 20, 40),
        figure("d", 2, 4),
    ]
    sums = [Sum("a:denominator", (f"{code}:denominator",)) for code in "bc"]
    once = protect(figures, sums=sums)

    assert protect(once, sums=sums) == once


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_no_shown_figure_has_a_small_count(data: st.DataObject) -> None:
    figures = []
    for code in "abcdef":
        denominator = data.draw(st.integers(1, 60))
        numerator = data.draw(st.integers(0, denominator))
        figures.append(figure(code, numerator, denominator))

    for before, after in zip(figures, protect(figures, sums=[]), strict=True):
        counts = (before.numerator, before.denominator)
        rest = (before.denominator or 0) - (before.numerator or 0)
        is_small = any(1 <= (n or 0) <= 5 for n in (*counts, rest))
        assert after.is_hidden == is_small
        assert after.is_hidden or after == before


def in_groups(seed: int) -> tuple[list[Figure], list[Sum]]:
    """Activities of one band, in all and by sex, as `compute` would give them."""
    random = Random(seed)  # noqa: S311 - no secret is drawn
    codes = ["eet-19-to-21", "neet-19-to-21", "activity-19-to-21.not-known"]
    weights = [random.random() ** 2 for _ in codes]
    people = [
        (
            random.choice(["female", "male", "unknown"]),
            random.choices(codes, weights)[0],
        )
        for _ in range(random.randint(6, 120))
    ]
    figures = []
    for group in ("", *sorted({sex for sex, _ in people})):
        those = [code for sex, code in people if group in ("", sex)]
        by = "sex" if group else ""
        figures += [
            figure(code, those.count(code), len(those), group=group, by=by)
            for code in codes
        ]
    whole = f"{codes[0]}:denominator"
    same = [Sum(whole, (f"{code}:denominator",)) for code in codes[1:]]
    return figures, [Sum(whole, tuple(f"{c}:numerator" for c in codes)), *same]


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_algebra_finds_no_small_count_in_a_breakdown(first: int) -> None:
    for seed in range(first, first + 20):
        figures, sums = in_groups(seed)
        counts: dict[str, int] = {}
        seen: set[str] = set()
        for before, after in zip(figures, protect(figures, sums=sums), strict=True):
            top, out_of = int(before.numerator or 0), before.denominator or 0
            where = f"{before.group} {before.indicator}"
            # All on one denominator: it is known once any row shows it.
            names = {where: top, f"{where} rest": out_of - top, before.group: out_of}
            counts |= names
            seen |= set() if after.is_hidden else names.keys()
        groups = sorted({each.group for each in figures} - {""})
        codes = sorted({each.indicator for each in figures})
        ties = [Sum(f" {code}", tuple(f"{g} {code}" for g in groups)) for code in codes]
        for group in ("", *groups):
            ties.append(Sum(group, tuple(f"{group} {code}" for code in codes)))
            ties += [
                Sum(group, (f"{group} {code}", f"{group} {code} rest"))
                for code in codes
            ]

        gone = frozenset(counts.keys() - seen)
        assert not found_by_elimination(counts, [*ties, Sum("", tuple(groups))], gone)


def test_the_sums_of_the_indicators_are_used_by_default() -> None:
    bands = [figure("eet-17-to-18", 43, 90), figure("eet-17", 3, 30)]
    last = figure("eet-18", 40, 60)

    shown = protect([*bands, last])

    assert [each.is_hidden for each in shown] == [False, True, True]


def test_the_year_12_table_hides_its_small_counts_when_made_from_records() -> None:
    table = protect_table(YEAR_12)

    shown = {label: cell.count for label, cell in table.cells.items()}
    assert shown == {
        "College": 97, "School sixth form": 16, "Apprenticeship": None,
        "Training provider": None, "Employment without training": None,
        "Work placement": None, "Not in education, employment or training": 16,
        "Not available": None,
    }  # fmt: skip
    assert table.total == Cell(146, 100.0, is_hidden=False)
    assert table.cells["College"].percent == pytest.approx(66.438, abs=0.001)


def test_a_table_without_small_counts_is_shown_whole() -> None:
    table = protect_table({"yes": 30, "no": 10, "never": 0})

    assert table.cells == {
        "yes": Cell(30, 75.0, is_hidden=False),
        "no": Cell(10, 25.0, is_hidden=False),
        "never": Cell(0, 0.0, is_hidden=False),
    }


def test_those_in_no_category_are_protected_too() -> None:
    table = protect_table({"yes": 30, "no": 67}, total=100)

    assert table.cells["yes"].is_hidden
    assert table.total.count == 100


def test_a_hidden_total_is_not_told_by_a_percentage() -> None:
    table = protect_table({"a": 3, "b": 0})

    assert table.total.is_hidden
    assert table.cells["a"].is_hidden
    assert table.cells["b"] == Cell(0, None, is_hidden=False)


def test_an_empty_table_has_no_percentages() -> None:
    assert protect_table({"a": 0}).cells["a"] == Cell(0, None, is_hidden=False)


@pytest.mark.parametrize(("counts", "total"), [({"a": -1}, None), ({"a": 9}, 8)])
def test_an_impossible_table_is_refused(
    counts: dict[str, int], total: int | None
) -> None:
    with pytest.raises(ValueError, match="at least their sum"):
        protect_table(counts, total=total)


def test_the_rule_is_that_of_the_year() -> None:
    assert threshold_for(1999) == THRESHOLDS[0]
    assert threshold_for(2019) == THRESHOLDS[0]
    assert threshold_for() == threshold_for(2025) == THRESHOLDS[-1]


def test_the_sign_is_explained_in_words() -> None:
    assert HIDDEN_EXPLANATION.startswith(f"{HIDDEN_TEXT}: ")
