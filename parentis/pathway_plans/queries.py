"""What others read of pathway plans: their days, and what is to be done."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.law.care import months_after
from parentis.law.clocks import MONTHS_BETWEEN_REVIEWS
from parentis.pathway_plans.choices import Owner, Progress
from parentis.pathway_plans.models import Action, Plan

SOON = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class PlanDays:
    """The days the law asks for. A plan or a review counts once it is approved."""

    assessed_on: date | None = None
    plan_made_on: date | None = None
    reviews: Sequence[date] = ()

    @property
    def next_review_on(self) -> date | None:
        """Six months at most from the plan, or from the review before."""
        made = [*self.reviews, *filter(None, [self.plan_made_on])]
        return months_after(max(made), MONTHS_BETWEEN_REVIEWS) if made else None


@dataclass(frozen=True, kw_only=True)
class ActionDue:
    """One thing to do of the plan in force."""

    pk: int
    young_person: int
    matter: str
    what: str
    owner: Owner
    owner_name: str
    due_on: date

    def is_overdue(self, on: date) -> bool:
        return self.due_on < on


def plan_days(pks: Collection[int], *, viewer: User) -> dict[int, PlanDays]:
    """By young person, everybody asked for among them."""
    require(viewer, Permission.SEE_CASEWORK)
    plans: dict[int, list[Plan]] = defaultdict(list)
    found = Plan.objects.standing().filter(young_person__in=pks).order_by("number")
    for plan in found.only("young_person", "status", "assessed_on", "made_on"):
        plans[plan.young_person_id].append(plan)
    return {pk: _days(plans[pk]) for pk in pks}


def actions_due(
    pks: Collection[int], *, viewer: User, on: date, until: date | None = None
) -> dict[int, list[ActionDue]]:
    """What is overdue or due within two weeks (or `until`), the earliest first.

    Of the plan in force alone; whoever has nothing due is not among them.
    """
    require(viewer, Permission.SEE_CASEWORK)
    later = Plan.objects.approved().filter(
        young_person=OuterRef("young_person"), number__gt=OuterRef("number")
    )
    in_force = Plan.objects.approved().filter(~Exists(later), young_person__in=pks)
    found = Action.objects.filter(
        plan__in=in_force,
        progress=Progress.OPEN,
        removed_at__isnull=True,
        due_on__lte=until or on + SOON,
    )
    due: dict[int, list[ActionDue]] = defaultdict(list)
    for action in found.select_related("plan").order_by("due_on", "pk"):
        due[action.plan.young_person_id].append(
            ActionDue(
                pk=action.pk,
                young_person=action.plan.young_person_id,
                matter=action.matter,
                what=action.what,
                owner=Owner(action.owner),
                owner_name=action.owner_name,
                due_on=action.due_on,
            )
        )
    return dict(due)


def _days(plans: Sequence[Plan]) -> PlanDays:
    assessed = [plan.assessed_on for plan in plans if plan.assessed_on]
    made = [plan.made_on for plan in plans if plan.is_approved and plan.made_on]
    return PlanDays(
        assessed_on=max(assessed, default=None),
        plan_made_on=made[0] if made else None,
        reviews=tuple(made[1:]),
    )
