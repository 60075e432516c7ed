from typing import Any

from django import forms

from parentis.law.eligibility import NAMES, Category
from parentis.recorded.forms import EntryForm, day, words


class DecideForm(EntryForm):
    """What a person decides of what the dates alone do not settle."""

    category = forms.ChoiceField(
        label="What are they, on what you found?",
        choices=[
            ("", "Choose a category"),
            *((each.value, NAMES[each]) for each in Category),
        ],
        error_messages={"required": "Choose what they are"},
    )
    decided_on = day("The day of your decision", missing="Enter the day you decided")
    why = words(
        "Why? Say what you counted, read or were advised",
        hint="The young person may read this.",
        missing="Write why you decided so",
    )

    def clean_decided_on(self) -> Any:
        decided_on = self.cleaned_data["decided_on"]
        if decided_on and decided_on > self.on:
            raise forms.ValidationError("The day of your decision is still to come")
        return decided_on
