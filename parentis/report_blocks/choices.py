"""What an officer chooses for the blocks of a report, as kept with the report."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import TextChoices

from parentis.committee_report.shape import LEAVABLE, Part
from parentis.visits.choices import twelve_months

A_YEAR = timedelta(days=365)
DAYS = frozenset({"updates_since", "visits_from", "visits_to", "views_since"})
SEVERAL = frozenset({"sources", "recommendations", "left_out"})


class TrackerAs(TextChoices):
    AS_IN_TEMPLATE = "template", "As the template has it"
    LIST = "list", "A list: each recommendation with its story"
    TABLE = "table", "A table"


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which of the council's records a report shows. What is None was not chosen.

    `left_out` names the parts of its template that it goes without.
    """

    sources: tuple[int, ...] = ()
    recommendations: tuple[int, ...] = ()
    tracker_as: str = TrackerAs.AS_IN_TEMPLATE.value
    updates_since: date | None = None
    targets_year: int | None = None
    visits_from: date | None = None
    visits_to: date | None = None
    members_of: int | None = None
    actions_of: int | None = None
    views_of: int | None = None
    views_since: date | None = None
    left_out: tuple[str, ...] = ()

    @property
    def parts_left_out(self) -> frozenset[Part]:
        return frozenset(part for part in LEAVABLE if part.name in self.left_out)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Chosen":
        """Out of what is kept, where a later version may have kept more."""
        known = {each.name for each in fields(cls)}
        return cls(
            **{name: _read(name, data[name]) for name in known & set(data.keys())}
        )

    def to_data(self) -> dict[str, Any]:
        return {each.name: _kept(getattr(self, each.name)) for each in fields(self)}

    def filled(
        self,
        *,
        on: date,
        body: int | None,
        begins_on: date | None,
        ends_on: date | None,
        year: int,
    ) -> "Chosen":
        """With what follows from the report where nothing was chosen.

        Members and actions are those of its body; visits and views those of the period
        it covers, or of the year up to the day.
        """
        begins = begins_on or on - A_YEAR
        return replace(
            self,
            targets_year=self.targets_year or year - 1,
            visits_from=self.visits_from or begins_on or twelve_months(on),
            visits_to=self.visits_to or ends_on or on,
            members_of=self.members_of or body,
            actions_of=self.actions_of or body,
            views_since=self.views_since or begins,
        )


def _read(name: str, value: Any) -> Any:
    if name in DAYS:
        return date.fromisoformat(value) if value else None
    return tuple(value) if name in SEVERAL else value


def _kept(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
