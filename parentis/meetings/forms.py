"""A meeting's own form, and the questions that more than one form asks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from parentis.design.forms import GovukForm
from parentis.meetings.choices import HowHeld, MeetingState
from parentis.recorded.forms import (
    EVERYBODY_READS_IT,
    EntryForm,
    day,
    optional_line,
    radios,
    select,
)

Choices = Sequence[tuple[int, str]]
LONGEST_TITLE = 300
TIMES = ("%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%H%M")
A_TIME = "Write a time, such as 18:00 or 6pm"


class TimeField(forms.CharField):
    """A time of day as people write it: 18:00, 6pm, 5.30 pm."""

    def __init__(self, *, label: str, missing: str = "", help_text: str = "") -> None:
        super().__init__(
            label=label if missing else f"{label} (if known)",
            help_text=help_text,
            max_length=10,
            required=bool(missing),
            widget=forms.TextInput(attrs={"autocomplete": "off", "size": 8}),
            error_messages={"required": missing, "max_length": A_TIME},
        )

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value).replace(" ", "").lower()
        if not typed:
            return None
        for shape in TIMES:
            try:
                # Only its time is taken, and a time has no zone.
                return datetime.strptime(typed, shape).time()  # noqa: DTZ007
            except ValueError:
                continue
        raise forms.ValidationError(A_TIME)


def title_line(label: str, *, missing: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": missing,
            "max_length": "Write 300 letters or fewer",
        },
    )


def fill(form: GovukForm, name: str, choices: Iterable[Any], *, nothing: str) -> None:
    """Gives a question its answers. `nothing` is the first, which is none."""
    form.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]


class MeetingEntryForm(EntryForm):
    def _in_words(self, name: str, value: Any) -> str:
        if isinstance(value, datetime):
            here = timezone.localtime(value)
            return f"{here.day} {here:%B %Y, %H:%M}"
        return super()._in_words(name, value)


class MeetingForm(MeetingEntryForm):
    body_id = select("Which body meets?", missing="Choose which body meets")
    on_day = day("On which day?", missing="Enter the day of the meeting")
    begins = TimeField(
        label="When does it begin?",
        missing="Enter when it begins",
        help_text="For example, 18:00 or 6pm",
    )
    ends = TimeField(label="When does it end?", help_text="For example, 20:00 or 8pm")
    place = optional_line(
        "Where is it held?", hint=EVERYBODY_READS_IT, longest=LONGEST_TITLE
    )
    how = radios("How is it held?", HowHeld.choices, missing="Choose how it is held")
    theme = optional_line(
        "Theme", hint=f"What it is about as a whole. {EVERYBODY_READS_IT}"
    )
    state = radios(
        "Is it planned, held or cancelled?",
        MeetingState.choices,
        missing="Choose whether it is planned, held or cancelled",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        first = {"how": HowHeld.IN_PERSON, "state": MeetingState.PLANNED}
        super().__init__(data, on=on, initial=first | _times(initial or {}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", "The meeting must end after it begins")
        return cleaned

    def answers(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        on, begins, ends = (found.pop(name) for name in ("on_day", "begins", "ends"))
        return found | {
            "begins_at": timezone.make_aware(datetime.combine(on, begins)),
            "ends_at": timezone.make_aware(datetime.combine(on, ends))
            if ends
            else None,
        }


class NewMeetingForm(MeetingForm):
    state = None  # type: ignore[assignment]


def _times(initial: dict[str, Any]) -> dict[str, Any]:
    """A meeting's beginning and end, as the form asks for them."""
    begins, ends = initial.get("begins_at"), initial.get("ends_at")
    if not begins:
        return initial
    here = timezone.localtime(begins)
    return initial | {
        "on_day": here.date(),
        "begins": here.time(),
        "ends": timezone.localtime(ends).time() if ends else None,
    }
