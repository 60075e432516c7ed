from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from parentis.bodies.choices import NEVER_NAMED, BodyKind, Part, SeatKind
from parentis.design.forms import GovukForm
from parentis.recorded.forms import (
    EVERYBODY_READS_IT,
    STAFF_READ_IT,
    EntryForm,
    YesOrNo,
    day,
    line,
    number,
    optional_line,
    radios,
    select,
    tick,
    words,
)

LONGEST_NOTE = 300
MOST_MEMBERS = 100
MOST_MEETINGS = 366


class DayForm(GovukForm):
    """The day that a page is to show."""

    on = day("Show another day", missing="Enter the day to show")


# -- bodies ----------------------------------------------------------------------------


class ChangeBodyForm(EntryForm):
    kind = radios(
        "What kind of body is it?",
        BodyKind.choices,
        missing="Choose what kind of body it is",
    )
    terms_of_reference = words(
        "Terms of reference", hint=f"What it is for. {EVERYBODY_READS_IT}", rows=10
    )
    quorum = number(
        "How many members with a vote must be there?",
        hint="The quorum. Leave empty if none is laid down.",
        most=MOST_MEMBERS,
    )
    quorum_note = optional_line(
        "Note on the quorum",
        hint=f"For example: one of them must be a councillor. {EVERYBODY_READS_IT}",
        longest=LONGEST_NOTE,
    )
    meetings_a_year = number(
        "How many meetings a year?",
        hint="Leave empty if that is not laid down.",
        most=MOST_MEETINGS,
    )
    is_politically_balanced = YesOrNo(
        label="Does political balance apply?",
        help_text="Its councillors' seats are then shown beside the whole council's.",
        missing="Say whether political balance applies",
    )
    is_open_to_public = YesOrNo(
        label="Are its meetings open to the public?",
        help_text=(
            "Agendas, open papers and minutes of such a body are on the public's pages."
        ),
        missing="Say whether its meetings are open to the public",
    )
    reports_to_id = select("To which body does it report?")
    began_on = day("When did it begin?")
    ended_on = day("When did it end?", hint="Leave empty if it has not ended")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        bodies: Sequence[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        choices: list[tuple[Any, str]] = [("", "None"), *bodies]
        self.fields["reports_to_id"].choices = choices  # type: ignore[attr-defined]

    def clean_quorum(self) -> int:
        return self.cleaned_data["quorum"] or 0

    def clean_meetings_a_year(self) -> int:
        return self.cleaned_data["meetings_a_year"] or 0


class AddBodyForm(ChangeBodyForm):
    name = line("What is it called?", missing="Enter what it is called")
    field_order = ("name",)


class RenameBodyForm(GovukForm):
    name = line("What is it called now?", missing="Enter what it is called now")
    since = day(
        "Since when?",
        hint="Papers and minutes of before keep the old name. For example, 27 3 2026",
        missing="Enter since when",
    )
    why = optional_line(
        "Who decided it, and why", hint=STAFF_READ_IT, longest=LONGEST_NOTE
    )


# -- seats -----------------------------------------------------------------------------


class SeatForm(EntryForm):
    seat = radios(
        "What do they sit there as?",
        SeatKind.choices,
        hint="It may be a kind that had no seat there before.",
        missing="Choose what they sit there as",
    )
    councillor_id = select("Which councillor?", hint="Only for a councillor's seat")
    name = optional_line(
        "Name of anybody else",
        hint=(
            "Young people, foster carers and adoptive parents are named to you and to"
            " others who run the meetings, and to nobody else."
        ),
    )
    shown_as = optional_line(
        "Post, organisation or capacity",
        hint=(
            "An officer's post, a partner's organisation; of a councillor in what"
            f" capacity, such as: chair of scrutiny. {EVERYBODY_READS_IT}"
        ),
    )
    part = radios(
        "What part do they have?",
        Part.choices,
        missing="Choose what part they have",
    )
    has_vote = YesOrNo(label="May they vote?", missing="Say whether they may vote")
    started_on = day("Since when?", missing="Enter since when they sit there")
    ended_on = day("Until when?", hint="Leave empty if no end is known")
    why = optional_line(
        "Who decided it, and why",
        hint=f"For example: the cabinet extended the panel. {STAFF_READ_IT}",
        longest=LONGEST_NOTE,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        councillors: Sequence[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        choices: list[tuple[Any, str]] = [("", "None"), *councillors]
        self.fields["councillor_id"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seat = cleaned.get("seat")
        is_councillors = seat == SeatKind.COUNCILLOR
        if is_councillors and not cleaned.get("councillor_id"):
            self.add_error("councillor_id", "Choose which councillor")
        if is_councillors and cleaned.get("name"):
            self.add_error("name", "Leave the name empty for a councillor's seat")
        if seat and not is_councillors and cleaned.get("councillor_id"):
            self.add_error("councillor_id", "Choose a councillor for their seat alone")
        is_shown = is_councillors or seat in NEVER_NAMED or cleaned.get("shown_as")
        if seat and not is_shown and "shown_as" not in self.errors:
            self.add_error("shown_as", "Write their post or organisation")
        return cleaned


class EndSeatForm(EntryForm):
    ended_on = day(
        "From which day on do they not sit there?", missing="Enter from which day on"
    )


# -- councillors -----------------------------------------------------------------------


class CouncillorForm(EntryForm):
    name = line("Name", hint="Without the title Councillor", missing="Enter their name")
    surname = line(
        "Surname", hint="For lists in order of name", missing="Enter their surname"
    )
    email = forms.EmailField(
        label="Email address (optional)",
        help_text="Their address at the council. Everybody may read it.",
        max_length=254,
        required=False,
        error_messages={"invalid": "Enter an email address, such as name@council.uk"},
    )
    telephone = optional_line(
        "Telephone", hint="For staff, and for nobody else", longest=40
    )


class _TermQuestions(GovukForm):
    ward = line("Ward or division", missing="Enter the ward or division")
    party = line(
        "Political group",
        hint="As the council writes it. Write: Independent, where they are in none.",
        missing="Enter the political group",
    )
    started_on = day("Since when?", missing="Enter since when")
    is_elected = YesOrNo(
        label="Did this begin with an election?",
        help_text="No, where they changed their political group or their ward's name.",
        missing="Say whether this began with an election",
    )


class AddCouncillorForm(CouncillorForm, _TermQuestions):
    field_order = (
        "name",
        "surname",
        "ward",
        "party",
        "started_on",
        "is_elected",
        "email",
        "telephone",
    )

    def of_councillor(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CouncillorForm.base_fields}

    def of_term(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in _TermQuestions.base_fields}


class TermForm(EntryForm, _TermQuestions):
    pass


class ChangeTermForm(TermForm):
    ended_on = day("Until when?", hint="Leave empty while they are in office")


class EndTermForm(EntryForm):
    ended_on = day(
        "From which day on are they not in office?", missing="Enter from which day on"
    )
    ends_seats = tick("Their seats on bodies end on that day too")

    def answers(self) -> dict[str, Any]:
        return {"ended_on": self.cleaned_data["ended_on"]}


class LinkCouncillorForm(EntryForm):
    user_id = select(
        "Who signs in as this councillor?",
        hint=(
            "They see the councillor's own page. Only those with a member's role are"
            " here; an administrator gives roles."
        ),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        people: Sequence[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        choices: list[tuple[Any, str]] = [("", "Nobody"), *people]
        self.fields["user_id"].choices = choices  # type: ignore[attr-defined]
