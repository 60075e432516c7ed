from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from parentis.design.forms import GovukForm

LONGEST_COMMENT, LONGEST_NOTE = 5_000, 300


class KeepVersionForm(GovukForm):
    note = forms.CharField(
        label="What is this version? (optional)",
        help_text="Such as: as sent to the Director",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Write 300 letters or fewer"},
    )


def _words(label: str, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": missing,
            "max_length": "Write 5,000 letters or fewer",
        },
    )


class CommentForm(GovukForm):
    part = forms.ChoiceField(label="What is it about?", required=False)
    words = _words("What do you want to say?", "Write what you want to say")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        parts: Sequence[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial or {})
        self.fields["part"].choices = list(parts)  # type: ignore[attr-defined]


class AnswerForm(GovukForm):
    words = _words("Your answer", "Write your answer")
