"""What is written down here: each with its form, its words, and its page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from parentis.strategy import actions, forms, queries


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
    form=forms.StrategyForm,
    get=queries.get_strategy,
    add=actions.add_strategy,
    change=actions.change_strategy,
    page="strategy:strategy",
)
PRIORITIES = Part(
    slug="priorities",
    one="priority",
    form=forms.PriorityForm,
    get=queries.get_priority,
    add=actions.add_priority,
    to=queries.get_strategy,
)
PROMISES = Part(
    slug="promises",
    one="promise",
    form=forms.PromiseForm,
    get=queries.get_promise,
    add=actions.add_promise,
    page="strategy:pledge",
)
EVIDENCE = Part(
    slug="evidence",
    one="piece of evidence",
    form=forms.PromiseEvidenceForm,
    get=queries.get_evidence,
    add=actions.add_evidence,
    to=queries.get_promise,
    change=None,
)
SAYINGS = Part(
    slug="sayings",
    one="saying",
    add_title="Add what young people say",
    form=forms.SayingForm,
    get=queries.get_saying,
    add=actions.add_saying,
    to=queries.get_promise,
)
STATES = Part(
    slug="states",
    one="state of the promise",
    add_title="Say whether the promise is kept",
    form=forms.StateForm,
    get=queries.get_state,
    add=actions.set_state,
    to=queries.get_promise,
    change=None,
)
PLANS = Part(
    slug="plans",
    one="action plan",
    article="an",
    form=forms.PlanForm,
    get=queries.get_plan,
    add=actions.add_plan,
    page="strategy:plans",
)
MILESTONES = Part(
    slug="milestones",
    one="step",
    form=forms.MilestoneForm,
    get=queries.get_milestone,
    add=actions.add_milestone,
    to=queries.get_plan,
    above=lambda step: str(step.plan.get_absolute_url()),
)
RISKS = Part(
    slug="risks",
    one="risk",
    form=forms.RiskForm,
    change_form=forms.ChangeRiskForm,
    get=queries.get_risk,
    add=actions.add_risk,
    page="strategy:risks",
)
REVIEWS = Part(
    slug="reviews",
    one="review of the risk",
    add_title="Review the risk",
    form=forms.ReviewForm,
    get=queries.get_review,
    add=actions.review_risk,
    to=queries.own_risk,
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
