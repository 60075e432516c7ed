"""The demo's visits of councillors to two children's homes, the answers, the rota."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from parentis.bodies.models import Councillor
from parentis.config.made_up_bodies import committee_officer, noon, read
from parentis.config.made_up_targets import corporate_parenting_officer
from parentis.visits.choices import month_after
from parentis.visits.models import DueVisit, Home, Visit, VisitAction, VisitAnswer

# On these days of a month homes are visited, in turn.
DAYS = (9, 16, 22, 12, 19, 25, 6)
DAYS_TO_ANSWER = 6
DAYS_TO_TELL = 9
EVERY_SO_MANY_IS_SWAPPED = 11


def fill_visits(*, at: datetime) -> None:
    """Does nothing where there is a home already. Needs `fill_bodies` before it."""
    if Home.objects.exists():
        return
    _Filling(at).fill()


@dataclass(frozen=True, kw_only=True)
class _Made:
    """A visit as it is told, what was found there, and how far it has come."""

    visit: Visit
    told: Mapping[str, Any]
    place: int
    is_answered: bool = True
    are_told: bool = True


class _Filling:
    def __init__(self, at: datetime) -> None:
        self.told = read("visits.toml")
        self.today = timezone.localtime(at).date()
        self.month = self.today.replace(day=1)
        self.runs = committee_officer()
        self.answers = corporate_parenting_officer()
        named = {each.name: each for each in Councillor.objects.standing()}
        self.turns = [named[name] for name in self.told["turns"] if name in named]
        self.named = named

    def fill(self) -> None:
        homes = Home.objects.bulk_create(
            Home(name=name, recorded_by=self.runs, recorded_at=noon(self._first()))
            for name in read("council_cast.toml")["homes"]
        )
        due = DueVisit.objects.bulk_create(self._rota(homes))
        made = list(self._made(due))
        Visit.objects.bulk_create(each.visit for each in made)
        VisitAction.objects.bulk_create(
            action for each in made for action in self._asked(each)
        )
        VisitAnswer.objects.bulk_create(
            self._answer(each) for each in made if each.is_answered
        )

    def _first(self) -> date:
        return _months_before(self.month, self.told["months_past"])

    # -- the rota ----------------------------------------------------------------------

    def _rota(self, homes: list[Home]) -> Iterator[DueVisit]:
        month, turn = self._first(), 0
        for _ in range(self.told["months_past"] + self.told["months_ahead"] + 1):
            for place, home in enumerate(homes):
                why = ""
                if turn % EVERY_SO_MANY_IS_SWAPPED == 7:
                    swaps = self.told["swaps"]
                    why = swaps[turn % len(swaps)]
                yield DueVisit(
                    home=home,
                    councillor=self._whose(month, place, turn),
                    month=month,
                    why_swapped=why if month < self.month else "",
                    recorded_by=self.runs,
                    recorded_at=noon(min(month, self.today)),
                )
                turn += 1
            month = month_after(month)

    def _whose(self, month: date, place: int, turn: int) -> Councillor:
        if month == self.month:
            return self.named[self.told["this_month"][place]]
        if month == _months_before(self.month, 1):
            last = (self.told["not_made_by"], self.told["waits_for_an_answer"])
            return self.named[last[place]]
        there = set(Councillor.objects.in_office(month).values_list("pk", flat=True))
        able = [each for each in self.turns if each.pk in there] or self.turns
        return able[turn % len(able)]

    # -- visits, and what came of them -------------------------------------------------

    def _made(self, due: list[DueVisit]) -> Iterator[_Made]:
        """All of the months that are over but one; the latest not answered yet."""
        past = [each for each in due if each.month < self.month]
        *_, not_made, _last = past
        made = [each for each in past if each is not not_made]
        for place, each in enumerate(made):
            left = len(made) - place
            told = self._finding(place)
            yield _Made(
                visit=self._visit(each, told, place),
                told=told,
                place=place,
                is_answered=left > 1,
                are_told=left > 1 + self.told["not_told_yet"],
            )

    def _finding(self, place: int) -> Mapping[str, Any]:
        """Two homes are visited each month: what is found in one comes later in the
        other."""
        all_told = self.told["visits"]
        turn, home = divmod(place, 2)
        found: Mapping[str, Any] = all_told[
            (turn + home * len(all_told) // 2) % len(all_told)
        ]
        return found

    def _visit(self, due: DueVisit, told: Mapping[str, Any], place: int) -> Visit:
        day = due.month.replace(day=DAYS[place % len(DAYS)])
        return Visit(
            home=due.home,
            councillor=due.councillor,
            due_visit=due,
            visited_on=day,
            has_met_young_people=told.get("met_young_people", True),
            has_met_staff=True,
            saw=told["saw"],
            young_people_said=told["said"],
            good_enough=told["enough"],
            why=told.get("why", ""),
            for_public=told.get("public", ""),
            recorded_by=due.councillor.user or self.runs,
            recorded_at=noon(day),
        )

    def _asked(self, made: _Made) -> Iterator[VisitAction]:
        day = made.visit.visited_on
        for each in made.told.get("asks", ()):
            due_on = day + timedelta(days=each["days"])
            is_done = made.is_answered and due_on <= self.today
            yield VisitAction(
                visit=made.visit,
                words=each["words"],
                owner=each["owner"],
                due_on=due_on,
                done_on=due_on if is_done else None,
                what_was_done=each["done"] if is_done else "",
                recorded_by=made.visit.recorded_by,
                recorded_at=noon(day),
            )

    def _answer(self, made: _Made) -> VisitAnswer:
        day = made.visit.visited_on
        answered_on = min(day + timedelta(days=DAYS_TO_ANSWER), self.today)
        told_on = min(day + timedelta(days=DAYS_TO_TELL), self.today)
        ways = self.told["how_told"]
        return VisitAnswer(
            visit=made.visit,
            answered_on=answered_on,
            words=made.told["answer"],
            told_on=told_on if made.are_told else None,
            how_told=ways[made.place % len(ways)] if made.are_told else "",
            told_by="Registered manager" if made.are_told else "",
            recorded_by=self.answers,
            recorded_at=noon(answered_on),
        )


def _months_before(month: date, months: int) -> date:
    for _ in range(months):
        month = (month - timedelta(days=1)).replace(day=1)
    return month
