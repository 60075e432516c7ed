from datetime import date

from django import forms

from parentis.health.choices import (
    HIGHEST_SDQ,
    Check,
    CheckOutcome,
    MentalHealthFrom,
    MentalHealthStage,
    PassportForm,
    Registration,
)
from parentis.recorded.forms import EntryForm, day, line, words

LONGEST_FEW_WORDS = 500
THEY_MAY_READ_IT = "They may read this. Write it as you would say it to them."


class RegistrationForm(EntryForm):
    kind = forms.ChoiceField(
        label="Whom are they registered with?",
        choices=[("", "Choose one"), *Registration.choices],
        error_messages={"required": "Choose whom they are registered with"},
    )
    where = line(
        "Name of the practice",
        hint="For example, Lantern Row Surgery",
        missing="Enter the name of the practice",
    )
    started_on = day("Since when?", missing="Enter since when they are registered")
    ended_on = day("Last day there")
    note = words("Note", hint=THEY_MAY_READ_IT)


class HealthCheckForm(EntryForm):
    kind = forms.ChoiceField(
        label="Which check is it?",
        choices=[("", "Choose a check"), *Check.choices],
        error_messages={"required": "Choose which check it is"},
    )
    checked_on = day("When was it?", missing="Enter when it was")
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=CheckOutcome,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what came of it"},
    )
    sdq_score = forms.IntegerField(
        label="Score (for feelings and behaviour, if known)",
        help_text="The total difficulties score of the SDQ, from 0 to 40",
        required=False,
        min_value=0,
        max_value=HIGHEST_SDQ,
        error_messages={
            "invalid": "The score must be a whole number",
            "min_value": "The score must be 0 or more",
            "max_value": "The score must be 40 or less",
        },
    )
    next_due_on = day("When is the next one due?")
    note = words("Note", hint=THEY_MAY_READ_IT)

    def clean_checked_on(self) -> date:
        checked_on: date = self.cleaned_data["checked_on"]
        if checked_on > self.on:
            raise forms.ValidationError(
                "The check is not yet. Write it down when it has taken place"
            )
        return checked_on


class HealthPassportForm(EntryForm):
    given_on = day("When was it given?", missing="Enter when it was given")
    form = forms.ChoiceField(
        label="How was it given?",
        choices=PassportForm,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how it was given"},
    )
    note = words("Note", hint=THEY_MAY_READ_IT)


class MentalHealthSupportForm(EntryForm):
    given_by = forms.ChoiceField(
        label="Who helps?",
        choices=[("", "Choose who helps"), *MentalHealthFrom.choices],
        error_messages={"required": "Choose who helps"},
    )
    stage = forms.ChoiceField(
        label="How far is it?",
        choices=MentalHealthStage,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how far it is"},
    )
    started_on = day("Since when?", missing="Enter since when")
    ended_on = day("Last day")
    note = forms.CharField(
        label="In a few words (if there is more to say)",
        help_text="No more than somebody else needs to know. They may read this.",
        max_length=LONGEST_FEW_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Write 500 letters or fewer"},
    )
