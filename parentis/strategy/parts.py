"""What is written down here: each with its form, its words, and its page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from parentis.strategy import actions
from parentis.strategy.plans.actions import add_milestone, add_plan
from parentis.strategy.plans.forms import MilestoneForm, PlanForm
from parentis.strategy.plans.queries import get_milestone, get_plan
from parentis.strategy.pledge.actions import (
    add_evidence,
    add_promise,
    add_saying,
    set_state,
)
from parentis.strategy.pledge.forms import (
    PromiseEvidenceForm,
    PromiseForm,
    SayingForm,
    StateForm,
)
from parentis.strategy.pledge.queries import (
    get_evidence,
    get_promise,
    get_saying,
    get_state,
)
from parentis.strategy.risks.actions import add_risk, review_risk, strike_out_review
from parentis.strategy.risks.forms import ChangeRiskForm, ReviewForm, RiskForm
from parentis.strategy.risks.queries import get_review, get_risk, own_risk
from parentis.strategy.strategies.actions import (
    add_priority,
    add_strategy,
    change_strategy,
    strike_out_priority,
)
from parentis.strategy.strategies.forms import PriorityForm, StrategyForm
from parentis.strategy.strategies.queries import get_priority, get_strategy


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of thing, such as the promises.

    `get` reads one by its key; `to` reads what a new one hangs on, and `page` is the
    route of the list of those that hang on nothing. What has no `change` is struck out,
    and another is written down. `above` is where one leads back to that is struck out.
    """

    slug: str
    one: str
    article: str = "a"
    form: type[Any]
    get: Callable[..., Any]
    add: Callable[..., Any]
    to: Callable[..., Any] | None = None
    page: str = ""
    change: Callable[..., Any] | None = actions.change
    change_form: type[Any] | None = None
    strike_out: Callable[..., Any] = actions.strike_out
    above: Callable[[Any], str] | None = None
    add_title: str = ""

    @property
    def title_to_add(self) -> str:
        return self.add_title or f"Add {self.article} {self.one}"

    @property
    def form_to_change(self) -> type[Any]:
        return self.change_form or self.form

    def page_above(self, entry: Any) -> str:
        """Where to go once an entry is struck out: an address, or a route."""
        if self.above is not None:
            return self.above(entry)
        return self.page or str(entry.get_absolute_url())


STRATEGIES = Part(
    slug="strategies",
    one="strategy",
    form=StrategyForm,
    get=get_strategy,
    add=add_strategy,
    change=change_strategy,
    page="strategy:strategy",
)
PRIORITIES = Part(
    slug="priorities",
    one="priority",
    form=PriorityForm,
    get=get_priority,
    add=add_priority,
    strike_out=strike_out_priority,
    to=get_strategy,
)
PROMISES = Part(
    slug="promises",
    one="promise",
    form=PromiseForm,
    get=get_promise,
    add=add_promise,
    page="strategy:pledge",
)
EVIDENCE = Part(
    slug="evidence",
    one="piece of evidence",
    form=PromiseEvidenceForm,
    get=get_evidence,
    add=add_evidence,
    to=get_promise,
    change=None,
)
SAYINGS = Part(
    slug="sayings",
    one="saying",
    add_title="Add what young people say",
    form=SayingForm,
    get=get_saying,
    add=add_saying,
    to=get_promise,
)
STATES = Part(
    slug="states",
    one="state of the promise",
    add_title="Say whether the promise is kept",
    form=StateForm,
    get=get_state,
    add=set_state,
    to=get_promise,
    change=None,
)
PLANS = Part(
    slug="plans",
    one="action plan",
    article="an",
    form=PlanForm,
    get=get_plan,
    add=add_plan,
    page="strategy:plans",
)
MILESTONES = Part(
    slug="milestones",
    one="step",
    form=MilestoneForm,
    get=get_milestone,
    add=add_milestone,
    to=get_plan,
    above=lambda step: str(step.plan.get_absolute_url()),
)
RISKS = Part(
    slug="risks",
    one="risk",
    form=RiskForm,
    change_form=ChangeRiskForm,
    get=get_risk,
    add=add_risk,
    page="strategy:risks",
)
REVIEWS = Part(
    slug="reviews",
    one="review of the risk",
    add_title="Review the risk",
    form=ReviewForm,
    get=get_review,
    add=review_risk,
    strike_out=strike_out_review,
    to=own_risk,
    change=None,
)
PARTS = (
    STRATEGIES,
    PRIORITIES,
    PROMISES,
    EVIDENCE,
    SAYINGS,
    STATES,
    PLANS,
    MILESTONES,
    RISKS,
    REVIEWS,
)
BY_SLUG = {part.slug: part for part in PARTS}
