"""What is asked of sources and recommendations."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from parentis.evidence.forms import EVERYBODY_MAY_READ
from parentis.recommendations.choices import (
    Answer,
    Every,
    SourceKind,
)
from parentis.recorded.forms import (
    EntryForm,
    YesOrNo,
    day,
    line,
    optional_line,
    radios,
    select,
    words,
)

Choices = Sequence[tuple[int, str]]
LONGEST_NUMBER = 20


def choose_first(field: Any, first: str, choices: Choices) -> None:
    field.choices = [("", first), *choices]


class SourceForm(EntryForm):
    kind = radios(
        "Where do the recommendations come from?",
        SourceKind.choices,
        missing="Choose where the recommendations come from",
    )
    title = line(
        "What is it called?",
        hint=f"The title of its report or letter. {EVERYBODY_MAY_READ}",
        missing="Write what it is called",
    )
    made_by = line(
        "Who made them?",
        hint="A body or an organisation, or a post",
        missing="Write who made them",
    )
    made_on = day("When were they made?")
    about = words("What did it look at?", hint=EVERYBODY_MAY_READ, rows=3)
    reported_to_id = select("Which body is told how far they have come? (if any)")
    update_every = select("How often is an update due? (if on set days)")
    is_public = YesOrNo(
        label="May everybody read these recommendations?",
        help_text="They stand on the public pages, with updates, unless you say no.",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        bodies: Choices,
        initial: dict[str, Any] | None = None,
    ) -> None:
        now = {"is_public": True, **(initial or {})}
        super().__init__(data, on=on, initial=now)
        choose_first(self.fields["reported_to_id"], "No body", bodies)
        choose_first(self.fields["update_every"], "Not on set days", Every.choices)


class RecommendationForm(EntryForm):
    number = forms.CharField(
        label="Its number",
        help_text="As its source numbers it: 1, or (i) for a part of one",
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "class": "govuk-input--width-5"}
        ),
        error_messages={
            "required": "Enter its number",
            "max_length": "Its number: write 20 letters or fewer",
        },
    )
    text = words(
        "What is recommended?",
        hint=f"Word for word. {EVERYBODY_MAY_READ}",
        missing="Write what is recommended",
    )
    theme = optional_line(
        "The heading it stands under", hint="As its source has it, such as: Education"
    )
    addressed_to = optional_line(
        "Who is asked to do it?", hint="A body, an organisation or a post"
    )
    answer = radios(
        "What did the council answer?",
        Answer.choices,
        missing="Choose what the council answered",
    )
    why_answer = words(
        "Why?",
        hint=f"Needed where it is not accepted, or only in part. {EVERYBODY_MAY_READ}",
        rows=3,
    )
    answered_on = day("When was it answered?")
    owner = optional_line(
        "Who sees to it?", hint="A post, such as: Virtual School Headteacher"
    )
    owner_user_id = select(
        "Who of us tells how far it has come? (if anybody)",
        hint="They may write updates on it, and are reminded when one is due.",
    )
    due_on = day("By when is it to be done?")
    update_every = select(
        "How often is an update due? (if not as for the others of its source)"
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        owners: Choices,
        initial: dict[str, Any] | None = None,
    ) -> None:
        now = {"answer": Answer.WAITING, **(initial or {})}
        super().__init__(data, on=on, initial=now)
        choose_first(self.fields["owner_user_id"], "Nobody", owners)
        choose_first(self.fields["update_every"], "As its source says", Every.choices)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        needs_why = answers.get("answer") in (Answer.PARTLY, Answer.NOT_ACCEPTED)
        if needs_why and not answers.get("why_answer"):
            self.add_error(
                "why_answer", "Write why it is not accepted, or only in part"
            )
        return answers
