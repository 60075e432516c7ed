from datetime import date

from django import forms

from parentis.recorded.forms import (
    EVERYBODY_READS_IT,
    EntryForm,
    day,
    line,
    select,
    words,
)


class ActionForm(EntryForm):
    words = words(
        "What is to be done?",
        hint=EVERYBODY_READS_IT,
        missing="Write what is to be done",
    )
    owner = line(
        "Who does it?",
        hint="A post, or a councillor, as the minutes say it",
        missing="Write who does it",
    )
    owner_user_id = select(
        "Who is told in Parentis?",
        hint="They are told now, and again when the day has passed.",
    )
    due_on = day("By which day?")


class FinishActionForm(EntryForm):
    done_on = day("On which day was it done?", missing="Enter the day it was done")
    what_was_done = words(
        "What was done?", hint=EVERYBODY_READS_IT, missing="Write what was done"
    )

    def clean_done_on(self) -> date:
        done_on: date = self.cleaned_data["done_on"]
        if done_on > self.on:
            raise forms.ValidationError("The day it was done cannot be in the future")
        return done_on
