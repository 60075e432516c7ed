"""One year of the second count: what a council's returns say of it, and answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from parentis.indicators.tests.recount_care import (
    Episode,
    Row,
    Years,
    episodes_of,
    in_care,
)
from parentis.indicators.tests.recount_days import day


@dataclass
class Answer:
    """Who is in the denominator, who of them counts and, for a mean, their scores."""

    out_of: set[str] = field(default_factory=set)
    counted: set[str] = field(default_factory=set)
    scores: dict[str, int] = field(default_factory=dict)


Answers = dict[str, Answer]


class Year:
    """What one council's returns say of one year."""

    def __init__(self, years: Years, year: int) -> None:
        self.years, self.year = years, year
        self.first, self.last = date(year - 1, 4, 1), date(year, 3, 31)
        self.episodes = episodes_of(years, [year])
        elsewhere = self._births("oc2", "oc3", "uasc", "reviews")
        self.dobs = {**elsewhere, **self._births("header")}
        self.looked_after: dict[str, Episode] = {}
        for child, episodes in self.episodes.items():
            for each in in_care(episodes):
                if each.covers(self.last):
                    self.looked_after[child] = each

    def _births(self, *tables: str) -> dict[str, date]:
        """The first birthday that some tables tell of each child."""
        found: dict[str, date] = {}
        for row in (row for table in tables for row in self.rows(table)):
            child, born = str(row["child"]), day(row.get("dob"))
            if born and born < found.get(child, date.max):
                found[child] = born
        return found

    def rows(self, table: str, year: int | None = None) -> list[Row]:
        return self.years.get(year or self.year, {}).get(table, [])

    def has(self, *years_before: int) -> bool:
        return all(self.year - before in self.years for before in years_before)

    def is_in_year(self, on: date | None) -> bool:
        return on is not None and self.first <= on <= self.last

    def touches_year(self, begin: date | None, end: date | None) -> bool:
        return (
            begin is not None and begin <= self.last and not (end and end < self.first)
        )


Test = Callable[[str], bool]


def shares(out_of: Iterable[str], tests: Mapping[str, Test]) -> Answers:
    people = set(out_of)
    return {
        code: Answer(people, {child for child in people if counts(child)})
        for code, counts in tests.items()
    }


def is_one_of(values: Mapping[str, str], codes: str) -> Test:
    """Whether a child's value is one of some codes, told with spaces between them."""
    wanted = codes.split()
    return lambda child: values[child] in wanted


def is_none_of(values: Mapping[str, str], codes: Iterable[str]) -> Test:
    known = " ".join(codes).split()
    return lambda child: values[child] not in known
