from django.db.models import TextChoices


class ContactKind(TextChoices):
    """How somebody was, or was to be, in touch."""

    VISIT = "visit", "Visit"
    MEETING = "meeting", "Meeting somewhere else"
    CALL = "call", "Phone call"
    VIDEO = "video", "Video call"
    TEXT = "text", "Text or message"
    EMAIL = "email", "E-mail"
    LETTER = "letter", "Letter"
    FAMILY = "family", "Through family or a friend"
    AGENCY = "agency", "Through another agency"


IN_PERSON = (ContactKind.VISIT, ContactKind.MEETING)
