from datetime import date

import pghistory
from django.db import models
from django.db.models import Q

from parentis.entries.models import Entry
from parentis.law.eligibility import NAMES, Category


@pghistory.track()
class Confirmation(Entry):
    """What a person decided of something that the law's dates alone do not settle.

    `question` is what they were asked, in the words of that day: where the dates change
    and it reads otherwise, it is asked again.
    """

    question = models.TextField()
    category = models.CharField(
        max_length=50, choices=[(each.value, NAMES[each]) for each in Category]
    )
    decided_on = models.DateField()
    why = models.TextField()

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(why=""),
                name="a_confirmation_says_why",
                violation_error_message="Write why you decided so.",
            ),
            models.UniqueConstraint(
                fields=["young_person", "question"],
                condition=Q(struck_out_at__isnull=True),
                name="confirmed_once",
                violation_error_message=(
                    "Somebody has just decided this. Look at what they wrote."
                ),
            ),
        ]

    @property
    def name(self) -> str:
        return NAMES[Category(self.category)]

    @property
    def headline(self) -> str:
        return f"Decided what they are owed: {self.name}"

    @property
    def words(self) -> str:
        return f"{self.question}\n\n{self.why}"

    @property
    def happened_on(self) -> date:
        return self.decided_on
