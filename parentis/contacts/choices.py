"""How staff keep in touch with young people, in words and in the return's codes."""

from django.db.models import TextChoices

# How the timeline calls each kind of entry.
CONTACTS, LOST_TOUCH, IN_TOUCH, CAME_BACK, OFFERS = (
    *("contacts", "lost-touch", "in-touch", "came-back", "offers"),
)


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
# What another person tells of a young person is no contact with the young person: it
# neither answers the return's question nor ends a ladder. (From memory of DfE's guide.)
BY_OTHERS = (ContactKind.FAMILY, ContactKind.AGENCY)


class Rung(TextChoices):
    """What to try, in this order, when somebody is lost."""

    CALL = "call", "Phone them"
    TEXT = "text", "Send a text, message or e-mail"
    VISIT = "visit", "Go to where they live"
    FAMILY = "family", "Ask family or a friend"
    LETTER = "letter", "Write a letter"
    AGENCY = "agency", "Ask other agencies"


TICKED_BY = {
    Rung.CALL: (ContactKind.CALL, ContactKind.VIDEO),
    Rung.TEXT: (ContactKind.TEXT, ContactKind.EMAIL),
    Rung.VISIT: (ContactKind.VISIT, ContactKind.MEETING),
    Rung.FAMILY: (ContactKind.FAMILY,),
    Rung.LETTER: (ContactKind.LETTER,),
    Rung.AGENCY: (ContactKind.AGENCY,),
}


class HowEnded(TextChoices):
    """How a search for somebody ended."""

    BACK = "back", "Back in touch"
    BY_HAND = "by-hand", "Ended by hand"


class InTouchCode(TextChoices):
    """The return's answers (OC3's IN_TOUCH), as a young person would be told them."""

    YES = "YES", "In touch"
    NO = "NO", "Not in touch"
    REFUSED = "REFU", "They do not want contact"
    NOT_REQUIRED = "NREQ", "They no longer need our services"
    RETURNED_HOME = "RHOM", "Back home with parents for six months or more"
    DIED = "DIED", "They have died"


SAID_BY_THEM = (InTouchCode.REFUSED, InTouchCode.NOT_REQUIRED)


class OfferedBy(TextChoices):
    """How support was offered."""

    LETTER = "letter", "Letter"
    TEXT = "text", "Text or message"
    EMAIL = "email", "E-mail"
    CALL = "call", "Phone call"
    IN_PERSON = "in-person", "In person"


class OfferAnswer(TextChoices):
    """What they said."""

    WAITING = "waiting", "No answer yet"
    YES = "yes", "They would like support"
    NOT_NOW = "not-now", "Not now"


class Show(TextChoices):
    """Which contacts a page lists."""

    ALL = "", "All"
    MADE = "made", "Reached"
    TRIED = "tried", "Tried"
    STRUCK_OUT = "struck-out", "Struck out"
