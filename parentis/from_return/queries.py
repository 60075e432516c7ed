"""The newest return beside the records, child by child."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import narwhals as nw
from django.http import Http404
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.activities import queries as activities
from parentis.care_history import queries as care_history
from parentis.from_return.choices import Tells
from parentis.from_return.models import Joining, Told
from parentis.homes import queries as homes
from parentis.returns import queries as returns
from parentis.ssda903.returns import Frame, first_day, last_day
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.returns.models import Upload
    from parentis.young_people.models import YoungPerson

ON_A_PAGE = 50
# Younger ones are nobody's work here yet.
FROM_AGE = 16
OF_A_PERIOD = {
    "started_on": "decom",
    "reason_started": "rne",
    "legal_status": "ls",
    "need": "cin",
    "placement": "place",
    "provider": "place_provider",
    "ended_on": "dec",
    "reason_ceased": "rec",
    "reason_placement_changed": "reason_place_change",
    "home_postcode": "home_post",
    "placement_postcode": "pl_post",
    "urn": "urn",
}


@dataclass(frozen=True, kw_only=True)
class Child:
    """What a return says of one child."""

    number: str
    born: date | None
    periods: Sequence[Mapping[str, Any]] = ()
    activity: str = ""
    home: str = ""
    oc3_on: date | None = None


@dataclass(kw_only=True)
class Beside:
    """A child beside their record: what would be added, and what is told."""

    child: Child
    young_person: "YoungPerson | None" = None
    told: list[tuple[Tells, str]] = field(default_factory=list)
    takes_periods: bool = False
    takes_activity: bool = False
    takes_home: bool = False


@dataclass(frozen=True, kw_only=True)
class JoiningPage:
    joining: Joining
    counts: Sequence[tuple[str, str, int]]
    told: Sequence[Told]
    people: Mapping[int, "YoungPerson"]
    tells: str
    next: int | None


def newest_return(*, viewer: User) -> "Upload | None":
    """The return in force of the latest year."""
    require(viewer, Permission.BRING_IN_RECORDS)
    in_force = returns.years_in_force(viewer=viewer)
    return in_force[max(in_force)] if in_force else None


def children_of_the_return(year: int, *, viewer: User) -> list[Child]:
    """Everybody in the return in force of a year, in the order of their numbers."""
    require(viewer, Permission.BRING_IN_RECORDS)
    frames = returns.returns_in_force(viewer=viewer)
    header = _by_child(frames["header"], year)
    episodes = _by_child(frames["episodes"], year)
    oc3 = _by_child(frames["oc3"], year)
    numbers = sorted({*header, *episodes, *oc3})
    return [
        _child(number, year, header.get(number, []), episodes.get(number, []), oc3)
        for number in numbers
    ]


def beside_records(
    children: Sequence[Child], *, viewer: User, at: datetime, year: int
) -> list[Beside]:
    """Each beside the record of its number, if the viewer may bring into that one.

    Of children whose record is another's to open, nothing is told.
    """
    require(viewer, Permission.BRING_IN_RECORDS)
    records = young_people.records_to_bring_into(viewer=viewer, at=at)
    mine = {_same(each.child_number): each for each in records if each.child_number}
    others = young_people.numbers_of_records(viewer=viewer)
    pks = [each.pk for each in mine.values()]
    homes_of = homes.homes_of(pks, viewer=viewer)
    activities_of = activities.activities_of(pks, viewer=viewer)
    found = []
    for child in children:
        number = _same(child.number)
        young_person = mine.get(number)
        beside = Beside(child=child, young_person=young_person)
        if young_person is not None:
            _compare(beside, young_person, homes_of, activities_of, viewer, year)
        elif number not in others and _is_old_enough(child, year):
            born = f", born {_day(child.born)}" if child.born else ""
            beside.told.append((Tells.NEW, f"Child {child.number}{born}"))
        found.append(beside)
    return found


def joinings(*, viewer: User) -> list[Joining]:
    require(viewer, Permission.BRING_IN_RECORDS)
    return list(Joining.objects.filter(asked_by=viewer).order_by("-pk")[:10])


def get_joining(pk: int, *, viewer: User) -> Joining:
    require(viewer, Permission.BRING_IN_RECORDS)
    return get_object_or_404(Joining, pk=pk, asked_by=viewer)


def joining_page(
    pk: int, *, viewer: User, at: datetime, tells: str = "", after: int = 0
) -> JoiningPage:
    """What the return tells, by what it is; each child shown is on record."""
    joining = get_joining(pk, viewer=viewer)
    if tells and tells not in Tells.values:
        raise Http404("A return tells no such thing.")
    counts = [
        (each.value, each.label, joining.told.filter(tells=each).count())
        for each in Tells
    ]
    found = joining.told.filter(pk__gt=after).order_by("pk")
    found = found.filter(tells=tells) if tells else found
    rows = list(found[: ON_A_PAGE + 1])
    shown = rows[:ON_A_PAGE]
    whose = {each.young_person_id for each in shown if each.young_person_id}
    people = young_people.shown_to_compare(whose, viewer=viewer, at=at)
    young_people.numbers_shown(
        [each.child for each in shown if not each.young_person_id], viewer=viewer
    )
    return JoiningPage(
        joining=joining,
        counts=[each for each in counts if each[2]],
        told=[
            each
            for each in shown
            if each.young_person_id is None or each.young_person_id in people
        ],
        people=people,
        tells=tells,
        next=shown[-1].pk if len(rows) > ON_A_PAGE else None,
    )


def _by_child(frame: Frame, year: int) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    rows = frame.filter(nw.col("year") == year).collect()
    for row in rows.iter_rows(named=True):
        if row["child"]:
            found.setdefault(row["child"], []).append(row)
    return found


def _child(
    number: str,
    year: int,
    header: Sequence[Mapping[str, Any]],
    episodes: Sequence[Mapping[str, Any]],
    oc3: Mapping[str, Sequence[Mapping[str, Any]]],
) -> Child:
    asked = next(iter(oc3.get(number, [])), {})
    born = next((row["dob"] for row in header if row["dob"]), asked.get("dob"))
    periods = {
        row["decom"]: {
            name: row[column] or (None if column == "dec" else "")
            for name, column in OF_A_PERIOD.items()
        }
        for row in episodes
        if row["decom"]
    }
    return Child(
        number=number,
        born=born,
        periods=list(periods.values()),
        activity=asked.get("activ") or "",
        home=asked.get("accom") or "",
        oc3_on=_birthday(born, year) if born and asked else None,
    )


def _birthday(born: date, year: int) -> date:
    """The birthday in the return's year, around which OC3 asks."""
    for each in (year - 1, year):
        # Who was born on 29 February has their birthday on 1 March in other years.
        leap = born.month == 2 and born.day == 29
        on = date(each, 3, 1) if leap and each % 4 else born.replace(year=each)
        if first_day(year) <= on <= last_day(year):
            return on
    return last_day(year)


def _is_old_enough(child: Child, year: int) -> bool:
    born = child.born
    return born is None or (last_day(year) - born).days >= FROM_AGE * 365.25


def _compare(
    beside: Beside,
    young_person: "YoungPerson",
    homes_of: Mapping[int, Sequence[Any]],
    activities_of: Mapping[int, Sequence[Any]],
    viewer: User,
    year: int,
) -> None:
    child = beside.child
    if child.born != young_person.born:
        ours = _day(young_person.born) if young_person.born else "not known"
        theirs = _day(child.born) if child.born else "not known"
        words = f"Born {ours} as written here, {theirs} in the return"
        beside.told.append((Tells.BIRTHDAY, words))
        return
    _compare_periods(beside, young_person, viewer)
    if child.oc3_on is None:
        return
    on = child.oc3_on
    ours_then = _on(activities_of.get(young_person.pk, []), on)
    if child.activity and child.activity != "0":
        beside.takes_activity = ours_then is None
        _tell_oc3(beside, Tells.ACTIVITY_ADDED, child.activity, ours_then, on)
    home_then = _on(homes_of.get(young_person.pk, []), on)
    if child.home and child.home != "0":
        beside.takes_home = home_then is None
        _tell_oc3(beside, Tells.HOME_ADDED, child.home, home_then, on)


def _compare_periods(beside: Beside, whose: "YoungPerson", viewer: User) -> None:
    found = care_history.periods_beside_return(
        whose, beside.child.periods, viewer=viewer
    )
    for row in found.added:
        beside.told.append((Tells.PERIODS_ADDED, _period(row)))
    for _, row in found.changed:
        beside.told.append((Tells.PERIODS_CHANGED, _period(row)))
    for conflict in found.conflicts:
        words = f"{_period(conflict.row)}. {conflict.why}"
        beside.told.append((Tells.PERIOD_DIFFERS, words))
    beside.takes_periods = bool(found.added or found.changed)


def _tell_oc3(beside: Beside, added: Tells, code: str, ours: Any, on: date) -> None:
    differs = {
        Tells.ACTIVITY_ADDED: Tells.ACTIVITY_DIFFERS,
        Tells.HOME_ADDED: Tells.HOME_DIFFERS,
    }[added]
    if ours is None:
        beside.told.append((added, f"{code} on {_day(on)}"))
    elif (ours.code if added is Tells.HOME_ADDED else ours.kind) != code:
        words = f"The return says {code} on {_day(on)}; written here: {ours.headline}"
        beside.told.append((differs, words))


def _on(entries: Sequence[Any], day: date) -> Any:
    """What a record has on a day."""
    return next(
        (
            each
            for each in entries
            if each.started_on <= day and (not each.ended_on or each.ended_on > day)
        ),
        None,
    )


def _period(row: Mapping[str, Any]) -> str:
    until = f" to {_day(row['ended_on'])}" if row["ended_on"] else ""
    return f"{row['legal_status']} in {row['placement']}, {_day(row['started_on'])}" + (
        until
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _same(number: str) -> str:
    return "".join(number.split()).casefold()
