"""On what something may rest: words, a file, a figure that moves, a finished action."""

from django.db.models import TextChoices


class EvidenceKind(TextChoices):
    WORDS = "words", "What we can say"
    FILE = "file", "A document"
    INDICATOR = "indicator", "A figure, with its target"
    ACTION = "action", "An action that a meeting asked for, and that is done"


class Direction(TextChoices):
    """Which way a target is met."""

    AT_LEAST = "at-least", "At least"
    AT_MOST = "at-most", "At most"
