from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from parentis.design.forms import DateField, GovukForm
from parentis.pathway_plans.choices import (
    ASKED,
    Agreement,
    Interest,
    Matter,
    Owner,
    Progress,
)
from parentis.recorded.forms import LONGEST_REASON, EntryForm, day

LONGEST_VIEW = 10_000
LONGEST_COMMENT = 2_000
LONGEST_WHAT = 300
LONGEST_NOTE = 500
LONGEST_NAME = 100
APPROVE, SEND_BACK = "approve", "send-back"


def _text(
    label: str, *, hint: str = "", longest: int = LONGEST_VIEW, rows: int = 5
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": f"{label}: write {longest:,} letters or fewer"},
    )


class SectionForm(GovukForm):
    """What a plan says of one matter. Nothing is asked for until it is submitted."""

    their_view = _text("What the young person says")
    advisers_view = _text(
        "What their adviser says",
        hint="What you see, what goes well and what worries you.",
    )
    need = _text("What is needed", hint="Write “Nothing for now” where that is so.")
    goals = _text("What we want to reach", hint="The goals, and by when.")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        matter: Matter,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial or {})
        self.fields["their_view"].help_text = f"In their words. {ASKED[matter]}"


class ActionForm(EntryForm):
    what = forms.CharField(
        label="What is to be done?",
        max_length=LONGEST_WHAT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Write what is to be done",
            "max_length": "Write what is to be done in 300 letters or fewer",
        },
    )
    owner = forms.ChoiceField(
        label="Who does it?",
        choices=Owner,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who does it"},
    )
    owner_name = forms.CharField(
        label="Who, if somebody else",
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Write the name in 100 letters or fewer"},
    )
    due_on = day("By when?", missing="Enter the day by which it is to be done")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_else = cleaned.get("owner") == Owner.SOMEBODY_ELSE
        if is_else and not cleaned.get("owner_name", "").strip():
            self.add_error("owner_name", "Write who does it")
        return cleaned


class ProgressForm(EntryForm):
    progress = forms.ChoiceField(
        label="How did it go?",
        choices=Progress,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it went"},
    )
    finished_on = day("On which day?", hint="Leave it empty for today.")
    note = _text("What is there to say about it?", longest=LONGEST_NOTE, rows=3)

    def clean_finished_on(self) -> date | None:
        finished_on: date | None = self.cleaned_data["finished_on"]
        if finished_on and finished_on > self.on:
            raise forms.ValidationError("The day cannot be one to come")
        return finished_on or self.on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_not_done = cleaned.get("progress") == Progress.NOT_DONE
        if is_not_done and not cleaned.get("note", "").strip():
            self.add_error("note", "Write why it was not done")
        return cleaned


class AssessmentForm(EntryForm):
    assessed_on = day(
        "When was the needs assessment finished?",
        missing="Enter the day the needs assessment was finished",
    )
    who_took_part = _text(
        "Who took part?",
        hint="The young person, carers, teachers, health: whoever was asked.",
        longest=LONGEST_COMMENT,
        rows=3,
    )


class SubmitForm(EntryForm):
    made_on = DateField(label="", help_text="For example, 27 3 2026")

    def __init__(self, *args: Any, is_review: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["made_on"]
        field.label = "On which day was the plan made?"
        field.error_messages["required"] = "Enter the day on which the plan was made"
        if is_review:
            field.label = "On which day was the review held?"
            missing = "Enter the day on which the review was held"
            field.error_messages["required"] = missing


class ApproveForm(GovukForm):
    """Two buttons: approve, or send back with what is written beside each matter."""

    decision = forms.ChoiceField(
        choices=[(APPROVE, "Approve"), (SEND_BACK, "Send back")],
        widget=forms.HiddenInput,
        error_messages={"required": "Approve the plan, or send it back"},
    )
    whole = _text("Comments on the whole plan", longest=LONGEST_COMMENT, rows=4)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        for matter in Matter:
            self.fields[f"on-{matter}"] = _text(
                f"Comments on: {matter.label}", longest=LONGEST_COMMENT, rows=3
            )

    def comments(self) -> dict[str, str]:
        """By matter, and `""` for the whole."""
        said = {matter.value: self.cleaned_data[f"on-{matter}"] for matter in Matter}
        return {"": self.cleaned_data["whole"], **said}

    @property
    def is_approval(self) -> bool:
        return bool(self.cleaned_data["decision"] == APPROVE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        said = any(
            str(words).strip() for name, words in cleaned.items() if name != "decision"
        )
        if cleaned.get("decision") == APPROVE and said:
            self.add_error(
                None,
                "You wrote comments. Send the plan back with them, or clear them to"
                " approve it",
            )
        if cleaned.get("decision") == SEND_BACK and not said:
            self.add_error("whole", "Write what is to be changed")
        return cleaned


class AgreementForm(EntryForm):
    agreement = forms.ChoiceField(
        label="Does the young person agree with the plan?",
        choices=Agreement,
        required=False,
        widget=forms.RadioSelect,
    )
    agreement_in_their_words = _text(
        "What they say about it", hint="In their words.", longest=LONGEST_COMMENT
    )
    answered_on = day("When did they say so?")
    copy_given_on = day("When did they get their own copy?")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("answered_on", "copy_given_on"):
            told = cleaned.get(name)
            if told and told > self.on:
                self.add_error(name, "The day cannot be one to come")
        has_no_day = not cleaned.get("answered_on") and "answered_on" not in self.errors
        if cleaned.get("agreement") and has_no_day:
            self.add_error("answered_on", "Enter the day they said so")
        return cleaned


class DiscardForm(GovukForm):
    why = forms.CharField(
        label="Why is this plan not gone on with?",
        help_text="It stays in the history, with your name and this reason.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Write why it is not gone on with",
            "max_length": "Write why in 1,000 letters or fewer",
        },
    )


class InterestsForm(EntryForm):
    chosen = forms.MultipleChoiceField(
        label="What do they want to do?",
        help_text="As many as they like.",
        choices=Interest,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    in_their_words = _text(
        "In their own words",
        hint="What they dream of, what they are good at, what they will not do.",
        longest=LONGEST_COMMENT,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("chosen") and not cleaned.get("in_their_words", "").strip():
            self.add_error("chosen", "Choose at least one, or write it in their words")
        return cleaned

    def answers(self) -> dict[str, Any]:
        return {**self.cleaned_data, "told_on": self.on}
