from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from parentis.design.forms import GovukForm

if TYPE_CHECKING:
    from parentis.duplicates.actions import Clash
    from parentis.duplicates.queries import SideBySide

ONE, OTHER = "one", "other"


class JoinForm(GovukForm):
    """What stands where the two differ, and what gives way where they clash."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        of: "SideBySide",
        clashes: "Sequence[Clash]",
    ) -> None:
        super().__init__(data)
        self.of, self.clashes = of, [c for c in clashes if c.may_be_struck_out]
        for line in of.lines:
            if line.differs:
                self.fields[line.field] = forms.ChoiceField(
                    label=line.label,
                    choices=[(ONE, _words(line.one)), (OTHER, _words(line.other))],
                    initial=ONE if line.one else OTHER,
                    widget=forms.RadioSelect,
                    error_messages={"required": f"Choose the {line.label.lower()}"},
                )
        for number, clash in enumerate(self.clashes):
            stands = "; ".join(clash.stands.values())
            self.fields[f"clash-{number}"] = forms.ChoiceField(
                label="Which one is struck out?",
                help_text=clash.sentence,
                choices=[(OTHER, clash.moves), (ONE, stands)],
                widget=forms.RadioSelect,
                error_messages={"required": f"Choose: {clash.moves}, or {stands}"},
            )

    @property
    def values(self) -> dict[str, Any]:
        """What stands of the record that stays, where another value was chosen."""
        return {
            line.field: line.other
            for line in self.of.lines
            if line.differs and self.cleaned_data[line.field] == OTHER
        }

    @property
    def strike_out(self) -> list[str]:
        found: dict[str, None] = {}
        for number, clash in enumerate(self.clashes):
            if self.cleaned_data[f"clash-{number}"] == OTHER:
                found[clash.key] = None
            else:
                found.update(dict.fromkeys(clash.stands))
        return list(found)


def _words(value: Any) -> str:
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return str(value or "nothing")
