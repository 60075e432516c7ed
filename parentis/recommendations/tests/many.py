"""Two hundred recommendations with ten years of updates: what a panel's page holds."""

from datetime import date, timedelta

from parentis.recommendations.models import (
    Recommendation,
    Source,
    StatusSet,
    ToldOf,
    Update,
)
from parentis.recommendations.tests.factories import RECORDED_AT, SourceFactory

RECOMMENDATIONS, UPDATES, STATUSES = 200, 40, 8
HEADINGS = 12
FIRST, A_QUARTER = date(2016, 1, 14), timedelta(days=91)
WORDS = (
    "The team met with every service that has to do with it. Four of the five things"
    " asked for are done, and the fifth waits for the new contract, which begins in"
    " the autumn. Young people who were asked say that it is better than it was. "
)


def ten_years(*, recommendations: int = RECOMMENDATIONS) -> Source:
    """Each is told of every quarter, and its status set every fifth time."""
    source: Source = SourceFactory.create(made_on=FIRST, update_every=3)
    asked = Recommendation.objects.bulk_create(
        Recommendation(
            source=source,
            number=f"{number}",
            place=number,
            text=WORDS,
            theme=f"Heading {number * HEADINGS // recommendations}",
            owner="Virtual School Headteacher",
            recorded_at=RECORDED_AT,
        )
        for number in range(1, recommendations + 1)
    )
    updates = Update.objects.bulk_create(
        [
            Update(
                source=source,
                words=WORDS * 2,
                reported_on=FIRST + A_QUARTER * quarter,
                recorded_at=RECORDED_AT,
            )
            for _ in asked
            for quarter in range(UPDATES)
        ],
        batch_size=1_000,
    )
    ToldOf.objects.bulk_create(
        [
            ToldOf(update_told=update, recommendation=asked[number // UPDATES])
            for number, update in enumerate(updates)
        ],
        batch_size=1_000,
    )
    StatusSet.objects.bulk_create(
        [
            StatusSet(
                recommendation=each,
                set_on=FIRST + A_QUARTER * 5 * turn,
                set_by="Corporate Parenting Officer",
                status=("red", "amber", "green")[turn % 3],
                kind="words",
                words=WORDS,
                recorded_at=RECORDED_AT,
            )
            for each in asked
            for turn in range(STATUSES)
        ],
        batch_size=1_000,
    )
    return source
