from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.strategy.models import ActionPlan, Milestone
from parentis.strategy.queries import may_tell

HEADINGS_OF_STEPS = ("Step", "Whose", "By when", "How far")


@dataclass(frozen=True, kw_only=True)
class StepShown:
    """A step, and how far it has come by a day."""

    step: Milestone
    on: date

    @property
    def how_far(self) -> str:
        if self.step.done_on is not None:
            return "Done"
        if self.step.is_overdue(self.on):
            return f"Overdue, {self.step.percent}% done"
        return f"{self.step.percent}% done" if self.step.percent else "Not begun"

    @property
    def colour(self) -> str:
        if self.step.done_on is not None:
            return "green"
        if self.step.is_overdue(self.on):
            return "red"
        return "blue" if self.step.percent else "grey"

    @property
    def row(self) -> list[object]:
        """For a table: what, whose, by when, how far."""
        return [
            {"text": self.step.words, "link": self.step.get_absolute_url()},
            self.step.owner,
            date_format(self.step.due_on, "j F Y"),
            {"text": self.how_far, "tag": self.colour},
        ]


@dataclass(frozen=True, kw_only=True)
class PlanShown:
    """A plan and its steps."""

    plan: ActionPlan
    steps: Sequence[Milestone]
    on: date

    @property
    def done(self) -> int:
        return sum(1 for each in self.steps if each.done_on)

    @property
    def overdue(self) -> int:
        return sum(1 for each in self.steps if each.is_overdue(self.on))

    @property
    def percent(self) -> int:
        """How much of the whole plan is done, each step counting alike."""
        return sum(each.percent for each in self.steps) // max(len(self.steps), 1)

    @property
    def in_words(self) -> str:
        """`9 of 14 steps are done (71% of the whole). 2 are overdue.`"""
        if not self.steps:
            return "It has no steps yet."
        are = "step is" if len(self.steps) == 1 else "steps are"
        whole = f"{self.done} of {len(self.steps)} {are} done"
        late = {0: "", 1: " 1 is overdue."}.get(
            self.overdue, f" {self.overdue} are overdue."
        )
        return f"{whole} ({self.percent}% of the whole).{late}"


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    shown: PlanShown
    may_keep: bool
    headings = HEADINGS_OF_STEPS
    no_priority = "Steps towards no single priority"

    @property
    def groups(self) -> list[tuple[str, list[list[object]]]]:
        """The steps by the priority that they lead to, those towards none last."""
        of: dict[str, list[list[object]]] = {}
        ordered = sorted(
            self.shown.steps,
            key=lambda each: each.priority.place if each.priority else 10**6,
        )
        for each in ordered:
            title = str(each.priority or "")
            of.setdefault(title, []).append(StepShown(step=each, on=self.shown.on).row)
        return list(of.items())


@dataclass(frozen=True, kw_only=True)
class MilestonePage:
    step: Milestone
    how_far: str
    colour: str
    may_keep: bool
    may_tell: bool


@dataclass(frozen=True, kw_only=True)
class PlansPage:
    plans: Sequence[PlanShown]
    may_keep: bool


def plans_page(*, viewer: User, on: date) -> PlansPage:
    """The latest first, each with its steps."""
    require(viewer, Permission.SEE_COUNCIL)
    plans = ActionPlan.objects.filter(struck_out_at__isnull=True)
    steps = Prefetch("milestones", Milestone.objects.standing())
    return PlansPage(
        plans=[
            PlanShown(plan=each, steps=list(each.milestones.all()), on=on)
            for each in plans.prefetch_related(steps)
        ],
        may_keep=viewer.may(Permission.KEEP_PROMISES),
    )


def plan_page(pk: int, *, viewer: User, on: date) -> PlanPage:
    plan = get_plan(pk, viewer=viewer)
    steps = Milestone.objects.standing().filter(plan=plan).select_related("priority")
    return PlanPage(
        shown=PlanShown(plan=plan, steps=list(steps), on=on),
        may_keep=viewer.may(Permission.KEEP_PROMISES),
    )


def milestone_page(pk: int, *, viewer: User, on: date) -> MilestonePage:
    step = get_milestone(pk, viewer=viewer)
    return MilestonePage(
        step=step,
        how_far=StepShown(step=step, on=on).how_far,
        colour=StepShown(step=step, on=on).colour,
        may_keep=viewer.may(Permission.KEEP_PROMISES),
        may_tell=may_tell(step, viewer=viewer),
    )


def get_plan(pk: int, *, viewer: User) -> ActionPlan:
    require(viewer, Permission.SEE_COUNCIL)
    stands = ActionPlan.objects.filter(struck_out_at__isnull=True)
    return get_object_or_404(stands.select_related("strategy"), pk=pk)


def get_milestone(pk: int, *, viewer: User) -> Milestone:
    require(viewer, Permission.SEE_COUNCIL)
    stands = Milestone.objects.standing().filter(plan__struck_out_at__isnull=True)
    with_names = stands.select_related("plan", "priority__strategy", "owner_user")
    return get_object_or_404(with_names, pk=pk)


def own_milestone(pk: int, *, viewer: User) -> Milestone:
    """A step that the viewer may tell the progress of. Others are refused."""
    step = get_milestone(pk, viewer=viewer)
    if not may_tell(step, viewer=viewer):
        raise PermissionDenied("Only whose step it is tells how far it has come.")
    return step
