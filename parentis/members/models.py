"""Councillors' training, what they champion, and what they were reminded of."""

from datetime import date
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from parentis.bodies.models import Councillor
from parentis.members.choices import (
    LOCAL_CHOICE,
    CourseKind,
    Falls,
    OfferArea,
    Stage,
)
from parentis.recorded.models import Recorded, ends_after_it_starts


class CourseQuerySet(models.QuerySet["Course"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)


@pghistory.track()
class Course(Recorded):
    """Something councillors are taught: induction, the annual seminar, others."""

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=CourseKind)
    about = models.TextField("what it is about", blank=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints
        ]

    def __str__(self) -> str:
        return self.title


class WhenDueQuerySet(models.QuerySet["WhenDue"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)


@pghistory.track()
class WhenDue(Recorded):
    """Since a day, within how many days of what a course is due. A later one replaces.

    `source` says who laid it down: mostly the council itself. `is_for_new_members`:
    whoever was in office on the day before the election needs it not again.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="when_due")
    falls = models.CharField(max_length=20, choices=Falls)
    within_days = models.PositiveSmallIntegerField()
    is_for_new_members = models.BooleanField("only for new councillors", default=False)
    since = models.DateField()
    source = models.CharField(max_length=300, default=LOCAL_CHOICE)

    objects = WhenDueQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["course", "falls", "since"],
                condition=Q(struck_out_at__isnull=True),
                name="one_due_rule_a_day",
                violation_error_message=(
                    "There is such a rule since this day already. Change that one."
                ),
            ),
        ]
        ordering = ("-since", "pk")

    def __str__(self) -> str:
        return f"{self.course}: {self.get_falls_display()}, {self.within_days} days"


class SessionQuerySet(models.QuerySet["Session"]):
    def standing(self) -> Self:
        return self.filter(
            struck_out_at__isnull=True, course__struck_out_at__isnull=True
        )


@pghistory.track()
class Session(Recorded):
    """A course as it was, or will be, held on a day."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="sessions")
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    led_by = models.CharField("who leads it", max_length=200, blank=True)
    notes = models.TextField(blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-held_on"], name="sessions_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.course}, {self.held_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("members:session", args=[self.pk])


@pghistory.track()
class TookPart(models.Model):
    """A councillor who was there."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="took_part")
    councillor = models.ForeignKey(
        Councillor, models.PROTECT, related_name="training_taken"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["session", "councillor"], name="takes_part_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.councillor}: {self.session}"


class Reminded(models.Model):
    """What a councillor was reminded of, so that they are told each thing once."""

    councillor = models.ForeignKey(Councillor, models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    due_on = models.DateField()
    stage = models.CharField(max_length=10, choices=Stage)
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["councillor", "course", "due_on", "stage"],
                name="reminded_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.councillor}: {self.course}, {self.due_on} ({self.stage})"


class ChampionQuerySet(models.QuerySet["Champion"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def on(self, day: date) -> Self:
        return self.standing().filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=day), started_on__lte=day
        )


@pghistory.track()
class Champion(Recorded):
    """A councillor for an area of the local offer, or an officer for a directorate.

    An officer is written down by post. Everybody may read who champions what.
    """

    councillor = models.ForeignKey(
        Councillor, models.PROTECT, related_name="champions", null=True, blank=True
    )
    post = models.CharField("post of the officer", max_length=200, blank=True)
    area = models.CharField(max_length=20, choices=OfferArea, blank=True)
    directorate = models.CharField(max_length=200, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = ChampionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            ends_after_it_starts("champion_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(councillor__isnull=False, post="")
                | (Q(councillor__isnull=True) & ~Q(post="")),
                name="champion_is_a_councillor_or_a_post",
                violation_error_message=(
                    "Choose a councillor, or write the post of an officer: one of both."
                ),
            ),
            models.CheckConstraint(
                condition=(~Q(area="") & Q(directorate=""))
                | (Q(area="") & ~Q(directorate="")),
                name="champion_of_an_area_or_a_directorate",
                violation_error_message=(
                    "Choose an area of the local offer, or write a directorate: one of"
                    " both."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.of_what}"

    @property
    def name(self) -> str:
        return str(self.councillor) if self.councillor else self.post

    @property
    def of_what(self) -> str:
        return OfferArea(self.area).label if self.area else self.directorate


@pghistory.track()
class Deed(Recorded):
    """Something a champion did. Everybody may read it: it names no young person."""

    champion = models.ForeignKey(Champion, models.PROTECT, related_name="deeds")
    done_on = models.DateField()
    words = models.TextField("what was done")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints
        ]
        ordering = ("-done_on", "-pk")

    def __str__(self) -> str:
        return self.words
