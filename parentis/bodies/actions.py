"""Writing down bodies, councillors, terms of office and seats.

What is recorded is never overwritten: a body that is renamed keeps its names, a
councillor who changes group has a new term, a seat that ends stays in the history.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies.choices import NEVER_NAMED, SeatKind
from parentis.bodies.models import (
    Body,
    BodyName,
    Councillor,
    Membership,
    TermOfOffice,
)
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded

RUNS = Permission.RUN_MEETINGS


# -- bodies ----------------------------------------------------------------------------


def add_body(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Body:
    """A body and its first name, which it has since it began."""

    def name_it(body: Body) -> None:
        since = body.began_on or at.date()
        BodyName.objects.create(body=body, name=body.name, since=since)

    return recorded.add(
        Body,
        by=by,
        at=at,
        needs=RUNS,
        answers=answers,
        sent_as=sent_as,
        besides=name_it,
    )


def change_body(
    body: Body, *, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> Body:
    """All but its name: see `rename_body`."""
    _refuse_a_circle(body, answers.get("reports_to_id"))
    return recorded.change(
        body, by=by, at=at, needs=RUNS, version=version, answers=answers
    )


def rename_body(
    body: Body,
    *,
    by: User,
    at: datetime,
    version: int,
    name: str,
    since: date,
    why: str = "",
) -> Body:
    """Another name since a day, which is not to come. Its papers keep the old one.

    A name written down for the same day before is corrected.
    """
    if since > at.date():
        raise NotRecorded("That day is still to come. Rename it on the day itself.")
    if body.began_on and since < body.began_on:
        raise NotRecorded("On that day the body had not begun. Check the date.")

    def keep_the_name(now: Body) -> None:
        BodyName.objects.update_or_create(
            body=now, since=since, defaults={"name": name, "why": why}
        )
        latest = BodyName.objects.filter(body=now).latest("since")
        if latest.name != now.name:
            now.name = latest.name
            now.save(update_fields=["name"])

    return recorded.change(
        body,
        by=by,
        at=at,
        needs=RUNS,
        version=version,
        answers={},
        besides=keep_the_name,
    )


def strike_out_body(body: Body, *, by: User, at: datetime, why: str) -> Body:
    """One written down by mistake. One with seats is ended instead."""
    require(by, RUNS)
    if Membership.objects.standing().filter(body=body).exists():
        raise NotRecorded(
            "Somebody has or had a seat there. Give the day on which the body ended"
            " instead, or strike out the seats first."
        )
    return recorded.strike_out(body, by=by, at=at, needs=RUNS, why=why)


def _refuse_a_circle(body: Body, above: int | None) -> None:
    """A body reports to another, which does not report to it in the end."""
    seen = {body.pk}
    while above is not None:
        if above in seen:
            raise NotRecorded("A body cannot report to itself in the end.")
        seen.add(above)
        found = Body.objects.filter(pk=above).values_list("reports_to_id", flat=True)
        above = found.first()


# -- councillors -----------------------------------------------------------------------


def add_councillor(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    term: Mapping[str, Any] | None = None,
    sent_as: UUID | None = None,
) -> Councillor:
    """A councillor, with the term of office they are in."""

    def begin(councillor: Councillor) -> None:
        if term is not None:
            begin_term(councillor, by=by, at=at, answers=term)

    return recorded.add(
        Councillor,
        by=by,
        at=at,
        needs=RUNS,
        answers=answers,
        sent_as=sent_as,
        besides=begin,
    )


def change_councillor(
    councillor: Councillor,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> Councillor:
    return recorded.change(
        councillor, by=by, at=at, needs=RUNS, version=version, answers=answers
    )


def link_councillor(
    councillor: Councillor, *, by: User, at: datetime, version: int, user: int | None
) -> Councillor:
    """Says who signs in as this councillor, or that nobody does."""
    if user is not None:
        people = User.objects.get_queryset().with_permission(Permission.ACT_AS_MEMBER)
        if not people.filter(pk=user).exists():
            raise NotRecorded(
                "That person does not sign in as a member. An administrator can give"
                " them the role of an elected member."
            )
        taken = Councillor.objects.filter(user=user).exclude(pk=councillor.pk)
        if taken.exists():
            raise NotRecorded("That person signs in as another councillor already.")
    return recorded.change(
        councillor,
        by=by,
        at=at,
        needs=RUNS,
        version=version,
        answers={"user_id": user},
    )


def strike_out_councillor(
    councillor: Councillor, *, by: User, at: datetime, why: str
) -> Councillor:
    """One written down by mistake. One who sat somewhere stays; their term ends."""
    require(by, RUNS)
    if Membership.objects.standing().filter(councillor=councillor).exists():
        raise NotRecorded(
            "The councillor has or had a seat. End their term of office instead, or"
            " strike out the seats first."
        )

    def free_the_sign_in(now: Councillor) -> None:
        now.user = None
        now.save(update_fields=["user"])

    return recorded.strike_out(
        councillor, by=by, at=at, needs=RUNS, why=why, besides=free_the_sign_in
    )


@transaction.atomic
def begin_term(
    councillor: Councillor,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> TermOfOffice:
    """A term from a day on: after an election, or with a change of group.

    The term that runs until then ends on that day.
    """
    if by is not None:
        require(by, RUNS)
    if not TermOfOffice.objects.filter(sent_as=sent_as or UUID(int=0)).exists():
        before = TermOfOffice.objects.standing().filter(
            councillor=councillor,
            ended_on__isnull=True,
            started_on__lt=answers["started_on"],
        )
        for each in before.select_for_update():
            each.ended_on = answers["started_on"]
            each.changed_by, each.changed_at = by, at
            each.version += 1
            each.save()
    return recorded.add(
        TermOfOffice,
        by=by,
        at=at,
        needs=RUNS,
        answers=answers,
        sent_as=sent_as,
        alike={"councillor": councillor},
    )


@transaction.atomic
def end_term(
    term: TermOfOffice,
    *,
    by: User,
    at: datetime,
    version: int,
    ended_on: date,
    ends_seats: bool,
) -> TermOfOffice:
    """They are not in office from that day on. `ends_seats`: nor on any body."""
    ended = recorded.change(
        term, by=by, at=at, needs=RUNS, version=version, answers={"ended_on": ended_on}
    )
    if ends_seats:
        seats = Membership.objects.standing().filter(
            councillor=term.councillor_id,
            started_on__lte=ended_on,
            ended_on__isnull=True,
        )
        for seat in seats:
            end_membership(seat, by=by, at=at, version=seat.version, ended_on=ended_on)
    return ended


def change_term(
    term: TermOfOffice,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> TermOfOffice:
    return recorded.change(
        term, by=by, at=at, needs=RUNS, version=version, answers=answers
    )


def strike_out_term(
    term: TermOfOffice, *, by: User, at: datetime, why: str
) -> TermOfOffice:
    return recorded.strike_out(term, by=by, at=at, needs=RUNS, why=why)


# -- seats -----------------------------------------------------------------------------


def add_membership(
    body: Body,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Membership:
    """A seat: of a councillor, or of somebody else. It may be of a kind new there."""
    return recorded.add(
        Membership,
        by=by,
        at=at,
        needs=RUNS,
        answers=_shown(answers),
        sent_as=sent_as,
        alike={"body": body},
    )


def change_membership(
    seat: Membership,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> Membership:
    return recorded.change(
        seat, by=by, at=at, needs=RUNS, version=version, answers=_shown(answers)
    )


def end_membership(
    seat: Membership, *, by: User, at: datetime, version: int, ended_on: date
) -> Membership:
    """They do not sit there from that day on."""
    return recorded.change(
        seat, by=by, at=at, needs=RUNS, version=version, answers={"ended_on": ended_on}
    )


def strike_out_membership(
    seat: Membership, *, by: User, at: datetime, why: str
) -> Membership:
    return recorded.strike_out(seat, by=by, at=at, needs=RUNS, why=why)


def _shown(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Who is never named to the public is shown as what they are, whatever is typed."""
    seat = answers["seat"]
    is_known = seat in SeatKind.values and SeatKind(seat) in NEVER_NAMED
    return {**answers, **({"shown_as": SeatKind(seat).label} if is_known else {})}
