"""Where recommendations come from, what was answered, and how far each has come."""

from django.db.models import IntegerChoices, TextChoices


class SourceKind(TextChoices):
    SCRUTINY = "scrutiny", "Scrutiny commission or committee"
    INSPECTION = "inspection", "Inspection"
    SURVEY = "survey", "Survey"
    PANEL = "panel", "Corporate parenting panel or board"
    YOUNG_PEOPLE = "young-people", "Young people"
    PEER_REVIEW = "peer-review", "Peer review"
    OTHER = "other", "Somebody else"


class Answer(TextChoices):
    """What the council answered to a recommendation."""

    WAITING = "waiting", "Not answered yet"
    ACCEPTED = "accepted", "Accepted"
    PARTLY = "partly", "Accepted in part"
    NOT_ACCEPTED = "not-accepted", "Not accepted"


class Status(TextChoices):
    """How far a recommendation has come. Never set without evidence."""

    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"
    COMPLETE = "complete", "Complete"
    SUPERSEDED = "superseded", "Superseded"


# Nothing more is asked of these.
FINISHED = (Status.COMPLETE, Status.SUPERSEDED)
MEANS = {
    Status.RED: "Not on course, or not begun",
    Status.AMBER: "Some way behind, with a plan to put it right",
    Status.GREEN: "On course",
    Status.COMPLETE: "Done, and shown to be done",
    Status.SUPERSEDED: "Another recommendation has taken its place",
}
COLOURS = {
    Status.RED: "red",
    Status.AMBER: "orange",
    Status.GREEN: "green",
    Status.COMPLETE: "blue",
    Status.SUPERSEDED: "grey",
}


class Every(IntegerChoices):
    """How often an update is due, in months."""

    MONTH = 1, "Every month"
    QUARTER = 3, "Every 3 months"
    HALF_YEAR = 6, "Every 6 months"
    YEAR = 12, "Every year"
