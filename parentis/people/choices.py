"""Which accounts a list of staff shows."""

from django.db.models import TextChoices


class Accounts(TextChoices):
    OPEN = "open", "Open accounts"
    CLOSED = "closed", "Closed accounts"
    ALL = "all", "All accounts"
