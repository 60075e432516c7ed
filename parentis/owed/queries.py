"""What young people are owed today: the law, applied to what their records say."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import Http404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.activities import queries as activities
from parentis.care_history import queries as care_history
from parentis.contacts import queries as contacts
from parentis.entries import queries as entries
from parentis.homes import queries as homes
from parentis.law import duties as law
from parentis.law.amounts import Entitlement
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
from parentis.law.rules import Finding
from parentis.law.sources import Source
from parentis.owed.choices import IN_PLAIN_WORDS
from parentis.owed.models import Confirmation
from parentis.pathway_plans import queries as pathway_plans
from parentis.ssda903 import in_touch
from parentis.ssda903.casework import asked_for_support, why_left_out
from parentis.support import queries as support
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
    confirmed: Sequence[Confirmation] = ()

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

    @cached_property
    def to_confirm(self) -> list[str]:
        """What a person still has to decide: the dates alone do not settle it."""
        settled = {each.question for each in self.confirmed}
        return [each for each in self.decision.confirm if each not in settled]

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
    people: "Sequence[YoungPerson]",
    *,
    viewer: User,
    on: date,
    lived: "Mapping[int, Sequence[Home]] | None" = None,
    did: "Mapping[int, Sequence[MainActivity]] | None" = None,
) -> dict[int, OwedTo]:
    """By key. Who has no birthday written down is left out: no law applies to them.

    As many queries for a thousand young people as for one. `lived` and `did` are their
    homes and main activities, of who has read them already.
    """
    require(viewer, Permission.SEE_CASEWORK)
    histories = care_history.histories(people, viewer=viewer)
    lived = lived or homes.homes_of(histories, viewer=viewer)
    did = did or activities.activities_of(histories, viewer=viewer)
    done = _done(histories, lived, did, viewer=viewer, on=on)
    confirmed = _confirmed(histories)
    return {
        pk: OwedTo(
            on=on,
            history=history,
            done=done[pk],
            category=category_on(history, on),
            duties=tuple(law.duties(history, done[pk], on=on)),
            confirmed=tuple(confirmed[pk]),
        )
        for pk, history in histories.items()
    }


@dataclass(frozen=True, kw_only=True)
class InTheReturn:
    """Whether the SSDA903 return of a year asks about somebody: no legal category."""

    year: int
    birthday: date | None
    why_not: str

    @property
    def is_asked(self) -> bool:
        return self.birthday is not None and not self.why_not

    @property
    def years(self) -> str:
        return f"{self.year - 1} to {self.year}"


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A sum of money, and whether the law itself sets it."""

    pounds: int
    is_statutory: bool
    source: Source

    @property
    def in_words(self) -> str:
        return f"£{self.pounds:,}"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One duty as the page shows it."""

    owed: Owed
    is_overdue: bool
    amount: Amount | None
    paid: str


@dataclass(frozen=True, kw_only=True)
class OwedPage:
    """What one young person is owed, why, by when, and what changes it next."""

    young_person: "YoungPerson"
    on: date
    owed: OwedTo | None
    in_the_return: InTheReturn | None
    may_decide: bool

    @property
    def in_plain_words(self) -> str:
        return IN_PLAIN_WORDS[self.owed.category] if self.owed else ""

    @property
    def groups(self) -> list[tuple[str, list[Shown]]]:
        """The duties under what is to be done about them."""
        shown = [self._shown(each) for each in self.owed.duties] if self.owed else []
        waits = [each for each in shown if not each.owed.is_done]
        groups = [
            ("Overdue", [each for each in waits if each.is_overdue]),
            (
                "Due",
                [each for each in waits if each.owed.due_on and not each.is_overdue],
            ),
            ("At any time", [each for each in waits if not each.owed.due_on]),
            ("Done", [each for each in shown if each.owed.is_done]),
        ]
        return [(title, of_group) for title, of_group in groups if of_group]

    @property
    def other_rules(self) -> list[Finding]:
        """Each other category, with what is not met."""
        if self.owed is None:
            return []
        findings = self.owed.decision.findings
        return [each for each in findings if each is not self.owed.decision.finding]

    @property
    def others_decided(self) -> list[Confirmation]:
        """What a person decided otherwise than the dates do."""
        if self.owed is None:
            return []
        now = self.owed.category
        return [each for each in self.owed.confirmed if each.category != now]

    def _shown(self, owed: Owed) -> Shown:
        entitlement = owed.duty.entitlement
        return Shown(
            owed=owed,
            is_overdue=owed.is_overdue(self.on),
            amount=_amount(entitlement, self.on) if entitlement else None,
            paid=support.in_pounds(owed.paid) if owed.paid else "",
        )


def _amount(entitlement: Entitlement, on: date) -> Amount | None:
    amount = entitlement.on(on)
    if amount is None:
        return None
    return Amount(
        pounds=amount.pounds,
        is_statutory=entitlement.is_statutory,
        source=amount.source,
    )


def owed_page(young_person: "YoungPerson", *, viewer: User, on: date) -> OwedPage:
    """Of a record that the viewer opened."""
    require(viewer, Permission.SEE_CASEWORK)
    owed = owed_to([young_person], viewer=viewer, on=on).get(young_person.pk)
    return OwedPage(
        young_person=young_person,
        on=on,
        owed=owed,
        in_the_return=_in_the_return(owed.history, on) if owed else None,
        may_decide=viewer.may(Permission.CHANGE_RECORDS),
    )


def question_to_decide(
    number: int, *, young_person: "YoungPerson", viewer: User, on: date
) -> tuple[str, OwedTo]:
    """One of the questions that wait for a person, counted from 1; or a 404."""
    require(viewer, Permission.CHANGE_RECORDS)
    owed = owed_to([young_person], viewer=viewer, on=on).get(young_person.pk)
    if owed is None or not 0 < number <= len(owed.to_confirm):
        raise Http404("There is no such question of them today.")
    return owed.to_confirm[number - 1], owed


def get_confirmation(
    pk: int, *, young_person: "YoungPerson", viewer: User
) -> Confirmation:
    return entries.get_entry(Confirmation, pk, young_person=young_person, viewer=viewer)


def _confirmed(pks: Collection[int]) -> dict[int, list[Confirmation]]:
    found: dict[int, list[Confirmation]] = {pk: [] for pk in pks}
    standing = Confirmation.objects.filter(
        young_person__in=pks, struck_out_at__isnull=True
    )
    for each in standing.select_related("recorded_by").order_by("decided_on", "pk"):
        found[each.young_person_id].append(each)
    return found


def _in_the_return(history: History, on: date) -> InTheReturn:
    year = in_touch.year_of(on)
    age = in_touch.age_in(year, history.born)
    if age is None:
        return InTheReturn(
            year=year, birthday=None, why_not="no birthday of 17 to 25 in that year"
        )
    birthday = history.birthday(age)
    why_not = why_left_out(history, birthday)
    if not why_not and age > in_touch.OLDEST_TO_CHASE:
        is_asked = asked_for_support(history, year)
        why_not = "" if is_asked else "they have not asked for support in that year"
    return InTheReturn(year=year, birthday=birthday, why_not=why_not)


# -- what the council has done ---------------------------------------------------------


def _done(
    pks: Collection[int],
    lived: "Mapping[int, Sequence[Home]]",
    did: "Mapping[int, Sequence[MainActivity]]",
    *,
    viewer: User,
    on: date,
) -> dict[int, Done]:
    plans = pathway_plans.plan_days(pks, viewer=viewer)
    visited = contacts.last_visits(pks, viewer=viewer, until=on)
    offers = contacts.offers(pks, viewer=viewer)
    advisers = young_people.advisers_since(pks, viewer=viewer, on=on)
    programmes = care_history.programmes_of(pks, viewer=viewer)
    paid = support.paid_to(pks, viewer=viewer)
    return {
        pk: Done(
            assessed_on=plans[pk].assessed_on,
            plan_made_on=plans[pk].plan_made_on,
            reviews=tuple(plans[pk].reviews),
            adviser_since=advisers.get(pk),
            provided=tuple(_period(home) for home in lived[pk] if home.is_provided),
            visits=tuple(filter(None, [visited[pk]])),
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
            paid=paid[pk],
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
