"""What kinds of bodies there are, and who sits on them."""

from django.db.models import TextChoices

from parentis.law.sources import Source


class BodyKind(TextChoices):
    """What a body is for."""

    PANEL = "panel", "Corporate parenting panel or board"
    SCRUTINY = "scrutiny", "Scrutiny committee"
    CABINET = "cabinet", "Cabinet"
    CHILDREN_IN_CARE_COUNCIL = "children-in-care-council", "Children in care council"
    CARE_LEAVERS_FORUM = "care-leavers-forum", "Care leavers' forum"
    IMPROVEMENT_BOARD = "improvement-board", "Improvement board"
    OTHER = "other", "Other"


# Bodies of young people themselves: who is on them is never told to the public.
OF_YOUNG_PEOPLE = (BodyKind.CHILDREN_IN_CARE_COUNCIL, BodyKind.CARE_LEAVERS_FORUM)


class SeatKind(TextChoices):
    """What somebody sits on a body as."""

    COUNCILLOR = "councillor", "Councillor"
    OFFICER = "officer", "Officer"
    FOSTER_CARER = "foster-carer", "Foster carer"
    ADOPTIVE_PARENT = "adoptive-parent", "Adoptive parent"
    YOUNG_PERSON = "young-person", "Young person"
    PARTNER = "partner", "Partner organisation"


# Told to the public by what they are, never by name.
NEVER_NAMED = (SeatKind.FOSTER_CARER, SeatKind.ADOPTIVE_PARENT, SeatKind.YOUNG_PERSON)


class Part(TextChoices):
    """What part somebody has on a body."""

    CHAIR = "chair", "Chair"
    VICE_CHAIR = "vice-chair", "Vice-chair"
    MEMBER = "member", "Member"
    SUBSTITUTE = "substitute", "Substitute"
    CO_OPTED = "co-opted", "Co-opted member"
    INVITED = "invited", "Invited to attend"


# Each group's seats on such a body are in proportion to its seats on the council.
BALANCE_RESTS_ON = Source(
    "Local Government and Housing Act 1989", "sections 15 and 16", is_from_memory=True
)
