from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from parentis.recorded.forms import STAFF_READ_IT, SheetForm, day, line, select, tick
from parentis.recorded.forms import words as several_lines
from parentis.strategy.choices import Impact, Likelihood
from parentis.strategy.queries import owner_choices

if TYPE_CHECKING:
    from parentis.accounts.models import User


def score(label: str, choices: Any, *, missing: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": missing},
    )


class ReviewForm(SheetForm):
    reviewed_on = day("When was it looked at?", missing="Enter when it was looked at")
    likelihood = score(
        "How likely is it?", Likelihood.choices, missing="Say how likely it is"
    )
    impact = score(
        "How much would it matter?",
        Impact.choices,
        missing="Say how much it would matter",
    )
    note = several_lines("What has changed?", hint=STAFF_READ_IT)
    next_review_on = day("When is it looked at again?")

    def clean_reviewed_on(self) -> date | None:
        return self.not_to_come("reviewed_on")


class ChangeRiskForm(SheetForm):
    """Its score is changed by a review, so that the one before it stays."""

    title = line("What may go wrong?", hint=STAFF_READ_IT, missing="Write what it is")
    cause = several_lines("Why may it?", hint=STAFF_READ_IT, missing="Write why it may")
    effect = several_lines(
        "What would it mean for children in care and care leavers?",
        hint=STAFF_READ_IT,
        missing="Write what it would mean",
    )
    mitigation = several_lines(
        "What do we do about it?", hint=STAFF_READ_IT, missing="Write what you do"
    )
    owner = line(
        "Whose is it?",
        hint="A post, such as Head of Fostering",
        missing="Write whose it is",
    )
    owner_user_id = select(
        "Who reviews it?",
        hint="They are told when its review is overdue, and say how likely it is now",
    )
    is_public = tick(
        "It may stand in a report that everybody reads",
        hint="Only if nothing of it points to a young person",
    )
    closed_on = day("Since when is it not a risk any more?")
    why_closed = several_lines("Why not?", hint=STAFF_READ_IT)

    def fit(self, to: Any, *, viewer: "User") -> None:
        owners = owner_choices(viewer=viewer)
        self.offer("owner_user_id", list(owners), none="Those who keep the list")


class RiskForm(ChangeRiskForm):
    reviewed_on = day("When was it looked at?", missing="Enter when it was looked at")
    likelihood = score(
        "How likely is it?", Likelihood.choices, missing="Say how likely it is"
    )
    impact = score(
        "How much would it matter?",
        Impact.choices,
        missing="Say how much it would matter",
    )
    next_review_on = day("When is it looked at again?")
    closed_on = None  # type: ignore[assignment]
    why_closed = None  # type: ignore[assignment]

    def clean_reviewed_on(self) -> date | None:
        return self.not_to_come("reviewed_on")
