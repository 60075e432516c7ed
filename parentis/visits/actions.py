"""The rota, what members found at homes, what was answered, and who is reminded."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.notices.actions import tell
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded
from parentis.visits.choices import DAYS_TO_ANSWER, MONTHS_OF_A_ROTA, month_after
from parentis.visits.models import DueVisit, Home, Visit, VisitAction, VisitAnswer

RUNS = Permission.RUN_MEETINGS
VISITS = Permission.ACT_AS_MEMBER
ANSWERS = Permission.ANSWER_VISITS

NO_COUNCILLOR = (
    "You are not written down as a councillor yet. Ask a committee officer to say, on"
    " the councillor's page, that you sign in as them. Nothing you wrote is lost."
)

# -- homes, and the rota ---------------------------------------------------------------


def add_home(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Home:
    return recorded.add(
        Home, by=by, at=at, needs=RUNS, answers=answers, sent_as=sent_as
    )


def change_home(
    home: Home, *, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> Home:
    return recorded.change(
        home, by=by, at=at, needs=RUNS, version=version, answers=answers
    )


@transaction.atomic
def make_rota(
    *,
    by: User | None,
    at: datetime,
    first_month: date,
    homes: Sequence[int],
    councillors: Sequence[int],
    months: int = MONTHS_OF_A_ROTA,
) -> list[DueVisit]:
    """Each home is visited each month, by councillors in turn.

    Where somebody is due already, they stay.
    """
    if by is not None:
        require(by, RUNS)
    if not homes or not councillors:
        raise NotRecorded("Choose at least one home and one councillor.")
    month, made, turn = first_month.replace(day=1), [], 0
    taken = set(
        DueVisit.objects.standing()
        .filter(month__gte=month, home__in=homes)
        .values_list("home_id", "month")
    )
    for _ in range(months):
        for home in homes:
            if (home, month) not in taken:
                whose = councillors[turn % len(councillors)]
                answers = {"home_id": home, "councillor_id": whose, "month": month}
                made.append(
                    recorded.add(DueVisit, by=by, at=at, needs=RUNS, answers=answers)
                )
                turn += 1
        month = month_after(month)
    return made


def swap_visit(
    due: DueVisit, *, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> DueVisit:
    """Somebody else goes. Who was due before stays in the history, with why."""
    if Visit.objects.standing().filter(due_visit=due).exists():
        raise NotRecorded("This visit was made already. It cannot be swapped.")

    def and_tell(now: DueVisit) -> None:
        if now.councillor.user is not None:
            tell(
                [now.councillor.user],
                by=by,
                at=at,
                about=f"Visiting a children's home in {now.month:%B %Y} is now yours.",
                link=reverse("visits:rota"),
            )

    return recorded.change(
        due,
        by=by,
        at=at,
        needs=RUNS,
        version=version,
        answers={**answers, "chased_at": None},
        besides=and_tell,
    )


def strike_out_due(due: DueVisit, *, by: User, at: datetime, why: str) -> DueVisit:
    """Nobody is due there that month."""
    if Visit.objects.standing().filter(due_visit=due).exists():
        raise NotRecorded("This visit was made already. It stays in the rota.")
    return recorded.strike_out(due, by=by, at=at, needs=RUNS, why=why)


# -- visits ----------------------------------------------------------------------------


def record_visit(
    *,
    by: User,
    at: datetime,
    answers: Mapping[str, Any],
    asked_for: Iterable[Mapping[str, Any]] = (),
    sent_as: UUID | None = None,
) -> Visit:
    """What a councillor found, by themselves, with what they ask for.

    Whoever answers for homes is told.
    """
    require(by, VISITS)
    councillor = bodies.councillor_of(by, viewer=by)
    if councillor is None:
        raise NotRecorded(NO_COUNCILLOR)

    def and_what_is_asked(visit: Visit) -> None:
        for asked in asked_for:
            recorded.add(
                VisitAction,
                by=by,
                at=at,
                needs=VISITS,
                answers={"visit": visit, **asked},
            )
        tell(
            User.objects.get_queryset().with_permission(ANSWERS),
            by=by,
            at=at,
            about="A councillor has visited a children's home. It waits for an answer.",
            link=visit.get_absolute_url(),
        )

    due = _due_for(answers["home_id"], councillor.pk, answers["visited_on"])
    return recorded.add(
        Visit,
        by=by,
        at=at,
        needs=VISITS,
        answers={**answers, "councillor": councillor, "due_visit": due},
        sent_as=sent_as,
        besides=and_what_is_asked,
    )


def _due_for(home: int, councillor: int, day: date) -> DueVisit | None:
    """Which place of the rota a visit fills: their own longest due, or the month's."""
    there = DueVisit.objects.standing().not_made().filter(home=home)
    month = day.replace(day=1)
    theirs = there.filter(councillor=councillor, month__lte=month).order_by("month")
    return theirs.first() or there.filter(month=month).first()


def change_visit(
    visit: Visit, *, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> Visit:
    """By the councillor whose visit it is. What they wrote before is kept.

    Of another home or day, it fills the place of the rota that is due there.
    """
    _require_theirs(visit, by)
    due = _due_once_changed(visit, answers)
    return recorded.change(
        visit,
        by=by,
        at=at,
        needs=VISITS,
        version=version,
        answers={**answers, "due_visit": due},
    )


def _due_once_changed(visit: Visit, answers: Mapping[str, Any]) -> DueVisit | None:
    home = answers.get("home_id", visit.home_id)
    day = answers.get("visited_on", visit.visited_on)
    if (home, day) == (visit.home_id, visit.visited_on):
        return visit.due_visit
    due = visit.due_visit
    is_still_there = due and due.home_id == home and due.month <= day.replace(day=1)
    return due if is_still_there else _due_for(home, visit.councillor_id, day)


def ask_for(
    visit: Visit,
    *,
    by: User,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> VisitAction:
    """One thing more, by the councillor whose visit it is."""
    _require_theirs(visit, by)
    return recorded.add(
        VisitAction,
        by=by,
        at=at,
        needs=VISITS,
        answers={"visit": visit, **answers},
        sent_as=sent_as,
    )


def strike_out_visit(visit: Visit, *, by: User, at: datetime, why: str) -> Visit:
    """A visit written down by mistake. Its place of the rota is open again."""
    return recorded.strike_out(visit, by=by, at=at, needs=RUNS, why=why)


def tell_everybody(
    visit: Visit, *, by: User, at: datetime, version: int, words: str
) -> Visit:
    """What the public may read of a visit, in an officer's words. Empty: nothing."""
    return recorded.change(
        visit,
        by=by,
        at=at,
        needs=Permission.PUBLISH,
        version=version,
        answers={"for_public": words},
    )


def _require_theirs(visit: Visit, by: User) -> None:
    require(by, VISITS)
    councillor = bodies.councillor_of(by, viewer=by)
    if councillor is None or visit.councillor_id != councillor.pk:
        raise NotRecorded("This is another councillor's visit.")


# -- the home's answer -----------------------------------------------------------------


@transaction.atomic
def answer_visit(
    visit: Visit,
    *,
    by: User,
    at: datetime,
    answers: Mapping[str, Any],
    done: Mapping[int, Mapping[str, Any]] | None = None,
    sent_as: UUID | None = None,
) -> VisitAnswer:
    """What the home answers, and by action what was done. The councillor is told."""

    def and_tell(_answer: VisitAnswer) -> None:
        _write_what_was_done(visit, done or {}, by=by, at=at)
        if visit.councillor.user is not None:
            tell(
                [visit.councillor.user],
                by=by,
                at=at,
                about="The home has answered what you found on your visit.",
                link=visit.get_absolute_url(),
            )

    return recorded.add(
        VisitAnswer,
        by=by,
        at=at,
        needs=ANSWERS,
        answers={"visit": visit, **answers},
        sent_as=sent_as,
        besides=and_tell,
    )


@transaction.atomic
def change_answer(
    answer: VisitAnswer,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
    done: Mapping[int, Mapping[str, Any]] | None = None,
) -> VisitAnswer:
    """Adds to it, such as that young people were told, or corrects it."""
    return recorded.change(
        answer,
        by=by,
        at=at,
        needs=ANSWERS,
        version=version,
        answers=answers,
        besides=lambda _: _write_what_was_done(answer.visit, done or {}, by=by, at=at),
    )


def _write_what_was_done(
    visit: Visit, done: Mapping[int, Mapping[str, Any]], *, by: User, at: datetime
) -> None:
    for action in VisitAction.objects.standing().filter(visit=visit, pk__in=done):
        said = done[action.pk]
        if any(getattr(action, name) != value for name, value in said.items()):
            recorded.change(
                action,
                by=by,
                at=at,
                needs=ANSWERS,
                version=action.version,
                answers=said,
            )


# -- reminding -------------------------------------------------------------------------


@transaction.atomic
def chase(*, by: User | None, at: datetime) -> int:
    """Reminds, once each, of visits not made and of findings not answered.

    For the task of each morning (`by` None: Parentis itself). Gives how many.
    """
    if by is not None:
        require(by, RUNS)
    today = timezone.localtime(at).date()
    overdue = list(
        DueVisit.objects.standing()
        .not_made()
        .filter(month__lt=today.replace(day=1), chased_at=None)
        .select_for_update(of=["self"])
        .select_related("councillor__user")
    )
    for due in overdue:
        _chase_councillor(due, by=by, at=at)
    until = today - timedelta(days=DAYS_TO_ANSWER)
    waiting = list(
        Visit.objects.unanswered()
        .filter(visited_on__lt=until, chased_at=None)
        .select_for_update(of=["self"])
    )
    for visit in waiting:
        tell(
            User.objects.get_queryset().with_permission(ANSWERS),
            by=by,
            at=at,
            about=(
                f"What a councillor found at a children's home has waited more than"
                f" {DAYS_TO_ANSWER} days for an answer."
            ),
            link=visit.get_absolute_url(),
        )
    DueVisit.objects.filter(pk__in=[each.pk for each in overdue]).update(chased_at=at)
    Visit.objects.filter(pk__in=[each.pk for each in waiting]).update(chased_at=at)
    return len(overdue) + len(waiting)


def _chase_councillor(due: DueVisit, *, by: User | None, at: datetime) -> None:
    """The councillor, or whoever keeps the rota where they do not sign in."""
    person = due.councillor.user
    if person is not None:
        tell(
            [person],
            by=by,
            at=at,
            about=f"Your visit to a children's home in {due.month:%B %Y} is not"
            " written down yet.",
            link=reverse("visits:record_visit"),
        )
    else:
        tell(
            User.objects.get_queryset().with_permission(RUNS),
            by=by,
            at=at,
            about=f"{due.councillor} has not visited a children's home in"
            f" {due.month:%B %Y}, and does not sign in to Parentis.",
            link=reverse("visits:rota"),
        )
