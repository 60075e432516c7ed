from django.db.models import TextChoices


class ReadingState(TextChoices):
    """Where a file that was read stands: nothing of it is saved before `SAVED`."""

    UNFINISHED = "unfinished", "To be looked through"
    SAVED = "saved", "Saved"
    DISCARDED = "discarded", "Discarded"


class PieceKind(TextChoices):
    """What a piece of a file is taken for."""

    RECOMMENDATION = "recommendation", "Recommendation"
    UPDATE = "update", "Update"
    LEFT_OVER = "left-over", "Not understood"


class Does(TextChoices):
    """What saving does with a piece."""

    ADDS = "adds", "New recommendations"
    TELLS = "tells", "New updates"
    CHANGES = "changes", "Changed to what the file says"
    DIFFERS = "differs", "Different: what is there stays"
    NOTHING = "nothing", "There already"
    IS_LEFT = "is-left", "Not understood, and not saved"
    LEFT_OUT = "left-out", "Left out"
    WAITS = "waits", "Something is missing"


NOT_SAVED = (Does.LEFT_OUT, Does.IS_LEFT, Does.DIFFERS)
TAGS = {
    Does.ADDS: ("New", "green"),
    Does.TELLS: ("New", "green"),
    Does.CHANGES: ("Changes", "orange"),
    Does.DIFFERS: ("Differs", "yellow"),
    Does.NOTHING: ("There already", "grey"),
    Does.IS_LEFT: ("Not saved", "grey"),
    Does.LEFT_OUT: ("Left out", "grey"),
    Does.WAITS: ("Missing", "red"),
}
DAYS_KEPT = 90
"""How long a reading that nobody goes on with is kept, and one that is finished."""
