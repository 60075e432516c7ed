"""The questions that ask for evidence: of one kind, and all that this kind needs."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from parentis.case_file.choices import LARGEST_MB
from parentis.case_file.forms import own_name, read_document
from parentis.evidence import queries
from parentis.evidence.actions import NewEvidence, NewFile
from parentis.evidence.choices import KEPT, Direction, EvidenceKind, FileForm
from parentis.recorded.forms import EntryForm, words

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

    from parentis.accounts.models import User

EVERYBODY_MAY_READ = "Everybody may read this: name no young person."
LARGEST_TARGET = 1_000_000


class EvidenceForm(EntryForm):
    """Asks on what evidence something is said. `asks_always`: it may not be left out.

    `new_evidence` is what was answered, once the form is valid.
    """

    evidence_kind = forms.ChoiceField(
        label="What is the evidence?",
        choices=EvidenceKind,
        initial=EvidenceKind.WORDS,
        widget=forms.RadioSelect,
        required=False,
    )
    evidence_words = words(
        "What does it show?",
        hint=f"Say what was seen, and when. {EVERYBODY_MAY_READ}",
        rows=3,
    )
    evidence_file = forms.FileField(
        label="The document (if that is the evidence)",
        help_text=(
            f"{KEPT[0].upper()}{KEPT[1:]}. No larger than {LARGEST_MB} MB. Staff and"
            " councillors may open it, the public may not. No young person may be"
            " named in it."
        ),
        required=False,
        error_messages={"empty": "The file is empty. Choose it again"},
    )
    indicator = forms.ChoiceField(
        label="The figure (if that is the evidence)",
        help_text=(
            "What the public may read of it today is kept, and stands beside what it"
            " says later."
        ),
        required=False,
    )
    direction = forms.ChoiceField(
        label="The target is met when the figure is",
        choices=[("", "Choose one"), *Direction.choices],
        required=False,
    )
    target = forms.FloatField(
        label="The target of the figure",
        help_text="Such as 75 for 75%",
        required=False,
        min_value=0,
        max_value=LARGEST_TARGET,
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}
        ),
        error_messages={
            "invalid": "The target must be a number, such as 75",
            "min_value": "The target must be 0 or more",
            "max_value": "The target must be 1,000,000 or less",
        },
    )
    action = forms.TypedChoiceField(
        label="The action that is done (if that is the evidence)",
        help_text="What a meeting asked for, and is written down as done",
        coerce=int,
        empty_value=None,
        required=False,
    )
    QUESTIONS = (
        "evidence_kind",
        "evidence_words",
        "evidence_file",
        "indicator",
        "direction",
        "target",
        "action",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        on: date,
        viewer: "User",
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        self.files = files if files is not None else self.files
        self.contents = b""
        self._choose_from(
            "indicator", "Choose a figure", queries.indicator_choices(viewer=viewer)
        )
        self._choose_from(
            "action", "Choose an action", queries.action_choices(viewer=viewer, on=on)
        )

    def _choose_from(self, name: str, first: str, choices: list[Any]) -> None:
        field = self.fields[name]
        field.choices = [("", first), *choices]  # type: ignore[attr-defined]

    def clean_evidence_file(self) -> "UploadedFile[Any] | None":
        file: UploadedFile[Any] | None = self.cleaned_data["evidence_file"]
        if file is None:
            return None
        self.form_of_file, self.contents = read_document(file, FileForm.of)
        self.name_of_file = own_name(str(file.name), self.form_of_file)
        return file

    def check_evidence(self) -> None:
        """Says what is missing of the kind that was chosen. For `clean`."""
        asked: dict[str, tuple[tuple[str, str], ...]] = {
            EvidenceKind.WORDS: (("evidence_words", "Write what the evidence shows"),),
            EvidenceKind.FILE: (("evidence_file", "Choose the document"),),
            EvidenceKind.INDICATOR: (
                ("indicator", "Choose the figure"),
                ("direction", "Choose when the target is met"),
                ("target", "Enter the target of the figure"),
            ),
            EvidenceKind.ACTION: (("action", "Choose the action that is done"),),
        }
        kind = self.cleaned_data.get("evidence_kind", "")
        if not kind and "evidence_kind" not in self.errors:
            self.add_error("evidence_kind", "Choose what the evidence is")
        for name, missing in asked.get(kind, ()):
            is_empty = self.cleaned_data.get(name) in (None, "")
            if is_empty and name not in self.errors:
                self.add_error(name, missing)

    def new_evidence(self) -> NewEvidence:
        given = self.cleaned_data
        kind = EvidenceKind(given["evidence_kind"])
        file = None
        if kind is EvidenceKind.FILE:
            file = NewFile(
                form=self.form_of_file, name=self.name_of_file, contents=self.contents
            )
        return NewEvidence(
            kind=kind,
            words=given["evidence_words"],
            file=file,
            indicator=given["indicator"],
            direction=given["direction"],
            target=given["target"],
            action=given["action"],
        )

    def answers(self) -> dict[str, Any]:
        """Without the questions of evidence, which `new_evidence` answers."""
        given = super().answers()
        return {name: given[name] for name in given if name not in self.QUESTIONS}
