"""Adding, correcting and striking out what a record says. Nothing is overwritten."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.entries.models import Entry, TimelineEntry
from parentis.refusals import Refused

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

E = TypeVar("E", bound=Entry)

# Two people wrote at once what one of the table's rules keeps apart.
SOMEBODY_WAS_FIRST = (
    "Somebody else has just recorded something that this does not go with."
    " Look at the list, and try again."
)


class NotRecorded(Refused):
    """The entry was refused; what was typed is still in the form."""


class ChangedSince(Refused):
    """Somebody else changed the entry meanwhile. `now` is what it says today."""

    def __init__(self, now: Entry) -> None:
        super().__init__(
            "Somebody else changed this while you were writing. Both texts are below:"
            " nothing is lost."
        )
        self.now = now


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

    Raises NotRecorded, with one clear sentence, where a rule of the table is broken.
    """
    require(by, needs)
    if before := _sent_before(model, young_person, sent_as):
        return before
    entry = model(
        young_person=young_person,
        recorded_by=by,
        recorded_at=at,
        sent_as=sent_as,
        **answers,
    )
    try:
        with transaction.atomic():
            _checked(entry).save(force_insert=True)
            write_line(entry, by=by, kind=kind)
    except IntegrityError as refused:
        # The same sheet, sent twice at once: the other one won.
        if before := _sent_before(model, young_person, sent_as):
            return before
        raise NotRecorded(_why_not(model, refused)) from refused
    return entry


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

    Raises ChangedSince where somebody else was first, and NotRecorded as `add` does.
    """
    require(by, needs)
    try:
        with transaction.atomic():
            now = type(entry)._base_manager.select_for_update().get(pk=entry.pk)
            if now.version != version or now.is_struck_out:
                raise ChangedSince(now)
            for name, value in answers.items():
                setattr(now, name, value)
            now.changed_by, now.changed_at = by, at
            now.version += 1
            _checked(now).save()
            write_line(now, by=by, kind=kind)
    except IntegrityError as refused:
        raise NotRecorded(_why_not(type(entry), refused)) from refused
    return now


@transaction.atomic
def strike_out(
    entry: E,
    *,
    by: User,
    at: datetime,
    why: str,
    needs: Permission = Permission.CHANGE_RECORDS,
) -> E:
    """Takes an entry out of use, with who and why. It stays readable."""
    require(by, needs)
    now = type(entry)._base_manager.select_for_update().get(pk=entry.pk)
    if not now.is_struck_out:
        now.struck_out_at, now.struck_out_by, now.why_struck_out = at, by, why
        now.version += 1
        now.save()
        _lines(now).delete()
    return now


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


def _sent_before(
    model: type[E], young_person: "YoungPerson", sent_as: UUID | None
) -> E | None:
    if sent_as is None:
        return None
    found = model._base_manager.filter(young_person=young_person, sent_as=sent_as)
    return found.first()


def _checked(entry: E) -> E:
    """Refuses what one row alone shows to be wrong. The rest the database refuses."""
    try:
        entry.full_clean(validate_unique=False, validate_constraints=False)
        for constraint in entry._meta.constraints:
            # Django asks these with the row's own number left out: anybody's period
            # would overlap.
            if not isinstance(constraint, ExclusionConstraint):
                constraint.validate(type(entry), entry)
    except ValidationError as refused:
        raise NotRecorded(" ".join(refused.messages)) from refused
    return entry


def _why_not(model: type[Entry], refused: IntegrityError) -> str:
    """In the words of the table's rule that was broken, where it has any."""
    diagnosis = getattr(refused.__cause__, "diag", None)
    broken = getattr(diagnosis, "constraint_name", None)
    return next(
        (
            str(rule.violation_error_message)
            for rule in model._meta.constraints
            if rule.name == broken
            and rule.violation_error_message != rule.default_violation_error_message
        ),
        SOMEBODY_WAS_FIRST,
    )


def _lines(entry: Entry) -> Any:
    return TimelineEntry.objects.filter(
        about=entry._meta.label_lower, about_pk=entry.pk
    )
