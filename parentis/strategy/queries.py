"""Who may read and tell of what is here, and what forms offer.

`viewer` None is the public: it gets what is agreed and in force, no saying that young
people did not want quoted, and nothing that was struck out.
"""

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.strategy.models import ActionPlan, Milestone, Priority, Risk, Strategy


def is_for_everybody(viewer: User | None, *, for_public: bool = False) -> bool:
    """Whether only what everybody may read is given. Asks staff for their role."""
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    return viewer is None or for_public


def may_tell(owned: Milestone | Risk, *, viewer: User) -> bool:
    """Whose step or risk it is tells of it, and whoever keeps the list."""
    is_theirs = owned.owner_user_id == viewer.pk
    return viewer.may(Permission.KEEP_PROMISES) or (
        is_theirs and viewer.may(Permission.TELL_PROGRESS)
    )


def strategy_choices(*, viewer: User) -> list[tuple[int, str]]:
    require(viewer, Permission.SEE_COUNCIL)
    found = Strategy.objects.standing().latest_first()
    return [(each.pk, f"{each.title} ({each.years})") for each in found]


def priority_choices(plan: ActionPlan, *, viewer: User) -> list[tuple[int, str]]:
    """Those of the plan's strategy."""
    require(viewer, Permission.SEE_COUNCIL)
    of = Priority.objects.standing().filter(strategy=plan.strategy_id)
    return [(each.pk, str(each)) for each in of]


def owner_choices(*, viewer: User) -> list[tuple[int, str]]:
    """Who may be told that something is theirs, and tell how far it has come."""
    require(viewer, Permission.SEE_COUNCIL)
    people = User.objects.get_queryset().with_permission(Permission.TELL_PROGRESS)
    return [
        (each.pk, f"{each.name}, {each.role_words}")
        for each in people.in_order_of_name()
    ]
