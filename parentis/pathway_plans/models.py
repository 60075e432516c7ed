"""Pathway plans: what was found, what is planned, who approved it.

A plan has a section for each of the ten matters, and actions. It is written, submitted,
and approved by somebody who had no hand in it; the tables themselves refuse anything
else. An approved plan is locked. Its review is the next plan, begun as a copy.
"""

from datetime import date
from typing import Self

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils import timezone

from parentis.accounts.models import User
from parentis.entries.models import Entry
from parentis.pathway_plans.choices import (
    Agreement,
    Interest,
    Matter,
    Owner,
    Progress,
    Status,
)

# No text of a plan that is approved is changed any more, by whatever way.
_OF_AN_APPROVED_PLAN = """
IF EXISTS (
    SELECT 1 FROM pathway_plans_plan AS plan
    WHERE plan.id = OLD.plan_id AND plan.status = 'approved'
) THEN
    RAISE EXCEPTION 'An approved pathway plan is locked.' USING ERRCODE = '23514';
END IF;
RETURN COALESCE(NEW, OLD);
"""


class PlanQuerySet(models.QuerySet["Plan"]):
    def standing(self) -> Self:
        """Those that were not discarded."""
        return self.filter(struck_out_at__isnull=True)

    def approved(self) -> Self:
        return self.standing().filter(status=Status.APPROVED)


@pghistory.track()
class Plan(Entry):
    """One pathway plan: the first of a young person, or what a review made of it.

    `number` counts them. `version` (of Entry) counts every change of it, in a section
    or an action too, so that nobody approves what they have not read. `written_by`
    are those who had a hand in it.
    """

    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    assessed_on = models.DateField(null=True, blank=True)
    who_took_part = models.TextField(blank=True)
    made_on = models.DateField(
        null=True, blank=True, help_text="the day the plan was made, or the review held"
    )
    written_by = ArrayField(models.BigIntegerField(), default=list, blank=True)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    interests = ArrayField(
        models.CharField(max_length=20, choices=Interest), default=list, blank=True
    )
    interests_in_their_words = models.TextField(blank=True)
    agreement = models.CharField(max_length=10, choices=Agreement, blank=True)
    agreement_in_their_words = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    copy_given_on = models.DateField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["young_person", "number"],
                condition=Q(struck_out_at__isnull=True),
                name="plans_are_numbered",
            ),
            models.UniqueConstraint(
                fields=["young_person"],
                condition=Q(struck_out_at__isnull=True) & ~Q(status=Status.APPROVED),
                name="one_plan_is_made_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="plan_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(submitted_by__isnull=True)
                | Q(approved_by__isnull=True)
                | ~Q(approved_by=F("submitted_by")),
                name="somebody_else_approves",
            ),
            models.CheckConstraint(
                condition=IsNull(
                    Func(
                        "written_by",
                        "approved_by_id",
                        function="array_position",
                        output_field=models.IntegerField(),
                    ),
                    True,  # noqa: FBT003
                ),
                name="no_writer_approves",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.SUBMITTED, Status.APPROVED])
                | Q(
                    assessed_on__isnull=False,
                    made_on__isnull=False,
                    submitted_by__isnull=False,
                    submitted_at__isnull=False,
                ),
                name="submitted_plan_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=Status.APPROVED,
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                )
                | (
                    ~Q(status=Status.APPROVED)
                    & Q(approved_by__isnull=True, approved_at__isnull=True)
                ),
                name="approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(made_on__isnull=True)
                | Q(assessed_on__isnull=True)
                | Q(made_on__gte=F("assessed_on")),
                name="assessed_before_it_is_made",
                violation_error_message=(
                    "The plan comes after the needs assessment. Check both days."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["young_person", "-number"],
                condition=Q(struck_out_at__isnull=True),
                name="plans_in_order",
            ),
            models.Index(
                fields=["submitted_at"],
                condition=Q(status=Status.SUBMITTED, struck_out_at__isnull=True),
                name="plans_waiting",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="approved_for_good",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status=Status.APPROVED.value)
                & ~pgtrigger.Q(new__status=Status.APPROVED.value),
                func="RAISE EXCEPTION 'An approved pathway plan is locked.'"
                " USING ERRCODE = '23514';",
            )
        ]

    @property
    def name(self) -> str:
        return f"Pathway plan {self.number}"

    @property
    def headline(self) -> str:
        return f"{self.name}: {self.get_status_display().lower()}"

    @property
    def words(self) -> str:
        return self.agreement_in_their_words

    @property
    def happened_on(self) -> date:
        begun_on = timezone.localtime(self.recorded_at).date()
        return self.made_on or self.assessed_on or begun_on

    @property
    def is_review(self) -> bool:
        return self.number > 1

    @property
    def is_open(self) -> bool:
        """Whether it is still being written."""
        return self.status in {Status.DRAFT, Status.RETURNED}

    @property
    def is_approved(self) -> bool:
        return self.status == Status.APPROVED

    @property
    def waits(self) -> bool:
        return self.status == Status.SUBMITTED

    @property
    def chosen_interests(self) -> list[str]:
        return [str(Interest(each).label) for each in self.interests]

    def get_absolute_url(self) -> str:
        address = reverse("pathway_plans:pathway_plan", args=[self.young_person_id])
        return f"{address}?number={self.number}"


@pghistory.track()
class Section(models.Model):
    """What a plan says of one matter: the two views, the need, the goals."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sections")
    matter = models.CharField(max_length=20, choices=Matter)
    their_view = models.TextField(blank=True)
    advisers_view = models.TextField(blank=True)
    need = models.TextField(blank=True)
    goals = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "matter"], name="one_section_of_a_matter"
            ),
            models.CheckConstraint(
                condition=Q(matter__in=Matter.values), name="section_is_of_schedule_1"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="section_is_locked",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=_OF_AN_APPROVED_PLAN,
            )
        ]

    def __str__(self) -> str:
        return str(self.get_matter_display())

    @property
    def title(self) -> str:
        return str(Matter(self.matter).label)

    @property
    def is_assessed(self) -> bool:
        return bool(self.need.strip())

    @property
    def is_planned(self) -> bool:
        return bool(self.goals.strip())


@pghistory.track()
class Action(models.Model):
    """What somebody is to do, by when. How it went is written down even when locked."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="actions")
    matter = models.CharField(max_length=20, choices=Matter)
    what = models.CharField(max_length=300)
    owner = models.CharField(max_length=20, choices=Owner)
    owner_name = models.CharField(max_length=100, blank=True)
    due_on = models.DateField()
    progress = models.CharField(max_length=10, choices=Progress, default=Progress.OPEN)
    finished_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    came_from = models.ForeignKey(
        "self", models.PROTECT, related_name="carried_on", null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    changed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(matter__in=Matter.values), name="action_is_of_schedule_1"
            ),
            models.CheckConstraint(
                condition=Q(owner=Owner.SOMEBODY_ELSE) ^ Q(owner_name=""),
                name="somebody_else_has_a_name",
                violation_error_message="Write who does it.",
            ),
            models.CheckConstraint(
                condition=Q(progress=Progress.OPEN, finished_on__isnull=True)
                | (~Q(progress=Progress.OPEN) & Q(finished_on__isnull=False)),
                name="finished_action_has_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["plan", "due_on"],
                condition=Q(progress=Progress.OPEN, removed_at__isnull=True),
                name="actions_to_do",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="action_is_locked",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "plan",
                    "matter",
                    "what",
                    "owner",
                    "owner_name",
                    "due_on",
                    "removed_at",
                ),
                func=_OF_AN_APPROVED_PLAN,
            )
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_to_do(self) -> bool:
        return self.progress == Progress.OPEN

    def is_overdue(self, on: date) -> bool:
        return self.is_to_do and self.due_on < on


@pghistory.track()
class Comment(models.Model):
    """What an approver wrote when sending a plan back: of one matter, or of it all."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="comments")
    matter = models.CharField(max_length=20, choices=Matter, blank=True)
    words = models.TextField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""), name="comment_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"Comment {self.pk}"


@pghistory.track()
class Interests(Entry):
    """What a young person wants to do, from the one list, and in their own words."""

    chosen = ArrayField(models.CharField(max_length=20, choices=Interest), default=list)
    in_their_words = models.TextField(blank=True)
    told_on = models.DateField()

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["young_person"],
                condition=Q(struck_out_at__isnull=True),
                name="interests_are_said_once",
            ),
        ]

    @property
    def labels(self) -> list[str]:
        return [str(Interest(each).label) for each in self.chosen]

    @property
    def headline(self) -> str:
        return f"What they want to do: {', '.join(self.labels) or 'nothing chosen'}"

    @property
    def words(self) -> str:
        return self.in_their_words

    @property
    def happened_on(self) -> date:
        return self.told_on
