"""Whether a council's returns can give a figure, and if not, why, in words."""

from functools import lru_cache

from parentis.indicators.indicator import Indicator
from parentis.ssda903.returns import Returns
from parentis.ssda903.tables import TABLE_BY_NAME

REFERENCE_NEEDED = {
    "postcodes": "needs an ONS postcode file",
    "working_days": "needs the list of working days",
}
# Earlier returns are read for what happened to a child then, not for these.
ASKED_IN_ITS_OWN_YEAR_ONLY = ("oc3", "oc2", "header")


class Availability:
    """What returns can and cannot give.

    Remembers what it found, since many indicators ask the same.
    """

    def __init__(self, returns: Returns) -> None:
        self._returns = returns
        self._held_years = set(returns.councils_and_years)
        self._why_not = lru_cache(maxsize=None)(self._find_why_not)

    def why_not(self, indicator: Indicator, council: str, year: int) -> str:
        """In words why there is no figure; empty where there is one."""
        if why_not := _out_of_its_years(indicator, year):
            return why_not
        return self._why_not(
            indicator.cohort.tables + indicator.tables,
            indicator.reference,
            indicator.earlier,
            council,
            year,
        )

    def _find_why_not(
        self,
        tables: tuple[str, ...],
        reference: tuple[str, ...],
        earlier: tuple[int, ...],
        council: str,
        year: int,
    ) -> str:
        for name in reference:
            if name not in self._returns.reference:
                return REFERENCE_NEEDED[name]
        if not_held := self._tables_not_held(tables, council, year):
            return not_held
        lacking = sorted(
            year - back
            for back in earlier
            if (council, year - back) not in self._held_years
        )
        if lacking:
            return _needs_returns_of(lacking)
        asked = tuple(name for name in tables if name not in ASKED_IN_ITS_OWN_YEAR_ONLY)
        for back in sorted(earlier, reverse=True):
            if not_held := self._tables_not_held(asked, council, year - back):
                return not_held
        return ""

    def _tables_not_held(self, tables: tuple[str, ...], council: str, year: int) -> str:
        for name in tables:
            if not self._returns.has(council, year, name):
                return f"the return of {year} has no {TABLE_BY_NAME[name].title} table"
        return ""


def _out_of_its_years(indicator: Indicator, year: int) -> str:
    if year < indicator.first_year:
        how = "counted this way" if indicator.replaces else "collected"
        return f"{how} from {indicator.first_year}"
    if indicator.last_year is not None and year > indicator.last_year:
        return f"counted this way to {indicator.last_year}"
    return ""


def _needs_returns_of(years: list[int]) -> str:
    if len(years) == 1:
        return f"needs the return of {years[0]}"
    named = ", ".join(str(year) for year in years[:-1])
    return f"needs the returns of {named} and {years[-1]}"
