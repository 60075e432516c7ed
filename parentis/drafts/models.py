from uuid import uuid4

from django.db import models

from parentis.accounts.models import User
from parentis.young_people.models import YoungPerson


class Draft(models.Model):
    """What somebody typed and has not recorded yet: of one form, about one thing.

    `sent_as` is the sheet's number. What is recorded from it carries the number, so
    that a form sent twice is recorded once.
    """

    person = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    young_person = models.ForeignKey(
        YoungPerson, models.PROTECT, related_name="+", null=True
    )
    form = models.CharField(max_length=80, help_text="the page, by its name")
    about = models.CharField(max_length=80, blank=True)
    fields = models.JSONField(help_text="[[name, value], …] as the form was typed")
    sent_as = models.UUIDField(default=uuid4)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "form", "about"], name="one_draft_of_a_form"
            )
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.about}"
