import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Protocol, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from parentis.case_file.choices import (
    KEPT,
    LARGEST,
    LARGEST_MB,
    Advocate,
    ComplaintStage,
    FileForm,
    FileRefused,
    IncidentKind,
    LeaveKind,
    Outcome,
    PaperKind,
)
from parentis.design.forms import GovukForm
from parentis.recorded.forms import EntryForm, day, line, words

THEY_MAY_READ_IT = "They may read this. Write it as you would say it to them."


class SafetyPlanForm(EntryForm):
    made_on = day("When was the plan made?", missing="Enter when the plan was made")
    worries = words(
        "What worries us?", hint=THEY_MAY_READ_IT, missing="Write what worries you"
    )
    their_words = words("What do they say?", hint="In their own words")
    what_we_do = words(
        "What do we do about it?",
        hint="Each thing, and who does it. The young person too.",
        missing="Write what you do about it",
    )
    who = line("Who was there when it was made?")
    review_on = day("When is it looked at again?", missing="Enter the day of review")
    ended_on = day("Since when is it not needed any more?")


class ComplaintForm(EntryForm):
    made_on = day("When was it made?", missing="Enter when it was made")
    about = words(
        "What is it about?",
        hint="As the young person says it",
        missing="Write what it is about",
    )
    wanted = words("What do they want to happen?")
    stage = forms.ChoiceField(
        label="How far is it?",
        choices=ComplaintStage,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how far it is"},
    )
    stage_began_on = day(
        "When did this stage begin?", hint="Leave empty at the first stage"
    )
    advocate = forms.ChoiceField(
        label="Do they have an advocate?",
        help_text="Somebody who speaks for them. It costs them nothing.",
        choices=Advocate,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether they have an advocate"},
    )
    advocate_name = line("Who speaks for them?")
    outcome = forms.ChoiceField(
        label="What came of it?", choices=Outcome, required=False
    )
    answered_on = day("When was it answered?")
    answer = words("What did we answer?")


class ImmigrationLeaveForm(EntryForm):
    kind = forms.ChoiceField(
        label="In what way may they stay?",
        choices=[("", "Choose one"), *LeaveKind.choices],
        error_messages={"required": "Choose in what way they may stay"},
    )
    granted_on = day("Since when?", missing="Enter since when")
    expires_on = day("Until when?", hint="Leave empty if it has no end")
    applied_on = day("When did they ask for it to be renewed?")
    solicitor = line("Solicitor or adviser")
    note = words("Note", hint=THEY_MAY_READ_IT)


class SupervisionDecisionForm(EntryForm):
    decided_on = day("When was it decided?", missing="Enter when it was decided")
    decided_by = line(
        "Who decided?",
        hint="Their name, such as the team manager's",
        missing="Enter who decided",
    )
    decision = words(
        "What was decided?", hint=THEY_MAY_READ_IT, missing="Write what was decided"
    )
    why = words("Why?", missing="Write why it was decided")


class SeriousIncidentForm(EntryForm):
    incident_on = day("When did it happen?", missing="Enter when it happened")
    kind = forms.ChoiceField(
        label="What is it?",
        help_text=(
            "The death of a care leaver up to and including the age of 24 is notified."
            " Serious harm is notified too (from memory, not yet confirmed)."
        ),
        choices=IncidentKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what it is"},
    )
    what_happened = words("What happened?", missing="Write what happened")
    notified_on = day("When was it notified?")
    notified_by = line("Who notified it, and whom?")
    reference = line("Reference", hint="As the receipt gives it")
    what_we_did = words("What did we do?")


class DeathForm(EntryForm):
    died_on = day("When did they die?", missing="Enter when they died")
    told_on = day("When were we told?")
    how_told = words("How were we told?")
    who_was_told = words(
        "Who was told?", hint="Family, friends, carers, others who work with them"
    )
    incident_notified_on = day(
        "When was the serious incident notified?",
        hint=(
            "The death of a care leaver up to and including the age of 24 is notified"
        ),
    )
    funeral = words("Funeral", hint="When and where, who pays, and who speaks")

    def clean_died_on(self) -> date:
        died_on: date = self.cleaned_data["died_on"]
        if died_on > self.on:
            raise forms.ValidationError("The day they died cannot be in the future")
        return died_on


# -- papers ----------------------------------------------------------------------------

LONGEST_NAME = 120
# What Windows keeps for itself, and what no file system likes in a name.
DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*]+')


class _PaperForm(GovukForm):
    """What is asked of a document, whether it is new or not."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[("", "Choose what it is"), *PaperKind.choices],
        error_messages={"required": "Choose what it is"},
    )
    title = line(
        "What to call it",
        hint="For example, Tenancy of 3 Lantern Row",
        missing="Write what to call it",
    )
    dated_on = day("Which day is on it?", missing="Enter the day that is on it")
    is_shared = forms.TypedChoiceField(
        label="Is it shared with the young person?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is shared with the young person"},
    )
    note = words("Note", hint=THEY_MAY_READ_IT, rows=3)

    def answers(self) -> dict[str, Any]:
        names = ("kind", "title", "dated_on", "is_shared", "note")
        return {name: self.cleaned_data[name] for name in names}


class ChangePaperForm(_PaperForm):
    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        initial: dict[str, Any],
    ) -> None:
        shared = "yes" if initial.get("is_shared") else "no"
        super().__init__(data, initial=initial | {"is_shared": shared})


class UploadPaperForm(_PaperForm):
    file = forms.FileField(
        label="The file",
        help_text=f"{KEPT[0].upper()}{KEPT[1:]}. No larger than {LARGEST_MB} MB.",
        error_messages={
            "required": "Choose the file",
            "empty": "The file is empty. Choose it again",
            "invalid": "Choose the file again",
        },
    )
    field_order = ("file",)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        on: date,
    ) -> None:
        super().__init__(data, files, initial={"dated_on": on})

    def clean_file(self) -> "UploadedFile[Any]":
        """What it is stands in `form_of_file` and its clean name in `name_of_file`."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        self.form_of_file, self.contents = read_document(file, FileForm.of)
        self.name_of_file = own_name(str(file.name), self.form_of_file)
        return file


class KnownForm(Protocol):
    """What a file is, and how the name of such a file may end."""

    @property
    def label(self) -> object: ...

    @property
    def endings(self) -> tuple[str, ...]: ...


Known = TypeVar("Known", bound=KnownForm)


def read_document(
    file: "UploadedFile[Any]", form_of: Callable[[bytes], Known]
) -> tuple[Known, bytes]:
    """What a file that was sent is, and every byte of it.

    Raises ValidationError for one that is too large, or that `form_of` refuses.
    """
    if (file.size or 0) > LARGEST:
        raise forms.ValidationError(
            f"The file is over {LARGEST_MB} MB. Choose a smaller one"
        )
    contents = file.read()
    try:
        return form_of(contents), contents
    except FileRefused as refused:
        raise forms.ValidationError(str(refused)) from refused


def own_name(name: str, form: KnownForm) -> str:
    """The file's own name without what could lead anywhere or deceive who reads it.

    Raises ValidationError where its ending says that it is something else.
    """
    shown = "".join(
        letter
        for letter in unicodedata.normalize("NFC", name)
        if unicodedata.category(letter)[0] != "C"
    )
    own = NOT_IN_A_NAME.sub("-", shown.replace("\\", "/").rpartition("/")[2])
    own = " ".join(own.split()).strip(" .-")
    ending = PurePosixPath(own).suffix.lower()
    if not ending or ending not in form.endings:
        if ending and ending[1:].isalpha() and len(ending) < 6:
            raise forms.ValidationError(
                f"The name of the file ends in {ending}, but it is a {form.label}."
                " Give it the right name, and choose it again"
            )
        own, ending = f"{own}{form.endings[0]}", form.endings[0]
    stem = own[: -len(ending)].strip(" .-")[:LONGEST_NAME] or "document"
    return f"{'_' if DEVICES.match(stem) else ''}{stem}{ending}"


LONGEST_LETTER = 10_000
TO_FILL_IN = re.compile(r"\[[^\]\n]{1,80}\]")
POST, BY_HAND = "post", "by-hand"


class WriteLetterForm(GovukForm):
    title = line("Heading of the letter", missing="Write a heading for the letter")
    text = forms.CharField(
        label="The letter",
        help_text=(
            "Fill in what stands in [square brackets]. Leave an empty line between two"
            " paragraphs. A line that begins with - is a point of a list."
        ),
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 20}),
        error_messages={
            "required": "Write the letter",
            "max_length": "Write 10,000 letters or fewer",
        },
    )
    sent_how = forms.ChoiceField(
        label="How does it reach them?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say how it reaches them",
            "invalid_choice": "Say how it reaches them: choose one of these",
        },
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        address: Sequence[str],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial={"sent_how": BY_HAND} | initial)
        ways = [(BY_HAND, "By hand, or in another way: no address is on it")]
        if address:
            ways.insert(0, (POST, f"By post to {', '.join(address)}"))
        self.fields["sent_how"].choices = ways  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n").strip()
        return text

    def to_fill_in(self) -> list[str]:
        """What still stands in square brackets."""
        both = f"{self.cleaned_data['title']}\n{self.cleaned_data['text']}"
        return list(dict.fromkeys(TO_FILL_IN.findall(both)))

    @property
    def is_posted(self) -> bool:
        return bool(self.cleaned_data["sent_how"] == POST)
