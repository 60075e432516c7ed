"""What a visit finds, and how long an answer may take."""

from django.db.models import TextChoices

# In the end a home is asked why it has not answered.
DAYS_TO_ANSWER = 14


class GoodEnough(TextChoices):
    """Whether what somebody saw would be good enough for their own child."""

    YES = "yes", "Yes"
    MOSTLY = "mostly", "Mostly"
    NO = "no", "No"


class VisitState(TextChoices):
    """How far a visit has come, from being due to young people being told."""

    PLANNED = "planned", "To come"
    OVERDUE = "overdue", "Not made"
    UNANSWERED = "unanswered", "Waits for the home's answer"
    NOT_TOLD = "not-told", "Young people not told yet"
    CLOSED = "closed", "Answered, and young people told"
