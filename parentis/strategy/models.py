"""What the council set out to do for its children, and how far it has come."""

from datetime import date
from pathlib import Path
from typing import ClassVar, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from parentis.accounts.models import Period, SameNumber, User
from parentis.bodies.models import Body
from parentis.evidence.models import Evidence
from parentis.recorded.models import Recorded, ends_after_it_starts
from parentis.strategy.choices import (
    COLOURS_OF_KEPT,
    DocumentForm,
    Impact,
    Kept,
    Level,
    Likelihood,
    Principle,
    PromisedTo,
    level_of,
)

# -- the strategy ----------------------------------------------------------------------


class StrategyQuerySet(models.QuerySet["Strategy"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def agreed(self, on: date) -> Self:
        """What a body has agreed by a day. Before that, it is a draft."""
        return self.standing().filter(agreed_on__lte=on)

    def latest_first(self) -> Self:
        return self.order_by("-started_on", "-pk")


@pghistory.track()
class Strategy(Recorded):
    """A corporate parenting strategy: for which years, agreed by whom and when.

    It is a draft until it is agreed, and everybody may read it from then on. `ended_on`
    is its last day.
    """

    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    started_on = models.DateField()
    ended_on = models.DateField()
    agreed_by = models.ForeignKey(
        Body, models.PROTECT, related_name="strategies", null=True, blank=True
    )
    agreed_on = models.DateField(null=True, blank=True)
    file_name = models.CharField("document", max_length=200, blank=True)
    file_form = models.CharField(
        max_length=10, choices=DocumentForm, blank=True, editable=False
    )
    size = models.PositiveIntegerField(default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            ends_after_it_starts("strategy_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True, agreed_by__isnull=True)
                | Q(agreed_on__isnull=False, agreed_by__isnull=False),
                name="agreed_by_whom_and_when",
                violation_error_message=(
                    "Say both who agreed it and when, or neither while it is a draft."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("strategy:strategy_of_years", args=[self.pk])

    @property
    def years(self) -> str:
        first, last = self.started_on.year, self.ended_on.year
        return f"{first}" if first == last else f"{first} to {last}"

    @property
    def path(self) -> Path:
        """The document, readable by the product alone."""
        folder = Path(settings.MEDIA_ROOT) / "strategies"
        return folder / f"{self.sha256}.{self.file_form}"


class PriorityQuerySet(models.QuerySet["Priority"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)


@pghistory.track()
class Priority(Recorded):
    """What a strategy puts first, and which principles of the law it follows from."""

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="priorities")
    place = models.PositiveSmallIntegerField(help_text="Its place in the strategy")
    title = models.CharField(max_length=200)
    words = models.TextField("what it means", blank=True)
    principles = ArrayField(
        models.CharField(max_length=1, choices=Principle), default=list, blank=True
    )

    objects = PriorityQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["strategy", "place"],
                condition=Q(struck_out_at__isnull=True),
                name="one_priority_at_each_place",
                violation_error_message=(
                    "Another priority of this strategy has this number. Choose another."
                ),
            ),
        ]
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return f"{self.place}. {self.title}"

    def get_absolute_url(self) -> str:
        return self.strategy.get_absolute_url()


# -- the pledge ------------------------------------------------------------------------


class PromiseQuerySet(models.QuerySet["Promise"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def on(self, day: date) -> Self:
        """Those made by a day, and still held to."""
        return self.standing().filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=day), started_on__lte=day
        )


@pghistory.track()
class Promise(Recorded):
    """One promise of the pledge, in plain words, from a day until before another."""

    number = models.PositiveSmallIntegerField()
    words = models.CharField("what we promise", max_length=300)
    means = models.TextField("what it means in practice", blank=True)
    promised_to = models.CharField(
        max_length=20, choices=PromisedTo, default=PromisedTo.BOTH
    )
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    why_ended = models.CharField(max_length=300, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            ends_after_it_starts("promise_ends_after_it_starts"),
            ExclusionConstraint(
                name="one_promise_a_number",
                expressions=[
                    (SameNumber("number"), RangeOperators.OVERLAPS),
                    (Period("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(struck_out_at__isnull=True),
                violation_error_message=(
                    "Another promise has this number on some of these days. Choose"
                    " another number, or end that promise first."
                ),
            ),
        ]
        ordering = ("number", "pk")

    def __str__(self) -> str:
        return f"{self.number}. {self.words}"

    def get_absolute_url(self) -> str:
        return reverse("strategy:promise", args=[self.pk])


@pghistory.track()
class Saying(Recorded):
    """What young people say of a promise. `who` is a group or survey, never a person.

    Only what they agreed to have quoted goes to the public.
    """

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="sayings")
    words = models.TextField("what they say")
    who = models.CharField("which group or survey", max_length=200)
    said_on = models.DateField()
    may_be_quoted = models.BooleanField("they agreed that everybody may read it")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints
        ]
        ordering = ("-said_on", "-pk")

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return self.promise.get_absolute_url()


@pghistory.track()
class PromiseEvidence(Evidence):
    """What shows that a promise is kept, or that it is not, as of a day."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="evidence")
    shown_on = models.DateField("as of which day")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Evidence.Meta.constraints
        ]
        ordering = ("-shown_on", "-pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.shown_on}"

    def get_absolute_url(self) -> str:
        return self.promise.get_absolute_url()


@pghistory.track()
class PromiseState(Recorded):
    """Whether a promise is kept, as somebody said it on a day, on which evidence.

    A state is never changed: another is set, or it is struck out.
    """

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="states")
    state = models.CharField(max_length=20, choices=Kept)
    set_on = models.DateField()
    why = models.TextField()
    evidence = models.ManyToManyField(
        PromiseEvidence, related_name="states", blank=True
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints
        ]
        ordering = ("-set_on", "-pk")

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.set_on}"

    def get_absolute_url(self) -> str:
        return self.promise.get_absolute_url()

    @property
    def colour(self) -> str:
        return COLOURS_OF_KEPT[self.state]


# -- action plans ----------------------------------------------------------------------


@pghistory.track()
class ActionPlan(Recorded):
    """Steps towards a strategy's priorities, or towards what somebody recommended.

    `source_address` is where that source's recommendations are, within this site.
    """

    title = models.CharField(max_length=200)
    what_for = models.TextField(blank=True)
    strategy = models.ForeignKey(
        Strategy, models.PROTECT, related_name="plans", null=True, blank=True
    )
    source_title = models.CharField(max_length=200, blank=True)
    source_address = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints
        ]
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("strategy:plan", args=[self.pk])


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def open(self) -> Self:
        return self.standing().filter(done_on__isnull=True)

    def overdue(self, on: date) -> Self:
        return self.open().filter(due_on__lt=on)

    def to_chase(self, on: date) -> Self:
        """Overdue, and nobody was told of this due date yet."""
        return self.overdue(on).exclude(chased_for=F("due_on"))


@pghistory.track()
class Milestone(Recorded):
    """A step by a day: whose it is (a post, and who is told), and what was done.

    `chased_for` is the due date that its owner was last told is over.
    """

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="milestones")
    priority = models.ForeignKey(
        Priority, models.PROTECT, related_name="milestones", null=True, blank=True
    )
    words = models.CharField("what is to be done", max_length=500)
    owner = models.CharField("whose it is, by post", max_length=200)
    owner_user = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True
    )
    due_on = models.DateField()
    percent = models.PositiveSmallIntegerField(
        "how much is done", default=0, validators=[MaxValueValidator(100)]
    )
    progress = models.TextField("how far it has come", blank=True)
    done_on = models.DateField(null=True, blank=True)
    what_was_done = models.TextField(blank=True)
    chased_for = models.DateField(null=True, editable=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(what_was_done=""),
                name="milestone_done_says_what_was_done",
                violation_error_message="Write what was done.",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, percent__lt=100)
                | Q(done_on__isnull=False, percent=100),
                name="milestone_done_is_all_done",
                violation_error_message=(
                    "A step that is done has a day when it was done, and no other has."
                ),
            ),
        ]
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("strategy:milestone", args=[self.pk])

    def is_overdue(self, on: date) -> bool:
        return self.done_on is None and self.due_on < on


# -- risks -----------------------------------------------------------------------------


class RiskQuerySet(models.QuerySet["Risk"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def open(self) -> Self:
        return self.standing().filter(closed_on__isnull=True)

    def to_chase(self, on: date) -> Self:
        """Their review is overdue, and nobody was told so of this day yet."""
        overdue = self.open().filter(next_review_on__lt=on)
        return overdue.exclude(chased_for=F("next_review_on"))

    def worst_first(self) -> Self:
        return self.order_by((F("likelihood") * F("impact")).desc(), "-impact", "pk")


@pghistory.track()
class Risk(Recorded):
    """What may go wrong: why, with what effect, and what is done so that it does not.

    `likelihood` and `impact` are those of the last review; `reviews` tells the others.
    `chased_for` is the day of review that its owner was last told is over.
    """

    title = models.CharField(max_length=200)
    cause = models.TextField()
    effect = models.TextField()
    mitigation = models.TextField("what we do about it")
    owner = models.CharField("whose it is, by post", max_length=200)
    owner_user = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True
    )
    likelihood = models.PositiveSmallIntegerField(choices=Likelihood)
    impact = models.PositiveSmallIntegerField(choices=Impact)
    reviewed_on = models.DateField()
    next_review_on = models.DateField(null=True, blank=True)
    chased_for = models.DateField(null=True, editable=False)
    closed_on = models.DateField(null=True, blank=True)
    why_closed = models.TextField(blank=True)
    is_public = models.BooleanField("it may stand in a public report", default=False)

    objects = RiskQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)),
                name="risk_is_scored_from_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(why_closed=""),
                name="closed_risk_says_why",
                violation_error_message="Write why it is not a risk any more.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("strategy:risk", args=[self.pk])

    @property
    def score(self) -> int:
        return self.likelihood * self.impact

    @property
    def level(self) -> Level:
        return level_of(self.score)

    def is_review_overdue(self, on: date) -> bool:
        is_past = self.next_review_on is not None and self.next_review_on < on
        return is_past and self.closed_on is None


@pghistory.track()
class RiskReview(Recorded):
    """How likely a risk was found to be on a day, how much it would matter, and why."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    likelihood = models.PositiveSmallIntegerField(choices=Likelihood)
    impact = models.PositiveSmallIntegerField(choices=Impact)
    note = models.TextField("what has changed", blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)),
                name="review_scores_from_1_to_5",
            ),
        ]
        ordering = ("-reviewed_on", "-pk")

    def __str__(self) -> str:
        return f"{self.reviewed_on}: {self.score}"

    def get_absolute_url(self) -> str:
        return self.risk.get_absolute_url()

    @property
    def score(self) -> int:
        return self.likelihood * self.impact

    @property
    def level(self) -> Level:
        return level_of(self.score)
