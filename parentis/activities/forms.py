from django import forms

from parentis.activities.choices import ActivityKind, OnHold
from parentis.entries.forms import EntryForm, day, line, words


class MainActivityForm(EntryForm):
    kind = forms.ChoiceField(
        label="What do they mainly do?",
        choices=[("", "Choose what they do"), *ActivityKind.choices],
        error_messages={"required": "Choose what they mainly do"},
    )
    started_on = day("First day", missing="Enter the first day")
    ended_on = day("Last day")
    with_whom = line("Employer, college or training provider")
    what = line("Job or course")
    hours_a_week = forms.IntegerField(
        label="Hours a week (if known)",
        required=False,
        min_value=1,
        max_value=100,
        error_messages={
            "invalid": "Hours a week must be a whole number",
            "min_value": "Hours a week must be 1 or more",
            "max_value": "Hours a week must be 100 or fewer",
        },
    )
    level = line("Level", hint="For example, Level 2")
    on_hold = forms.ChoiceField(
        label="Is something keeping them from going on?",
        choices=OnHold,
        required=False,
    )
    note = words("Note")
