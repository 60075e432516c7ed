"""What becomes of a reminder. One whose fate is not known is never sent by itself."""

from django.db.models import TextChoices


class Fate(TextChoices):
    WAITING = "waiting", "Waits to be sent"
    BEGUN = "begun", "Being sent"
    SENT = "sent", "Sent"
    REFUSED = "refused", "Refused by the mail server"
    NOT_KNOWN = "not-known", "Not known whether it was sent"
    LEFT = "left", "Left as it is, by a person"
