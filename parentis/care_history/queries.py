"""What is known of young people's time in care, as the law asks about it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.care_history.choices import ProgrammeKind, StayKind
from parentis.care_history.models import (
    Adoption,
    CarePeriod,
    GuardianshipOrder,
    Programme,
    Stay,
    SupportAskedFor,
    UnaccompaniedArrival,
)
from parentis.case_file import queries as case_file
from parentis.entries import queries as entries
from parentis.entries.models import Entry
from parentis.law.care import (
    Accommodated,
    Detained,
    Education,
    History,
    LookedAfter,
    Period,
    SpecialGuardianship,
)

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

E = TypeVar("E", bound=Entry)

# What regulation 3 and section 24(2) call the stays of a record.
DETAINED = {StayKind.DETAINED: "detained", StayKind.HOSPITAL: "hospital"}
ACCOMMODATED = {
    StayKind.HOSPITAL: "hospital",
    StayKind.PRIVATE_FOSTERING: "private_fostering",
}


def histories(
    young_people: "Sequence[YoungPerson]", *, viewer: User
) -> dict[int, History]:
    """The history of each by key. Whose birthday is not known has none."""
    require(viewer, Permission.SEE_CASEWORK)
    born = {each.pk: each.born for each in young_people if each.born}
    periods, stays = _standing(CarePeriod, born), _standing(Stay, born)
    orders, adoptions = _standing(GuardianshipOrder, born), _standing(Adoption, born)
    programmes, asked = _standing(Programme, born), _standing(SupportAskedFor, born)
    died = case_file.died_on(list(born), viewer=viewer)
    return {
        pk: History(
            born=birthday,
            looked_after=[_looked_after(period) for period in periods[pk]],
            detained=[
                Detained(
                    start=stay.started_on,
                    end=stay.ended_on,
                    kind=DETAINED[StayKind(stay.kind)],
                )
                for stay in stays[pk]
                if stay.kind in DETAINED
            ],
            at_home=[
                Period(start=stay.started_on, end=stay.ended_on)
                for stay in stays[pk]
                if stay.kind == StayKind.AT_HOME
            ],
            accommodated=[
                Accommodated(
                    start=stay.started_on,
                    end=stay.ended_on,
                    kind=ACCOMMODATED[StayKind(stay.kind)],
                )
                for stay in stays[pk]
                if stay.kind in ACCOMMODATED
            ],
            special_guardianship=_order(orders[pk]),
            education=[_education(programme) for programme in programmes[pk]],
            asked_for_support=[
                Period(start=each.started_on, end=each.ended_on) for each in asked[pk]
            ],
            adopted_on=next((each.adopted_on for each in adoptions[pk]), None),
            died_on=died.get(pk),
        )
        for pk, birthday in born.items()
    }


def periods_of(pks: Collection[int], *, viewer: User) -> dict[int, list[CarePeriod]]:
    """The episodes of each as the return has them, the first one first."""
    require(viewer, Permission.SEE_CASEWORK)
    found = _standing(CarePeriod, dict.fromkeys(pks))
    return {pk: found[pk] for pk in pks}


@dataclass(frozen=True, kw_only=True)
class CareHistoryPage:
    """The periods of a record in order, and those struck out."""

    young_person: "YoungPerson"
    periods: Sequence[CarePeriod]
    struck_out: Sequence[CarePeriod]
    history: History | None
    on: date
    may_change: bool

    @property
    def days_since_14(self) -> int | None:
        """Days in care that leaving-care law counts, until today."""
        return self.history.days_since_14(self.on) if self.history else None

    @property
    def needs_birthday(self) -> bool:
        return self.history is None


def care_history_page(
    young_person: "YoungPerson", *, viewer: User, on: date
) -> CareHistoryPage:
    """Of a record that the viewer opened."""
    require(viewer, Permission.SEE_CASEWORK)
    found = entries.entries(CarePeriod, young_person, viewer=viewer)
    histories_of = histories([young_person], viewer=viewer)
    return CareHistoryPage(
        young_person=young_person,
        periods=[period for period in reversed(found) if not period.is_struck_out],
        struck_out=[period for period in reversed(found) if period.is_struck_out],
        history=histories_of.get(young_person.pk),
        on=on,
        may_change=viewer.may(Permission.CHANGE_RECORDS),
    )


def get_period(pk: int, *, young_person: "YoungPerson", viewer: User) -> CarePeriod:
    """One that stands, to correct."""
    return entries.get_entry(CarePeriod, pk, young_person=young_person, viewer=viewer)


@dataclass(frozen=True, kw_only=True)
class PeriodPage:
    """One period, and what it said before."""

    young_person: "YoungPerson"
    period: CarePeriod
    earlier: Sequence[entries.Version]
    may_change: bool


def period_page(pk: int, *, young_person: "YoungPerson", viewer: User) -> PeriodPage:
    require(viewer, Permission.SEE_CASEWORK)
    period = entries.get_entry_to_read(
        CarePeriod, pk, young_person=young_person, viewer=viewer
    )
    return PeriodPage(
        young_person=young_person,
        period=period,
        earlier=entries.earlier_versions(period, viewer=viewer),
        may_change=viewer.may(Permission.CHANGE_RECORDS) and not period.is_struck_out,
    )


@dataclass(frozen=True, kw_only=True)
class Programmes:
    """Programmes that a home in the holidays, or a bursary, depends on."""

    higher: Sequence[Period] = ()
    residential: Sequence[Period] = ()


def programmes_of(pks: Collection[int], *, viewer: User) -> dict[int, Programmes]:
    """By key, everybody asked for among them."""
    require(viewer, Permission.SEE_CASEWORK)
    found = _standing(Programme, pks)
    return {
        pk: Programmes(
            higher=_of_kind(found[pk], ProgrammeKind.HIGHER),
            residential=_of_kind(found[pk], ProgrammeKind.RESIDENTIAL),
        )
        for pk in pks
    }


def _of_kind(programmes: Iterable[Programme], kind: ProgrammeKind) -> list[Period]:
    return [
        Period(start=each.started_on, end=each.ended_on)
        for each in programmes
        if each.kind == kind
    ]


def came_alone(pks: Collection[int], *, viewer: User) -> frozenset[int]:
    """Who of these came to the country without a parent, and sought asylum."""
    require(viewer, Permission.SEE_CASEWORK)
    found = UnaccompaniedArrival.objects.filter(
        young_person__in=pks, struck_out_at__isnull=True
    )
    return frozenset(found.values_list("young_person_id", flat=True))


def _standing(model: type[E], pks: Collection[int]) -> dict[int, list[E]]:
    """What stands of one kind, by young person, the first first."""
    found: dict[int, list[E]] = defaultdict(list)
    standing = model._base_manager.filter(
        young_person__in=pks, struck_out_at__isnull=True
    )
    for entry in standing:
        found[entry.young_person_id].append(entry)
    for kept in found.values():
        kept.sort(key=lambda entry: (entry.happened_on, entry.pk))
    return found


def _looked_after(period: CarePeriod) -> LookedAfter:
    return LookedAfter(
        start=period.started_on,
        end=period.ended_on,
        legal_status=period.legal_status,
        placement=period.placement,
        council=period.council,
        reason_ceased=period.reason_ceased,
    )


def _order(orders: Iterable[GuardianshipOrder]) -> SpecialGuardianship | None:
    return next(
        (
            SpecialGuardianship(
                start=order.started_on,
                end=order.ended_on,
                was_looked_after_before=order.was_looked_after_before,
            )
            for order in orders
        ),
        None,
    )


def _education(programme: Programme) -> Education:
    return Education(
        is_in_plan_from_before_21=programme.is_in_plan_from_before_21,
        informed_on=programme.informed_on,
        ends_on=programme.ended_on,
    )


# -- beside a return -------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A period of a return that goes against what somebody wrote here, and how."""

    row: Mapping[str, Any]
    why: str
    period: CarePeriod | None = None


@dataclass(frozen=True, kw_only=True)
class Differences:
    """A return's periods beside those of the record, by their first day.

    `changed` are what an earlier return said and nobody has corrected; `conflicts` are
    left to a person: what was written here stands.
    """

    added: Sequence[Mapping[str, Any]] = ()
    same: Sequence[CarePeriod] = ()
    changed: Sequence[tuple[CarePeriod, Mapping[str, Any]]] = ()
    conflicts: Sequence[Conflict] = ()


def periods_beside_return(
    young_person: "YoungPerson", rows: Sequence[Mapping[str, Any]], *, viewer: User
) -> Differences:
    """What taking over a return's periods would do. Nothing is changed."""
    require(viewer, Permission.SEE_ALLOCATED)
    kept = list(CarePeriod.objects.filter(young_person=young_person))
    standing = {each.started_on: each for each in kept if not each.is_struck_out}
    struck_out = {each.started_on: each for each in kept if each.is_struck_out}
    added: list[Mapping[str, Any]] = []
    same: list[CarePeriod] = []
    changed: list[tuple[CarePeriod, Mapping[str, Any]]] = []
    conflicts: list[Conflict] = []
    # Those that the return ends make room for those that follow them.
    spans = {each.pk: _span(each.started_on, each.ended_on) for each in kept}
    for row in sorted(rows, key=lambda row: row["started_on"]):
        there = standing.get(row["started_on"])
        if there is not None and _says(there, row):
            same.append(there)
        elif why := _why_not(row, there, struck_out, standing.values(), spans):
            conflicts.append(Conflict(row=row, why=why, period=there))
        elif there is not None:
            spans[there.pk] = _span(row["started_on"], row.get("ended_on"))
            changed.append((there, row))
        else:
            added.append(row)
    return Differences(added=added, same=same, changed=changed, conflicts=conflicts)


def _says(period: CarePeriod, row: Mapping[str, Any]) -> bool:
    return all(
        (getattr(period, name) or None) == (value or None)
        for name, value in row.items()
    )


def _why_not(
    row: Mapping[str, Any],
    there: CarePeriod | None,
    struck_out: Mapping[date, CarePeriod],
    standing: Iterable[CarePeriod],
    spans: Mapping[int, tuple[date, date]],
) -> str:
    """Why a person has to look at it. Empty: it can be added."""
    if there is not None and not there.is_as_brought_in:
        return "Somebody wrote or corrected this period here, and it says otherwise."
    if there is None and row["started_on"] in struck_out:
        return "Somebody struck this period out."
    start, end = _span(row["started_on"], row.get("ended_on"))
    for other in standing:
        begins, ends = spans[other.pk]
        if other is not there and begins < end and start < ends:
            return (
                "They were looked after in another period on some of these days:"
                f" {other.headline}, from {begins.day} {begins:%B %Y}."
            )
    return ""


def _span(start: date, end: date | None) -> tuple[date, date]:
    return start, end or date.max
