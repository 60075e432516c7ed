from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Self

from django.db import models

from parentis.accounts.models import User
from parentis.indicators.indicator import Figure
from parentis.indicators.told_before import Telling, Told

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

    def telling(self, year: int) -> Telling:
        """Every figure of a year as it truly is, and what disclosure control shows."""
        rows = self.filter(year=year).order_by("place", "pk")
        figures = list(rows.figures(is_public=False))
        hidden = rows.values_list("is_hidden_from_public", flat=True)
        return Telling(figures=figures, told=[not each for each in hidden])


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


class ToldYearQuerySet(models.QuerySet["ToldYear"]):
    def years(self) -> set[int]:
        """The years the public was told anything of."""
        return set(self.order_by("year").values_list("year", flat=True).distinct())


class ToldYear(models.Model):
    """A year's figures as the public was told them on a day. This table only grows.

    `rows` are (indicator, by, group, numerator, denominator, value, unavailable,
    whether it was told, what was told instead): every figure as it truly was, since a
    later telling is held against it; nobody but `queries` reads it.
    """

    year = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    computed_at = models.DateTimeField()
    rows = models.JSONField()

    objects = ToldYearQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["year", "-told_at"])]

    def __str__(self) -> str:
        return f"{self.year}, told on {self.told_at:%d %B %Y}"

    def telling(self) -> Telling:
        """As the plain core holds a later telling against it."""
        return Telling(
            figures=[self._figure(row[:3], row[3:6], row[6]) for row in self.rows],
            told=[bool(row[7]) for row in self.rows],
        )

    def public(self, *, headlines: bool) -> Iterator[Figure]:
        """As the public was told: headlines, or the groups of every breakdown."""
        for *name, numerator, denominator, value, why, is_told, instead in self.rows:
            if bool(name[1]) == headlines:
                continue
            if instead is not None:
                yield replace(self._figure(name, instead, why), is_as_told=True)
            elif is_told or why:
                yield self._figure(name, (numerator, denominator, value), why)
            else:
                hidden = self._figure(name, (None, None, None), why)
                yield replace(hidden, is_hidden=True)

    def _figure(
        self, name: Sequence[str], numbers: Sequence[Any], unavailable: str
    ) -> Figure:
        indicator, by, group = name
        numerator, denominator, value = numbers
        return Figure(
            indicator=indicator,
            council="",
            year=self.year,
            numerator=numerator,
            denominator=denominator,
            value=value,
            unavailable=unavailable,
            group=group,
            by=by,
        )

    @staticmethod
    def rows_of(told: Told) -> list[list[Any]]:
        """What to keep of a telling."""
        return [
            [
                *(figure.indicator, figure.by, figure.group),
                *(figure.numerator, figure.denominator, figure.value),
                figure.unavailable,
                int(is_told),
                [public.numerator, public.denominator, public.value]
                if public.is_as_told
                else None,
            ]
            for figure, is_told, public in zip(
                told.telling.figures, told.telling.told, told.figures, strict=True
            )
        ]
