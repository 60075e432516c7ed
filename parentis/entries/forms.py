from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from parentis.design.forms import DateField, GovukForm

LONGEST_REASON = 1_000
LONGEST_TEXT = 20_000
LONGEST_LINE = 200


def line(label: str, *, hint: str = "", missing: str = "") -> forms.CharField:
    """One line of text. Asked for where `missing` says what to enter."""
    return forms.CharField(
        label=label if missing else f"{label} (if known)",
        help_text=hint,
        max_length=LONGEST_LINE,
        required=bool(missing),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": missing,
            "max_length": f"{label}: write 200 letters or fewer",
        },
    )


def words(
    label: str, *, hint: str = "", missing: str = "", rows: int = 4
) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label if missing else f"{label} (if there is more to say)",
        help_text=hint,
        max_length=LONGEST_TEXT,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": missing,
            "max_length": f"{label}: write 20,000 letters or fewer",
        },
    )


def day(label: str, *, hint: str = "", missing: str = "") -> DateField:
    """A day. Asked for where `missing` says what to enter."""
    return DateField(
        label=label if missing else f"{label} (if known)",
        help_text=hint or "For example, 27 3 2026",
        required=bool(missing),
        error_messages={"required": missing} if missing else {},
    )


def tick(label: str, *, hint: str = "") -> forms.BooleanField:
    """A box to tick. It asks for nothing."""
    return forms.BooleanField(label=label, help_text=hint, required=False)


class YesOrNo(forms.TypedChoiceField):
    """Yes or no. `knows_not` offers a third answer, which is None."""

    def __init__(
        self,
        *,
        label: str,
        help_text: str = "",
        missing: str = "Choose yes or no",
        knows_not: bool = False,
    ) -> None:
        not_known = [("", "Not known")] if knows_not else []
        super().__init__(
            label=label,
            help_text=help_text,
            choices=[("yes", "Yes"), ("no", "No"), *not_known],
            coerce=lambda answer: answer == "yes",
            empty_value=None,
            required=not knows_not,
            widget=forms.RadioSelect,
            error_messages={"required": missing},
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


class EntryForm(GovukForm):
    """What is asked of one entry of a record. Its questions are named as its fields."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial or {})
        self.on = on

    def answers(self) -> dict[str, Any]:
        """The entry's fields, from what was answered."""
        return dict(self.cleaned_data)


class StrikeOutForm(GovukForm):
    why = forms.CharField(
        label="Why is this struck out?",
        help_text="It stays readable, with your name and this reason beside it.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Write why this is struck out",
            "max_length": "Write why in 1,000 letters or fewer",
        },
    )


def sheet(sent_as: str) -> UUID | None:
    """The sheet a form was typed on, or None where what was sent is no such number."""
    try:
        return UUID(sent_as)
    except ValueError:
        return None
