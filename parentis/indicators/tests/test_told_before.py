"""A year told twice: nobody can be worked out from the two beside each other."""

from collections.abc import Mapping, Sequence
from random import Random

import polars as pl
import pytest

from parentis.indicators.compute import compute
from parentis.indicators.disclosure import counted, protect
from parentis.indicators.indicator import Figure
from parentis.indicators.linked_counts import Sum
from parentis.indicators.relations import sums
from parentis.indicators.tests.attackers import found_by_elimination
from parentis.indicators.tests.cohorts_to_hide import (
    random_activities,
    random_partition,
    random_two_way,
)
from parentis.indicators.tests.drawn import returns_on
from parentis.indicators.tests.scenario import COUNCILS, frames, held, postcodes
from parentis.indicators.told_before import Telling, fit_to_tell

EVERYONE = Sum("all:numerator", ("a:numerator", "b:numerator", "c:numerator"))


def count_of(name: str, count: int, *, year: int = 2025) -> Figure:
    return Figure(indicator=name, council="888", year=year, value=count)


def telling(counts: Mapping[str, int], sums: Sequence[Sum]) -> Telling:
    figures = [count_of(name, count) for name, count in counts.items()]
    shown = protect(figures, sums=sums)
    return Telling(figures=figures, told=[not each.is_hidden for each in shown])


def told(*years: Mapping[str, int], sums: Sequence[Sum] = (EVERYONE,)):
    """The last of these as it is told after the others."""
    before: list[Telling] = []
    for counts in years:
        last = fit_to_tell(telling(counts, sums), before, sums=sums)
        before.append(last.telling)
    return {each.indicator: each for each in last.figures}


def test_a_year_told_for_the_first_time_is_told_as_it_is():
    now = told({"all": 60, "a": 20, "b": 20, "c": 20})

    assert {name: each.value for name, each in now.items()} == {
        "all": 60, "a": 20, "b": 20, "c": 20,
    }  # fmt: skip


def test_a_small_correction_stays_as_it_was_told_and_says_so():
    now = told(
        {"all": 60, "a": 20, "b": 20, "c": 20}, {"all": 60, "a": 23, "b": 17, "c": 20}
    )

    assert (now["a"].value, now["a"].is_as_told) == (20, True)
    assert (now["b"].value, now["b"].is_as_told) == (20, True)
    assert (now["c"].value, now["c"].is_as_told) == (20, False)


def test_a_large_correction_is_told():
    now = told(
        {"all": 60, "a": 20, "b": 20, "c": 20}, {"all": 90, "a": 40, "b": 30, "c": 20}
    )

    assert [now[name].value for name in ("all", "a", "b", "c")] == [90, 40, 30, 20]


def test_what_the_rest_would_give_away_is_withheld_too():
    # Told all three, b's change of 2 follows from the total's and a's.
    now = told(
        {"all": 60, "a": 20, "b": 20, "c": 20}, {"all": 70, "a": 28, "b": 22, "c": 20}
    )

    assert now["b"].value == 20
    assert sum(not each.is_as_told for each in now.values()) < 4


def test_what_hidden_counts_changed_by_together_is_no_more_told():
    # a and b are hidden both times; their sum follows, and changed by 2.
    now = told(
        {"all": 50, "a": 4, "b": 16, "c": 30}, {"all": 52, "a": 4, "b": 18, "c": 30}
    )

    assert now["all"].is_as_told


def test_a_figure_never_told_is_hidden_rather_than_told_beside_its_correction():
    now = told(
        {"all": 40, "a": 3, "b": 17, "c": 20}, {"all": 43, "a": 6, "b": 17, "c": 20}
    )

    assert now["a"].is_hidden or now["all"].is_as_told


def test_a_correction_of_a_correction_is_held_against_both():
    first = {"all": 60, "a": 20, "b": 20, "c": 20}
    second = {"all": 90, "a": 50, "b": 20, "c": 20}

    now = told(first, second, {**first, "all": 61, "a": 21})

    assert now["a"].value == 50
    assert now["a"].is_as_told


def test_the_same_figures_again_are_told_again():
    counts = {"all": 60, "a": 20, "b": 20, "c": 20}

    now = told(counts, {**counts, "a": 21, "all": 61}, counts)

    assert (now["a"].value, now["a"].is_as_told) == (20, False)


def test_proportions_are_held_back_with_their_counts():
    def rate(numerator: int, denominator: int) -> Figure:
        return Figure(
            indicator="eet",
            council="888",
            year=2025,
            numerator=numerator,
            denominator=denominator,
            value=100 * numerator / denominator,
        )

    before = fit_to_tell(Telling(figures=[rate(170, 415)], told=[True]), [], sums=[])
    now = fit_to_tell(
        Telling(figures=[rate(173, 415)], told=[True]), [before.telling], sums=[]
    )

    (figure,) = now.figures
    assert (figure.numerator, figure.denominator, figure.is_as_told) == (170, 415, True)


YEAR = 2025
BY = (-9, -3, -1, 1, 2, 5, 6, 30)
COHORTS = (random_partition, random_two_way, random_activities)


@pytest.mark.parametrize("seed", range(60))
def test_no_small_difference_follows_from_any_two_tellings(seed):
    """Checked by a reader who shares no line with the code that hides."""
    random = Random(seed)  # noqa: S311 - no secret is drawn
    counts, sums = COHORTS[seed % 3](random)
    names = {name: f"{name}:numerator" for name in counts}
    named = [Sum(names[s.whole], tuple(names[p] for p in s.parts)) for s in sums]
    tellings: list[Telling] = []
    for _ in range(3):
        tellings.append(
            fit_to_tell(telling(counts, named), tellings, sums=named).telling
        )
        counts = corrected(counts, sums, random)

    for at, later in enumerate(tellings):
        for earlier in tellings[:at]:
            assert not small_differences(earlier, later, sums)


def corrected(
    counts: Mapping[str, int], sums: Sequence[Sum], random: Random
) -> dict[str, int]:
    """Some people put elsewhere, and every sum still holding."""
    wholes = {each.whole for each in sums}
    now = {
        name: max(0, count + random.choice(BY)) if random.random() < 0.3 else count
        for name, count in counts.items()
        if name not in wholes and not name.startswith("not ")
    }
    while len(now) < len(counts):
        for each in sums:
            missing = [n for n in (each.whole, *each.parts) if n not in now]
            if missing == [each.whole]:
                now[each.whole] = sum(now[part] for part in each.parts)
            elif len(missing) == 1:
                told_of = sum(now[p] for p in each.parts if p in now)
                now[missing[0]] = now[each.whole] - told_of
    return now


def small_differences(
    earlier: Telling, later: Telling, sums: Sequence[Sum]
) -> set[tuple[str, ...]]:
    """Of the change between two tellings, what 1 to 5 a reader finds by algebra.

    Whatever was told both times is known of the change; the rest is not, unless sums
    tell it. So the change is one more table with its hidden cells.
    """
    before = {each.indicator: int(each.value or 0) for each in earlier.figures}
    now = {each.indicator: int(each.value or 0) for each in later.figures}
    change = {name: abs(now[name] - before[name]) for name in now}
    known = [
        solved({f.indicator for f, t in zip(x.figures, x.told, strict=True) if t}, sums)
        for x in (earlier, later)
    ]
    both = known[0] & known[1]
    return {(name,) for name in both if 1 <= change[name] <= 5}


def solved(shown: set[str], sums: Sequence[Sum]) -> set[str]:
    """What algebra finds from those shown, asked of the tests' own reader."""
    names = {name for each in sums for name in (each.whole, *each.parts)} | shown
    hidden = frozenset(names - shown)
    # That reader looks for small counts: let each be one, and no two of them together.
    found = found_by_elimination(dict.fromkeys(names, 5), sums, hidden)
    return shown | {group[0] for group in found if len(group) == 1}


def test_two_reports_of_a_corrected_return_give_no_young_person_away():
    """The real figures of random children, four of them put right afterwards."""
    before, after = (figures_of(903, put_right=number) for number in (0, 4))
    first = fit_to_tell(before, [])
    second = fit_to_tell(after, [first.telling])

    assert any(each.is_as_told for each in second.figures)
    # What a reader is given either is what it was, or differs by nobody or by many.
    told = {each.indicator: each for each in first.figures}
    for each in second.figures:
        then = told[each.indicator]
        if each.is_hidden or then.is_hidden:
            continue
        for now, was in (
            (each.numerator, then.numerator),
            (each.denominator, then.denominator),
        ):
            assert not 1 <= abs((now or 0) - (was or 0)) <= 5, each.indicator
    assert not differences_found(first.telling, second.telling)


def figures_of(seed: int, *, put_right: int) -> Telling:
    """The headlines of a council's year; of so many leavers another activity."""
    made = frames(children=500, seed=seed)
    is_here = (pl.col("council") == COUNCILS[0]) & (pl.col("year") == YEAR)
    is_wrong = is_here & (pl.col("activ") == "G5")
    is_put_right = is_wrong & (is_wrong.cum_sum() <= put_right)
    activity = pl.when(is_put_right).then(pl.lit("F2")).otherwise(pl.col("activ"))
    made["oc3"] = made["oc3"].with_columns(activ=activity)
    returns = returns_on("polars", made, held=held(), postcodes=postcodes())
    figures = [
        each
        for each in compute(returns)
        if (each.council, each.year) == (COUNCILS[0], YEAR)
    ]
    shown = protect(figures)
    return Telling(figures=figures, told=[not each.is_hidden for each in shown])


def differences_found(earlier: Telling, later: Telling) -> set[str]:
    """The counts that algebra finds in both, and that differ by 1 to 5."""
    now, then = (
        {name: n for each in x.figures for name, n in counted(each).counts.items()}
        for x in (later, earlier)
    )
    changed = {name for name, count in now.items() if then.get(name) != count}
    known = [found_in(each) for each in (earlier, later)]
    return {
        name
        for name in known[0] & known[1] & changed
        if 1 <= abs(now[name] - then[name]) <= 5
    }


def found_in(telling: Telling) -> set[str]:
    """The counts that one who solves equations knows from a telling."""
    counts: dict[str, int] = {}
    seen: set[str] = set()
    for figure, is_told in zip(telling.figures, telling.told, strict=True):
        names = counted(figure).counts
        counts |= names
        seen |= names.keys() if is_told else set()
    ties = [
        each
        for each in (*sums(), *rests(counts))
        if {each.whole, *each.parts} <= counts.keys()
    ]
    return solved(seen, ties)


def rests(counts: Mapping[str, int]) -> list[Sum]:
    """Whoever knows two of how many, how many not, and out of how many, knows all."""
    codes = {name.partition(":")[0] for name in counts}
    return [
        Sum(f"{code}:denominator", (f"{code}:numerator", f"{code}:rest"))
        for code in sorted(codes)
    ]
