"""Who is due where, what was found, and what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.committee_report.from_council import VisitsTold, VisitTold
from parentis.drafts import queries as drafts
from parentis.visits.choices import DAYS_TO_ANSWER, VisitState
from parentis.visits.models import (
    DueVisit,
    Home,
    Visit,
    VisitAction,
    VisitAnswer,
    VisitQuerySet,
)

if TYPE_CHECKING:
    from parentis.drafts.models import Draft

ON_A_PAGE = 25
YOURS_SHOWN = 6
OVERDUE_SHOWN = 12
FIRST_YEAR, LAST_YEAR = 1990, 2100

# -- for reports, and for everybody ----------------------------------------------------


def visits_told(
    begins_on: date,
    ends_on: date,
    *,
    viewer: User | None,
    for_public: bool = False,
) -> VisitsTold:
    """Visits made in a period, and how many were due in its months.

    To the public (`viewer` None, or `for_public`) homes are unnamed, and of findings
    only what an officer wrote for everybody is told.
    """
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    is_public = viewer is None or for_public or not viewer.may(Permission.SEE_VISITS)
    made = _with_what_came(
        Visit.objects.standing().filter(visited_on__range=(begins_on, ends_on))
    ).order_by("visited_on", "pk")
    return VisitsTold(
        begins_on=begins_on,
        ends_on=ends_on,
        due=DueVisit.objects.in_months(begins_on, ends_on).count(),
        visits=[_told_to_all(each) if is_public else _told(each) for each in made],
    )


def public_visits(
    begins_on: date, ends_on: date, *, viewer: User | None = None
) -> VisitsTold:
    """What everybody may read of the visits of a period, whoever they are."""
    return visits_told(begins_on, ends_on, viewer=viewer, for_public=True)


def _told(visit: Visit) -> VisitTold:
    answer = _answer_of(visit)
    said = visit.young_people_said
    return VisitTold(
        on=visit.visited_on,
        home=visit.home.name,
        by=str(visit.councillor),
        findings="\n\n".join(
            [visit.saw, *([f"What young people said: {said}"] if said else [])]
        ),
        is_good_enough=visit.get_good_enough_display(),
        actions=[_action_in_words(each) for each in visit.actions.all()],
        answer=answer.words if answer else "",
    )


def _told_to_all(visit: Visit) -> VisitTold:
    asked = list(visit.actions.all())
    done = sum(each.done_on is not None for each in asked)
    how_many = "1 thing was" if len(asked) == 1 else f"{len(asked)} things were"
    return VisitTold(
        on=visit.visited_on,
        home=visit.home.public_name,
        by=str(visit.councillor),
        findings=visit.for_public,
        is_good_enough=visit.get_good_enough_display(),
        actions=[f"{how_many} asked for, {done} done"] if asked else [],
    )


def _action_in_words(action: VisitAction) -> str:
    asked = f"{action.words} ({action.owner})" if action.owner else action.words
    return f"{asked}: {action.what_was_done}" if action.done_on else asked


# -- one councillor's --------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Due:
    """A visit that a councillor is due to make. `is_overdue`: its month is over."""

    due_visit: DueVisit
    is_overdue: bool


def due_of(councillor_pk: int, *, viewer: User, on: date) -> list[Due]:
    """Visits a councillor has still to make, the longest due first."""
    require(viewer, Permission.SEE_VISITS)
    found = DueVisit.objects.standing().filter(councillor=councillor_pk).not_made()
    month = on.replace(day=1)
    return [
        Due(due_visit=each, is_overdue=each.month < month) for each in found.in_order()
    ]


def visits_of(councillor_pk: int, *, viewer: User) -> list[Visit]:
    """What a councillor visited, the latest first, with answers."""
    require(viewer, Permission.SEE_VISITS)
    made = Visit.objects.standing().filter(councillor=councillor_pk)
    return list(_with_what_came(made).latest_first())


# -- a visit ---------------------------------------------------------------------------


def get_visit(pk: int, *, viewer: User) -> Visit:
    """One that stands, with its home and councillor."""
    require(viewer, Permission.SEE_VISITS)
    found = Visit.objects.standing().select_related(
        "home", "councillor__user", "recorded_by", "changed_by"
    )
    return get_object_or_404(found, pk=pk)


def get_own_visit(pk: int, *, viewer: User) -> Visit:
    """One of the viewer's own, as a councillor. Raises Http404 for another's."""
    require(viewer, Permission.ACT_AS_MEMBER)
    visit = get_visit(pk, viewer=viewer)
    if not _is_theirs(visit, viewer):
        raise Http404("This is another councillor's visit.")
    return visit


@dataclass(frozen=True, kw_only=True)
class VisitPage:
    """A visit, what was asked for and answered, and what the viewer may do."""

    visit: Visit
    actions: Sequence[VisitAction]
    answer: VisitAnswer | None
    state: VisitState
    is_late: bool
    may_change: bool
    may_answer: bool
    may_publish: bool
    may_strike_out: bool


def visit_page(pk: int, *, viewer: User, on: date) -> VisitPage:
    visit = get_visit(pk, viewer=viewer)
    answer = answer_of(visit, viewer=viewer)
    return VisitPage(
        visit=visit,
        actions=actions_of(visit, viewer=viewer),
        answer=answer,
        state=_state(answer),
        is_late=answer is None and _answer_due_on(visit) < on,
        may_change=_is_theirs(visit, viewer),
        may_answer=viewer.may(Permission.ANSWER_VISITS),
        may_publish=viewer.may(Permission.PUBLISH),
        may_strike_out=viewer.may(Permission.RUN_MEETINGS),
    )


def actions_of(visit: Visit, *, viewer: User) -> list[VisitAction]:
    """What was asked for after a visit."""
    require(viewer, Permission.SEE_VISITS)
    return list(VisitAction.objects.standing().filter(visit=visit))


def answer_of(visit: Visit, *, viewer: User) -> VisitAnswer | None:
    """The home's answer, with who wrote it."""
    require(viewer, Permission.SEE_VISITS)
    found = VisitAnswer.objects.standing().filter(visit=visit)
    return found.select_related("visit", "recorded_by", "changed_by").first()


def _is_theirs(visit: Visit, viewer: User) -> bool:
    is_member = viewer.may(Permission.ACT_AS_MEMBER)
    return is_member and visit.councillor.user_id == viewer.pk


# -- all visits, and the rota ----------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class VisitRow:
    """A visit in a list, and how far it has come."""

    visit: Visit
    state: VisitState
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class VisitsPage:
    """Visits, the latest first, page by page; and what waits.

    `begun` is what the viewer began to write, and nobody else reads.
    """

    rows: Sequence[VisitRow]
    pages: "Page[Visit]"
    home: int | None
    homes: Sequence[Home]
    overdue: Sequence[DueVisit]
    yours: Sequence[Due]
    begun: Sequence["Draft"]
    is_councillor: bool


def visits_page(
    *, viewer: User, on: date, page: str = "", home: int | None = None
) -> VisitsPage:
    require(viewer, Permission.SEE_VISITS)
    found = _with_what_came(Visit.objects.standing()).latest_first()
    pages = Paginator(found.filter(home=home) if home else found, ON_A_PAGE).get_page(
        page
    )
    councillor = bodies.councillor_of(viewer, viewer=viewer)
    return VisitsPage(
        rows=[_row(each, on) for each in pages.object_list],
        pages=pages,
        home=home,
        homes=list(Home.objects.standing().in_order_of_name()),
        overdue=_overdue(on),
        yours=due_of(councillor.pk, viewer=viewer, on=on)[:YOURS_SHOWN]
        if councillor
        else [],
        begun=begun(viewer=viewer),
        is_councillor=councillor is not None and viewer.may(Permission.ACT_AS_MEMBER),
    )


def begun(*, viewer: User) -> Sequence["Draft"]:
    """What the viewer began to write of visits, and nobody else reads."""
    require(viewer, Permission.SEE_VISITS)
    return drafts.begun_in("visits", viewer=viewer)


def _overdue(on: date) -> list[DueVisit]:
    """Visits of the past that were not made, the latest first, as far as is shown."""
    not_made = (
        DueVisit.objects.standing().not_made().filter(month__lt=on.replace(day=1))
    )
    return list(not_made.in_order().order_by("-month", "home__name")[:OVERDUE_SHOWN])


def _row(visit: Visit, on: date) -> VisitRow:
    answer = _answer_of(visit)
    return VisitRow(
        visit=visit,
        state=_state(answer),
        is_late=answer is None and _answer_due_on(visit) < on,
    )


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One place of the rota: the visit that was made, or that it was not."""

    due: DueVisit
    visit: Visit | None
    state: VisitState


def rota(year: int, *, viewer: User, on: date) -> list[Turn]:
    """Who is due in a calendar year, month by month, with what came of it."""
    require(viewer, Permission.SEE_VISITS)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404("There is no such year.")
    due = DueVisit.objects.in_months(date(year, 1, 1), date(year, 12, 31)).in_order()
    made = _with_what_came(Visit.objects.standing())
    return [_turn(each, on) for each in due.prefetch_related(Prefetch("visits", made))]


def _turn(due: DueVisit, on: date) -> Turn:
    made = list(due.visits.all())
    if made:
        return Turn(due=due, visit=made[0], state=_state(_answer_of(made[0])))
    is_over = due.month < on.replace(day=1)
    state = VisitState.OVERDUE if is_over else VisitState.PLANNED
    return Turn(due=due, visit=None, state=state)


def years_of_rota(*, viewer: User, on: date) -> list[int]:
    """The years the rota tells of, this one and the next among them, latest first."""
    require(viewer, Permission.SEE_VISITS)
    months = DueVisit.objects.standing().dates("month", "year")
    return sorted({each.year for each in months} | {on.year, on.year + 1})[::-1]


def get_due(pk: int, *, viewer: User) -> DueVisit:
    require(viewer, Permission.SEE_VISITS)
    found = DueVisit.objects.standing().select_related("home", "councillor")
    return get_object_or_404(found, pk=pk)


def home_of_turn(pk: int, *, viewer: User) -> Home:
    """The home of a place of the rota, though it was struck out while they wrote."""
    require(viewer, Permission.SEE_VISITS)
    return get_object_or_404(DueVisit.objects.select_related("home"), pk=pk).home


def homes(*, viewer: User) -> list[Home]:
    require(viewer, Permission.SEE_VISITS)
    return list(Home.objects.standing().in_order_of_name())


def get_home(pk: int, *, viewer: User) -> Home:
    require(viewer, Permission.SEE_VISITS)
    return get_object_or_404(Home.objects.standing(), pk=pk)


def home_choices(*, viewer: User, on: date, besides: int = 0) -> list[tuple[int, str]]:
    """Homes that are open, and the one that something is about already."""
    require(viewer, Permission.SEE_VISITS)
    there = Home.objects.on(on) | Home.objects.standing().filter(pk=besides)
    return [(each.pk, each.name) for each in there.in_order_of_name()]


# -- what these share ------------------------------------------------------------------


def _answer_due_on(visit: Visit) -> date:
    return visit.visited_on + timedelta(days=DAYS_TO_ANSWER)


def _state(answer: VisitAnswer | None) -> VisitState:
    if answer is None:
        return VisitState.UNANSWERED
    return VisitState.CLOSED if answer.told_on else VisitState.NOT_TOLD


def _answer_of(visit: Visit) -> VisitAnswer | None:
    """The answer that stands, of a visit read with `_with_what_came`."""
    return next(iter(visit.answers.all()), None)


def _with_what_came(visits: VisitQuerySet) -> VisitQuerySet:
    return visits.select_related("home", "councillor").prefetch_related(
        Prefetch("actions", VisitAction.objects.standing()),
        Prefetch("answers", VisitAnswer.objects.standing()),
    )
