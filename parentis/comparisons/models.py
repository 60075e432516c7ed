"""What others published, kept so that pages need not read DfE's files."""

from django.db import models


class PublishedCouncil(models.Model):
    """A council that DfE publishes figures of, as `published.Council` has it."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=100)
    details = models.JSONField()

    def __str__(self) -> str:
        return self.name


class PublishedNeighbour(models.Model):
    """One statistical neighbour of a council, in one model of likeness."""

    model = models.CharField(max_length=100)
    council = models.CharField(max_length=20)
    rank = models.PositiveSmallIntegerField()
    neighbour = models.CharField(max_length=20)
    closeness = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["model", "council", "rank"], name="one_neighbour_a_rank"
            )
        ]

    def __str__(self) -> str:
        return f"{self.neighbour}, {self.rank} of {self.council} ({self.model})"


class PublishedValue(models.Model):
    """One figure of one source that DfE published: a row of `Published.records`."""

    place = models.CharField(max_length=20)
    level = models.CharField(max_length=10)
    indicator = models.CharField(max_length=100)
    year = models.PositiveSmallIntegerField()
    value = models.FloatField(null=True)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    symbol = models.CharField(max_length=5, blank=True)
    printed = models.CharField(max_length=30, blank=True)
    file = models.CharField(max_length=255)
    release = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=100)
    is_from_rounded = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["indicator", "year", "place"])]

    def __str__(self) -> str:
        return f"{self.place} {self.indicator} {self.year}"


class Comparator(models.Model):
    """Our council beside others in one year, worked out as DfE's files are loaded."""

    indicator = models.CharField(max_length=100)
    year = models.PositiveSmallIntegerField()
    published = models.FloatField(null=True)
    published_symbol = models.CharField(max_length=5, blank=True)
    neighbours_mean = models.FloatField(null=True)
    neighbours_median = models.FloatField(null=True)
    neighbours_with_value = models.PositiveSmallIntegerField(default=0)
    neighbours_listed = models.PositiveSmallIntegerField(default=0)
    model = models.CharField(max_length=100, blank=True)
    region_name = models.CharField(max_length=100, blank=True)
    region = models.FloatField(null=True)
    england = models.FloatField(null=True)
    rank = models.PositiveSmallIntegerField(null=True)
    out_of = models.PositiveSmallIntegerField(default=0)
    quartile = models.PositiveSmallIntegerField(null=True)
    sources = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"],
                name="one_comparator_a_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year} beside others"
