from typing import TYPE_CHECKING

from django import forms

from parentis.activities import queries
from parentis.activities.choices import ActivityKind, OnHold
from parentis.recorded.forms import EntryForm, day, line, words

if TYPE_CHECKING:
    from parentis.accounts.models import User
    from parentis.young_people.models import YoungPerson


class MainActivityForm(EntryForm):
    kind = forms.ChoiceField(
        label="What do they mainly do?",
        choices=[("", "Choose what they do"), *ActivityKind.choices],
        error_messages={"required": "Choose what they mainly do"},
    )
    started_on = day("First day", missing="Enter the first day")
    ends_earlier = forms.BooleanField(required=False, initial=True)
    ended_on = day("Last day", hint="Leave it empty if they do it now")
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
        label="Is something keeping them from going on for now?",
        help_text="They have the place or the job, and cannot take it up for a while.",
        choices=OnHold,
        required=False,
    )
    note = words("Note")


def fit(form: MainActivityForm, young_person: "YoungPerson", *, viewer: "User") -> None:
    """Asks whether what they did before ended on the day."""
    earlier = queries.activity_without_end(young_person, viewer=viewer)
    if earlier is None or "id" in form.initial:
        form.fields.pop("ends_earlier", None)
        return
    form.fields["ends_earlier"].label = f"On that day this ended: {earlier.headline}"
