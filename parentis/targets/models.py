"""Directorates, kinds of opportunity, targets, what was achieved, what was told."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse

from parentis.meetings.models import Meeting
from parentis.recorded.models import Recorded, ends_after_it_starts
from parentis.targets.choices import (
    FIRST_YEAR,
    LAST_YEAR,
    NO_ONE_DIRECTORATE,
    WHOLE_COUNCIL,
    CountedFrom,
    first_day,
    last_day,
    year_name,
)


class DirectorateQuerySet(models.QuerySet["Directorate"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def between(self, first: date, last: date) -> Self:
        """Those that existed on any of these days."""
        return self.standing().filter(
            Q(began_on__isnull=True) | Q(began_on__lte=last),
            Q(ended_on__isnull=True) | Q(ended_on__gte=first),
        )

    def with_names(self) -> Self:
        names = DirectorateName.objects.order_by("since")
        return self.prefetch_related(Prefetch("names", names))

    def in_order(self) -> Self:
        return self.order_by("place", "name", "pk")


@pghistory.track()
class Directorate(Recorded):
    """A part of the council with a director. `name` is what it is called today."""

    name = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField("its place in lists", default=0)
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = DirectorateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            ends_after_it_starts("directorate_ends_after_it_begins", first="began_on"),
        ]

    def __str__(self) -> str:
        return self.name

    def name_on(self, day: date) -> str:
        """What it was called then. Ask `with_names()` first, for more than one."""
        names = sorted(self.names.all(), key=lambda each: each.since)
        then = [each.name for each in names if each.since <= day]
        earliest = names[0].name if names else self.name
        return then[-1] if then else earliest


@pghistory.track()
class DirectorateName(models.Model):
    """What a directorate is called since a day."""

    directorate = models.ForeignKey(Directorate, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    since = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["directorate", "since"], name="one_directorate_name_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.name


class OpportunityKindQuerySet(models.QuerySet["OpportunityKind"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def in_order(self) -> Self:
        return self.order_by("place", "name", "pk")


@pghistory.track()
class OpportunityKind(Recorded):
    """Work experience, an apprenticeship, a job: what a council may add one more of."""

    name = models.CharField(max_length=100)
    what_it_is = models.CharField(max_length=300, blank=True)
    place = models.PositiveSmallIntegerField("its place in lists", default=0)
    is_in_use = models.BooleanField("new targets may be set for it", default=True)

    objects = OpportunityKindQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(struck_out_at__isnull=True),
                name="one_kind_of_a_name",
                violation_error_message="There is a kind of that name already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TargetQuerySet(models.QuerySet["Target"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def of_year(self, year: int) -> Self:
        return self.standing().filter(year=year)

    def in_order(self) -> Self:
        """By directorate, the council as a whole last."""
        return self.select_related("directorate", "kind").order_by(
            models.F("directorate__place").asc(nulls_last=True),
            "directorate__name",
            "kind__place",
            "kind__name",
        )


@pghistory.track()
class Target(Recorded):
    """How many places of a kind are to be offered in a financial year.

    By a directorate, or, where there is none, by the council as a whole, those of its
    directorates among them. `year` is the one it begins in: 2010 is 2010-11.
    """

    year = models.PositiveSmallIntegerField()
    directorate = models.ForeignKey(
        Directorate, models.PROTECT, related_name="targets", null=True, blank=True
    )
    kind = models.ForeignKey(OpportunityKind, models.PROTECT, related_name="targets")
    places = models.PositiveIntegerField("how many places")
    eligibility = models.TextField("who they are for", blank=True)
    ring_fence = models.TextField("for whom they are kept", blank=True)
    ring_fenced_until = models.DateField(null=True, blank=True)
    set_by = models.CharField("who set it", max_length=200, blank=True)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="targets", null=True, blank=True
    )

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="target_of_a_real_year",
                violation_error_message="Enter a real year, such as 2026.",
            ),
            models.UniqueConstraint(
                fields=["year", "directorate", "kind"],
                condition=Q(struck_out_at__isnull=True),
                nulls_distinct=False,
                name="one_target_a_year_directorate_and_kind",
                violation_error_message=(
                    "There is a target for that year, directorate and kind already."
                    " Change that one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whose}, {self.kind}, {year_name(self.year)}"

    def get_absolute_url(self) -> str:
        return reverse("targets:target", args=[self.pk])

    @property
    def year_name(self) -> str:
        return year_name(self.year)

    @property
    def whose(self) -> str:
        """Whose target it is, as it was called when the year ended."""
        if self.directorate is None:
            return WHOLE_COUNCIL
        return self.directorate.name_on(last_day(self.year))


class AchievementQuerySet(models.QuerySet["Achievement"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def of_year(self, year: int, *, until: date | None = None) -> Self:
        last = min(last_day(year), until or last_day(year))
        return self.standing().filter(
            happened_on__gte=first_day(year), happened_on__lte=last
        )

    def latest_first(self) -> Self:
        return self.order_by("-happened_on", "-pk")

    def by_cell(self) -> Iterator[tuple[int | None, int, int, int]]:
        """Directorate, kind, how many were offered, how many taken up."""
        added = self.order_by().values_list("directorate_id", "kind_id")
        yield from added.annotate(models.Sum("offered"), models.Sum("taken_up"))


@pghistory.track()
class Achievement(Recorded):
    """What came of a target by a day: places offered, and places taken up.

    By a directorate, or by no one directorate: with partners, across the council.

    Each entry adds to those before it. `offered` counts opportunities, `taken_up`
    young people: the public reads that from `ToldTargets` alone. A place offered in
    one year may be taken up in the next.

    `counted_from` placements, `key` is the placement's own: it is counted once.
    """

    happened_on = models.DateField()
    directorate = models.ForeignKey(
        Directorate, models.PROTECT, related_name="achievements", null=True, blank=True
    )
    kind = models.ForeignKey(
        OpportunityKind, models.PROTECT, related_name="achievements"
    )
    offered = models.PositiveIntegerField("places offered", default=0)
    taken_up = models.PositiveIntegerField("taken up by young people", default=0)
    note = models.CharField(max_length=300, blank=True)
    counted_from = models.CharField(
        max_length=20, choices=CountedFrom, default=CountedFrom.BY_HAND
    )
    key = models.CharField(max_length=100, blank=True)

    objects = AchievementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(offered__gt=0) | Q(taken_up__gt=0) | ~Q(key=""),
                name="achievement_counts_something",
                violation_error_message=(
                    "Enter how many places were offered, or how many were taken up."
                ),
            ),
            models.UniqueConstraint(
                fields=["counted_from", "key"],
                condition=~Q(key="") & Q(struck_out_at__isnull=True),
                name="counted_once_from_elsewhere",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["happened_on"], name="achievements_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.happened_on}"

    @property
    def whose(self) -> str:
        """Whose it is, as it was called on the day."""
        if self.directorate is None:
            return NO_ONE_DIRECTORATE
        return self.directorate.name_on(self.happened_on)


@pghistory.track()
class ToldTargets(models.Model):
    """What the public was told was taken up in a year, as of the end of a quarter.

    `counted` is what was there to tell: each entry of the table, totals among them, by
    its key (see `choices`). `told` are the keys of those that were told; of the others
    the public reads what it was told before, or that they are hidden.
    """

    year = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    told_at = models.DateTimeField()
    counted = models.JSONField()
    told = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["year", "as_of"], name="targets_told_once_a_quarter"
            )
        ]
        ordering = ("year", "as_of")

    def __str__(self) -> str:
        return f"{year_name(self.year)}, as of {self.as_of}"
