"""Who is due where, what was found, and what came back."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.from_council import VisitsTold, VisitTold
from parentis.visits.choices import DAYS_TO_ANSWER, VisitState
from parentis.visits.models import (
    DueVisit,
    Visit,
    VisitAction,
    VisitAnswer,
    VisitQuerySet,
)

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
    found = Visit.objects.standing().select_related("home", "councillor")
    return get_object_or_404(found, pk=pk)


def state_of(visit: Visit, *, viewer: User) -> VisitState:
    """How far a visit has come."""
    require(viewer, Permission.SEE_VISITS)
    return _state(_answer_of(visit))


def is_late(visit: Visit, *, viewer: User, on: date) -> bool:
    """Whether the home should have answered by now."""
    require(viewer, Permission.SEE_VISITS)
    return _answer_of(visit) is None and _answer_due_on(visit) < on


def _answer_due_on(visit: Visit) -> date:
    return visit.visited_on + timedelta(days=DAYS_TO_ANSWER)


def _state(answer: VisitAnswer | None) -> VisitState:
    if answer is None:
        return VisitState.UNANSWERED
    return VisitState.CLOSED if answer.told_on else VisitState.NOT_TOLD


def _answer_of(visit: Visit) -> VisitAnswer | None:
    """The answer that stands. Asked of `_with_what_came`, it costs no query."""
    standing = [each for each in visit.answers.all() if not each.is_struck_out]
    return standing[0] if standing else None


def _with_what_came(visits: VisitQuerySet) -> VisitQuerySet:
    return visits.select_related("home", "councillor").prefetch_related(
        Prefetch("actions", VisitAction.objects.standing()),
        Prefetch("answers", VisitAnswer.objects.standing()),
    )
