from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from parentis.design.forms import FilesField, GovukForm
from parentis.ssda903.tables import FIRST_YEAR, LAST_YEAR

LARGEST_MIB = 512
TAKEN = (".csv", ".txt", ".zip", ".xml", ".xlsx")


class StatutoryReturnForm(GovukForm):
    why = forms.CharField(
        label="What is it for?",
        help_text="Such as: to send it to the Department for Education. What you write"
        " is kept for each child in it, where they and an auditor can read it.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what it is for"},
    )


class UploadReturnForm(GovukForm):
    return_files = FilesField(
        label="The return's files",
        help_text="All its CSV files together, or one zip, XML file or .xlsx workbook.",
        error_messages={
            "required": "Choose the files of the return",
            "empty": "One of the files is empty. Choose the files again without it",
        },
    )
    year = forms.TypedChoiceField(
        label="Which year is it?",
        help_text="Leave this as it is, unless the files do not tell.",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", "The files tell"),
            *(
                (year, f"1 April {year - 1} to 31 March {year}")
                for year in range(LAST_YEAR, FIRST_YEAR - 1, -1)
            ),
        ],
    )

    def clean_return_files(self) -> "list[UploadedFile[Any]]":
        files: list[UploadedFile[Any]] = self.cleaned_data["return_files"]
        for file in files:
            if not str(file.name).lower().endswith(TAKEN):
                raise forms.ValidationError(
                    f"'{file.name}' is not a CSV, zip, XML or .xlsx file."
                    " Choose the return's own files"
                )
        if sum(file.size or 0 for file in files) > LARGEST_MIB * 1024 * 1024:
            raise forms.ValidationError(
                f"The files are over {LARGEST_MIB} MB together."
                " Choose one year's return"
            )
        return files
