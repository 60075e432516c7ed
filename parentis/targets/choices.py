"""The council's year, and where a count of what was achieved comes from."""

from datetime import date

from django.db.models import TextChoices

WHOLE_COUNCIL = "The council as a whole"
FIRST_YEAR, LAST_YEAR = 1990, 2100
# A quarter's figures are told this many days after its end: until then what happened
# in it can still be written down.
DAYS_TO_WRITE_DOWN = 14
# Late entries are told too, until the end of the year after.
QUARTERS_TOLD = 8
# With so few places, "hidden" alone would say how many were taken up.
FEW_PLACES = 5


class CountedFrom(TextChoices):
    """Who counted: somebody by hand, or the placements that Parentis keeps."""

    BY_HAND = "by-hand", "Written down by hand"
    PLACEMENTS = "placements", "From placements"


def year_of(day: date) -> int:
    """The financial year a day is in, by the calendar year it begins in: 1 April."""
    return day.year if day.month > 3 else day.year - 1


def year_name(year: int) -> str:
    """2010 is 2010-11."""
    return f"{year}-{(year + 1) % 100:02}"


def first_day(year: int) -> date:
    return date(year, 4, 1)


def last_day(year: int) -> date:
    return date(year + 1, 3, 31)


def quarter_ends(year: int) -> list[date]:
    """The days as of which a year's figures are told: its own quarters, and later."""
    ends = [(6, 30), (9, 30), (12, 31), (3, 31)]
    return [
        date(year + place // 4 + (month == 3), month, day)
        for place, (month, day) in enumerate(ends * (QUARTERS_TOLD // 4))
    ]
