import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from parentis.accounts.models import User
from parentis.from_return.choices import WORKING, JoiningState, Tells
from parentis.returns.models import Upload
from parentis.young_people.models import YoungPerson


@pghistory.track(exclude=["done", "children"])
class Joining(models.Model):
    """A return beside the records: what it would change, and that it was taken over."""

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=JoiningState, default=JoiningState.COMPARING
    )
    children = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=JoiningState.values),
                name="joining_state_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"The return of {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("from_return:joining", args=[self.pk])

    @property
    def is_working(self) -> bool:
        return self.state in WORKING


class Told(models.Model):
    """One thing that the return tells of one child."""

    joining = models.ForeignKey(Joining, models.CASCADE, related_name="told")
    tells = models.CharField(max_length=20, choices=Tells)
    child = models.CharField(max_length=40)
    young_person = models.ForeignKey(
        YoungPerson, models.PROTECT, related_name="+", null=True
    )
    words = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["joining", "tells"], name="told_by_a_return")]

    def __str__(self) -> str:
        return f"{self.child}: {self.words}"
