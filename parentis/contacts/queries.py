"""Who was reached and when, who is lost, and what the return may say of each.

Keys are of young people whom the viewer was shown already: whoever gave them put that
on record. In touch means a contact made within the window. Attempts never count.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Q
from django.db.models.functions import TruncDate

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.care_history.queries import histories
from parentis.case_file.queries import died_on
from parentis.contacts.choices import BY_OTHERS, ContactKind
from parentis.contacts.models import (
    Contact,
    InTouchAnswer,
    Offer,
    people_of,
)
from parentis.ssda903 import in_touch
from parentis.ssda903.in_touch import InTouch, Window

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson


@dataclass(frozen=True, kw_only=True)
class LastContact:
    """The last day they were reached, and the last day somebody tried in vain."""

    made_on: date | None = None
    tried_on: date | None = None


# -- by young person, for lists --------------------------------------------------------


def last_contacts(pks: Collection[int], *, viewer: User) -> dict[int, LastContact]:
    """Everybody asked for is there; one query."""
    require(viewer, Permission.SEE_ALLOCATED)
    found = Contact.objects.standing().of(list(pks))
    reached = Q(is_made=True) & ~Q(kind__in=BY_OTHERS)
    last = {
        pk: LastContact(made_on=made_on, tried_on=tried_on)
        for pk, made_on, tried_on in found.values_list("young_person").annotate(
            made_on=Max(TruncDate("held_at"), filter=reached),
            tried_on=Max(TruncDate("held_at"), filter=~reached),
        )
    }
    return {pk: last.get(pk, LastContact()) for pk in pks}


def visits(pks: Collection[int], *, viewer: User) -> dict[int, list[date]]:
    """The days on which each was visited and seen, the earliest first."""
    require(viewer, Permission.SEE_ALLOCATED)
    made = Contact.objects.made().of(list(pks))
    seen = made.filter(kind=ContactKind.VISIT, is_seen=True)
    days = seen.values_list("young_person", TruncDate("held_at")).order_by("held_at")
    return _gathered(pks, days)


def offers(pks: Collection[int], *, viewer: User) -> dict[int, list[date]]:
    """The days on which each was offered support, the earliest first."""
    require(viewer, Permission.SEE_ALLOCATED)
    found = Offer.objects.standing().of(list(pks)).order_by("offered_on")
    return _gathered(pks, found.values_list("young_person", "offered_on"))


def windows(
    young_people: Sequence["YoungPerson"], *, viewer: User, on: date
) -> dict[int, Window]:
    """Whose window is open on a day: 17 to 21, as nobody older is to be chased.

    For whoever keeps in touch with them: others who know them are told of none.
    """
    require(viewer, Permission.SEE_ALLOCATED)
    if not viewer.may(Permission.SEE_CASEWORK):
        return {}
    is_open = {
        each.pk: found
        for each in young_people
        if each.born and (found := in_touch.open_window(each.born, on=on))
    }
    facts = _facts(is_open, young_people, viewer=viewer)
    return {
        pk: replace(each, answer=in_touch.decide(each, facts[pk], on=on).answer)
        for pk, each in is_open.items()
    }


def answers(
    pks: Collection[int], *, viewer: User, on: date, year: int | None = None
) -> dict[int, InTouch]:
    """What the return may say, as known on a day, of whoever it asks about.

    `year` is the one in which the return ends; the year of `on` where it is left out.
    Whoever reaches no age of 17 to 25 in it is not there, nor anybody from 22 on who
    has not asked for support.
    """
    require(viewer, Permission.SEE_CASEWORK)
    people = people_of(pks)
    asked = {
        each.pk: in_touch.window_at(each.born, age, on=on)
        for each in people
        if each.born
        and (age := in_touch.age_in(year or in_touch.year_of(on), each.born))
    }
    facts = _facts(asked, people, viewer=viewer)
    return {
        pk: in_touch.decide(window, facts[pk], on=on)
        for pk, window in asked.items()
        if window.is_for(facts[pk])
    }


# -- what an answer rests on -----------------------------------------------------------


def _facts(
    asked: Mapping[int, Window], people: Iterable["YoungPerson"], *, viewer: User
) -> dict[int, in_touch.Facts]:
    """What every part of the record says of those whom the return asks about."""
    reached, recorded = _reached(asked), _recorded(asked)
    care = histories([each for each in people if each.pk in asked], viewer=viewer)
    died = died_on(list(asked), viewer=viewer)
    return {
        pk: in_touch.Facts(
            reached=reached[pk],
            recorded=recorded.get(pk),
            died_on=died.get(pk),
            at_home=care[pk].at_home,
            asked_for_support=care[pk].asked_for_support,
        )
        for pk in asked
    }


def _reached(asked: Mapping[int, Window]) -> dict[int, list[in_touch.Reached]]:
    found: dict[int, list[in_touch.Reached]] = defaultdict(list)
    if not asked:
        return found
    made = Contact.objects.made().of(list(asked))
    since = min(window.opens_on for window in asked.values())
    for each in made.filter(held_at__date__gte=since).order_by("held_at"):
        found[each.young_person_id].append(
            in_touch.Reached(
                on=each.happened_on,
                known_at=each.changed_at or each.recorded_at,
                what=each.headline,
                pk=each.pk,
            )
        )
    return found


def _recorded(asked: Mapping[int, Window]) -> dict[int, in_touch.Recorded]:
    found = InTouchAnswer.objects.standing().of(list(asked))
    return {
        each.young_person_id: in_touch.Recorded(
            answer=each.answer,
            decided_at=each.changed_at or each.recorded_at,
            said_on=each.evidence_on,
            evidence=each.evidence,
            why=each.why,
            pk=each.pk,
        )
        for each in found
        if each.age == asked[each.young_person_id].age
    }


def _gathered(
    pks: Collection[int], rows: Iterable[tuple[Any, ...]]
) -> dict[int, list[date]]:
    found: dict[int, list[date]] = {pk: [] for pk in pks}
    for pk, day in rows:
        found[pk].append(day)
    return found
