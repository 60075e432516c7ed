import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from parentis.design.forms import GovukForm
from parentis.meetings.choices import (
    KEPT,
    LARGEST,
    LARGEST_MB,
    SCHEDULE_12A,
    ExemptParagraph,
    FileForm,
    FileRefused,
)
from parentis.meetings.forms import title_line
from parentis.recorded.forms import EVERYBODY_READS_IT, EntryForm, tick

LONGEST_NAME = 80


def paragraph_choice() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="If it is not, by which paragraph of Schedule 12A?",
        help_text=f"{SCHEDULE_12A.title} (from memory, not yet confirmed)",
        choices=[("", "It is open to the public"), *ExemptParagraph.choices],
        required=False,
        error_messages={"invalid_choice": "Choose one of these paragraphs"},
    )


def check_paragraph(form: GovukForm, cleaned: dict[str, Any]) -> dict[str, Any]:
    """What is not open names the paragraph that keeps it back; what is open none."""
    is_exempt, paragraph = cleaned.get("is_exempt"), cleaned.get("paragraph")
    if is_exempt and not paragraph and "paragraph" not in form.errors:
        form.add_error("paragraph", "Choose the paragraph that keeps it back")
    if paragraph and not is_exempt:
        form.add_error(
            "is_exempt",
            "Say that it is not open to the public, or choose no paragraph",
        )
    return cleaned


class PaperForm(EntryForm):
    title = title_line(
        "What is the paper called?",
        missing="Write what the paper is called",
        hint=EVERYBODY_READS_IT,
    )
    is_exempt = tick(
        "This paper is not open to the public",
        hint="A paper under an item that is not open is never shown to them.",
    )
    paragraph = paragraph_choice()

    def clean(self) -> dict[str, Any]:
        return check_paragraph(self, super().clean() or {})


class UploadPaperForm(PaperForm):
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
        super().__init__(data, on=on)
        self.files = files or MultiValueDict()

    def clean_file(self) -> "UploadedFile[Any]":
        """What it is stands in `form_of_file` and its clean name in `name_of_file`."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(
                f"The file is over {LARGEST_MB} MB. Choose a smaller one"
            )
        self.contents = file.read()
        try:
            self.form_of_file = FileForm.of(self.contents)
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        self.name_of_file = _named(str(file.name), self.form_of_file)
        return file


def _named(name: str, form: FileForm) -> str:
    """The file's own name without what could lead anywhere or deceive who reads it."""
    shown = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    own = PurePosixPath(shown)
    if own.suffix and own.suffix.lower() != f".{form.value}":
        raise forms.ValidationError(
            f"The name of the file ends in {own.suffix[:10]}, but it is {form.label}."
            " Give it the right name, and choose it again"
        )
    kept = "".join(
        letter if letter.isalnum() or letter in " -_()&,'" else "-"
        for letter in own.stem
        if unicodedata.category(letter)[0] != "C"
    )
    stem = " ".join(kept.split()).strip(" .-")[:LONGEST_NAME] or "paper"
    return f"{stem}.{form.value}"
