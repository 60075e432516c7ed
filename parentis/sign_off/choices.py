from django.db.models import TextChoices


class Capacity(TextChoices):
    """As what somebody signs, in the order in which they do."""

    OFFICER = "officer", "For the officers"
    LEAD_MEMBER = "lead-member", "As the Lead Member"


class Stage(TextChoices):
    """How far a fair copy has come."""

    WAITS_FOR_OFFICER = "officer", "Waits for an officer to sign it"
    WAITS_FOR_LEAD_MEMBER = "lead-member", "Waits for the Lead Member to sign it"
    SENT_BACK = "sent-back", "Sent back"
    CHANGED_SINCE = (
        "changed",
        "Changed since it was handed in: nothing counts as signed",
    )
    SIGNED = "signed", "Signed by both"
    FROZEN = "frozen", "Frozen"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"
