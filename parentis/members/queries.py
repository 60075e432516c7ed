"""What is read of councillors' training and champions. No young person is in it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.committee_report.from_council import ChampionTold
from parentis.members.choices import Falls
from parentis.members.models import (
    Champion,
    Course,
    Deed,
    Session,
    TookPart,
    WhenDue,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parentis.bodies.models import Councillor, TermOfOffice

SESSIONS_SHOWN = 20


# -- champions -------------------------------------------------------------------------


def champions_told(*, viewer: User | None, on: date) -> list[ChampionTold]:
    """Who champions what on the day, and what they did. Everybody may read it."""
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    return [
        ChampionTold(
            name=each.name,
            area=each.of_what,
            deeds=[deed.words for deed in each.deeds.all() if deed.done_on <= on],
        )
        for each in _champions(Champion.objects.on(on))
    ]


def _champions(found: "QuerySet[Champion]") -> list[Champion]:
    """By area, then directorate; each with what stands of their deeds."""
    deeds = Deed.objects.filter(struck_out_at__isnull=True)
    rows = found.select_related("councillor").prefetch_related(Prefetch("deeds", deeds))
    return sorted(rows, key=lambda each: (not each.area, each.of_what, each.name))


# -- what is due -----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Due:
    """A course that a councillor owes, or took in time.

    `since` is what the days are counted from; `taken_on` is None while it is owed.
    """

    councillor: "Councillor"
    course: Course
    rule: WhenDue
    since: date
    due_on: date
    taken_on: date | None

    def is_overdue(self, on: date) -> bool:
        return self.taken_on is None and self.due_on < on

    @property
    def is_owed(self) -> bool:
        return self.taken_on is None


@dataclass(frozen=True, kw_only=True)
class _Register:
    """All that says what is due: rules, terms, and who took part when."""

    councillors: "Sequence[Councillor]"
    rules: Sequence[WhenDue]
    taken: dict[tuple[int, int], list[date]]
    on: date

    def all(self) -> list[Due]:
        return [due for each in self.councillors for due in self.of(each)]

    def of(self, councillor: "Councillor") -> list[Due]:
        terms = _terms_until(councillor, self.on)
        if not terms:
            return []
        found = (self._due(course, councillor, terms) for course in self._courses)
        return [due for due in found if due]

    @cached_property
    def _courses(self) -> list[Course]:
        return list({each.course_id: each.course for each in self.rules}.values())

    def _due(
        self, course: Course, councillor: "Councillor", terms: "Sequence[TermOfOffice]"
    ) -> Due | None:
        taken = self.taken.get((councillor.pk, course.pk), [])
        rule = self._rule(course, self.on)
        if rule is None:
            return None
        if rule.falls == Falls.AFTER_LAST:
            since = max([terms[0].started_on, rule.since, *taken])
            due_on = since + timedelta(days=rule.within_days)
            return Due(
                councillor=councillor,
                course=course,
                rule=rule,
                since=since,
                due_on=due_on,
                taken_on=None,
            )
        return self._after_election(course, councillor, terms, taken)

    def _after_election(
        self,
        course: Course,
        councillor: "Councillor",
        terms: "Sequence[TermOfOffice]",
        taken: Sequence[date],
    ) -> Due | None:
        """By the rule that held on the day of the election."""
        elected = [each for each in terms if each.is_elected]
        if not elected:
            return None
        since = elected[-1].started_on
        rule = self._rule(course, since)
        if rule is None or rule.falls != Falls.AFTER_ELECTION:
            return None
        if rule.is_for_new_members and terms[0].started_on < since:
            # They were in office before: what they took then counts.
            since = terms[0].started_on
            rule = self._rule(course, since)
            if rule is None:
                return None
        return Due(
            councillor=councillor,
            course=course,
            rule=rule,
            since=since,
            due_on=since + timedelta(days=rule.within_days),
            taken_on=min((day for day in taken if day >= since), default=None),
        )

    def _rule(self, course: Course, day: date) -> WhenDue | None:
        """The latest that held on the day. `rules` are the latest first."""
        return next(
            (
                each
                for each in self.rules
                if each.course_id == course.pk and each.since <= day
            ),
            None,
        )


def _terms_until(councillor: "Councillor", on: date) -> "list[TermOfOffice]":
    """Their terms without a gap until the one they are in, the earliest first."""
    chain: list[TermOfOffice] = []
    begun = [each for each in councillor.terms.all() if each.started_on <= on]
    for term in sorted(begun, key=lambda each: each.started_on, reverse=True):
        joins = term.ended_on == chain[0].started_on if chain else term.holds_on(on)
        if not joins:
            break
        chain.insert(0, term)
    return chain


def all_due(*, viewer: User | None, on: date) -> list[Due]:
    """Of every councillor in office. `viewer` None: Parentis itself, to remind them."""
    if viewer is not None:
        require(viewer, Permission.RUN_MEETINGS)
    return _register(bodies.councillors(viewer=viewer, on=on), on).all()


def _register(councillors: "Sequence[Councillor]", on: date) -> _Register:
    rules = WhenDue.objects.standing().filter(course__struck_out_at__isnull=True)
    taken: dict[tuple[int, int], list[date]] = defaultdict(list)
    parts = TookPart.objects.filter(
        session__in=Session.objects.standing().filter(held_on__lte=on),
        councillor__in=[each.pk for each in councillors],
    )
    for who, course, day in parts.values_list(
        "councillor_id", "session__course_id", "session__held_on"
    ):
        taken[who, course].append(day)
    return _Register(
        councillors=councillors,
        rules=list(rules.select_related("course")),
        taken=taken,
        on=on,
    )


# -- the training register -------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """Who owes which course, the longest overdue first; sessions; what is due when."""

    on: date
    owed: Sequence[Due]
    councillors: "Sequence[Councillor]"
    courses: Sequence[Course]
    rules: Sequence[WhenDue]
    to_come: Sequence[Session]
    held: Sequence[Session]

    @property
    def overdue(self) -> list[Due]:
        return [each for each in self.owed if each.is_overdue(self.on)]

    @property
    def not_yet(self) -> list[Due]:
        return [each for each in self.owed if not each.is_overdue(self.on)]


def register_page(*, viewer: User, on: date) -> RegisterPage:
    require(viewer, Permission.RUN_MEETINGS)
    councillors = bodies.councillors(viewer=viewer, on=on)
    register = _register(councillors, on)
    owed = [each for each in register.all() if each.is_owed]
    sessions = Session.objects.standing().select_related("course")
    sessions = sessions.prefetch_related("took_part")
    return RegisterPage(
        on=on,
        owed=sorted(owed, key=lambda each: (each.due_on, each.councillor.surname)),
        councillors=councillors,
        courses=list(Course.objects.standing().order_by("title")),
        rules=register.rules,
        to_come=list(sessions.filter(held_on__gt=on).order_by("held_on")),
        held=list(
            sessions.filter(held_on__lte=on).order_by("-held_on")[:SESSIONS_SHOWN]
        ),
    )


@dataclass(frozen=True, kw_only=True)
class TrainingPage:
    """One councillor's training: what is due, and all they took part in."""

    councillor: "Councillor"
    on: date
    due: Sequence[Due]
    taken: Sequence[Session]


def training_page(councillor_pk: int, *, viewer: User, on: date) -> TrainingPage:
    require(viewer, Permission.RUN_MEETINGS)
    councillor = bodies.get_councillor(councillor_pk, viewer=viewer)
    return _training(councillor, on)


def _training(councillor: "Councillor", on: date) -> TrainingPage:
    taken = Session.objects.standing().filter(took_part__councillor=councillor.pk)
    return TrainingPage(
        councillor=councillor,
        on=on,
        due=_register([councillor], on).of(councillor),
        taken=list(taken.select_related("course").order_by("-held_on")),
    )
