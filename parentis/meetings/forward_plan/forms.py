from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from parentis.meetings.forms import fill, title_line
from parentis.recorded.forms import (
    EVERYBODY_READS_IT,
    EntryForm,
    optional_line,
    select,
    tick,
    words,
)

# How far ahead a forward plan goes.
MONTHS_AHEAD = 24


class ForwardPlanForm(EntryForm):
    body_id = select("Which body?", missing="Choose which body")
    title = title_line(
        "What will it talk about?",
        missing="Write what it will talk about",
        hint=EVERYBODY_READS_IT,
    )
    meeting_id = select("At which meeting?", hint="Where its day is fixed.")
    month = forms.TypedChoiceField(
        label="Or in which month?",
        coerce=date.fromisoformat,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": "Choose one of these months"},
    )
    why = words("What is it for?", hint=EVERYBODY_READS_IT)
    lead = optional_line("Who prepares it?", hint="A post")
    is_key_decision = tick("It is a key decision")
    is_exempt = tick("Part of it will not be open to the public")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        # The month of each meeting, and whose it is.
        self.meetings: dict[int, tuple[int, date]] = {}
        months = {_month_after(on, ahead) for ahead in range(MONTHS_AHEAD)}
        if now := self.initial.get("month"):
            months.add(now)
        fill(
            self,
            "month",
            [(each.isoformat(), f"{each:%B %Y}") for each in sorted(months)],
            nothing="Choose a month",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        body, begins_on = self.meetings.get(cleaned.get("meeting_id") or 0, (0, None))
        if begins_on:
            cleaned["month"] = begins_on.replace(day=1)
            if body != cleaned.get("body_id"):
                self.add_error("meeting_id", "Choose a meeting of this body")
        elif not cleaned.get("month") and "month" not in self.errors:
            self.add_error("month", "Choose a meeting or a month")
        return cleaned


def _month_after(on: date, ahead: int) -> date:
    years, month = divmod(on.month - 1 + ahead, 12)
    return date(on.year + years, month + 1, 1)
