from django.db.models import TextChoices


class UploadState(TextChoices):
    """Where an upload is on its way: it waits, is read, and ends read or refused."""

    WAITING = "waiting", "Waiting to be read"
    READING = "reading", "Being read"
    READ = "read", "Read"
    REFUSED = "refused", "Could not be read"


class FindingSeverity(TextChoices):
    ERROR = "error", "Could not be used"
    WARNING = "warning", "Worth a look"
