from django.db.models import TextChoices


class WhyKept(TextChoices):
    """What a version was kept for."""

    ASKED = "asked", "Kept by hand"
    SIGN_OFF = "sign-off", "Handed in for sign-off"
    BEFORE_RESTORING = "before-restoring", "Kept before an earlier one was restored"
