from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from parentis.design.forms import GovukForm
from parentis.meetings.choices import ItemKind
from parentis.meetings.forms import Choices, fill, title_line
from parentis.meetings.papers.forms import check_paragraph, paragraph_choice
from parentis.recorded.forms import (
    EVERYBODY_READS_IT,
    EntryForm,
    optional_line,
    select,
    tick,
    words,
)


class ItemForm(EntryForm):
    title = title_line(
        "What is the item?",
        missing="Write what the item is",
        hint=(
            f"{EVERYBODY_READS_IT} The title of an item that is not open to the public"
            " is not shown to them."
        ),
    )
    kind = forms.ChoiceField(
        label="What kind of item is it?",
        choices=ItemKind.choices,
        error_messages={"invalid_choice": "Choose what kind of item it is"},
    )
    what_for = words("What are members asked to do?", hint=EVERYBODY_READS_IT)
    lead = optional_line("Who speaks to it?", hint="A post, or a councillor")
    is_exempt = tick("It is not open to the public")
    paragraph = paragraph_choice()
    why_exempt = words(
        "Why is the public interest in keeping it back?",
        hint="Members who may read the item read this.",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        first = {"kind": ItemKind.REPORT}
        super().__init__(data, on=on, initial=first | (initial or {}))

    def clean(self) -> dict[str, Any]:
        return check_paragraph(self, super().clean() or {})


class PutOnAgendaForm(GovukForm):
    meeting = select("On the agenda of which meeting?", missing="Choose a meeting")

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, meetings: Choices
    ) -> None:
        super().__init__(data)
        fill(self, "meeting", meetings, nothing="Choose a meeting")
