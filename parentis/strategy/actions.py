"""Writing down the strategy, the pledge, plans and risks, and telling how far they are.

Those who keep promises write all of it. Whose step or risk it is tells how far that
has come, and of no other.
"""

import os
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.case_file.actions import NO_ROOM, NewFile
from parentis.evidence.actions import NewEvidence, evidence_kept
from parentis.notices import actions as notices
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded
from parentis.strategy.choices import DocumentForm
from parentis.strategy.models import (
    ActionPlan,
    Milestone,
    Priority,
    Promise,
    PromiseEvidence,
    PromiseState,
    Risk,
    RiskReview,
    Saying,
    Strategy,
)

if TYPE_CHECKING:
    from parentis.recorded.models import Recorded

R = TypeVar("R", bound="Recorded")
KEEPS = Permission.KEEP_PROMISES
TELLS = Permission.TELL_PROGRESS
SHORT = 120


def change(
    entry: R, *, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> R:
    """Corrects anything here that is not changed in a way of its own."""
    return recorded.change(
        entry, by=by, at=at, needs=KEEPS, version=version, answers=answers
    )


@transaction.atomic
def strike_out(entry: R, *, by: User, at: datetime, why: str) -> R:
    """Takes it out of use. A risk whose review is struck out has the score before it.

    Raises NotRecorded where what hangs on it would go with it.
    """
    require(by, KEEPS)
    _refuse_what_others_hang_on(entry)
    struck = recorded.strike_out(entry, by=by, at=at, needs=KEEPS, why=why)
    if isinstance(struck, RiskReview):
        _score_again(struck.risk_id)
    return struck


def _refuse_what_others_hang_on(entry: "Recorded") -> None:
    if isinstance(entry, RiskReview):
        others = RiskReview.objects.filter(risk=entry.risk_id, struck_out_at=None)
        if not others.exclude(pk=entry.pk).exists():
            raise NotRecorded(
                "This is the only score that the risk has. Review it again first, or"
                " strike out the risk."
            )
    steps = Milestone.objects.standing()
    if isinstance(entry, Priority) and steps.filter(priority=entry).exists():
        raise NotRecorded(
            "Steps of an action plan lead towards this priority. Change or strike out"
            " those first."
        )


# -- the strategy ----------------------------------------------------------------------


def add_strategy(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    document: NewFile | None = None,
    sent_as: UUID | None = None,
) -> Strategy:
    """With its document, where there is one."""
    if by is not None:
        require(by, KEEPS)
    return recorded.add(
        Strategy,
        by=by,
        at=at,
        needs=KEEPS,
        answers={**answers, **_document(document)},
        sent_as=sent_as,
    )


def change_strategy(
    strategy: Strategy,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
    document: NewFile | None = None,
) -> Strategy:
    """`document` takes the place of the one that is there. None: that one stays."""
    require(by, KEEPS)
    return recorded.change(
        strategy,
        by=by,
        at=at,
        needs=KEEPS,
        version=version,
        answers={**answers, **_document(document)},
    )


def _document(file: NewFile | None) -> dict[str, Any]:
    """Its fields. The file is on the disk, named by what is in it, and is not lost."""
    if file is None:
        return {}
    form = DocumentForm(file.form.value)
    kept = Strategy(file_form=form, sha256=sha256(file.contents).hexdigest())
    if not kept.path.exists():
        _write(kept, file.contents)
    return {
        "file_name": file.name,
        "file_form": form,
        "size": len(file.contents),
        "sha256": kept.sha256,
    }


def _write(kept: Strategy, contents: bytes) -> None:
    """Readable by the product alone, whole before it has its name."""
    half = kept.path.with_suffix(".half")
    try:
        kept.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with os.fdopen(os.open(half, flags, 0o600), "wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        half.replace(kept.path)
    except OSError as refused:
        raise NotRecorded(NO_ROOM) from refused


def add_priority(
    strategy: Strategy,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Priority:
    return recorded.add(
        Priority,
        by=by,
        at=at,
        needs=KEEPS,
        answers=answers,
        sent_as=sent_as,
        alike={"strategy": strategy},
    )


# -- the pledge ------------------------------------------------------------------------


def add_promise(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Promise:
    return recorded.add(
        Promise, by=by, at=at, needs=KEEPS, answers=answers, sent_as=sent_as
    )


def add_saying(
    promise: Promise,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Saying:
    """What a group or a survey says of a promise, and whether it may be quoted."""
    return recorded.add(
        Saying,
        by=by,
        at=at,
        needs=KEEPS,
        answers=answers,
        sent_as=sent_as,
        alike={"promise": promise},
    )


def add_evidence(
    promise: Promise,
    *,
    by: User | None,
    at: datetime,
    evidence: NewEvidence,
    shown_on: date,
    sent_as: UUID | None = None,
) -> PromiseEvidence:
    """What shows, as of a day, that a promise is kept or is not."""
    if by is not None:
        require(by, KEEPS)
    with evidence_kept(evidence, by=by) as fields:
        return recorded.add(
            PromiseEvidence,
            by=by,
            at=at,
            needs=KEEPS,
            answers={"shown_on": shown_on, **fields},
            sent_as=sent_as,
            alike={"promise": promise},
        )


def set_state(
    promise: Promise,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> PromiseState:
    """Says whether a promise is kept, and why, on which evidence (their keys)."""
    said = dict(answers)
    rests_on = PromiseEvidence.objects.filter(
        promise=promise, struck_out_at__isnull=True, pk__in=said.pop("evidence", ())
    )
    return recorded.add(
        PromiseState,
        by=by,
        at=at,
        needs=KEEPS,
        answers=said,
        sent_as=sent_as,
        alike={"promise": promise},
        besides=lambda state: state.evidence.set(rests_on),
    )


# -- action plans ----------------------------------------------------------------------


def add_plan(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> ActionPlan:
    return recorded.add(
        ActionPlan, by=by, at=at, needs=KEEPS, answers=answers, sent_as=sent_as
    )


def add_milestone(
    plan: ActionPlan,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Milestone:
    return recorded.add(
        Milestone,
        by=by,
        at=at,
        needs=KEEPS,
        answers=answers,
        sent_as=sent_as,
        alike={"plan": plan},
    )


def tell_progress(
    milestone: Milestone,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> Milestone:
    """How far a step has come, or that it is done and with what."""
    _ask_the_owner(milestone, by)
    return recorded.change(
        milestone, by=by, at=at, needs=TELLS, version=version, answers=answers
    )


@transaction.atomic
def chase_milestones(*, by: User | None, at: datetime) -> int:
    """Tells whose they are of steps that are overdue, once for each due date.

    Of a step that is nobody's who signs in, those who keep promises are told. Gives how
    many steps there are.
    """
    if by is not None:
        require(by, KEEPS)
    on = timezone.localtime(at).date()
    # Only the steps are locked: who owns them may be changed meanwhile.
    overdue = list(
        Milestone.objects.to_chase(on)
        .filter(plan__struck_out_at__isnull=True)
        .select_related("owner_user")
        .select_for_update(of=["self"])
    )
    keepers = list(User.objects.get_queryset().with_permission(KEEPS))
    for step in overdue:
        owner = step.owner_user
        notices.tell(
            [owner] if owner and owner.may(TELLS) else keepers,
            by=by,
            at=at,
            about=(
                f"It was due on {date_format(step.due_on, 'j F Y')} and is not done:"
                f" {_short(step.words)}. Tell how far it has come."
            ),
            link=step.get_absolute_url(),
        )
        Milestone.objects.filter(pk=step.pk).update(chased_for=step.due_on)
    return len(overdue)


def _short(words: str) -> str:
    if len(words) <= SHORT:
        return words.rstrip(".")
    return f"{words[:SHORT].rstrip()}…"


def _ask_the_owner(owned: Milestone | Risk, by: User) -> None:
    require(by, TELLS)
    if not by.may(KEEPS) and owned.owner_user_id != by.pk:
        raise PermissionDenied("Only whose it is tells how far it has come.")


# -- risks -----------------------------------------------------------------------------


def add_risk(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Risk:
    """A risk, and with it the first of its reviews."""

    def review(risk: Risk) -> None:
        RiskReview.objects.create(
            risk=risk,
            reviewed_on=risk.reviewed_on,
            likelihood=risk.likelihood,
            impact=risk.impact,
            recorded_by=by,
            recorded_at=at,
        )

    return recorded.add(
        Risk,
        by=by,
        at=at,
        needs=KEEPS,
        answers=answers,
        sent_as=sent_as,
        besides=review,
    )


def review_risk(
    risk: Risk,
    *,
    by: User,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> RiskReview:
    """How likely it is now and how much it would matter. The scores before it stay."""
    _ask_the_owner(risk, by)
    said = dict(answers)
    next_review_on = said.pop("next_review_on", None)

    def score(review: RiskReview) -> None:
        """One that was written down late leaves the next review as it is."""
        if _score_again(risk.pk) == review:
            Risk.objects.filter(pk=risk.pk).update(next_review_on=next_review_on)

    with transaction.atomic():
        return recorded.add(
            RiskReview,
            by=by,
            at=at,
            needs=TELLS,
            answers=said,
            sent_as=sent_as,
            alike={"risk": risk},
            besides=score,
        )


def _score_again(risk_pk: int) -> RiskReview | None:
    """Its score is that of the latest review which stands, which is given."""
    now = Risk.objects.select_for_update().get(pk=risk_pk)
    latest = RiskReview.objects.filter(risk=now, struck_out_at__isnull=True).first()
    if latest is not None:
        now.likelihood, now.impact = latest.likelihood, latest.impact
        now.reviewed_on = latest.reviewed_on
        now.version += 1
        now.save()
    return latest
