"""Adding, correcting and striking out what a record says. Nothing is overwritten."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db import transaction

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.entries.models import Entry, TimelineEntry
from parentis.recorded import actions as recorded

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

E = TypeVar("E", bound=Entry)


def add(
    model: type[E],
    young_person: "YoungPerson",
    *,
    by: User,
    at: datetime,
    kind: str,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
    needs: Permission = Permission.CHANGE_RECORDS,
) -> E:
    """Adds an entry and its line in the timeline. The same sheet is recorded once.

    Raises `NotRecorded`, with one clear sentence, where a rule of the table is broken.
    """
    return recorded.add(
        model,
        by=by,
        at=at,
        needs=needs,
        answers=answers,
        sent_as=sent_as,
        alike={"young_person": young_person},
        besides=lambda entry: write_line(entry, by=by, kind=kind),
    )


@transaction.atomic
def follow(
    model: type[E],
    young_person: "YoungPerson",
    *,
    by: User,
    at: datetime,
    kind: str,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
    needs: Permission = Permission.CHANGE_RECORDS,
) -> E:
    """Adds the next of what comes one after another, as homes do.

    Where the answers say `ends_earlier`, the one before ends on the day this begins.
    Both happen, or neither.
    """
    require(by, needs)
    told = dict(answers)
    if told.pop("ends_earlier", False):
        begins = told["started_on"]
        standing = model._base_manager.filter(
            young_person=young_person,
            struck_out_at__isnull=True,
            started_on__lt=begins,
            ended_on__isnull=True,
        )
        for earlier in standing:
            change(
                earlier,
                by=by,
                at=at,
                kind=kind,
                version=earlier.version,
                answers={"ended_on": begins},
                needs=needs,
            )
    return add(
        model,
        young_person,
        by=by,
        at=at,
        kind=kind,
        answers=told,
        sent_as=sent_as,
        needs=needs,
    )


def change(
    entry: E,
    *,
    by: User,
    at: datetime,
    kind: str,
    version: int,
    answers: Mapping[str, Any],
    needs: Permission = Permission.CHANGE_RECORDS,
) -> E:
    """Corrects an entry that was read as of `version`.

    Raises `ChangedSince` where somebody else was first, and as `add` does.
    """
    return recorded.change(
        entry,
        by=by,
        at=at,
        needs=needs,
        version=version,
        answers=answers,
        besides=lambda now: write_line(now, by=by, kind=kind),
    )


def strike_out(
    entry: E,
    *,
    by: User,
    at: datetime,
    why: str,
    needs: Permission = Permission.CHANGE_RECORDS,
) -> E:
    """Takes an entry out of use, with who and why. It stays readable."""
    return recorded.strike_out(
        entry,
        by=by,
        at=at,
        needs=needs,
        why=why,
        besides=lambda now: _lines(now).delete(),
    )


@transaction.atomic
def add_many(
    model: type[E],
    rows: Sequence[tuple[int, Mapping[str, Any]]],
    *,
    by: User,
    at: datetime,
    kind: str,
    needs: Permission = Permission.BRING_IN_RECORDS,
) -> list[E]:
    """Entries of many records at once, each with its line: what a file brings in.

    A row is the young person's number and the answers. Whoever calls has checked them.
    """
    require(by, needs)
    made = model._base_manager.bulk_create(
        model(young_person_id=pk, recorded_by=by, recorded_at=at, **answers)
        for pk, answers in rows
    )
    TimelineEntry.objects.bulk_create(
        TimelineEntry.of(each, kind=kind) for each in made
    )
    return made


def write_line(entry: Entry, *, by: User, kind: str) -> None:
    """The entry's line in the timeline, as the entry reads now."""
    require(by, Permission.SEE_ALLOCATED)
    TimelineEntry.objects.bulk_create(
        [TimelineEntry.of(entry, kind=kind)],
        update_conflicts=True,
        unique_fields=["about", "about_pk", "young_person"],
        update_fields=["happened_on", "headline", "words"],
    )


def _lines(entry: Entry) -> Any:
    return TimelineEntry.objects.filter(
        about=entry._meta.label_lower, about_pk=entry.pk
    )
