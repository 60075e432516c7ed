from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded
from parentis.strategy.actions import KEEPS, TELLS, require_theirs
from parentis.strategy.models import Risk, RiskReview


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
    require_theirs(risk, by=by)
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


@transaction.atomic
def strike_out_review(
    review: RiskReview, *, by: User, at: datetime, why: str
) -> RiskReview:
    """The risk has the score before it. Raises NotRecorded where there is none."""
    require(by, KEEPS)
    others = RiskReview.objects.filter(risk=review.risk_id, struck_out_at=None)
    if not others.exclude(pk=review.pk).exists():
        raise NotRecorded(
            "This is the only score that the risk has. Review it again first, or"
            " strike out the risk."
        )
    struck = recorded.strike_out(review, by=by, at=at, needs=KEEPS, why=why)
    _score_again(struck.risk_id)
    return struck


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
