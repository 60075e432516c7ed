"""What is asked when a tracker is read in, and of each thing that was found in it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django import forms

from parentis.design.forms import GovukForm
from parentis.recommendations.choices import SourceKind, Status
from parentis.recorded.forms import (
    LONGEST_TEXT,
    EntryForm,
    day,
    optional_line,
    radios,
    select,
    tick,
)
from parentis.tracker_files.found import number_of
from parentis.tracker_files.opening import LARGEST_MIB, MOST_BYTES
from parentis.tracker_files.says import only_numbers

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

    from parentis.trackers.queries import Planned

Choices = Sequence[tuple[int, str]]
LONGEST_NUMBER, LONGEST_ABOUT = 20, 500
EVERYBODY_MAY_READ = "Everybody may read this: name no young person."
NAME_THE_POST = "Name a post, not a person: Head of Fostering"
A_NEW_SOURCE = ("", "Recommendations that are not here yet")
NO_STATUS = ("", "It says none")
STATUSES = [NO_STATUS, *Status.choices]
NOT_NUMBERS = "Write numbers alone, such as 10, or 11–15, or 1(i)"


class UploadTrackerForm(GovukForm):
    source = select(
        "Which recommendations does the file tell of?",
        hint="You can still choose others when you look through what was found.",
    )
    file = forms.FileField(
        label="The file",
        help_text=(
            "A Word document (.docx), a workbook (.xlsx), a CSV file or plain text"
            f" (.txt), no larger than {LARGEST_MIB} MB. Nothing is saved before you"
            " have looked through what was found."
        ),
        widget=forms.FileInput,
        error_messages={
            "required": "Choose the file",
            "empty": "The file is empty. Choose another one",
            "invalid": "Choose the file again",
        },
    )
    contents = b""
    name_of_file = ""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        sources: Choices,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial=initial)
        self.fields["source"].choices = [A_NEW_SOURCE, *sources]  # type: ignore[attr-defined]

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                f"The file is over {LARGEST_MIB} MB. Take out its pictures, or cut it"
                " in two"
            )
        self.contents = file.read()
        bare = re.sub(r"[^\w .()&,'’–-]", "", PurePosixPath(str(file.name)).name)
        self.name_of_file = bare[-200:].strip() or "tracker"
        return file


class ReadingForm(EntryForm):
    """Where all of it is to be saved, and which report it was in."""

    source_id = select("Which recommendations does the file tell of?")
    title = optional_line(
        "What are they called, if they are not here yet?",
        hint=f"The title of the report that first made them. {EVERYBODY_MAY_READ}",
        longest=300,
    )
    made_by = optional_line("Who made them?", hint="A body, an organisation or a post")
    made_on = day("When were they made?")
    kind = radios(
        "Where do they come from?",
        SourceKind.choices,
        missing="Choose where they come from",
    )
    report_title = optional_line("In which report do the updates stand?", longest=300)
    report_by = optional_line(
        "Whose report is it?", hint="For example, Lead Member for Children’s Services"
    )
    told_on = day(
        "When was it told?",
        hint="The day of the meeting. Updates with no day of their own have this one.",
    )
    body_id = select("Which body was told?")
    told_to = optional_line("Who was told, if it is none of these bodies?")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        sources: Choices,
        bodies: Choices,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        for name, first, choices in (
            ("source_id", A_NEW_SOURCE, sources),
            ("body_id", ("", "None of these"), bodies),
        ):
            self.fields[name].choices = [first, *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not answers.get("source_id") and not answers.get("title"):
            self.add_error(
                "title",
                "Choose a source that is here, or name the new one",
            )
        return answers


def _number(label: str, *, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST_NUMBER,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "class": "govuk-input--width-5"}
        ),
        error_messages={"max_length": f"{label}: write 20 letters or fewer"},
    )


def _text(label: str, *, hint: str = "", missing: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST_TEXT,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": missing,
            "max_length": f"{label}: write 20,000 letters or fewer",
        },
    )


def _about(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text="Their numbers, such as 10, or 11–15, or 1(i)",
        max_length=LONGEST_ABOUT,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": f"{label} Write 500 letters or fewer"},
    )


def _status() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="What is its status?",
        choices=STATUSES,
        required=False,
        error_messages={"invalid_choice": "Choose one of these statuses"},
    )


def _superseded_by() -> forms.CharField:
    return _number("Superseded by which?", hint="Only where another took over")


class PieceForm(EntryForm):
    """What is asked of every piece. `about` is written as numbers and kept so."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        planned: "Planned",
    ) -> None:
        super().__init__(data, on=on, initial=vars(planned.piece))

    def clean_superseded_by(self) -> str:
        return number_of(str(self.cleaned_data["superseded_by"]))[:LONGEST_NUMBER]

    def clean_about(self) -> str:
        typed = str(self.cleaned_data["about"]).strip()
        if not typed:
            return ""
        numbers = list(
            dict.fromkeys(
                number
                for part in re.split(r"[,;]", typed)
                for number in only_numbers(part) or [number_of(part)]
                if number
            )
        )
        if any(len(number) > LONGEST_NUMBER for number in numbers):
            raise forms.ValidationError(NOT_NUMBERS)
        return ", ".join(numbers)


class RecommendationPieceForm(PieceForm):
    number = _number("Its number", hint="1, or 1(i) for a part of recommendation 1")
    theme = optional_line("The heading it stands under")
    text = _text(
        "What is recommended?",
        hint=EVERYBODY_MAY_READ,
        missing="Write what is recommended",
    )
    addressed_to = optional_line("Who is asked to do it?")
    answer = _text(
        "What did the council answer?",
        hint="For example: Accepted, or Accepted in part: and why",
    )
    owner = optional_line("Who sees to it?", hint=NAME_THE_POST)
    due_on = day("By when is it to be done?")
    status = _status()
    superseded_by = _superseded_by()
    is_theirs = tick(
        "Let what the file says take the place of what is there",
        hint="What is there now stays readable in its history.",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        planned: "Planned",
    ) -> None:
        super().__init__(data, on=on, planned=planned)
        if not planned.may_be_taken:
            del self.fields["is_theirs"]

    def clean_number(self) -> str:
        return number_of(str(self.cleaned_data["number"]))[:LONGEST_NUMBER]


class UpdatePieceForm(PieceForm):
    about = _about("Which recommendations is it about?")
    text = _text("What was told?", hint=EVERYBODY_MAY_READ)
    told_on = day(
        "When was it told?", hint="Leave empty if it is the day of the whole report"
    )
    told_to = optional_line("Who was told, if others than of the whole report?")
    status = _status()
    superseded_by = _superseded_by()
    evidence = _text("What shows it?", hint=EVERYBODY_MAY_READ)


class LeftOverPieceForm(PieceForm):
    about = _about("Which recommendations are these words about? (if any)")
    text = _text("The words", hint=EVERYBODY_MAY_READ, missing="Write the words")


class JoinForm(GovukForm):
    into = select("Which does it belong to?", missing="Choose which it belongs to")

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, others: Choices
    ) -> None:
        super().__init__(data)
        first = ("", "Choose one")
        self.fields["into"].choices = [first, *others]  # type: ignore[attr-defined]
