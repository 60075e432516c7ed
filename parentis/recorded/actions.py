"""Writing down, correcting and striking out. Nothing is overwritten."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.recorded.models import Recorded
from parentis.refusals import Refused

R = TypeVar("R", bound=Recorded)

# Two people wrote at once what one of the table's rules keeps apart.
SOMEBODY_WAS_FIRST = (
    "Somebody else has just recorded something that this does not go with."
    " Look at the list, and try again."
)


class NotRecorded(Refused):
    """What was written is refused; what was typed is still in the form."""


class ChangedSince(Refused):
    """Somebody else changed it meanwhile. `now` is what it says today."""

    def __init__(self, now: Any) -> None:
        super().__init__(
            "Somebody else changed this while you were writing. Both texts are below:"
            " nothing is lost."
        )
        self.now = now


def add(
    model: type[R],
    *,
    by: User | None,
    at: datetime,
    needs: Permission,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
    alike: Mapping[str, Any] | None = None,
    besides: Callable[[R], object] | None = None,
) -> R:
    """Writes something down. The same sheet is recorded once, of those `alike`.

    `besides` is done with it, or neither is. `by` None: Parentis itself. Raises
    NotRecorded, with one clear sentence, where a rule of the table is broken.
    """
    if by is not None:
        require(by, needs)
    same = dict(alike or {})
    if before := _sent_before(model, same, sent_as):
        return before
    entry = model(recorded_by=by, recorded_at=at, sent_as=sent_as, **same, **answers)
    try:
        with transaction.atomic():
            _checked(entry).save(force_insert=True)
            if besides is not None:
                besides(entry)
    except IntegrityError as refused:
        # The same sheet, sent twice at once: the other one won.
        if before := _sent_before(model, same, sent_as):
            return before
        raise NotRecorded(_why_not(model, refused)) from refused
    return entry


def change(
    entry: R,
    *,
    by: User,
    at: datetime,
    needs: Permission,
    version: int,
    answers: Mapping[str, Any],
    besides: Callable[[R], object] | None = None,
) -> R:
    """Corrects what was read as of `version`.

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
            if besides is not None:
                besides(now)
    except IntegrityError as refused:
        raise NotRecorded(_why_not(type(entry), refused)) from refused
    return now


@transaction.atomic
def strike_out(
    entry: R,
    *,
    by: User,
    at: datetime,
    needs: Permission,
    why: str,
    besides: Callable[[R], object] | None = None,
) -> R:
    """Takes something out of use, with who and why. It stays readable."""
    require(by, needs)
    now = type(entry)._base_manager.select_for_update().get(pk=entry.pk)
    if not now.is_struck_out:
        now.struck_out_at, now.struck_out_by, now.why_struck_out = at, by, why
        now.version += 1
        now.save()
        if besides is not None:
            besides(now)
    return now


def _sent_before(
    model: type[R], alike: Mapping[str, Any], sent_as: UUID | None
) -> R | None:
    if sent_as is None:
        return None
    return model._base_manager.filter(sent_as=sent_as, **alike).first()


def _checked(entry: R) -> R:
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


def _why_not(model: type[Recorded], refused: IntegrityError) -> str:
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
