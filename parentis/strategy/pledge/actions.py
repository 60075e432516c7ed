from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.evidence.actions import NewEvidence, evidence_kept
from parentis.recorded import actions as recorded
from parentis.strategy.actions import KEEPS
from parentis.strategy.models import Promise, PromiseEvidence, PromiseState, Saying


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
