from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from parentis.design.forms import GovukForm
from parentis.meetings.forms import Choices


class FeedForm(GovukForm):
    bodies = forms.TypedMultipleChoiceField(
        label="Whose meetings?",
        help_text="Tick none for the meetings of all of them.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from these"},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        bodies: Choices,
        chosen: Sequence[int],
    ) -> None:
        super().__init__(data, initial={"bodies": list(chosen)})
        self.fields["bodies"].choices = list(bodies)  # type: ignore[attr-defined]
