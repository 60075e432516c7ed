"""In which ways somebody looks, and what makes a look worth a question."""

from django.db.models import TextChoices


class Looking(TextChoices):
    """What was done with a record. Each label completes "Amara …"."""

    OPENED = "opened", "opened the record"
    LISTED = "listed", "saw it in a list"
    SEARCHED = "searched", "found it by searching"
    PRINTED = "printed", "opened it to print"
    EXPORTED = "exported", "took it away in a file"
    READ_BY_API = "read-by-api", "had it read by another system"


class Pattern(TextChoices):
    """A look that somebody else should ask about. Few of them are wrong."""

    OWN_RECORD = "own-record", "It may be their own record"
    SAME_SURNAME = "same-surname", "They have the same surname"
    SAME_ADDRESS = "same-address", "They live at the same postcode"
    RESTRICTED = "restricted", "The record is restricted"
    OUTSIDE_ALLOCATION = "outside-allocation", "The young person is not their work"
    MANY_RECORDS = "many-records", "They opened more than 60 records in ten minutes"


class Outcome(TextChoices):
    """What came of asking."""

    EXPECTED = "expected", "It was part of their work"
    CONCERN = "concern", "It was not, and is being followed up"
