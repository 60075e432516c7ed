from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from parentis.recorded.forms import EntryForm, day, line, words
from parentis.support.choices import (
    Answer,
    EquipmentEnd,
    EquipmentKind,
    MoneyFor,
    PaidHow,
)

MOST_POUNDS = Decimal("999999.99")
ITS_NAME = "For example, its name in our local offer"


class PoundsField(forms.DecimalField):
    """A sum of money, written as people do: 3000, 3,000 or £12.50."""

    widget = forms.TextInput

    def __init__(self, label: str, *, missing: str = "", hint: str = "") -> None:
        super().__init__(
            label=label if missing else f"{label} (if known)",
            help_text=hint or "In pounds, for example 3000 or 12.50",
            required=bool(missing),
            min_value=Decimal("0.01"),
            max_value=MOST_POUNDS,
            decimal_places=2,
            max_digits=9,
            widget=forms.TextInput(
                attrs={
                    "inputmode": "decimal",
                    "autocomplete": "off",
                    "class": "govuk-input--width-10",
                }
            ),
            error_messages={
                "required": missing,
                "invalid": f"{label}: write a sum in pounds, such as 12.50",
                "min_value": f"{label}: the sum must be more than nothing",
                "max_value": f"{label}: the sum must be less than a million pounds",
                "max_decimal_places": f"{label}: write pence with two figures",
                "max_digits": f"{label}: the sum must be less than a million pounds",
                "max_whole_digits": (
                    f"{label}: the sum must be less than a million pounds"
                ),
            },
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            value = value.strip().removeprefix("£").replace(",", "").strip()
        return super().to_python(value)


class _MoneyForm(EntryForm):
    what = forms.ChoiceField(
        label="What is the money for?",
        choices=[("", "Choose what it is for"), *MoneyFor.choices],
        error_messages={"required": "Choose what the money is for"},
    )
    name = line("What it is, where it is something else", hint=ITS_NAME)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("what") == MoneyFor.OTHER and not cleaned.get("name"):
            self.add_error("name", "Write what it is")
        return cleaned


class MoneyRequestForm(_MoneyForm):
    asked_on = day("When did they ask?", missing="Enter when they asked")
    pounds_asked = PoundsField("How much they asked for")
    answer = forms.ChoiceField(
        label="What is the answer?",
        choices=Answer,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what the answer is"},
    )
    answered_on = day("When was it answered?")
    answered_by = line("Who answered?", hint="Their name, or the panel's")
    pounds_agreed = PoundsField("How much is agreed")
    why = words(
        "Why?",
        hint=(
            "Where it is refused, say why, and how they may complain. They may read"
            " this."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        answer = cleaned.get("answer")
        if answer == Answer.REFUSED and not cleaned.get("why"):
            self.add_error("why", "Write why it is refused")
        if answer == Answer.AGREED and "pounds_agreed" not in self.errors:
            self._ask_for_sum(cleaned)
        if answer in {Answer.AGREED, Answer.REFUSED} and not (
            cleaned.get("answered_on") or "answered_on" in self.errors
        ):
            self.add_error("answered_on", "Enter when it was answered")
        return cleaned

    def _ask_for_sum(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("pounds_agreed") is None:
            self.add_error("pounds_agreed", "Enter how much is agreed")


class PaymentForm(_MoneyForm):
    paid_on = day("When was it paid?", missing="Enter when it was paid")
    pounds = PoundsField("How much was paid", missing="Enter how much was paid")
    how = forms.ChoiceField(
        label="How was it paid?",
        choices=PaidHow,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how it was paid"},
    )
    paid_by = line("Who paid it?", hint="Their name, or the team's")
    note = words("Note")

    def clean_paid_on(self) -> date:
        paid_on: date = self.cleaned_data["paid_on"]
        if paid_on > self.on:
            raise forms.ValidationError(
                "It is not paid yet. Write it down on the day it is paid"
            )
        return paid_on


class EquipmentForm(EntryForm):
    kind = forms.ChoiceField(
        label="What is it?",
        choices=[("", "Choose what it is"), *EquipmentKind.choices],
        error_messages={"required": "Choose what it is"},
    )
    what = line("Make, model or contract")
    given_on = day("When was it given?", missing="Enter when it was given")
    given_by = line("Who gave it?", hint="For example, Virtual school")
    support_until = day(
        "Until when is it supported or paid for?", hint="Leave empty if it has no end"
    )
    end = forms.ChoiceField(
        label="Where is it now?",
        choices=EquipmentEnd,
        required=False,
    )
    ended_on = day("Since when do they not have it any more?")
    note = words("Note")


class LeisurePassForm(EntryForm):
    what = line(
        "Which pass is it?",
        hint="For example, Aldermere Leisure, swimming and gym",
        missing="Enter which pass it is",
    )
    given_on = day("When was it given?", missing="Enter when it was given")
    valid_until = day("Valid until")
    note = words("Note")
