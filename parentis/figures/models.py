from typing import Self

from django.db import models

from parentis.indicators.indicator import Figure


class ComputedFigureQuerySet(models.QuerySet["ComputedFigure"]):
    def headline(self) -> Self:
        """Figures of everybody in the denominator, not of a group of them."""
        return self.filter(by="")


class ComputedFigure(models.Model):
    """A figure computed from the returns in force, kept so that pages need not wait.

    `is_hidden_from_public` is what disclosure control said when all figures of the year
    were before it; the numbers themselves stay for those who may see them.
    """

    indicator = models.CharField(max_length=100)
    year = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=60, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    numerator = models.FloatField(null=True)
    denominator = models.PositiveIntegerField(null=True)
    value = models.FloatField(null=True)
    unavailable = models.CharField(max_length=200, blank=True)
    is_hidden_from_public = models.BooleanField(default=False)

    objects = ComputedFigureQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["by", "year"]),
            models.Index(fields=["indicator", "by", "year"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "by", "group"],
                name="one_figure_an_indicator_year_and_group",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year} {self.group}".strip()

    def as_figure(self, *, is_public: bool) -> Figure:
        """As the plain core knows it; hidden for the public where it must be."""
        is_hidden = is_public and self.is_hidden_from_public
        return Figure(
            indicator=self.indicator,
            council="",
            year=self.year,
            numerator=None if is_hidden else self.numerator,
            denominator=None if is_hidden else self.denominator,
            value=None if is_hidden else self.value,
            unavailable=self.unavailable,
            is_hidden=is_hidden,
            group=self.group,
            by=self.by,
        )


class Computation(models.Model):
    """When figures were last computed, and from which uploads: what a report cites."""

    computed_at = models.DateTimeField()
    uploads = models.JSONField(default=dict)

    class Meta:
        get_latest_by = "computed_at"

    def __str__(self) -> str:
        return f"Computed {self.computed_at:%d %B %Y %H:%M}"
