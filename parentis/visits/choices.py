"""What a visit finds, and how long an answer may take."""

from datetime import date, timedelta

from django.db.models import TextChoices

from parentis.law.sources import Source

# After this long, whoever answers for the homes is reminded.
DAYS_TO_ANSWER = 14

# The visit that the law asks for. A councillor's is this council's own practice.
INDEPENDENT_VISIT = Source(
    "Children's Homes (England) Regulations 2015",
    "regulation 44",
    is_from_memory=True,
)


class GoodEnough(TextChoices):
    """Whether what somebody saw would be good enough for their own child."""

    YES = "yes", "Yes"
    MOSTLY = "mostly", "Mostly"
    NO = "no", "No"


class VisitState(TextChoices):
    """How far a visit has come, from being due to young people being told."""

    PLANNED = "planned", "To come"
    OVERDUE = "overdue", "Not made"
    UNANSWERED = "unanswered", "Waits for answer"
    NOT_TOLD = "not-told", "Young people not told yet"
    CLOSED = "closed", "Answered and told"


MONTHS_OF_A_ROTA = 12


def twelve_months(on: date) -> date:
    """The first day of the twelve months of which this day's is the last."""
    return month_after(on.replace(year=on.year - 1, day=1))


def month_after(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
