"""How meetings are held, what stands on agendas, and who may read what."""

from django.db.models import TextChoices


class MeetingState(TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class HowHeld(TextChoices):
    IN_PERSON = "in-person", "In person"
    HYBRID = "hybrid", "In person and online"
    ONLINE = "online", "Online"


class ItemKind(TextChoices):
    """What an item of an agenda is."""

    APOLOGIES = "apologies", "Apologies and substitutes"
    DECLARATIONS = "declarations", "Declarations of interest"
    MINUTES = "minutes", "Minutes of the last meeting"
    YOUNG_PEOPLE = "young-people", "An item of young people"
    REPORT = "report", "Report"
    ACTIONS = "actions", "Actions from earlier meetings"
    FORWARD_PLAN = "forward-plan", "Forward plan"
    OTHER = "other", "Other"


class ExemptParagraph(TextChoices):
    """Descriptions of exempt information: England.

    Local Government Act 1972, Schedule 12A, Part 1, paragraphs 1 to 7. (From memory of
    the Schedule as replaced in 2006; the product marks them so.)
    """

    INDIVIDUAL = "1", "1: information about an individual"
    IDENTITY = "2", "2: information likely to reveal who an individual is"
    BUSINESS = "3", "3: somebody's financial or business affairs"
    LABOUR = "4", "4: consultations or negotiations with staff"
    PRIVILEGE = "5", "5: legal professional privilege"
    NOTICES = "6", "6: notices or orders the council proposes to make"
    CRIME = "7", "7: preventing, investigating or prosecuting crime"


class Came(TextChoices):
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent"


class InterestKind(TextChoices):
    """Kinds of interest. (Localism Act 2011, sections 30 and 31: from memory.)"""

    PECUNIARY = "pecuniary", "Disclosable pecuniary interest"
    OTHER = "other", "Other registrable interest"
    PERSONAL = "personal", "Personal or non-registrable interest"


class DecisionKind(TextChoices):
    RESOLVED = "resolved", "Resolved"
    RECOMMENDED = "recommended", "Recommended"
    NOTED = "noted", "Noted"
    DEFERRED = "deferred", "Deferred"
    REFUSED = "refused", "Not agreed"
