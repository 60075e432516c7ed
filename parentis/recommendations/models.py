"""Recommendations, what was told of each, and how each status came to be set."""

from typing import ClassVar, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from parentis.accounts.models import User
from parentis.bodies.models import Body
from parentis.evidence.models import Evidence
from parentis.meetings.models import Meeting
from parentis.recommendations.choices import Answer, Every, SourceKind, Status
from parentis.recorded.models import Recorded


class SourceQuerySet(models.QuerySet["Source"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def open_to(self, *, is_public: bool) -> Self:
        """Those that stand; for the public, those not kept back."""
        standing = self.standing()
        return standing.filter(is_public=True) if is_public else standing


@pghistory.track()
class Source(Recorded):
    """Where recommendations came from: a commission's report, an inspection, a survey.

    `reported_to` is the body that is told how far they have come, `update_every` how
    often, in months.
    """

    kind = models.CharField(max_length=20, choices=SourceKind)
    title = models.CharField(max_length=300)
    made_by = models.CharField("who made them", max_length=200)
    made_on = models.DateField(null=True, blank=True)
    reported_to = models.ForeignKey(
        Body, models.PROTECT, related_name="+", null=True, blank=True
    )
    about = models.TextField("what it looked at", blank=True)
    update_every = models.PositiveSmallIntegerField(
        choices=Every, null=True, blank=True
    )
    is_public = models.BooleanField("everybody may read it", default=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("recommendations:source", args=[self.pk])


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def standing(self) -> Self:
        return self.filter(
            struck_out_at__isnull=True, source__struck_out_at__isnull=True
        )

    def open_to(self, *, is_public: bool) -> Self:
        standing = self.standing()
        return standing.filter(source__is_public=True) if is_public else standing

    def in_order(self) -> Self:
        return self.order_by("source", "place", "pk")


@pghistory.track()
class Recommendation(Recorded):
    """One recommendation, or a part of one: `number` is "1", a part's is "(i)".

    `theme` is the heading it stands under in its source, and `place` its order there:
    headings stand in the order of the first beneath them. `owner` is a post;
    `owner_user` may tell of it and is reminded. `update_every` empty: as its source.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="recommendations")
    whole = models.ForeignKey(
        "self", models.PROTECT, related_name="parts", null=True, blank=True
    )
    number = models.CharField(max_length=20)
    place = models.PositiveIntegerField(default=0)
    text = models.TextField()
    theme = models.CharField("heading", max_length=200, blank=True)
    addressed_to = models.CharField("who it asks", max_length=200, blank=True)
    answer = models.CharField(max_length=20, choices=Answer, default=Answer.WAITING)
    why_answer = models.TextField("why", blank=True)
    answered_on = models.DateField(null=True, blank=True)
    owner = models.CharField("who sees to it", max_length=200, blank=True)
    owner_user = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True
    )
    due_on = models.DateField("done by", null=True, blank=True)
    update_every = models.PositiveSmallIntegerField(
        choices=Every, null=True, blank=True
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["source", "whole", "number"],
                condition=Q(struck_out_at__isnull=True),
                nulls_distinct=False,
                name="one_number_one_recommendation",
                violation_error_message=(
                    "There is a recommendation with this number already. Give another."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=[Answer.PARTLY, Answer.NOT_ACCEPTED])
                | ~Q(why_answer=""),
                name="no_answer_but_yes_without_why",
                violation_error_message=(
                    "Write why it is not accepted, or only in part."
                ),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["source", "place"], name="recommendations_in_order")
        ]

    def __str__(self) -> str:
        return f"Recommendation {self.full_number}"

    def get_absolute_url(self) -> str:
        return reverse("recommendations:recommendation", args=[self.pk])

    @property
    def full_number(self) -> str:
        """ "1(i)" for a part. Ask for `whole` along with it, for more than one."""
        return f"{self.whole.number}{self.number}" if self.whole else self.number


class UpdateQuerySet(models.QuerySet["Update"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def open_to(self, *, is_public: bool) -> Self:
        standing = self.standing()
        return standing.filter(is_public=True) if is_public else standing


@pghistory.track()
class Update(Recorded):
    """What was told on a day of one recommendation or of several, to whom, by whom.

    `told_to` is who was told where that is no body kept here, `report` in which paper.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="updates")
    recommendations = models.ManyToManyField(
        Recommendation, through="ToldOf", related_name="updates"
    )
    words = models.TextField()
    reported_on = models.DateField()
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="+", null=True, blank=True
    )
    told_to = models.CharField("who was told", max_length=200, blank=True)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="+", null=True, blank=True
    )
    report = models.CharField("in which report", max_length=300, blank=True)
    told_by = models.CharField("who tells it", max_length=200, blank=True)
    is_public = models.BooleanField("everybody may read it", default=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["source", "-reported_on"], name="updates_of_a_source")
        ]

    def __str__(self) -> str:
        return f"Update of {self.reported_on:%-d %B %Y}"

    @property
    def whom(self) -> str:
        """Who was told, as that body was called."""
        return self.told_to or (str(self.body) if self.body else "")


@pghistory.track()
class ToldOf(models.Model):
    """That an update is about a recommendation."""

    update_told = models.ForeignKey(Update, models.PROTECT, related_name="told_of")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="told_of"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["recommendation", "update_told"], name="told_of_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.update_told}"


class StatusSetQuerySet(models.QuerySet["StatusSet"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def open_to(self, *, is_public: bool) -> Self:
        """For the public, those set with an update that it may read, or with none."""
        standing = self.standing().exclude(update_told__struck_out_at__isnull=False)
        if is_public:
            return standing.exclude(update_told__is_public=False)
        return standing

    def current(self, *, is_public: bool = False) -> Self:
        """The one of each recommendation that holds."""
        latest = self.open_to(is_public=is_public).order_by(
            "recommendation_id", "-set_on", "-pk"
        )
        return latest.distinct("recommendation_id")


@pghistory.track()
class StatusSet(Evidence):
    """That somebody set a status on a day. It is evidence: there is none without.

    `set_by` is a post. `superseded_by` is the recommendation that takes its place.
    """

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="statuses"
    )
    update_told = models.ForeignKey(
        Update, models.PROTECT, related_name="statuses", null=True, blank=True
    )
    status = models.CharField(max_length=20, choices=Status)
    superseded_by = models.ForeignKey(
        Recommendation,
        models.PROTECT,
        related_name="supersedes",
        null=True,
        blank=True,
    )
    set_on = models.DateField()
    set_by = models.CharField("who set it", max_length=200)

    objects = StatusSetQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Evidence.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(set_by=""),
                name="a_status_says_who_set_it",
                violation_error_message="Write who sets the status.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=Status.SUPERSEDED,
                    superseded_by__isnull=False,
                )
                | (~Q(status=Status.SUPERSEDED) & Q(superseded_by__isnull=True)),
                name="superseded_says_by_which",
                violation_error_message=(
                    "Choose the recommendation that takes its place, where one does."
                ),
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True)
                | ~Q(superseded_by=F("recommendation")),
                name="nothing_supersedes_itself",
                violation_error_message="A recommendation cannot supersede itself.",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["recommendation", "-set_on", "-id"],
                name="statuses_latest_first",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.get_status_display()}"

    def words_for(self, asked: Recommendation) -> str:
        """ "Green"; "Superseded by 14", with the source where it is another.

        `asked` is the one whose status it is, which its reader has at hand.
        """
        by = self.superseded_by
        if by is None:
            return self.get_status_display()
        if by.source_id == asked.source_id:
            return f"Superseded by {by.full_number}"
        if asked.source.is_public and not by.source.is_public:
            return "Superseded by a recommendation that is not public"
        return f"Superseded by {by.full_number} of {by.source}"


@pghistory.track()
class Chased(models.Model):
    """That an update was asked for which was due on a day. It is asked for once."""

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="chased"
    )
    due_on = models.DateField()
    chased_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["recommendation", "due_on"], name="chased_once_a_due_date"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: asked for what was due {self.due_on}"
