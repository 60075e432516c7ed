from collections.abc import Mapping, Sequence
from typing import Any

from parentis.design.forms import GovukForm
from parentis.meetings.choices import Came
from parentis.meetings.forms import Choices
from parentis.recorded.forms import EVERYBODY_READS_IT, radios, select, tick, words


class AttendanceForm(GovukForm):
    """Of each seat whether they came, who came for them, and whether online."""

    also_present = words(
        "Who else was there?", hint=f"By post, a line each. {EVERYBODY_READS_IT}"
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        seats: Sequence[tuple[int, str, int]],
        councillors: Choices,
        initial: Mapping[str, Any],
    ) -> None:
        """`seats`: each one's key, name, and whose it is: a councillor's key, or 0."""
        super().__init__(data, initial=dict(initial))
        self.seats = seats
        also = self.fields.pop("also_present")
        for pk, name, councillor in seats:
            self.fields[f"came_{pk}"] = radios(
                name, Came.choices, missing=f"Say whether {name} came"
            )
            if councillor:
                substitute = select(f"Who came for {name}?")
                substitute.choices = [("", "Nobody"), *councillors]
                self.fields[f"substitute_{pk}"] = substitute
            self.fields[f"remote_{pk}"] = tick("Online")
        self.fields["also_present"] = also

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for pk, name, _ in self.seats:
            came = cleaned.get(f"came_{pk}")
            if cleaned.get(f"substitute_{pk}") and came == Came.PRESENT:
                self.add_error(
                    f"substitute_{pk}", f"{name} came: nobody else came for them"
                )
        self._check_nobody_counts_twice(cleaned)
        return cleaned

    def _check_nobody_counts_twice(self, cleaned: dict[str, Any]) -> None:
        there = {
            councillor: f"{name} came themselves: they cannot stand in for another"
            for pk, name, councillor in self.seats
            if councillor and cleaned.get(f"came_{pk}") == Came.PRESENT
        }
        for pk, name, _ in self.seats:
            substitute = cleaned.get(f"substitute_{pk}")
            if substitute in there:
                self.add_error(f"substitute_{pk}", there[substitute])
            elif substitute:
                there[substitute] = f"They came for {name}: one person counts once"

    def answers(self) -> dict[int, tuple[Came, int | None, bool]]:
        found = self.cleaned_data
        return {
            pk: (
                Came(found[f"came_{pk}"]),
                found.get(f"substitute_{pk}"),
                found[f"remote_{pk}"],
            )
            for pk, _, _ in self.seats
        }

    @property
    def rows(self) -> list[list[Any]]:
        """The questions of each seat together, as the page sets them out."""
        names = [("came", "substitute", "remote") for _ in self.seats]
        return [
            [self[f"{name}_{pk}"] for name in of if f"{name}_{pk}" in self.fields]
            for (pk, _, _), of in zip(self.seats, names, strict=True)
        ]
