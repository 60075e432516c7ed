from django.db.models import TextChoices


class CameFrom(TextChoices):
    """How the council knows of a period in care."""

    RETURN = "return", "The return"
    HAND = "hand", "Written by hand"
    FILE = "file", "A file of another system"


class StayKind(TextChoices):
    """Where somebody was, other than looked after, that leaving-care law asks about."""

    AT_HOME = "at-home", "At home with a parent, or somebody with a parent's rights"
    DETAINED = "detained", "Detained by order of a court"
    HOSPITAL = "hospital", "In hospital, or another health or care home"
    PRIVATE_FOSTERING = "private-fostering", "Privately fostered"


class ProgrammeKind(TextChoices):
    HIGHER = "higher", "Higher education: a degree, or the like"
    RESIDENTIAL = "residential", "Further education, living in at the college"
    OTHER = "other", "Other education or training"
