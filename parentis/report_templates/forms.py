from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from parentis.committee_report.shape import (
    DRAFTING,
    FROM_COUNCIL,
    FROM_FIGURES,
    LEADING,
    Entry,
    Part,
    Section,
    Shape,
)
from parentis.design.forms import GovukForm
from parentis.documents.content import Numbering
from parentis.recorded.forms import Beside
from parentis.report_templates.choices import LineHolds
from parentis.report_templates.queries import NUMBERINGS, Layout

LONGEST_LINE, LONGEST_PROMPT, LONGEST_ANSWERS = 300, 1_000, 10_000
PLACES = 6
NO_BLOCK = "Nothing more"
BETWEEN = "|"


class TemplateForm(GovukForm):
    """A form whose answers can be set beside what somebody else saved meanwhile."""

    def beside(self, theirs: Mapping[str, Any]) -> list[Beside]:
        return [
            Beside(
                question=str(self.fields[name].label),
                theirs=self._in_words(name, theirs.get(name, "")),
                yours=self._in_words(name, yours),
            )
            for name, yours in self.cleaned_data.items()
        ]

    def _in_words(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return "Yes" if value else "No"
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value))


def _line(
    label: str, *, missing: str = "", hint: str = "", longest: int = LONGEST_LINE
) -> forms.CharField:
    return forms.CharField(
        label=label if missing else f"{label} (optional)",
        help_text=hint,
        max_length=longest,
        required=bool(missing),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": missing,
            "max_length": f"{label}: write {longest:,} letters or fewer",
        },
    )


def _words(label: str, *, hint: str = "", longest: int = LONGEST_PROMPT) -> Any:
    return forms.CharField(
        label=f"{label} (optional)",
        help_text=hint,
        max_length=longest,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"{label}: write {longest:,} letters or fewer"},
    )


class MakeTemplateForm(GovukForm):
    """A template begins as a copy of another."""

    name = _line(
        "What do you call it?",
        missing="Write what the template is called",
        hint="Such as: Report to the Corporate Parenting Panel",
        longest=200,
    )
    based_on = forms.ChoiceField(
        label="Based on…",
        help_text="You begin with a copy of it. The other stays as it is.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the template to begin from"},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, layouts: Sequence[Layout]
    ) -> None:
        super().__init__(data)
        based_on = self.fields["based_on"]
        based_on.choices = [(each.code, each.name) for each in layouts]  # type: ignore[attr-defined]
        based_on.hints = {each.code: each.description for each in layouts}  # type: ignore[attr-defined]


class AboutForm(TemplateForm):
    """What is true of the whole template."""

    name = _line("Name", missing="Write what the template is called", longest=200)
    description = _words("What is it like?", hint="Shown where a template is chosen")
    body = _line(
        "Whom does it address?",
        missing="Write whom the report addresses",
        hint="As its recommendations begin: The committee",
    )
    asks = _line(
        "What comes after that?",
        missing="Write how the recommendations begin, such as: is asked to:",
        hint="Such as: is asked to:",
    )
    numbering = forms.ChoiceField(
        label="How is it numbered?",
        choices=list(NUMBERINGS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is numbered"},
    )
    open_marking = _line(
        "What stands above the title where everybody may read it?",
        hint="Such as: Part 1 (open to the public)",
    )
    attached = _line(
        "What are documents attached to it called?",
        missing="Write what attached documents are called, such as Annex",
        hint="Annexes are numbered, appendices are lettered",
    )

    @staticmethod
    def initial_of(shape: Shape) -> dict[str, Any]:
        names = ("name", "description", "body", "asks", "open_marking", "attached")
        return {
            **{each: getattr(shape, each) for each in names},
            "numbering": shape.numbering.name,
        }

    def changed(self, shape: Shape) -> Shape:
        answers = {**self.cleaned_data}
        numbering = Numbering[answers.pop("numbering")]
        return replace(shape, numbering=numbering, **answers)


class LineForm(TemplateForm):
    """One line of the table that opens the report."""

    label = _line("What is the line called?", missing="Write what the line is called")
    prompt = _line(
        "What is the officer asked?",
        hint="Such as: Which wards does it touch?",
        longest=LONGEST_PROMPT,
    )
    default = _line(
        "What does it say where nobody answers?",
        hint="Such as: All",
        longest=LONGEST_PROMPT,
    )
    is_long = forms.BooleanField(label="The answer takes a few lines", required=False)
    is_optional = forms.BooleanField(
        label="It may stay empty, and is left out then", required=False
    )

    @staticmethod
    def initial_of(line: Entry) -> dict[str, Any]:
        names = ("label", "prompt", "default", "is_long", "is_optional")
        return {each: getattr(line, each) for each in names}

    def line(self, code: str) -> Entry:
        answers = {k: v for k, v in self.cleaned_data.items() if k != "holds"}
        return Entry(code=code, **answers)


class AddLineForm(LineForm):
    holds = forms.ChoiceField(
        label="What stands in it?",
        choices=LineHolds,
        initial=LineHolds.ANSWER,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what stands in the line"},
    )
    field_order = ("label", "holds")


class SectionForm(TemplateForm):
    """One section: its heading, its question, and the blocks in it, in order."""

    heading = _line("Heading", missing="Write the heading of the section")
    level = forms.TypedChoiceField(
        label="What kind of heading is it?",
        choices=[
            (1, "A section"),
            (2, "A sub-heading of the section before it"),
        ],
        coerce=int,
        initial=1,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind of heading"},
    )
    prompt = _line(
        "What is the officer asked to write?",
        hint="Empty: nobody is asked for words, and the blocks stand alone.",
        longest=LONGEST_PROMPT,
    )
    answers = _words(
        "Short answers",
        hint=(
            "Such as implications. A line for each: its heading, a bar and the"
            " question. Financial | What will it cost, and who pays?"
        ),
        longest=LONGEST_ANSWERS,
    )
    is_optional = forms.BooleanField(
        label="Leave the section out where it would be empty", required=False
    )
    is_numbered = forms.BooleanField(
        label="Number it, where sections are numbered", required=False, initial=True
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        section: Section | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial or {})
        held = len(section.parts) if section else 0
        self.places = [f"block_{at}" for at in range(1, max(PLACES, held + 2) + 1)]
        for at, name in enumerate(self.places, start=1):
            self.fields[name] = forms.ChoiceField(
                label=f"Block {at}",
                choices=_blocks(),
                required=False,
            )

    @staticmethod
    def initial_of(section: Section) -> dict[str, Any]:
        names = ("heading", "level", "prompt", "is_optional", "is_numbered")
        return {
            **{each: getattr(section, each) for each in names},
            "answers": "\n".join(_answer(each) for each in section.entries),
            **{
                f"block_{at}": part.name.lower()
                for at, part in enumerate(section.parts, start=1)
            },
        }

    @property
    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in ("heading", "level", "prompt")]

    @property
    def blocks(self) -> list[forms.BoundField]:
        return [self[name] for name in self.places]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("answers", "is_optional", "is_numbered")]

    def section(self, before: Section | None = None) -> Section:
        """As it was answered, but for its short answers."""
        answered = self.cleaned_data
        return Section(
            code=before.code if before else "new",
            heading=answered["heading"],
            level=answered["level"],
            prompt=answered["prompt"],
            parts=tuple(
                Part[answered[name].upper()] for name in self.places if answered[name]
            ),
            entries=before.entries if before else (),
            is_optional=answered["is_optional"],
            is_numbered=answered["is_numbered"],
        )

    def asked(self) -> list[tuple[str, str]]:
        """The short answers: each with its heading and its question."""
        lines = (line.strip() for line in self.cleaned_data["answers"].splitlines())
        found = (line.partition(BETWEEN) for line in lines if line)
        return [(label.strip(), prompt.strip()) for label, _, prompt in found]


def _answer(entry: Entry) -> str:
    return f"{entry.label} {BETWEEN} {entry.prompt}" if entry.prompt else entry.label


def _blocks() -> list[tuple[str, str]]:
    """Every block: those of figures, of what the council keeps, of officers' words."""
    figures = [each for each in Part if each in FROM_FIGURES | set(LEADING)]
    council = [each for each in Part if each in FROM_COUNCIL]
    typed = [each for each in Part if each not in {*figures, *council}]
    return [("", NO_BLOCK), *map(_block, (*figures, *council, *typed))]


def _block(part: Part) -> tuple[str, str]:
    name = part.value[0].upper() + part.value[1:]
    return part.name.lower(), f"{name} (a first version)" if part in DRAFTING else name
