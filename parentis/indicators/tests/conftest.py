"""`who` is counted, and out of whom: the rules of indicators, told as drawn tables."""

from collections.abc import Callable, Mapping

import pytest

from parentis.indicators import INDICATOR_BY_CODE
from parentis.indicators.people import members
from parentis.indicators.tests import scenario
from parentis.indicators.tests.drawn import (
    COUNCIL,
    Tables,
    frames_of,
    held_in,
    returns_on,
)
from parentis.ssda903.returns import Returns

Who = Callable[..., tuple[set[str], set[str]]]
Drawn = Callable[..., Returns]


@pytest.fixture(params=["polars", "duckdb"])
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def drawn(engine: str) -> Drawn:
    """Returns from drawn tables: of `year` by name, of other years in `years`."""

    def draw(
        *,
        year: int = 2025,
        years: Mapping[int, Tables] | None = None,
        postcodes: str = "",
        **tables: str,
    ) -> Returns:
        all_years = {**(years or {}), year: tables}
        return returns_on(
            engine,
            frames_of(all_years),
            held=held_in(all_years),
            postcodes=postcodes,
        )

    return draw


@pytest.fixture
def who(drawn: Drawn) -> Who:
    """The children an indicator counts in a year, and all those in its denominator."""

    def count(code: str, *, year: int, **tables: object) -> tuple[set[str], set[str]]:
        found = members(
            INDICATOR_BY_CODE[code], drawn(year=year, **tables), COUNCIL, year
        )
        names = [member.child for member in found]
        assert len(names) == len(set(names)), "somebody is in the denominator twice"
        return {m.child for m in found if m.counted}, set(names)

    return count


@pytest.fixture(scope="session")
def on_polars() -> Returns:
    """Many children of two councils over five years, none of them likely."""
    return scenario.returns_on_engine("polars")
