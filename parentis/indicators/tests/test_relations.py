"""Which counts add up to which."""

from parentis.indicators import INDICATORS
from parentis.indicators.compute import compute
from parentis.indicators.relations import sums

UNPUBLISHED = "training-or-employment-undivided:numerator"


def test_every_sum_holds_in_every_year(on_polars):
    counts: dict[tuple[str, int], dict[str, float]] = {}
    for each in compute(on_polars):
        if not each.unavailable:
            at = counts.setdefault((each.council, each.year), {})
            at[f"{each.indicator}:numerator"] = each.numerator or 0
            at[f"{each.indicator}:denominator"] = each.denominator or 0
    assert counts

    tried = set()
    for at in counts.values():
        for known in sums():
            shown = [part for part in known.parts if not part.endswith(UNPUBLISHED)]
            if known.whole not in at or not at.keys() >= set(shown):
                continue
            total = sum(at[part] for part in shown)
            if len(shown) < len(known.parts):
                assert total <= at[known.whole], known
            else:
                assert total == at[known.whole], known
            tried.add(known)
    assert all("to-2017" in str(each) for each in set(sums()) - tried)


def test_sums_name_counts_of_indicators():
    names = {
        f"{each.code}:{count}"
        for each in INDICATORS
        for count in ("numerator", "denominator")
    }

    assert {
        name
        for each in sums()
        for name in (each.whole, *each.parts)
        if not name.endswith(UNPUBLISHED)
    } <= names
