from collections.abc import Iterator
from typing import Self

from django.db import models

from parentis.indicators.indicator import Figure

# What a row says of a figure, by the names the plain core uses.
FIELDS = (
    "indicator",
    "year",
    "numerator",
    "denominator",
    "value",
    "unavailable",
    "group",
    "by",
)


class ComputedFigureQuerySet(models.QuerySet["ComputedFigure"]):
    def headline(self) -> Self:
        """Figures of everybody in the denominator, not of a group of them."""
        return self.filter(by="")

    def figures(self, *, is_public: bool) -> Iterator[Figure]:
        """As the plain core knows them; hidden for the public where they must be.

        Made from plain rows: a full scorecard has five thousand.
        """
        rows = self.values_list(*FIELDS, "is_hidden_from_public")
        for *fields, is_hidden in rows:
            told = dict(zip(FIELDS, fields, strict=True))
            if is_public and is_hidden:
                told |= {"numerator": None, "denominator": None, "value": None}
            yield Figure(council="", is_hidden=is_public and is_hidden, **told)


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


class Computation(models.Model):
    """When figures were last computed, and from which uploads: what a report cites."""

    computed_at = models.DateTimeField()
    uploads = models.JSONField(default=dict)

    class Meta:
        get_latest_by = "computed_at"

    def __str__(self) -> str:
        return f"Computed {self.computed_at:%d %B %Y %H:%M}"
