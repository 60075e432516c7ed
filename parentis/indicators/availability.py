"""Whether a council's returns can give a figure, and if not, why, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from parentis.indicators.indicator import Indicator
from parentis.ssda903.returns import Returns
from parentis.ssda903.tables import TABLE_BY_NAME

REFERENCE_NEEDED = {
    "postcodes": "needs an ONS postcode file",
    "working_days": "needs the list of working days",
}
# Earlier returns are read for what happened to a child then, not for these.
ASKED_IN_ITS_OWN_YEAR_ONLY = ("oc3", "oc2", "header")


@dataclass(frozen=True)
class Needs:
    """What an indicator asks of the returns. Very many ask the same."""

    first_year: int
    last_year: int | None
    is_replacement: bool
    tables: tuple[str, ...]
    reference: tuple[str, ...]
    earlier: tuple[int, ...]


def needs_of(indicator: Indicator) -> Needs:
    """The years, tables, references and earlier returns of an indicator."""
    return Needs(
        indicator.first_year,
        indicator.last_year,
        bool(indicator.replaces),
        indicator.cohort.tables + indicator.tables,
        indicator.reference,
        indicator.earlier,
    )


class Availability:
    """What the returns of some councils can and cannot give."""

    def __init__(self, returns: Returns) -> None:
        self._returns = returns
        self._held_years = set(returns.councils_and_years)

    def why_not(self, needs: Needs, council: str, year: int) -> str:
        """In words why there is no figure; empty where there is one."""
        return (
            _out_of_its_years(needs, year)
            or self._no_reference(needs)
            or self._no_table(needs.tables, council, year)
            or self._no_earlier_return(needs, council, year)
        )

    def _no_reference(self, needs: Needs) -> str:
        for name in needs.reference:
            if name not in self._returns.reference:
                return REFERENCE_NEEDED[name]
        return ""

    def _no_earlier_return(self, needs: Needs, council: str, year: int) -> str:
        earlier = sorted(year - back for back in needs.earlier)
        lacking = [each for each in earlier if (council, each) not in self._held_years]
        if lacking:
            return _needs_returns_of(lacking)
        tables = [
            name for name in needs.tables if name not in ASKED_IN_ITS_OWN_YEAR_ONLY
        ]
        why_not = (self._no_table(tables, council, each) for each in earlier)
        return next(filter(None, why_not), "")

    def _no_table(self, tables: Iterable[str], council: str, year: int) -> str:
        for name in tables:
            if not self._returns.has(council, year, name):
                return f"the return of {year} has no {TABLE_BY_NAME[name].title} table"
        return ""


def _out_of_its_years(needs: Needs, year: int) -> str:
    if year < needs.first_year:
        how = "counted this way" if needs.is_replacement else "collected"
        return f"{how} from {needs.first_year}"
    if needs.last_year is not None and year > needs.last_year:
        return f"counted this way to {needs.last_year}"
    return ""


def _needs_returns_of(years: list[int]) -> str:
    if len(years) == 1:
        return f"needs the return of {years[0]}"
    named = ", ".join(str(year) for year in years[:-1])
    return f"needs the returns of {named} and {years[-1]}"
