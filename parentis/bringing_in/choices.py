from django.db.models import TextChoices

from parentis.other_systems.columns import Holds


class FileHolds(TextChoices):
    """What the rows of a file are, as a manager would say it."""

    PEOPLE = Holds.PEOPLE.value, "Young people"
    ADDRESSES = Holds.ADDRESSES.value, "Addresses"
    ALLOCATIONS = Holds.ALLOCATIONS.value, "Allocations: whose work they are"
    CONTACTS = Holds.CONTACTS.value, "Contacts and notes"


class FileState(TextChoices):
    """Where a file is on its way: read, matched, compared, and then brought in."""

    READING = "reading", "The file is being read"
    MATCHING = "matching", "Say what each column is"
    COMPARING = "comparing", "The file is being compared with our records"
    READY = "ready", "Ready to be brought in"
    BRINGING = "bringing", "Being brought in"
    DONE = "done", "Brought in"
    REFUSED = "refused", "Could not be read"


WORKING = (FileState.READING, FileState.COMPARING, FileState.BRINGING)


class Outcome(TextChoices):
    """What becomes of a row. Each row of a file has one of these."""

    ADDED = "added", "Added"
    SAME = "same", "The same as we have"
    CHANGED = "changed", "Changed"
    TO_CHOOSE = "to-choose", "Differs from what was written here: for you to choose"
    REFUSED = "refused", "Not brought in"
