"""What councillors learn and champion, and when which of it is due."""

from datetime import timedelta

from django.db.models import TextChoices

from parentis.law import acts


class CourseKind(TextChoices):
    INDUCTION = "induction", "Induction"
    SEMINAR = "seminar", "Annual seminar"
    OTHER = "other", "Other"


class Falls(TextChoices):
    """From when the days are counted."""

    AFTER_ELECTION = "after-election", "After an election"
    AFTER_LAST = "after-last", "After they last took part"


class Stage(TextChoices):
    """What somebody was reminded of."""

    DUE = "due", "It is due"
    OVERDUE = "overdue", "It is overdue"


class OfferArea(TextChoices):
    """Areas of the local offer to care leavers that a councillor may champion."""

    HEALTH = "health", "Health and well-being"
    RELATIONSHIPS = "relationships", "Relationships"
    EDUCATION = "education", "Education and training"
    EMPLOYMENT = "employment", "Employment"
    ACCOMMODATION = "accommodation", "Accommodation"
    SOCIETY = "society", "Participation in society"
    ADVISERS = "advisers", "Being a care leaver, and personal advisers"
    ENGAGEMENT = "engagement", "Participation and engagement"
    FINANCES = "finances", "Money and finances"


# The areas that the Act names. The others are a council's own, as several have them.
OF_THE_ACT = (
    OfferArea.HEALTH,
    OfferArea.RELATIONSHIPS,
    OfferArea.EDUCATION,
    OfferArea.EMPLOYMENT,
    OfferArea.ACCOMMODATION,
    OfferArea.SOCIETY,
)
THE_ACT = acts.SOCIAL_WORK_ACT_2

# No law says when a course is due: each council does.
LOCAL_CHOICE = "Local choice"
# A seminar is asked for this long before the year is over since they last took part.
ASKED_BEFORE = timedelta(days=60)

# What a councillor is shown of how our children fare, before the whole scorecard.
KEY_FIGURES = (
    "looked-after",
    "same-placement-two-years",
    "health-assessment",
    "took-part-in-reviews",
    "in-touch-19-to-21",
    "eet-19-to-21",
    "suitable-accommodation-19-to-21",
)
