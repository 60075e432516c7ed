from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from parentis.bodies import queries as bodies
from parentis.case_file.actions import NewFile
from parentis.case_file.choices import LARGEST_MB, FileForm
from parentis.case_file.forms import own_name, read_document
from parentis.recorded.forms import EVERYBODY_READS_IT, SheetForm, day, line, select
from parentis.recorded.forms import words as several_lines
from parentis.strategy.choices import DocumentForm, Principle
from parentis.strategy.forms import whole_number

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from parentis.accounts.models import User


class StrategyForm(SheetForm):
    title = line("What is it called?", missing="Write what it is called")
    summary = several_lines("In short", hint=EVERYBODY_READS_IT)
    started_on = day("First day", missing="Enter its first day")
    ended_on = day("Last day", missing="Enter its last day")
    agreed_by_id = select(
        "Which body agreed it?",
        hint="Leave this and the next empty while it is a draft",
    )
    agreed_on = day("When did they agree it?")
    document = forms.FileField(
        label="The document (if there is one)",
        help_text=f"A PDF or a Word file (.docx), no larger than {LARGEST_MB} MB",
        required=False,
        error_messages={
            "empty": "The file is empty. Choose it again",
            "invalid": "Choose the file again",
        },
    )
    file: NewFile | None = None

    def fit(self, to: Any, *, viewer: "User") -> None:
        choices = bodies.body_choices(viewer=viewer, on=self.on)
        self.offer("agreed_by_id", list(choices), none="Nobody yet")

    def clean_agreed_on(self) -> date | None:
        return self.not_to_come("agreed_on")

    def clean_document(self) -> None:
        """`file` is what is kept of it."""
        sent: UploadedFile[Any] | None = self.cleaned_data["document"]
        if not sent:
            return
        form, contents = read_document(sent, FileForm.of)
        if form.value not in DocumentForm.values:
            raise forms.ValidationError("Choose a PDF or a Word file (.docx)")
        name = own_name(str(sent.name), form)
        self.file = NewFile(form=form, name=name, contents=contents)

    def answers(self) -> dict[str, Any]:
        kept = super().answers()
        del kept["document"]
        return kept

    def given(self) -> dict[str, Any]:
        return {"answers": self.answers(), "document": self.file}


class PriorityForm(SheetForm):
    place = whole_number(
        "Number", hint="Its place in the strategy", missing="Enter a number"
    )
    title = line(
        "What do you put first?",
        hint="In a few words. " + EVERYBODY_READS_IT,
        missing="Write what you put first",
    )
    words = several_lines("What does it mean?", hint=EVERYBODY_READS_IT)
    principles = forms.MultipleChoiceField(
        label="Which principles does it follow from?",
        help_text="The seven corporate parenting principles",
        choices=Principle,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one of the principles"},
    )
