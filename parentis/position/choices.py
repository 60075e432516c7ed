"""The two cohorts a position tells of, which are never mixed."""

from django.db.models import TextChoices


class CohortKind(TextChoices):
    RETURN_YEAR = "return-year", "The return's year so far"
    EVERYBODY = "everybody", "Everybody of that age"


class GroupedBy(TextChoices):
    """Whose work the young people of a number are."""

    NOBODY = "", "Everybody"
    TEAM = "team", "Team"
    ADVISER = "adviser", "Personal adviser"
