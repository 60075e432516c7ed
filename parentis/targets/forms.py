from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from parentis.recorded.forms import (
    EVERYBODY_READS_IT,
    EntryForm,
    YesOrNo,
    day,
    line,
    optional_line,
    select,
    words,
)
from parentis.targets.choices import NO_ONE_DIRECTORATE, WHOLE_COUNCIL

STAFF_READ_IT = (
    "You read this, and staff who may see small numbers. Name no young person."
)
MOST_PLACES = 100_000
LONGEST_NAME = 100
LONGEST_EXPLANATION = 300
MOST_IN_A_LIST = 999

Choices = Sequence[tuple[int, str]]


def how_many(label: str, *, hint: str = "", missing: str = "") -> forms.IntegerField:
    wrong = f"{label} Write a whole number, such as 12"
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=MOST_PLACES,
        required=bool(missing),
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "off",
                "class": "govuk-input--width-5",
            }
        ),
        error_messages={
            "required": missing,
            "invalid": wrong,
            "min_value": wrong,
            "max_value": wrong,
        },
    )


class _OfDirectorateAndKind(EntryForm):
    """Asks whose it is and of what kind. `whole` says what no directorate means."""

    whole = WHOLE_COUNCIL

    directorate_id = select("Which directorate?")
    kind_id = select(
        "What kind of opportunity?", missing="Choose what kind of opportunity it is"
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        directorates: Choices,
        kinds: Choices,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        # The field is a list to choose from whose first stands for no directorate.
        self.fields["directorate_id"].choices = [("", self.whole), *directorates]  # type: ignore[attr-defined]
        self.fields["kind_id"].choices = [("", "Choose one"), *kinds]  # type: ignore[attr-defined]

    def _in_words(self, name: str, value: Any) -> str:
        if name == "directorate_id" and value is None:
            return self.whole
        return super()._in_words(name, value)


class TargetForm(_OfDirectorateAndKind):
    places = how_many("How many places?", missing="Enter how many places")
    eligibility = words(
        "Who are they for?",
        hint=(
            "For example, those who have received benefits for six months or more."
            f" {EVERYBODY_READS_IT}"
        ),
        rows=2,
    )
    ring_fence = words(
        "Are they kept for anybody first?",
        hint=(
            "For example, for children in our care and care leavers in the first"
            f" instance. {EVERYBODY_READS_IT}"
        ),
        rows=2,
    )
    ring_fenced_until = day("Until when are they kept?")
    set_by = optional_line(
        "Who set the target?",
        hint=f"A body or a post, such as Cabinet. {EVERYBODY_READS_IT}",
    )
    meeting_id = select("At which meeting?")

    def __init__(self, *args: Any, meetings: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        none = [("", "None, or not in the list")]
        self.fields["meeting_id"].choices = [*none, *meetings]  # type: ignore[attr-defined]


class AchievementForm(_OfDirectorateAndKind):
    whole = NO_ONE_DIRECTORATE

    happened_on = day(
        "On which day?",
        hint="The day by which it had happened. For example, 27 9 2026",
        missing="Enter the day by which it had happened",
    )
    offered = how_many(
        "How many places were offered?",
        hint="Only those that you have not counted before",
    )
    taken_up = how_many(
        "How many were taken up by young people?",
        hint="Only those that you have not counted before. Small numbers stay hidden.",
    )
    note = forms.CharField(
        label="Note (optional)",
        help_text=STAFF_READ_IT,
        max_length=LONGEST_EXPLANATION,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Note: write 300 letters or fewer"},
    )

    def clean_happened_on(self) -> date:
        happened_on: date = self.cleaned_data["happened_on"]
        if happened_on > self.on:
            raise forms.ValidationError("The day must be today or in the past")
        return happened_on

    def clean_offered(self) -> int:
        return self.cleaned_data["offered"] or 0

    def clean_taken_up(self) -> int:
        return self.cleaned_data["taken_up"] or 0


class _InAList(EntryForm):
    place = how_many("Its place in lists", hint="1 comes first")

    def clean_place(self) -> int:
        return min(self.cleaned_data["place"] or 0, MOST_IN_A_LIST)


class ChangeDirectorateForm(_InAList):
    began_on = day("Since when does it exist?")
    ended_on = day("Since when does it exist no more?")

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = answers.get("began_on"), answers.get("ended_on")
        if first and last and last < first:
            self.add_error("ended_on", "The last day must not be before the first")
        return answers


class AddDirectorateForm(ChangeDirectorateForm):
    name = line(
        "What is it called?",
        hint=EVERYBODY_READS_IT,
        missing="Write what it is called",
    )
    field_order = ["name"]


class RenameDirectorateForm(EntryForm):
    name = line(
        "What is it called now?",
        hint=EVERYBODY_READS_IT,
        missing="Write what it is called now",
    )
    since = day("Since when?", missing="Enter since when it is called so")


class KindForm(_InAList):
    name = forms.CharField(
        label="What is it called?",
        help_text="For example, Supported internship",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Write what it is called",
            "max_length": "Write what it is called in 100 letters or fewer",
        },
    )
    what_it_is = optional_line(
        "What is it?",
        hint=f"In words a young person would use. {EVERYBODY_READS_IT}",
        longest=LONGEST_EXPLANATION,
    )
    is_in_use = YesOrNo(
        label="May new targets be set for it?",
        missing="Say whether new targets may be set for it",
    )
    field_order = ["name", "what_it_is", "is_in_use"]
