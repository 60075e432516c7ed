from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from parentis.evidence.forms import EvidenceForm
from parentis.recorded.forms import (
    EVERYBODY_READS_IT,
    TO_COME,
    SheetForm,
    YesOrNo,
    day,
    line,
)
from parentis.recorded.forms import words as several_lines
from parentis.strategy.choices import Kept, PromisedTo
from parentis.strategy.forms import whole_number
from parentis.strategy.pledge.queries import evidence_choices

if TYPE_CHECKING:
    from parentis.accounts.models import User
    from parentis.recorded.forms import Files
    from parentis.strategy.models import Promise


class PromiseForm(SheetForm):
    number = whole_number(
        "Number", hint="Its place in the pledge", missing="Enter a number"
    )
    words = forms.CharField(
        label="What do we promise?",
        help_text="In words that a child of ten can read",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Write what you promise",
            "max_length": "Write what you promise in 300 letters or fewer",
        },
    )
    means = several_lines("What does it mean in practice?", hint=EVERYBODY_READS_IT)
    promised_to = forms.ChoiceField(
        label="To whom?",
        choices=PromisedTo,
        widget=forms.RadioSelect,
        error_messages={"required": "Say to whom it is promised"},
    )
    started_on = day("Since when?", missing="Enter since when it is promised")
    ended_on = day(
        "Since when is it not promised any more?", hint="Leave empty while it is"
    )
    why_ended = line("Why does it end?", hint=EVERYBODY_READS_IT)


class SayingForm(SheetForm):
    words = several_lines(
        "What do they say?",
        hint="In their own words. Leave out what would show who said it.",
        missing="Write what they say",
    )
    who = line(
        "Which group or survey?",
        hint="Never a person's name",
        missing="Write which group or survey says it",
    )
    said_on = day("When did they say it?", missing="Enter when they said it")
    may_be_quoted = YesOrNo(
        label="Did they agree that everybody may read it?",
        help_text="If not, staff and councillors read it, and nobody else.",
        missing="Say whether they agreed that everybody may read it",
    )

    def clean_said_on(self) -> date | None:
        return self.not_to_come("said_on")


class PromiseEvidenceForm(EvidenceForm):
    shown_on = day("As of which day?", missing="Enter as of which day")
    field_order = ("shown_on",)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "Files | None" = None,
        *,
        on: date,
        viewer: "User",
        to: Any = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, on=on, viewer=viewer, initial=initial)

    def clean_shown_on(self) -> date:
        shown_on: date = self.cleaned_data["shown_on"]
        if shown_on > self.on:
            raise forms.ValidationError(TO_COME)
        return shown_on

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        self.check_evidence()
        return answers

    def given(self) -> dict[str, Any]:
        return {**self.answers(), "evidence": self.new_evidence()}


class StateForm(SheetForm):
    state = forms.ChoiceField(
        label="Is the promise kept?",
        choices=[(each.value, each.label) for each in reversed(Kept)],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the promise is kept"},
    )
    set_on = day("As of which day?", missing="Enter as of which day")
    why = several_lines("Why?", hint=EVERYBODY_READS_IT, missing="Write why you say so")
    evidence = forms.TypedMultipleChoiceField(
        label="What does this rest on?",
        help_text="Choose what shows it. Add the evidence first if it is not here.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def fit(self, to: "Promise", *, viewer: "User") -> None:
        choices = evidence_choices(to, viewer=viewer)
        self.fields["evidence"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["evidence"]

    def clean_set_on(self) -> date | None:
        return self.not_to_come("set_on")
