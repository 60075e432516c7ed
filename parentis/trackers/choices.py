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

    ADDS = "adds", "New recommendation"
    TELLS = "tells", "New update"
    CHANGES = "changes", "Takes the place of what is there"
    DIFFERS = "differs", "Differs: what is there stays"
    NOTHING = "nothing", "There already"
    IS_LEFT = "is-left", "Not saved"
    LEFT_OUT = "left-out", "Left out"
    WAITS = "waits", "Something is missing"


COLOURS = {
    Does.ADDS: "green",
    Does.TELLS: "green",
    Does.CHANGES: "orange",
    Does.DIFFERS: "yellow",
    Does.WAITS: "red",
}
DAYS_KEPT = 90
"""How long a reading that nobody goes on with is kept, and one that is finished."""
