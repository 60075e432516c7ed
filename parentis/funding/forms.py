"""What is asked of money, of what comes after it, and of bids."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from parentis.funding import queries
from parentis.funding.choices import (
    BidOutcome,
    FunderKind,
    PaidFor,
    Per,
    ShownTo,
    WhatNext,
)
from parentis.recorded.forms import (
    STAFF_READ_IT,
    SheetForm,
    day,
    line,
    radios,
    select,
    words,
)

if TYPE_CHECKING:
    from parentis.accounts.models import User

NAME_NOBODY = "A post or a service, such as Housing link worker. Name no person."
MOST = Decimal("9999999999")


class Pounds(forms.DecimalField):
    """An amount of money, as people write it: `£41,200` or `41200.50`."""

    def __init__(self, *, label: str, missing: str = "", hint: str = "") -> None:
        super().__init__(
            label=label,
            help_text=hint or "In pounds, such as 41,200",
            required=bool(missing),
            min_value=Decimal(0),
            max_value=MOST,
            decimal_places=2,
            widget=forms.TextInput(
                attrs={"inputmode": "decimal", "class": "govuk-input--width-10"}
            ),
            error_messages={
                "required": missing,
                "invalid": "The amount must be a number, such as 41,200",
                "min_value": "The amount must be 0 or more",
                "max_value": "The amount must be less than 10,000,000,000",
                "max_decimal_places": "Write no more than two places after the point",
            },
        )

    def clean(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("£", "").replace(",", "").strip()
        return super().clean(value)


class FundingForm(SheetForm):
    what = line("What does it pay for?", hint=NAME_NOBODY, missing="Write what for")
    paid_for = radios("Is it a post?", PaidFor.choices, missing="Say what it pays for")
    funder_kind = radios(
        "Where does it come from?",
        FunderKind.choices,
        missing="Say where the money comes from",
    )
    funder = line(
        "Who pays?",
        hint="The grant's or the organisation's name",
        missing="Write who pays",
    )
    amount = Pounds(label="How much?", missing="Enter how much")
    per = radios("Is that a year, or in all?", Per.choices, missing="Say for how long")
    started_on = day("From which day?", missing="Enter from which day")
    ended_on = day("Until which day?", hint="Its last day. Leave empty if it has none")
    shown_to = radios(
        "Who may read of it?", ShownTo.choices, missing="Say who may read of it"
    )
    follows_id = select(
        "Does it carry on other money?", hint="If it renews it or takes over from it"
    )
    note = words("Note", hint=STAFF_READ_IT)

    def fit(self, to: Any, *, viewer: "User") -> None:
        self.offer("follows_id", queries.funding_choices(viewer=viewer), none="No")


class WhatNextForm(SheetForm):
    what_next = radios(
        "What happens when it ends?",
        [(each.value, each.label) for each in WhatNext if each.value],
        missing="Say what happens when it ends",
    )
    next_decided_on = day("When was that decided?", missing="Enter when it was decided")
    next_note = words(
        "What was decided, and by whom?",
        hint=STAFF_READ_IT,
        missing="Write what was decided, and by whom",
    )

    def clean_next_decided_on(self) -> date | None:
        return self.not_to_come("next_decided_on")


class BidForm(SheetForm):
    what = line("What is it for?", hint=NAME_NOBODY, missing="Write what it is for")
    paid_for = radios("Is it a post?", PaidFor.choices, missing="Say what it pays for")
    asked_of = line(
        "Who is asked?",
        hint="The fund's or the organisation's name",
        missing="Write who is asked",
    )
    funder_kind = radios(
        "Where would it come from?",
        FunderKind.choices,
        missing="Say where the money would come from",
    )
    amount = Pounds(label="How much?", missing="Enter how much")
    per = radios("Is that a year, or in all?", Per.choices, missing="Say for how long")
    asked_on = day("When were they asked?", missing="Enter when they were asked")
    answer_expected_on = day("By when do they answer?")
    renews_id = select(
        "Does it renew other money?", hint="If it is won, that is renewed"
    )

    def fit(self, to: Any, *, viewer: "User") -> None:
        self.offer("renews_id", queries.funding_choices(viewer=viewer), none="No")


class OutcomeForm(SheetForm):
    outcome = radios(
        "What became of it?",
        [(each.value, each.label) for each in BidOutcome if each.value],
        missing="Say what became of it",
    )
    answered_on = day("When did the answer come?", missing="Enter when it came")
    led_to = words("What did it lead to?", hint=STAFF_READ_IT)
    started_on = day("From which day is it paid?", hint="If it was won")
    ended_on = day(
        "Until which day is it paid?",
        hint="If it was won. Leave empty if it has no end",
    )
    amount = Pounds(
        label="How much is paid (if it was won, and is not what was asked for)"
    )

    def clean_answered_on(self) -> date | None:
        return self.not_to_come("answered_on")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        is_won = answers.get("outcome") == BidOutcome.WON
        if is_won and "started_on" in answers and not answers["started_on"]:
            self.add_error("started_on", "Enter from which day it is paid")
        return answers

    def answers(self) -> dict[str, Any]:
        given = super().answers()
        return {name: given[name] for name in ("outcome", "answered_on", "led_to")}

    def given(self) -> dict[str, Any]:
        if self.cleaned_data["outcome"] != BidOutcome.WON:
            return {"answers": self.answers()}
        names = ("started_on", "ended_on", "amount")
        money = {name: self.cleaned_data[name] for name in names}
        if money["amount"] is None:
            del money["amount"]
        return {"answers": self.answers(), "funding": money}
