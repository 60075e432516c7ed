"""Homes, who visits when, what they found, what they asked for, what came back."""

from datetime import date
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from parentis.bodies.models import Councillor
from parentis.recorded.models import Recorded, ends_after_it_starts
from parentis.visits.choices import GoodEnough

PUBLIC_NAME = "A children's home"


class HomeQuerySet(models.QuerySet["Home"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def on(self, day: date) -> Self:
        return self.standing().filter(
            Q(began_on__isnull=True) | Q(began_on__lte=day),
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
        )

    def in_order_of_name(self) -> Self:
        return self.order_by("name", "pk")


@pghistory.track()
class Home(Recorded):
    """A children's home that councillors visit.

    Its `name` is for staff and councillors alone: who lives in a home is recognised by
    it. The public reads `public_name`.
    """

    name = models.CharField(max_length=200)
    public_name = models.CharField(max_length=200, default=PUBLIC_NAME)
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = HomeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            ends_after_it_starts("home_ends_after_it_begins", first="began_on"),
        ]

    def __str__(self) -> str:
        return self.name


class DueVisitQuerySet(models.QuerySet["DueVisit"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def in_months(self, first: date, last: date) -> Self:
        """Due in a month of which any day is between these."""
        return self.standing().filter(
            month__gte=first.replace(day=1), month__lte=last.replace(day=1)
        )

    def not_made(self) -> Self:
        return self.filter(
            ~models.Exists(
                Visit.objects.standing().filter(due_visit=models.OuterRef("pk"))
            )
        )

    def in_order(self) -> Self:
        return self.select_related("home", "councillor").order_by(
            "month", "home__name", "pk"
        )


@pghistory.track()
class DueVisit(Recorded):
    """One place of the rota: who visits which home in which month.

    `month` is its first day. A swap changes the councillor, and says why.
    """

    home = models.ForeignKey(Home, models.PROTECT, related_name="due_visits")
    councillor = models.ForeignKey(
        Councillor, models.PROTECT, related_name="due_visits"
    )
    month = models.DateField()
    why_swapped = models.CharField(max_length=300, blank=True)
    chased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DueVisitQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(month__day=1), name="rota_counts_in_months"
            ),
            models.UniqueConstraint(
                fields=["home", "month"],
                condition=Q(struck_out_at__isnull=True),
                name="one_due_visit_a_home_and_month",
                violation_error_message=(
                    "Somebody is due at that home in that month already."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home}, {self.month:%B %Y}"


class VisitQuerySet(models.QuerySet["Visit"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def unanswered(self) -> Self:
        return self.standing().filter(
            ~models.Exists(
                VisitAnswer.objects.standing().filter(visit=models.OuterRef("pk"))
            )
        )

    def latest_first(self) -> Self:
        return self.select_related("home", "councillor").order_by("-visited_on", "-pk")


@pghistory.track()
class Visit(Recorded):
    """What a councillor found at a home, and whether it is good enough for their child.

    `for_public` is what everybody may read of it; an officer writes it.
    """

    home = models.ForeignKey(Home, models.PROTECT, related_name="visits")
    councillor = models.ForeignKey(Councillor, models.PROTECT, related_name="visits")
    due_visit = models.ForeignKey(
        DueVisit, models.PROTECT, related_name="visits", null=True, blank=True
    )
    visited_on = models.DateField("day of the visit")
    has_met_young_people = models.BooleanField("met young people")
    has_met_staff = models.BooleanField("met staff")
    saw = models.TextField("what I saw")
    young_people_said = models.TextField("what young people told me", blank=True)
    good_enough = models.CharField(
        "good enough for my child", max_length=10, choices=GoodEnough
    )
    why = models.TextField("why", blank=True)
    for_public = models.TextField("what everybody may read", blank=True)
    chased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(good_enough=GoodEnough.YES) | ~Q(why=""),
                name="not_good_enough_says_why",
                violation_error_message="Write why it is not quite good enough.",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-visited_on"], name="visits_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.home}, {self.visited_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("visits:visit", args=[self.pk])


class VisitActionQuerySet(models.QuerySet["VisitAction"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)


@pghistory.track()
class VisitAction(Recorded):
    """What a councillor asked for: of whom, by when, and what was done."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="actions")
    words = models.TextField("what is asked for")
    owner = models.CharField("who is asked", max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    what_was_done = models.TextField(blank=True)

    objects = VisitActionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(what_was_done=""),
                name="visit_action_done_says_what",
                violation_error_message="Write what was done.",
            ),
        ]
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.words


class VisitAnswerQuerySet(models.QuerySet["VisitAnswer"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)


@pghistory.track()
class VisitAnswer(Recorded):
    """What the home answered, and how young people were told what came of it."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="answers")
    answered_on = models.DateField()
    words = models.TextField("what the home answers")
    told_on = models.DateField("day young people were told", null=True, blank=True)
    how_told = models.CharField("how they were told", max_length=300, blank=True)
    told_by = models.CharField("who told them", max_length=200, blank=True)

    objects = VisitAnswerQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(struck_out_at__isnull=True),
                name="one_answer_a_visit",
                violation_error_message=(
                    "The home has answered already. Change that answer."
                ),
            ),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True) | (~Q(how_told="") & ~Q(told_by="")),
                name="told_says_how_and_by_whom",
                violation_error_message=(
                    "Write how young people were told, and who told them."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.words
