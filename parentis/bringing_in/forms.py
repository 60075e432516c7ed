from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from parentis.bringing_in.choices import FileHolds
from parentis.design.forms import GovukForm
from parentis.other_systems.cells import KINDS, guess_kind
from parentis.other_systems.columns import COLUMNS, Holds, missing_columns

if TYPE_CHECKING:
    from parentis.accounts.models import Team
    from parentis.bringing_in.queries import ToMatch

LARGEST_MIB = 256
TAKEN = (".csv", ".txt", ".xlsx")
LEFT_OUT = ("", "Leave this column out")
A_NOTE = ("note", "A note: it tells of no contact")
KIND_LABELS = {
    "visit": "Visit",
    "meeting": "Meeting somewhere else",
    "call": "Phone call",
    "video": "Video call",
    "text": "Text or message",
    "email": "E-mail",
    "letter": "Letter",
}


class BringInForm(GovukForm):
    holds = forms.ChoiceField(
        label="What does the file hold?",
        choices=FileHolds.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what the file holds"},
    )
    system = forms.CharField(
        label="Which system does it come from?",
        help_text="For example, Mosaic. Write it the same each time: with their number"
        " in that system, young people are known again.",
        max_length=60,
        error_messages={
            "required": "Write which system the file comes from",
            "max_length": "Write the system's name in 60 letters or fewer",
        },
    )
    team = forms.TypedChoiceField(
        label="Which of your teams?",
        help_text="Young people we have no record of become this team's work.",
        coerce=int,
        error_messages={"required": "Choose one of your teams"},
    )
    file = forms.FileField(
        label="The file",
        help_text="A CSV file or an .xlsx workbook, with a heading above each column.",
        widget=forms.FileInput,
        error_messages={
            "required": "Choose the file",
            "empty": "This file is empty. Choose another one",
        },
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Mapping[str, Any] | None = None,
        *,
        teams: "Sequence[Team]",
    ) -> None:
        super().__init__(data, files)  # type: ignore[arg-type]
        self.fields["team"].choices = [  # type: ignore[attr-defined]
            (team.pk, team.name) for team in teams
        ]
        if len(teams) == 1:
            self.fields["team"].initial = teams[0].pk

    def clean_system(self) -> str:
        return str(self.cleaned_data["system"]).replace("\0", "")

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if not str(file.name).lower().endswith(TAKEN):
            raise forms.ValidationError(
                "Choose a CSV file or an .xlsx workbook. Save other workbooks as .xlsx"
            )
        if (file.size or 0) > LARGEST_MIB * 1024 * 1024:
            raise forms.ValidationError(
                f"The file is over {LARGEST_MIB} MB. Bring it in in pieces"
            )
        return file


class MatchColumnsForm(GovukForm):
    """One question for each column, and one for each word for a kind of contact."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, of: "ToMatch") -> None:
        super().__init__(data)
        self.of, self.holds = of, Holds(of.file.holds)
        known = [(column.slug, column.label) for column in COLUMNS[self.holds]]
        for place, heading in enumerate(of.file.headings):
            samples = of.file.samples[place] if place < len(of.file.samples) else []
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=heading or f"Column {place + 1}, which has no heading",
                help_text="For example: " + " · ".join(samples)
                if samples
                else "This column is empty.",
                choices=[LEFT_OUT, *known],
                initial=of.columns.get(place, ""),
                required=False,
            )
        self.words = self._words()
        for number, words in enumerate(self.words):
            guess = of.kinds.get(words.casefold(), guess_kind(words)) or A_NOTE[0]
            self.fields[f"kind-{number}"] = forms.ChoiceField(
                label=f"What is “{words}”?",
                choices=[A_NOTE, *((kind, KIND_LABELS[kind]) for kind in KINDS)],
                initial=guess,
                error_messages={"required": f"Say what “{words}” is"},
            )

    def _words(self) -> list[str]:
        """The file's own words for kinds of contact, where they are not many."""
        places = range(len(self.of.file.headings))
        chosen = [place for place in places if self._chosen(place) == "kind"]
        found: list[str] = []
        for place in chosen[:1]:
            found = list(self.of.file.values.get(str(place), []))
        return found

    def _chosen(self, place: int) -> str:
        if self.is_bound:
            return str(self.data.get(f"column-{place}", ""))
        return self.of.columns.get(place, "")

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("column-")]

    @property
    def kind_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("kind-")]

    def clean(self) -> dict[str, Any]:
        columns = self.columns
        for sentence in missing_columns(self.holds, list(columns.values())):
            self.add_error(None, sentence)
        many = {column.slug for column in COLUMNS[self.holds] if column.is_many}
        labels = {column.slug: column.label for column in COLUMNS[self.holds]}
        slugs = list(columns.values())
        for slug in sorted(set(slugs) - many):
            if slugs.count(slug) > 1:
                self.add_error(
                    None, f"Two columns are ‘{labels[slug]}’. Leave one of them out"
                )
        return self.cleaned_data

    @property
    def columns(self) -> dict[int, str]:
        return {
            place: self.cleaned_data[f"column-{place}"]
            for place in range(len(self.of.file.headings))
            if self.cleaned_data.get(f"column-{place}")
        }

    @property
    def kinds(self) -> dict[str, str]:
        """By the file's words; empty for a note."""
        return {
            words: self.cleaned_data[f"kind-{number}"].replace(A_NOTE[0], "")
            for number, words in enumerate(self.words)
        }


class ChooseForm(GovukForm):
    stands = forms.ChoiceField(choices=[("ours", "ours"), ("theirs", "theirs")])
