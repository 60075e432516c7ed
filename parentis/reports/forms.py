from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from parentis.committee_report.choice import Offered
from parentis.committee_report.parts import (
    Kind,
    WritingPart,
    counts_of,
    lines_of,
)
from parentis.committee_report.request import ReportRefused
from parentis.committee_report.shapes import SCRUTINY
from parentis.design.forms import DateField, GovukForm
from parentis.meetings.choices import ExemptParagraph
from parentis.report_templates.queries import Layout
from parentis.reports.choices import WhoMayRead

LONGEST_TEXT = 50_000
LONGEST_ANSWER = 5_000
LONGEST_TITLE = 300
HOW_TO_WRITE = (
    "Leave an empty line between paragraphs. Begin a line with - for a point, and"
    " with # for a heading."
)
ROWS_FOR_WORDS, ROWS_FOR_LINES, ROWS_FOR_ANSWERS = 18, 8, 3


class MakeReportForm(GovukForm):
    """What a report is about. Its indicators are asked theme by theme."""

    title = forms.CharField(
        label="Title (optional)",
        help_text="Left empty: Our children in care and care leavers, and the year.",
        max_length=LONGEST_TITLE,
        required=False,
        error_messages={"max_length": "The title must be 300 letters or fewer"},
    )
    year = forms.TypedChoiceField(
        label="Which year is it about?",
        coerce=int,
        error_messages={"required": "Choose the year the report is about"},
    )
    shape = forms.ChoiceField(
        label="Which template?",
        initial=SCRUTINY.code,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a template"},
    )
    is_internal = forms.BooleanField(
        label="Show small numbers, for officers only",
        help_text=(
            "Every page is then marked: not for publication. Otherwise small numbers"
            " are hidden, so that nobody can be recognised."
        ),
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        years: Sequence[int],
        offered: Sequence[Offered],
        layouts: Sequence[Layout],
        may_be_internal: bool,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial or {})
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (year, f"1 April {year - 1} to 31 March {year}") for year in years
        ]
        shape = self.fields["shape"]
        shape.choices = [(each.code, each.name) for each in layouts]  # type: ignore[attr-defined]
        shape.hints = {each.code: each.description for each in layouts}  # type: ignore[attr-defined]
        if not may_be_internal:
            del self.fields["is_internal"]
        self._themes = self._ask_for_indicators(
            offered, set(self.initial.get("indicators", []))
        )

    def _ask_for_indicators(
        self, offered: Sequence[Offered], chosen: set[str]
    ) -> list[str]:
        themes = list(dict.fromkeys(each.theme for each in offered))
        for theme in themes:
            those = [each for each in offered if each.theme is theme]
            self.fields[theme.name.lower()] = forms.MultipleChoiceField(
                label=theme.value,
                choices=[(each.code, each.words) for each in those],
                initial=[
                    each.code
                    for each in those
                    if (each.code in chosen if chosen else each.is_ticked)
                ],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        return [theme.name.lower() for theme in themes]

    @property
    def about(self) -> list[forms.BoundField]:
        """The questions before the indicators."""
        names = ("title", "year", "shape", "is_internal")
        return [self[name] for name in names if name in self.fields]

    @property
    def themes(self) -> list[forms.BoundField]:
        return [self[name] for name in self._themes]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(theme) for theme in self._themes):
            first = self._themes[0] if self._themes else None
            self.add_error(first, "Choose at least one figure to show")
        return cleaned

    def chosen(self) -> dict[str, Any]:
        """What `make_report` and `change_report` are told."""
        return {
            "title": self.cleaned_data["title"],
            "year": self.cleaned_data["year"],
            "shape": self.cleaned_data["shape"],
            "is_internal": self.cleaned_data.get("is_internal", False),
            "indicators": [
                code for theme in self._themes for code in self.cleaned_data[theme]
            ],
        }


class ForWhomForm(GovukForm):
    """To whom a report goes, what period it covers, and who may read it."""

    body_id = forms.TypedChoiceField(
        label="Which body is it for?",
        coerce=int,
        empty_value=None,
        required=False,
    )
    item_id = forms.TypedChoiceField(
        label="Under which item of a meeting does it go?",
        help_text="Meetings to come, and their items for reports.",
        coerce=int,
        empty_value=None,
        required=False,
    )
    begins_on = DateField(
        label="What period does it cover? First day (optional)",
        help_text="For example, 1 4 2026",
        required=False,
    )
    ends_on = DateField(
        label="Last day (optional)", help_text="For example, 30 9 2026", required=False
    )
    who_may_read = forms.ChoiceField(
        label="Who may read it?",
        choices=WhoMayRead,
        initial=WhoMayRead.EVERYBODY,
        widget=forms.RadioSelect,
        error_messages={"required": "Say who may read it"},
    )
    paragraph = forms.ChoiceField(
        label="If it is exempt: by which paragraph of Schedule 12A?",
        help_text="Local Government Act 1972. Written down here from memory.",
        choices=[("", "It is open to the public"), *ExemptParagraph.choices],
        required=False,
    )
    why_exempt = forms.CharField(
        label="If it is exempt: why is it in the public interest to keep it back?",
        max_length=LONGEST_ANSWER,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Say why in 5,000 letters or fewer"},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        bodies: Sequence[tuple[int, str]],
        items: Sequence[tuple[int, str]],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["body_id"].choices = [("", "Not decided yet"), *bodies]  # type: ignore[attr-defined]
        self.fields["item_id"].choices = [("", "None yet"), *items]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("begins_on"), cleaned.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", "The last day is before the first. Check both")
        if cleaned.get("who_may_read") == WhoMayRead.EXEMPT:
            if not cleaned.get("paragraph"):
                self.add_error("paragraph", "Choose the paragraph of Schedule 12A")
            if "why_exempt" in cleaned and not cleaned["why_exempt"].strip():
                self.add_error("why_exempt", "Say why it is kept from the public")
        return cleaned

    def answers(self) -> dict[str, Any]:
        answered = {**self.cleaned_data}
        is_exempt = answered.pop("who_may_read") == WhoMayRead.EXEMPT
        if not is_exempt:
            answered |= {"paragraph": "", "why_exempt": ""}
        return {**answered, "is_exempt": is_exempt}


class AnswersForm(GovukForm):
    """Short answers, none of them compulsory: a draft may have gaps."""

    def __init__(
        self,
        part: WritingPart,
        data: Mapping[str, Any] | None = None,
        *,
        written: Mapping[str, str],
    ) -> None:
        super().__init__(data)
        for entry in part.entries:
            self.fields[entry.code] = forms.CharField(
                label=entry.label,
                help_text=entry.prompt,
                initial=written.get(entry.code, ""),
                required=False,
                max_length=LONGEST_ANSWER,
                widget=_area(ROWS_FOR_ANSWERS) if entry.is_long else forms.TextInput,
                error_messages={
                    "max_length": f"{entry.label} must be 5,000 letters or fewer"
                },
            )

    def written(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.fields}


class WordsForm(GovukForm):
    """One section in an officer's own words."""

    words = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": "Write 50,000 letters or fewer"},
    )

    def __init__(
        self,
        part: WritingPart,
        data: Mapping[str, Any] | None = None,
        *,
        written: Mapping[str, str],
        suggestion: str = "",
    ) -> None:
        super().__init__(data)
        self.suggestion = suggestion
        words = self.fields["words"]
        words.widget = _area(ROWS_FOR_WORDS)
        words.label = part.prompt
        words.help_text = HOW_TO_WRITE
        words.initial = written.get("words") or suggestion

    def written(self) -> dict[str, str]:
        """The words; none where they are those suggested, which then stay fresh."""
        words = self.cleaned_data["words"].replace("\r\n", "\n").strip()
        return {"words": "" if words == self.suggestion.strip() else words}


class LinesForm(GovukForm):
    """A list, one line for each item."""

    lines = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": "Write 50,000 letters or fewer"},
    )

    def __init__(
        self,
        part: WritingPart,
        data: Mapping[str, Any] | None = None,
        *,
        written: Sequence[str],
    ) -> None:
        super().__init__(data)
        lines = self.fields["lines"]
        lines.widget = _area(ROWS_FOR_LINES)
        lines.label = part.prompt
        lines.help_text = (
            "Write each on a line of its own. Letters are put before them."
        )
        lines.initial = "\n".join(written)

    def written(self) -> list[str]:
        return lines_of(self.cleaned_data["lines"])


class CountsForm(GovukForm):
    """Counts from elsewhere: from the virtual school, or a register of one's own."""

    caption = forms.CharField(
        label="What does the table count?",
        help_text="For example: What young people of Year 12 were doing, November 2024",
        required=False,
        max_length=LONGEST_TITLE,
    )
    rows = forms.CharField(
        label="The counts",
        help_text="A line for each category: its name, a colon and how many.",
        required=False,
        max_length=LONGEST_ANSWER,
    )
    source = forms.CharField(
        label="Where do they come from?", required=False, max_length=LONGEST_TITLE
    )
    published = forms.ChoiceField(
        label="Have these very numbers been published already?",
        choices=[
            ("no", "No: hide small numbers, so that nobody can be recognised"),
            ("yes", "Yes: print them as they are"),
        ],
        initial="no",
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        part: WritingPart,
        data: Mapping[str, Any] | None = None,
        *,
        written: Mapping[str, str],
    ) -> None:
        super().__init__(data, initial={"published": "no", **written})
        self.fields["rows"].widget = _area(ROWS_FOR_LINES)

    def clean_rows(self) -> str:
        rows: str = self.cleaned_data["rows"].replace("\r\n", "\n")
        try:
            counts_of(rows)
        except ReportRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("rows"):
            return cleaned
        if not cleaned.get("caption"):
            self.add_error("caption", "Say what the table counts")
        if cleaned.get("published") == "yes" and not cleaned.get("source"):
            self.add_error("source", "Say where these numbers were published")
        return cleaned

    def written(self) -> dict[str, str]:
        return {name: str(self.cleaned_data[name]) for name in self.fields}


WritingForm = AnswersForm | WordsForm | LinesForm | CountsForm


def writing_form(
    part: WritingPart,
    data: Mapping[str, Any] | None,
    *,
    written: Any,
    suggestion: str = "",
) -> WritingForm:
    """The form for this part, filled with what is kept."""
    match part.kind:
        case Kind.WORDS:
            return WordsForm(part, data, written=written, suggestion=suggestion)
        case Kind.LINES:
            return LinesForm(part, data, written=written)
        case Kind.COUNTS:
            return CountsForm(part, data, written=written)
        case _:
            return AnswersForm(part, data, written=written)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})
