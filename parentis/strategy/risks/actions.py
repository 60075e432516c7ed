from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded
from parentis.strategy.actions import KEEPS, TELLS, require_theirs, tell_whose_it_is
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


@transaction.atomic
def chase_reviews(*, by: User | None, at: datetime) -> int:
    """Tells whose they are of risks whose review is overdue, once for each day of it.

    Of a risk that is nobody's who signs in, those who keep promises are told. Gives how
    many risks there are.
    """
    if by is not None:
        require(by, KEEPS)
    on = timezone.localtime(at).date()
    # Only the risks are locked: who owns them may be changed meanwhile.
    overdue = list(
        Risk.objects.to_chase(on)
        .select_related("owner_user")
        .select_for_update(of=["self"])
    )
    for risk in overdue:
        due = f"{risk.next_review_on:%-d %B %Y}"
        tell_whose_it_is(
            risk,
            by=by,
            at=at,
            about=(
                f"This risk was to be looked at again by {due}: {risk.title}."
                " Say how likely it is now."
            ),
        )
        Risk.objects.filter(pk=risk.pk).update(chased_for=risk.next_review_on)
    return len(overdue)


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
