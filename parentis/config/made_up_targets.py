"""The demo's employment targets, by directorate, with what came of them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.config.made_up_bodies import noon, read
from parentis.targets import actions
from parentis.targets.choices import (
    DAYS_TO_WRITE_DOWN,
    first_day,
    quarter_ends,
    year_of,
)
from parentis.targets.models import (
    Achievement,
    Directorate,
    OpportunityKind,
    Target,
)

SET_UP = date(2012, 4, 2)
# A quarter has at least so many days, and what happens in it is spread over them.
DAYS_OF_A_QUARTER = 90
DAYS_BETWEEN = 17


def fill_targets(*, at: datetime) -> None:
    """Does nothing where there is a directorate already."""
    if Directorate.objects.exists():
        return
    _Filling(at).fill()


class _Filling:
    def __init__(self, at: datetime) -> None:
        self.at = at
        self.today = timezone.localtime(at).date()
        self.told = read("targets.toml")
        self.by = corporate_parenting_officer()
        self.directorates: dict[str, Directorate] = {}
        self.kinds: dict[str, OpportunityKind] = {}

    def fill(self) -> None:
        for place, each in enumerate(self.told["directorates"], start=1):
            self.directorates[each["name"]] = self._directorate(each, place)
        for place, each in enumerate(self.told["kinds"], start=1):
            answers = {"name": each["name"], "what_it_is": each["what_it_is"]}
            self.kinds[each["key"]] = actions.add_kind(
                by=self.by, at=noon(SET_UP), answers={**answers, "place": place}
            )
        years = {int(year): told for year, told in self.told["years"].items()}
        for year in range(min(years), year_of(self.today) + 1):
            # A year later than those that are made up is as the last of them.
            told = years.get(year, years[max(years)])
            Target.objects.bulk_create(self._targets(year, told))
            Achievement.objects.bulk_create(self._achieved(year, told))
        self._tell_everybody(min(years))

    def _directorate(self, told: Mapping[str, Any], place: int) -> Directorate:
        began_on = told.get("began_on")
        directorate = actions.add_directorate(
            by=self.by,
            at=noon(began_on or SET_UP),
            answers={
                "name": told.get("once", told["name"]),
                "place": place,
                "began_on": began_on,
            },
        )
        if told.get("renamed_on", self.today) < self.today:
            directorate = actions.rename_directorate(
                directorate,
                by=self.by,
                at=noon(told["renamed_on"]),
                version=directorate.version,
                name=told["name"],
                since=told["renamed_on"],
            )
        return directorate

    def _targets(self, year: int, told: Mapping[str, Any]) -> Iterator[Target]:
        """The council's own, then each directorate's, before the year begins."""
        for row in ({"whose": None, **told["council"]}, *told["targets"]):
            whose = row["whose"]
            for key in [each for each in self.kinds if each in row]:
                yield Target(
                    year=year,
                    directorate=self.directorates[whose] if whose else None,
                    kind=self.kinds[key],
                    places=row[key],
                    set_by=told["set_by"],
                    recorded_by=self.by,
                    recorded_at=noon(first_day(year) - timedelta(days=20)),
                    **(self.told["notes"][key] if whose is None else {}),
                )

    def _achieved(self, year: int, told: Mapping[str, Any]) -> Iterator[Achievement]:
        """Quarter by quarter, of the days that have been."""
        for place, row in enumerate(told["achieved"]):
            counts = zip(row["offered"], row["taken_up"], strict=True)
            for quarter, (offered, taken_up) in enumerate(counts):
                days = DAYS_OF_A_QUARTER * quarter + place * DAYS_BETWEEN % 85
                day = first_day(year) + timedelta(days=days + quarter)
                if day <= self.today and (offered or taken_up):
                    yield Achievement(
                        happened_on=day,
                        directorate=self.directorates.get(row.get("whose", "")),
                        kind=self.kinds[row["kind"]],
                        offered=offered,
                        taken_up=taken_up,
                        note=row.get("note", ""),
                        recorded_by=self.by,
                        recorded_at=noon(min(day + timedelta(days=3), self.today)),
                    )

    def _tell_everybody(self, first_year: int) -> None:
        """As it was told at the end of each quarter since."""
        later = timedelta(days=DAYS_TO_WRITE_DOWN)
        for year in range(first_year, year_of(self.today) + 1):
            for end in quarter_ends(year)[:4]:
                if end + later <= self.today:
                    actions.tell_targets(by=None, at=noon(end + later))


def corporate_parenting_officer() -> User:
    role = Role.CORPORATE_PARENTING_OFFICER
    return User.objects.filter(roles__contains=[role]).earliest("pk")
