"""What young people are owed today: the law, applied to what their records say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.activities import queries as activities
from parentis.care_history import queries as care_history
from parentis.contacts import queries as contacts
from parentis.homes import queries as homes
from parentis.law import duties as law
from parentis.law.care import History, Period
from parentis.law.clocks import Done
from parentis.law.duties import Owed
from parentis.law.eligibility import (
    NAMES,
    Category,
    Change,
    Decision,
    category_on,
    decide,
    next_change,
)
from parentis.pathway_plans import queries as pathway_plans
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.activities.models import MainActivity
    from parentis.homes.models import Home
    from parentis.young_people.models import YoungPerson

HIGHER_EDUCATION = ("F1", "P1")


@dataclass(frozen=True, kw_only=True)
class OwedTo:
    """What one young person is owed on a day, and by which day."""

    on: date
    history: History
    done: Done
    category: Category
    duties: Sequence[Owed]

    @property
    def name(self) -> str:
        return NAMES[self.category]

    @cached_property
    def decision(self) -> Decision:
        """Why: each rule, met and unmet. Reckoned when a page asks for it."""
        return decide(self.history, on=self.on)

    @property
    def change(self) -> Change | None:
        return next_change(self.history, on=self.on)

    @property
    def overdue(self) -> list[Owed]:
        return [each for each in self.duties if each.is_overdue(self.on)]

    def due(self, code: str) -> date | None:
        """By which day a duty is due, where it is owed and not done."""
        return next(
            (
                each.due_on
                for each in self.duties
                if each.duty.code == code and not each.is_done
            ),
            None,
        )


def owed_to(
    people: "Sequence[YoungPerson]", *, viewer: User, on: date
) -> dict[int, OwedTo]:
    """By key. Who has no birthday written down is left out: no law applies to them.

    As many queries for a thousand young people as for one.
    """
    require(viewer, Permission.SEE_CASEWORK)
    histories = care_history.histories(people, viewer=viewer)
    did = _done(histories, viewer=viewer, on=on)
    return {
        pk: OwedTo(
            on=on,
            history=history,
            done=did[pk],
            category=category_on(history, on),
            duties=tuple(law.duties(history, did[pk], on=on)),
        )
        for pk, history in histories.items()
    }


# -- what the council has done ---------------------------------------------------------


def _done(
    histories: Mapping[int, History], *, viewer: User, on: date
) -> dict[int, Done]:
    pks = list(histories)
    plans = pathway_plans.plan_days(pks, viewer=viewer)
    visits = contacts.visits(pks, viewer=viewer)
    offers = contacts.offers(pks, viewer=viewer)
    lived = homes.homes_of(pks, viewer=viewer)
    did = activities.activities_of(pks, viewer=viewer)
    advisers = young_people.advisers_since(pks, viewer=viewer, on=on)
    programmes = care_history.programmes_of(pks, viewer=viewer)
    return {
        pk: Done(
            assessed_on=plans[pk].assessed_on,
            plan_made_on=plans[pk].plan_made_on,
            reviews=tuple(plans[pk].reviews),
            adviser_since=advisers.get(pk),
            provided=tuple(_period(home) for home in lived[pk] if home.is_provided),
            visits=tuple(visits[pk]),
            unregulated_since=_uninspected_since(lived[pk], on),
            offers=tuple(offers[pk]),
            staying_put=_around(
                (_period(home) for home in lived[pk] if home.is_staying_put), on
            ),
            in_higher_education=_around(
                [
                    *programmes[pk].higher,
                    *(_period(each) for each in did[pk] if _is_higher(each)),
                ],
                on,
            ),
            in_residential_education=_around(programmes[pk].residential, on),
        )
        for pk in pks
    }


def _period(of: "Home | MainActivity") -> Period:
    return Period(start=of.started_on, end=of.ended_on)


def _is_higher(activity: "MainActivity") -> bool:
    return activity.kind in HIGHER_EDUCATION


def _around(periods: Iterable[Period], on: date) -> Period | None:
    return next((period for period in periods if period.covers(on)), None)


def _uninspected_since(lived: "Iterable[Home]", on: date) -> date | None:
    """The day of the move to where they live, if the council provides it unregistered.

    Read narrowly: a tenancy of their own, or a home with relatives, is no accommodation
    that anybody would register.
    """
    now = next((home for home in lived if _period(home).covers(on)), None)
    if now is None or not now.is_provided or now.is_inspected:
        return None
    return now.started_on
