"""Who was reached and when, who is lost, and what the return may say of each.

Keys are of young people whom the viewer was shown already: whoever gave them put that
on record. In touch means a contact made within the window. Attempts never count.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.care_history.queries import histories
from parentis.case_file.queries import died_on
from parentis.contacts.choices import (
    TICKED_BY,
    ContactKind,
    InTouchCode,
    Rung,
    Show,
)
from parentis.contacts.models import (
    ComingBack,
    Contact,
    InTouchAnswer,
    LostTouch,
    Offer,
    last_held,
    people_of,
    standing,
)
from parentis.drafts import queries as drafts
from parentis.law.care import History
from parentis.ssda903 import in_touch
from parentis.ssda903.in_touch import InTouch as InTouch
from parentis.ssda903.in_touch import Window as Window

if TYPE_CHECKING:
    from parentis.drafts.models import Draft
    from parentis.young_people.models import YoungPerson

ON_A_PAGE = 30
# As reports ask: whom nobody reached for eight weeks.
LONG_AGO = timedelta(weeks=8)


@dataclass(frozen=True, kw_only=True)
class LastContact:
    """The last day they were reached, and the last day somebody tried in vain."""

    made_on: date | None = None
    tried_on: date | None = None

    @property
    def was_tried_since(self) -> bool:
        if self.tried_on is None:
            return False
        return self.made_on is None or self.tried_on > self.made_on


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """A search that goes on: each rung with the day it was last tried, and the next."""

    search: LostTouch
    rungs: Sequence[tuple[Rung, date | None]]
    next: Rung | None

    @property
    def next_kind(self) -> str:
        """How the form of a contact is to begin."""
        return TICKED_BY[self.next][0].value if self.next else ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """The return's question at one birthday, and the answer so far."""

    window: Window
    answer: InTouch
    year: int
    on: date

    @property
    def in_words(self) -> str:
        code = self.answer.answer
        return str(InTouchCode(code).label) if code else "No answer yet"

    @property
    def is_open(self) -> bool:
        return self.window.holds(self.on)

    @property
    def is_still_to_come(self) -> bool:
        return self.on < self.window.opens_on


@dataclass(frozen=True, kw_only=True)
class Sides:
    """What was recorded, and what happened, around one birthday."""

    window: Window
    facts: in_touch.Facts
    found: InTouch
    entry: InTouchAnswer | None
    on: date

    @property
    def within(self) -> list[in_touch.Reached]:
        """Contacts made in the window: nothing else makes somebody in touch."""
        return [each for each in self.facts.reached if self.window.holds(each.on)]

    def against(self, answers: Mapping[str, Any]) -> list[in_touch.Reached]:
        """Contacts that speak against an answer somebody is about to give."""
        said = in_touch.Recorded(
            answer=answers["answer"],
            said_on=answers["evidence_on"],
            decided_at=datetime.min.replace(tzinfo=UTC),
        )
        return in_touch.contacts_against(self.window, self.facts, said)


@dataclass(frozen=True, kw_only=True)
class ContactsPage:
    """Keeping in touch with one young person, on one page."""

    young_person: "YoungPerson"
    contacts: "Page[Contact]"
    show: Show
    steps: Sequence[Contact]
    last: LastContact
    lost: Ladder | None
    is_long_ago: bool
    questions: Sequence[Question]
    offers: Sequence[Offer]
    came_back: Sequence[ComingBack]
    drafts_left: Sequence["Draft"]
    is_to_write_down_asking: bool
    may_change: bool
    died_on: date | None
    on: date

    @property
    def may_come_back(self) -> bool:
        if self.died_on:
            return False
        age = self.young_person.age_on(self.on)
        return age is not None and 21 <= age < 25

    @property
    def is_to_be_offered(self) -> bool:
        """From 21 on, each year: somebody of 21 to 24."""
        return self.may_come_back


# -- by young person, for lists --------------------------------------------------------


def last_contacts(pks: Collection[int], *, viewer: User) -> dict[int, LastContact]:
    """Everybody asked for is there; one query."""
    require(viewer, Permission.SEE_ALLOCATED)
    contacts = Contact.objects
    return {
        pk: LastContact(made_on=_day(made), tried_on=_day(tried))
        for pk, (made, tried) in last_held(
            pks, contacts.made(), contacts.tried()
        ).items()
    }


def last_visits(
    pks: Collection[int], *, viewer: User, until: date
) -> dict[int, date | None]:
    """The last day, up to this one, on which each was visited and seen; one query."""
    require(viewer, Permission.SEE_ALLOCATED)
    seen = Contact.objects.made().filter(
        kind=ContactKind.VISIT, is_seen=True, held_at__date__lte=until
    )
    return {pk: _day(held_at) for pk, (held_at,) in last_held(pks, seen).items()}


def _day(held_at: datetime | None) -> date | None:
    return None if held_at is None else timezone.localtime(held_at).date()


def next_steps(pks: Collection[int], *, viewer: User) -> dict[int, list[Contact]]:
    """The contacts of each that left something to do, what is due first comes first."""
    require(viewer, Permission.SEE_CASEWORK)
    found: dict[int, list[Contact]] = {pk: [] for pk in pks}
    steps = Contact.objects.of(pks).with_open_step()
    for each in steps.order_by("next_step_on", "held_at", "pk"):
        found[each.young_person_id].append(each)
    return found


def offers(pks: Collection[int], *, viewer: User) -> dict[int, list[date]]:
    """The days on which each was offered support, the earliest first."""
    require(viewer, Permission.SEE_ALLOCATED)
    found = standing(Offer, pks).order_by("offered_on")
    return _gathered(pks, found.values_list("young_person", "offered_on"))


def windows(
    young_people: Sequence["YoungPerson"],
    *,
    viewer: User,
    on: date,
    care: Mapping[int, History] | None = None,
) -> dict[int, Window]:
    """Whose window is open on a day: 17 to 21, as nobody older is to be chased.

    Nobody who died has one. It is for whoever keeps in touch with them: others who
    know them are told of none. `care`: their histories, of who has read them already.
    """
    require(viewer, Permission.SEE_ALLOCATED)
    if not viewer.may(Permission.SEE_CASEWORK):
        return {}
    is_open = {
        each.pk: found
        for each in young_people
        if each.born and (found := in_touch.open_window(each.born, on=on))
    }
    facts = _facts(is_open, care or _care(is_open, young_people, viewer=viewer))
    return {
        pk: replace(each, answer=in_touch.decide(each, facts[pk], on=on).answer)
        for pk, each in is_open.items()
        if not facts[pk].died_on
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
    facts = _facts(asked, _care(asked, people, viewer=viewer))
    return {
        pk: in_touch.decide(window, facts[pk], on=on)
        for pk, window in asked.items()
        if window.is_for(facts[pk])
    }


def recorded_answers(
    pks: Collection[int], *, viewer: User
) -> dict[int, dict[int, str]]:
    """What was written by hand at each birthday, by age: codes, in one light query."""
    require(viewer, Permission.SEE_CASEWORK)
    found: dict[int, dict[int, str]] = {}
    rows = InTouchAnswer.objects.filter(
        young_person__in=pks, struck_out_at__isnull=True
    )
    for pk, age, answer in rows.values_list("young_person", "age", "answer"):
        found.setdefault(pk, {})[age] = answer
    return found


# -- pages -----------------------------------------------------------------------------


def contacts_page(
    young_person: "YoungPerson",
    *,
    viewer: User,
    at: datetime,
    show: Show = Show.ALL,
    page: int = 1,
) -> ContactsPage:
    """Everything about keeping in touch with one young person.

    Once they died nothing is due any more: no search, no next step, no offer.
    """
    require(viewer, Permission.SEE_CASEWORK)
    on, pk = timezone.localtime(at).date(), young_person.pk
    of_theirs = Contact.objects.of([pk])
    shown = {
        Show.ALL: of_theirs.standing(),
        Show.MADE: of_theirs.made(),
        Show.TRIED: of_theirs.tried(),
        Show.STRUCK_OUT: of_theirs.filter(struck_out_at__isnull=False),
    }[show].select_related("recorded_by", "made_by", "changed_by", "struck_out_by")
    steps = of_theirs.with_open_step().order_by("next_step_on", "held_at")
    last = last_contacts([pk], viewer=viewer)[pk]
    may_change = viewer.may(Permission.CHANGE_RECORDS)
    offered = standing(Offer, [pk]).order_by("-offered_on", "-pk")
    came_back = standing(ComingBack, [pk]).order_by("-came_back_on")
    died = died_on([pk], viewer=viewer).get(pk)
    return ContactsPage(
        young_person=young_person,
        contacts=Paginator(shown.order_by("-held_at", "-pk"), ON_A_PAGE).get_page(page),
        show=show,
        steps=[] if died else list(steps),
        last=last,
        lost=None if died else _lost(young_person),
        is_long_ago=not died and _is_long_ago(last, on),
        questions=_questions(young_person, viewer=viewer, on=on),
        offers=list(offered),
        came_back=list(came_back),
        drafts_left=drafts.left_by_others(young_person, viewer=viewer, at=at)
        if may_change
        else [],
        is_to_write_down_asking=may_change
        and not died
        and _is_to_write_down_asking(young_person, came_back, viewer=viewer, on=on),
        may_change=may_change,
        died_on=died,
        on=on,
    )


def get_contact(pk: int, *, young_person: "YoungPerson", viewer: User) -> Contact:
    """One of a record that the viewer opened. One struck out is not found."""
    require(viewer, Permission.SEE_CASEWORK)
    found = Contact.objects.standing().select_related(
        "young_person", "recorded_by", "changed_by", "made_by"
    )
    return get_object_or_404(found, pk=pk, young_person=young_person)


def get_search(*, young_person: "YoungPerson", viewer: User) -> LostTouch:
    """The search for them that goes on."""
    require(viewer, Permission.CHANGE_RECORDS)
    found = standing(LostTouch, [young_person.pk]).filter(ended_on__isnull=True)
    return get_object_or_404(found)


def in_touch_sides(
    young_person: "YoungPerson", age: int, *, viewer: User, on: date
) -> Sides:
    """All that bears on the return's question at one birthday, for whoever decides."""
    require(viewer, Permission.SEE_CASEWORK)
    born = young_person.born
    if born is None or not in_touch.YOUNGEST <= age <= in_touch.OLDEST:
        raise Http404("The return does not ask at this age.")
    window = in_touch.window_at(born, age, on=on)
    asked = {young_person.pk: window}
    facts = _facts(asked, _care(asked, [young_person], viewer=viewer))[young_person.pk]
    of_age = standing(InTouchAnswer, [young_person.pk]).filter(age=age)
    return Sides(
        window=window,
        facts=facts,
        found=in_touch.decide(window, facts, on=on),
        entry=of_age.first(),
        on=on,
    )


def _lost(young_person: "YoungPerson") -> Ladder | None:
    """Each rung as the attempts recorded since the search began have ticked it."""
    found = standing(LostTouch, [young_person.pk])
    lost = found.filter(ended_on__isnull=True).first()
    if lost is None:
        return None
    tried = Contact.objects.standing().of([young_person.pk]).since(lost.begun_on)
    days: dict[str, date] = {}
    for each in tried.order_by("held_at"):
        days[each.kind] = each.happened_on
    rungs = [
        (rung, max((days[kind] for kind in kinds if kind in days), default=None))
        for rung, kinds in TICKED_BY.items()
    ]
    following = next((rung for rung, tried_on in rungs if tried_on is None), None)
    return Ladder(search=lost, rungs=rungs, next=following)


def _is_long_ago(last: LastContact, on: date) -> bool:
    return last.made_on is None or last.made_on < on - LONG_AGO


def _is_to_write_down_asking(
    young_person: "YoungPerson",
    came_back: Iterable[ComingBack],
    *,
    viewer: User,
    on: date,
) -> bool:
    """They came back, and their care history does not say yet that they asked."""
    back = max((each.came_back_on for each in came_back), default=None)
    if back is None:
        return False
    of_theirs = histories([young_person], viewer=viewer).get(young_person.pk)
    return of_theirs is not None and not any(
        asked.end is None or asked.end > back for asked in of_theirs.asked_for_support
    )


def _questions(
    young_person: "YoungPerson", *, viewer: User, on: date
) -> list[Question]:
    """Of last year's return, which may still be being made, and of this year's."""
    year, pk = in_touch.year_of(on), young_person.pk
    found = []
    for each in (year - 1, year):
        answer = answers([pk], viewer=viewer, on=on, year=each).get(pk)
        if answer and young_person.born:
            window = in_touch.window_at(young_person.born, answer.age, on=on)
            found.append(Question(window=window, answer=answer, year=each, on=on))
    return found


# -- what an answer rests on -----------------------------------------------------------


def _care(
    asked: Mapping[int, Window], people: Iterable["YoungPerson"], *, viewer: User
) -> dict[int, History]:
    return histories([each for each in people if each.pk in asked], viewer=viewer)


def _facts(
    asked: Mapping[int, Window], care: Mapping[int, History]
) -> dict[int, in_touch.Facts]:
    """What every part of the record says of those whom the return asks about."""
    reached, recorded = _reached(asked), _recorded(asked)
    return {
        pk: in_touch.Facts(
            reached=reached[pk],
            recorded=recorded.get(pk),
            died_on=care[pk].died_on,
            at_home=care[pk].at_home,
            asked_for_support=care[pk].asked_for_support,
        )
        for pk in asked
    }


_TOLD_OF_A_CONTACT = (
    *("young_person", "kind", "is_made", "is_seen", "is_seen_alone"),
    *("held_at", "recorded_at", "changed_at"),
)


def _reached(asked: Mapping[int, Window]) -> dict[int, list[in_touch.Reached]]:
    found: dict[int, list[in_touch.Reached]] = defaultdict(list)
    if not asked:
        return found
    since = min(window.opens_on for window in asked.values())
    made = Contact.objects.made().of(asked).since(since)
    # Not the words: of five thousand young people they are megabytes.
    for each in made.only(*_TOLD_OF_A_CONTACT).order_by("held_at"):
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
    found = standing(InTouchAnswer, asked)
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
