"""What a list of recommendations shows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from parentis.design.forms import GovukForm
from parentis.recommendations.choices import (
    Status,
)
from parentis.recommendations.forms import Choices, choose_first


class ChooseForm(GovukForm):
    """Which recommendations a list shows. Nothing chosen: all of them."""

    show = forms.ChoiceField(
        label="Show",
        choices=[
            ("", "All of them"),
            ("overdue", "Overdue"),
            ("due", "An update is overdue"),
            *((each.value, each.label) for each in Status),
            ("none", "No status yet"),
        ],
        required=False,
    )
    owner = forms.ChoiceField(label="Who sees to it", required=False)
    source = forms.TypedChoiceField(
        label="From", coerce=int, empty_value=None, required=False
    )

    def __init__(
        self, data: Mapping[str, Any], *, owners: Sequence[str], sources: Choices
    ) -> None:
        super().__init__(data)
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", "Anybody"),
            *((each, each) for each in owners),
        ]
        choose_first(self.fields["source"], "Any source", sources)

    def chosen(self) -> dict[str, Any]:
        """What was asked for. What is no such choice asks for nothing."""
        self.full_clean()
        given = self.cleaned_data if self.is_bound else {}
        return {
            "show": given.get("show", ""),
            "owner": given.get("owner", ""),
            "source": given.get("source"),
        }
