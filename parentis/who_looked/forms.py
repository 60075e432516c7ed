from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from parentis.audit.choices import Outcome
from parentis.design.forms import DateField, GovukForm

LONGEST_NOTE = 5_000
LONGEST_SEARCH = 100


class DaysForm(GovukForm):
    """Which days. What is asked in the address of a page, so it changes nothing."""

    unasked = "Show everything"
    started_on = DateField(label="From", required=False)
    ended_on = DateField(label="To", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        started_on, ended_on = cleaned.get("started_on"), cleaned.get("ended_on")
        if started_on and ended_on and started_on > ended_on:
            self.add_error("ended_on", "The last day must not be before the first")
        return cleaned

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked for. With mistakes in it, nothing is: the page says so."""
        return self.cleaned_data if self.is_valid() else {}

    @property
    def is_used(self) -> bool:
        return bool(self.errors) or any(self.cleaned_data.values())


class LooksForm(DaysForm):
    unasked = "Show the last 30 days"
    without_lists = forms.BooleanField(
        label="Leave out lists and searches", required=False
    )


class LooksAtForm(LooksForm):
    """The same of one young person, where one may ask for one member of staff."""

    unasked = "Show everything"
    person = forms.TypedChoiceField(
        label="Who looked", coerce=int, empty_value=None, required=False
    )
    field_order = ("person", "started_on", "ended_on", "without_lists")

    def __init__(
        self, data: Mapping[str, Any], *, people: Sequence[tuple[int, str]]
    ) -> None:
        super().__init__(data)
        everybody = [("", "Everybody"), *people]
        self.fields["person"].choices = everybody  # type: ignore[attr-defined]


class ForThemForm(DaysForm):
    """The last year, where nothing else is asked."""

    unasked = "Show the last year"

    def __init__(self, data: Mapping[str, Any], *, on: date) -> None:
        super().__init__(data)
        self.on = on

    @property
    def asked(self) -> dict[str, Any]:
        asked = {"started_on": None, "ended_on": None} | super().asked
        if not any(asked.values()):
            asked["started_on"] = a_year_before(self.on)
        return asked


class ReviewForm(GovukForm):
    outcome = forms.ChoiceField(
        label="What did you find?",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you found"},
    )
    note = forms.CharField(
        label="What you asked, and what you were told",
        help_text="Do not write the young person's name here.",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea,
        error_messages={
            "required": "Write what you asked, and what you were told",
            "max_length": "Write 5,000 letters or fewer",
        },
    )


def a_year_before(day: date) -> date:
    # There is a 29 February in one year of four.
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
