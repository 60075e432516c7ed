from typing import Any

from django import forms

from parentis.design.forms import GovukForm

KEPT = (
    "What you write is kept for each young person in it, where they and an auditor can"
    " read it."
)


class TakeAwayForm(GovukForm):
    """What it is for; and, where it is not complete, that somebody means to send it."""

    why = forms.CharField(
        label="What is it for?",
        help_text=f"Such as: to send it to the Department for Education. {KEPT}",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what it is for"},
    )
    is_meant = forms.BooleanField(
        label="Take it away as it is, with what is missing or does not fit together",
        required=True,
        error_messages={
            "required": "Say that you take it away as it is, or go back and complete it"
        },
    )

    def __init__(self, *args: Any, is_complete: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_complete:
            del self.fields["is_meant"]


class InspectionForm(GovukForm):
    why = forms.CharField(
        label="What is it for?",
        help_text=f"Such as: for the inspectors on 3 May. {KEPT}",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what it is for"},
    )
