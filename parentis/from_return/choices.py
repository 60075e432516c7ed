from django.db.models import TextChoices


class JoiningState(TextChoices):
    """Where a return is on its way into the records."""

    COMPARING = "comparing", "The return is being compared with our records"
    READY = "ready", "Ready to be taken over"
    TAKING = "taking", "Being taken over"
    DONE = "done", "Taken over"


WORKING = (JoiningState.COMPARING, JoiningState.TAKING)


class Tells(TextChoices):
    """What a return tells that the records do not, or tell otherwise."""

    NEW = "new", "Has no record yet"
    BIRTHDAY = "birthday", "Another birthday: nothing is taken over"
    PERIODS_ADDED = "periods-added", "Periods in care that are added"
    PERIODS_CHANGED = "periods-changed", "Periods in care that are brought up to date"
    PERIOD_DIFFERS = "period-differs", "A period in care differs: what is here stands"
    HOME_ADDED = "home-added", "Where they lived is added"
    HOME_DIFFERS = "home-differs", "Where they lived differs: what is here stands"
    ACTIVITY_ADDED = "activity-added", "Main activity is added"
    ACTIVITY_DIFFERS = "activity-differs", "Main activity differs: what is here stands"
