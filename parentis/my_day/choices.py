"""Why somebody is on an adviser's list today, and how the list is sorted."""

from datetime import timedelta

from django.db.models import TextChoices

SOON = timedelta(days=14)
EIGHT_WEEKS = timedelta(weeks=8)
MONTHS_AHEAD = 6
BIRTHDAYS = (16, 18, 21, 25)
DAYS_TO_UNDO = timedelta(days=7)


class Reason(TextChoices):
    """In the order in which they matter."""

    OVERDUE = "overdue", "Overdue by law"
    WINDOW = "window", "Birthday window open, no answer yet"
    PLAN = "plan", "Actions of the plan due"
    STEP = "step", "Next steps"
    DUE = "due", "Due by law now or within 2 weeks"
    UNREACHED = "unreached", "Not reached in eight weeks"
    HOME = "home", "Somewhere unsuitable"
    WORK = "work", "Not in work or learning"
    BIRTHDAY = "birthday", "Turning 16, 18, 21 or 25 within six months"


class Sort(TextChoices):
    NEED = "need", "What needs me most"
    NAME = "name", "Name"
    CONTACT = "contact", "Longest without contact"
    BIRTHDAY = "birthday", "Next of these birthdays"


class Group(TextChoices):
    TODAY = "today", "Needs you today"
    SOON = "soon", "Coming up"
    NOTHING = "nothing", "Nothing is waiting"
