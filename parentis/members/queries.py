"""What is read of councillors' training and champions. No young person is in it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.committee_report.from_council import ChampionTold
from parentis.figures import queries as figures
from parentis.indicators import INDICATOR_BY_CODE
from parentis.indicators.indicator import Figure, Indicator
from parentis.law.sources import Source
from parentis.meetings import queries as meetings
from parentis.meetings.actions_asked import queries as actions_asked
from parentis.meetings.actions_asked.queries import ActionShown
from parentis.members.choices import (
    KEY_FIGURES,
    OF_THE_ACT,
    THE_ACT,
    Falls,
    OfferArea,
)
from parentis.members.models import (
    Champion,
    Course,
    Deed,
    Session,
    TookPart,
    WhenDue,
)
from parentis.visits import queries as visits
from parentis.visits.queries import Due as VisitDue

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parentis.bodies.models import Councillor, TermOfOffice
    from parentis.drafts.models import Draft
    from parentis.visits.models import Visit

SESSIONS_SHOWN = 20
# The next meetings of the whole council, among which a councillor's own are looked for.
MEETINGS_LOOKED_AT = 100
MEETINGS_SHOWN = 6
VISITS_SHOWN = 6


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


@dataclass(frozen=True, kw_only=True)
class ChampionShown:
    """A champion as a list shows them. `may_tell`: the viewer may add what they did.

    `has_left`: they are in office no more, and somebody else should champion this.
    """

    champion: Champion
    may_tell: bool
    deeds: Sequence[Deed]
    has_left: bool = False


@dataclass(frozen=True, kw_only=True)
class ChampionsPage:
    """Champions of today; areas of the offer that have none; and those of before."""

    of_areas: Sequence[ChampionShown]
    of_directorates: Sequence[ChampionShown]
    without: Sequence[OfferArea]
    before: Sequence[ChampionShown]
    may_change: bool
    the_act: Source = THE_ACT

    @property
    def areas_of_the_act(self) -> str:
        return ", ".join(area.label.lower() for area in OF_THE_ACT)


def champions_page(*, viewer: User, on: date) -> ChampionsPage:
    require(viewer, Permission.SEE_COUNCIL)
    everyone = _champions(Champion.objects.standing())
    now = [each for each in everyone if not _is_over(each, on)]
    areas = {each.area for each in now}
    here = {each.pk for each in bodies.councillors(viewer=viewer, on=on)}
    return ChampionsPage(
        of_areas=[_shown(each, viewer, here) for each in now if each.area],
        of_directorates=[_shown(each, viewer) for each in now if not each.area],
        without=[area for area in OfferArea if area not in areas],
        before=[_shown(each, viewer) for each in everyone if _is_over(each, on)],
        may_change=viewer.may(Permission.RUN_MEETINGS),
    )


def get_champion(pk: int, *, viewer: User) -> Champion:
    require(viewer, Permission.SEE_COUNCIL)
    found = Champion.objects.standing().select_related("councillor")
    return get_object_or_404(found, pk=pk)


def champion_to_tell_of(pk: int, *, viewer: User) -> Champion:
    """Raises PermissionDenied where the viewer may not say what this one did."""
    champion = get_champion(pk, viewer=viewer)
    if not _may_tell(champion, viewer):
        raise PermissionDenied("Each champion writes down what they did themselves.")
    return champion


def get_deed(pk: int, *, viewer: User) -> Deed:
    """One that stands, for who may change it."""
    require(viewer, Permission.SEE_COUNCIL)
    found = Deed.objects.filter(
        struck_out_at__isnull=True, champion__struck_out_at__isnull=True
    )
    deed = get_object_or_404(found.select_related("champion__councillor"), pk=pk)
    if not _may_tell(deed.champion, viewer):
        raise PermissionDenied("Each champion writes down what they did themselves.")
    return deed


def _shown(
    champion: Champion, viewer: User, in_office: Collection[int] | None = None
) -> ChampionShown:
    who = champion.councillor_id
    return ChampionShown(
        champion=champion,
        has_left=bool(who and in_office is not None and who not in in_office),
        may_tell=_may_tell(champion, viewer),
        deeds=list(champion.deeds.all()),
    )


def _may_tell(champion: Champion, viewer: User) -> bool:
    """The champion themselves, and whoever runs the meetings."""
    councillor = champion.councillor
    is_theirs = councillor is not None and councillor.user_id == viewer.pk
    return viewer.may(Permission.RUN_MEETINGS) or (
        is_theirs and viewer.may(Permission.ACT_AS_MEMBER)
    )


def _is_over(champion: Champion, on: date) -> bool:
    return champion.ended_on is not None and champion.ended_on <= on


def _champions(found: "QuerySet[Champion]") -> list[Champion]:
    """In order of area, then directorate; each with what stands of their deeds."""
    deeds = Deed.objects.filter(struck_out_at__isnull=True)
    rows = found.select_related("councillor").prefetch_related(Prefetch("deeds", deeds))
    return sorted(rows, key=_place)


def _place(champion: Champion) -> tuple[int, str, str]:
    areas = [*OfferArea.values, ""]
    return areas.index(champion.area), champion.directorate, champion.name


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


def get_course(pk: int, *, viewer: User) -> Course:
    require(viewer, Permission.RUN_MEETINGS)
    return get_object_or_404(Course.objects.standing(), pk=pk)


def course_choices(*, viewer: User) -> list[tuple[int, str]]:
    require(viewer, Permission.RUN_MEETINGS)
    courses = Course.objects.standing().order_by("title")
    return [(each.pk, each.title) for each in courses]


def get_when_due(pk: int, *, viewer: User) -> WhenDue:
    require(viewer, Permission.RUN_MEETINGS)
    found = WhenDue.objects.standing().select_related("course")
    return get_object_or_404(found, pk=pk)


def get_session(pk: int, *, viewer: User) -> Session:
    """One that stands, with who took part."""
    require(viewer, Permission.RUN_MEETINGS)
    took_part = TookPart.objects.select_related("councillor").order_by(
        "councillor__surname", "pk"
    )
    found = Session.objects.standing().select_related("course")
    rows = found.prefetch_related(Prefetch("took_part", took_part))
    return get_object_or_404(rows, pk=pk)


def councillor_choices(*, viewer: User, on: date) -> list[tuple[int, str]]:
    """Those in office first; and those of before, who were trained too."""
    require(viewer, Permission.RUN_MEETINGS)
    past = bodies.councillors_of_the_past(viewer=viewer, on=on)
    return [
        *bodies.councillor_choices(viewer=viewer, on=on),
        *((each.pk, f"{each} (not in office)") for each in past),
    ]


def _training(councillor: "Councillor", on: date) -> TrainingPage:
    taken = Session.objects.standing().filter(took_part__councillor=councillor.pk)
    return TrainingPage(
        councillor=councillor,
        on=on,
        due=_register([councillor], on).of(councillor),
        taken=list(taken.select_related("course").order_by("-held_on")),
    )


# -- a councillor's own page -----------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    """A meeting of a body that the councillor sits on."""

    name: str
    begins_at: datetime
    place: str
    address: str


@dataclass(frozen=True, kw_only=True)
class KeyFigure:
    """A figure as everybody may read it, and that of the year before."""

    indicator: Indicator
    figure: Figure
    before: Figure | None


@dataclass(frozen=True, kw_only=True)
class YourPage:
    """What waits for a councillor, what they did, and how our children fare.

    `councillor` is None where nobody has said yet who the viewer is. Young people are
    in it as figures fit for everybody, and in no other way.
    """

    councillor: "Councillor | None"
    on: date
    meetings: Sequence[MeetingLine] = ()
    actions: Sequence[ActionShown] = ()
    training: Sequence[Due] = ()
    taken: Sequence[Session] = ()
    champions: Sequence[ChampionShown] = ()
    visits_begun: "Sequence[Draft]" = ()
    visits_due: "Sequence[VisitDue]" = ()
    visits: "Sequence[Visit]" = ()
    figures: Sequence[KeyFigure] = ()

    @property
    def year(self) -> int | None:
        return self.figures[0].figure.year if self.figures else None

    @property
    def before(self) -> int | None:
        return self.year - 1 if self.year else None


def your_page(*, viewer: User, at: datetime) -> YourPage:
    require(viewer, Permission.ACT_AS_MEMBER)
    on = timezone.localtime(at).date()
    councillor = bodies.councillor_of(viewer, viewer=viewer)
    actions = actions_asked.open_actions(viewer=viewer, on=on, of=viewer)
    if councillor is None:
        return YourPage(
            councillor=None, on=on, actions=actions, figures=_key_figures(viewer)
        )
    training = _training(councillor, on)
    champions = _champions(Champion.objects.on(on).filter(councillor_id=councillor.pk))
    return YourPage(
        councillor=councillor,
        on=on,
        meetings=_their_meetings(councillor, viewer, at),
        actions=actions,
        training=[each for each in training.due if each.is_owed],
        taken=training.taken,
        champions=[_shown(each, viewer) for each in champions],
        visits_begun=visits.begun(viewer=viewer),
        visits_due=visits.due_of(councillor.pk, viewer=viewer, on=on),
        visits=visits.visits_of(councillor.pk, viewer=viewer)[:VISITS_SHOWN],
        figures=_key_figures(viewer),
    )


def _their_meetings(
    councillor: "Councillor", viewer: User, at: datetime
) -> list[MeetingLine]:
    on = timezone.localtime(at).date()
    seats = bodies.seats_of(councillor.pk, viewer=viewer, on=on)
    sits_on = {each.body_id for each in seats}
    found = meetings.next_meetings(viewer=viewer, at=at, most=MEETINGS_LOOKED_AT)
    return [
        MeetingLine(
            name=meetings.name_of(each, viewer=viewer),
            begins_at=each.begins_at,
            place=each.place,
            address=each.get_absolute_url(),
        )
        for each in found
        if each.body_id in sits_on
    ][:MEETINGS_SHOWN]


def _key_figures(viewer: User) -> list[KeyFigure]:
    """Of the latest year, as the public may read them, whatever else the viewer may.

    Those that no return of that year can tell are left to the scorecard.
    """
    found = {
        (each.indicator, each.year): each
        for each in figures.figures_for_public(viewer=viewer)
    }
    if not found:
        return []
    year = max(of_year for _, of_year in found)
    return [
        KeyFigure(
            indicator=INDICATOR_BY_CODE[code],
            figure=found[code, year],
            before=found.get((code, year - 1)),
        )
        for code in KEY_FIGURES
        if (code, year) in found and not found[code, year].unavailable
    ]
