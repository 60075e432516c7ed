"""What is known of young people's time in care, as the law asks about it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

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
)
from parentis.case_file import queries as case_file
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


def _standing(model: type[E], pks: Collection[int]) -> dict[int, list[E]]:
    """What stands of one kind, by young person, the first first."""
    found: dict[int, list[E]] = defaultdict(list)
    standing = model._base_manager.filter(
        young_person__in=list(pks), struck_out_at__isnull=True
    )
    for entry in standing:
        found[entry.young_person_id].append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: (entry.happened_on, entry.pk))
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
