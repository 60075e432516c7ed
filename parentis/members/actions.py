"""Writing down courses, who took part, champions and what they did; reminding."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.members import queries
from parentis.members.choices import ASKED_BEFORE, Falls, Stage
from parentis.members.models import (
    Champion,
    Course,
    Deed,
    Reminded,
    Session,
    TookPart,
    WhenDue,
)
from parentis.notices.actions import tell
from parentis.recorded import actions as recorded

RUNS = Permission.RUN_MEETINGS


# -- training --------------------------------------------------------------------------


def add_course(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Course:
    return recorded.add(
        Course, by=by, at=at, needs=RUNS, answers=answers, sent_as=sent_as
    )


def change_course(
    course: Course, *, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> Course:
    return recorded.change(
        course, by=by, at=at, needs=RUNS, version=version, answers=answers
    )


def strike_out_course(course: Course, *, by: User, at: datetime, why: str) -> Course:
    """It is due to nobody any more, and its sessions count for nothing."""
    return recorded.strike_out(course, by=by, at=at, needs=RUNS, why=why)


def add_when_due(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> WhenDue:
    """From a day on a course is due otherwise. What was due before stays as it was."""
    return recorded.add(
        WhenDue, by=by, at=at, needs=RUNS, answers=answers, sent_as=sent_as
    )


def strike_out_when_due(rule: WhenDue, *, by: User, at: datetime, why: str) -> WhenDue:
    return recorded.strike_out(rule, by=by, at=at, needs=RUNS, why=why)


def add_session(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    took_part: Collection[int] = (),
    sent_as: UUID | None = None,
) -> Session:
    """A session, and which councillors were there."""

    def keep(session: Session) -> None:
        _keep_who_took_part(session, took_part)

    return recorded.add(
        Session,
        by=by,
        at=at,
        needs=RUNS,
        answers=answers,
        sent_as=sent_as,
        besides=keep,
    )


def change_session(
    session: Session,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
    took_part: Collection[int],
) -> Session:
    def keep(now: Session) -> None:
        _keep_who_took_part(now, took_part)

    return recorded.change(
        session,
        by=by,
        at=at,
        needs=RUNS,
        version=version,
        answers=answers,
        besides=keep,
    )


def strike_out_session(
    session: Session, *, by: User, at: datetime, why: str
) -> Session:
    return recorded.strike_out(session, by=by, at=at, needs=RUNS, why=why)


def _keep_who_took_part(session: Session, councillors: Collection[int]) -> None:
    were = set(session.took_part.values_list("councillor_id", flat=True))
    session.took_part.filter(councillor__in=were - set(councillors)).delete()
    TookPart.objects.bulk_create(
        TookPart(session=session, councillor_id=pk)
        for pk in sorted(set(councillors) - were)
    )


# -- champions -------------------------------------------------------------------------


def add_champion(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Champion:
    return recorded.add(
        Champion, by=by, at=at, needs=RUNS, answers=answers, sent_as=sent_as
    )


def change_champion(
    champion: Champion,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> Champion:
    return recorded.change(
        champion, by=by, at=at, needs=RUNS, version=version, answers=answers
    )


def strike_out_champion(
    champion: Champion, *, by: User, at: datetime, why: str
) -> Champion:
    return recorded.strike_out(champion, by=by, at=at, needs=RUNS, why=why)


def add_deed(
    champion: Champion,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Deed:
    """By the champion, or by whoever runs the meetings for any of them."""
    return recorded.add(
        Deed,
        by=by,
        at=at,
        needs=_needs(champion, by),
        answers=answers,
        sent_as=sent_as,
        alike={"champion": champion},
    )


def change_deed(
    deed: Deed, *, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> Deed:
    needs = _needs(deed.champion, by)
    return recorded.change(
        deed, by=by, at=at, needs=needs, version=version, answers=answers
    )


def strike_out_deed(deed: Deed, *, by: User, at: datetime, why: str) -> Deed:
    needs = _needs(deed.champion, by)
    return recorded.strike_out(deed, by=by, at=at, needs=needs, why=why)


def _needs(champion: Champion, by: User | None) -> Permission:
    """Raises PermissionDenied for a member who is not this champion."""
    if by is None or by.may(RUNS):
        return RUNS
    require(by, Permission.ACT_AS_MEMBER)
    if champion.councillor is None or champion.councillor.user_id != by.pk:
        raise PermissionDenied("Each champion writes down what they did themselves.")
    return Permission.ACT_AS_MEMBER


# -- reminders -------------------------------------------------------------------------


@transaction.atomic
def remind(*, by: User | None, at: datetime) -> int:
    """Tells who owes which training, each thing once: that it is due, and overdue.

    A councillor is told where they sign in, and whoever runs the meetings of all at
    once. Gives how many things were told. `by` None: Parentis itself.
    """
    if by is not None:
        require(by, RUNS)
    on = timezone.localtime(at).date()
    new = [
        (due, stage)
        for due in queries.all_due(viewer=None, on=on)
        if (stage := _stage(due, on)) and _is_new(due, stage, at)
    ]
    for due, stage in new:
        user = due.councillor.user
        if user is not None and user.may(Permission.ACT_AS_MEMBER):
            tell(
                [user],
                by=by,
                at=at,
                about=_in_words(due, stage),
                link=reverse("members:your_page"),
            )
    _tell_officers(new, by, at)
    return len(new)


def _stage(due: queries.Due, on: date) -> Stage | None:
    if not due.is_owed:
        return None
    if due.is_overdue(on):
        return Stage.OVERDUE
    is_soon = due.rule.falls == Falls.AFTER_ELECTION or due.due_on - on <= ASKED_BEFORE
    return Stage.DUE if is_soon else None


def _is_new(due: queries.Due, stage: Stage, at: datetime) -> bool:
    _, is_new = Reminded.objects.get_or_create(
        councillor=due.councillor,
        course=due.course,
        due_on=due.due_on,
        stage=stage,
        defaults={"told_at": at},
    )
    return is_new


def _in_words(due: queries.Due, stage: Stage) -> str:
    day = f"{due.due_on.day} {due.due_on:%B %Y}"
    if stage == Stage.OVERDUE:
        return f"{due.course}: you were due to take part by {day}."
    return f"{due.course}: you are due to take part by {day}."


def _tell_officers(
    new: Sequence[tuple[queries.Due, Stage]], by: User | None, at: datetime
) -> None:
    """One notice for each course and stage, however many councillors it is about."""
    officers = list(User.objects.get_queryset().with_permission(RUNS))
    counted = Counter((due.course.title, stage) for due, stage in new)
    for (course, stage), number in counted.items():
        whom = "1 councillor" if number == 1 else f"{number} councillors"
        tell(
            officers,
            by=by,
            at=at,
            about=f"{course}: {stage.value} for {whom}.",
            link=reverse("members:training"),
        )
