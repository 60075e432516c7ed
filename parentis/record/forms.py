from collections.abc import Sequence
from typing import Any

from django import forms

from parentis.design.forms import GovukForm

LONGEST_SEARCH = 100


class TimelineForm(GovukForm):
    """Which lines of a timeline to show: drawn for an address, which is read as is."""

    kind = forms.MultipleChoiceField(
        label="What", required=False, widget=forms.CheckboxSelectMultiple
    )
    year = forms.ChoiceField(label="Year", required=False)

    def __init__(
        self,
        *,
        initial: dict[str, Any],
        kinds: Sequence[tuple[str, str, int]],
        years: Sequence[int],
    ) -> None:
        super().__init__(initial=initial)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind, f"{title} ({lines:,})") for kind, title, lines in kinds
        ]
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            ("", "All years"),
            *((year, str(year)) for year in years),
        ]
