from django.db.models import TextChoices


class CameFrom(TextChoices):
    """How the council knows of a period in care."""

    RETURN = "return", "The return"
    HAND = "hand", "Written by hand"
    FILE = "file", "A file of another system"
