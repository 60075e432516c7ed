from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from parentis.design.forms import DateField, GovukForm

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

    from parentis.accounts.models import User
    from parentis.recorded.models import Recorded

    Files = MultiValueDict[str, UploadedFile[Any]]

LONGEST_REASON = 1_000
LONGEST_TEXT = 20_000
LONGEST_LINE = 200

EVERYBODY_READS_IT = "Everybody may read this: name no young person."
STAFF_READ_IT = "All staff and councillors may read this: name no young person."
TO_COME = "This day is still to come. Check the date"


def line(label: str, *, hint: str = "", missing: str = "") -> forms.CharField:
    """One line of text. Asked for where `missing` says what to enter."""
    return forms.CharField(
        label=label if missing else f"{label} (if known)",
        help_text=hint,
        max_length=LONGEST_LINE,
        required=bool(missing),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": missing,
            "max_length": f"{label}: write 200 letters or fewer",
        },
    )


def words(
    label: str, *, hint: str = "", missing: str = "", rows: int = 4
) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label if missing else f"{label} (if there is more to say)",
        help_text=hint,
        max_length=LONGEST_TEXT,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": missing,
            "max_length": f"{label}: write 20,000 letters or fewer",
        },
    )


def day(label: str, *, hint: str = "", missing: str = "") -> DateField:
    """A day. Asked for where `missing` says what to enter."""
    return DateField(
        label=label if missing else f"{label} (if known)",
        help_text=hint or "For example, 27 3 2026",
        required=bool(missing),
        error_messages={"required": missing} if missing else {},
    )


def tick(label: str, *, hint: str = "") -> forms.BooleanField:
    """A box to tick. It asks for nothing."""
    return forms.BooleanField(label=label, help_text=hint, required=False)


def optional_line(label: str, *, hint: str = "", longest: int = 200) -> forms.CharField:
    """One line of text that need not be written."""
    return forms.CharField(
        label=f"{label} (optional)",
        help_text=hint,
        max_length=longest,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": f"{label}: write {longest} letters or fewer"},
    )


def radios(
    label: str, choices: Any, *, missing: str, hint: str = ""
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


def select(label: str, *, hint: str = "", missing: str = "") -> forms.TypedChoiceField:
    """One of a list that the form fills. Asked for where `missing` says what."""
    return forms.TypedChoiceField(
        label=label,
        help_text=hint,
        coerce=int,
        empty_value=None,
        required=bool(missing),
        error_messages={
            "required": missing,
            "invalid_choice": missing or f"{label} Choose again",
        },
    )


def number(label: str, *, hint: str, most: int) -> forms.IntegerField:
    wrong = f"{label} Write a number from 0 to {most}"
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=most,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class YesOrNo(forms.TypedChoiceField):
    """Yes or no. `knows_not` offers a third answer, which is None."""

    def __init__(
        self,
        *,
        label: str,
        help_text: str = "",
        missing: str = "Choose yes or no",
        knows_not: bool = False,
    ) -> None:
        not_known = [("", "Not known")] if knows_not else []
        super().__init__(
            label=label,
            help_text=help_text,
            choices=[("yes", "Yes"), ("no", "No"), *not_known],
            coerce=lambda answer: answer == "yes",
            empty_value=None,
            required=not knows_not,
            widget=forms.RadioSelect,
            error_messages={"required": missing},
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One question as two people answered it."""

    question: str
    theirs: str
    yours: str

    @property
    def is_different(self) -> bool:
        return self.theirs != self.yours


class EntryForm(GovukForm):
    """What is asked of one thing. Its questions are named as its fields."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial or {})
        self.on = on

    def answers(self) -> dict[str, Any]:
        """The fields, from what was answered."""
        return dict(self.cleaned_data)

    def beside(self, now: "Recorded") -> list[Beside]:
        """What was answered, beside what somebody else saved meanwhile."""
        return [
            Beside(
                question=self._question(name, now),
                theirs=self._in_words(name, getattr(now, name)),
                yours=self._in_words(name, yours),
            )
            for name, yours in self.answers().items()
            if hasattr(now, name)
        ]

    def _question(self, name: str, now: "Recorded") -> str:
        if name in self.fields:
            return str(self.fields[name].label).split(" (if ")[0]
        named = str(now._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        return named.removeprefix("is ").capitalize()

    def _in_words(self, name: str, value: Any) -> str:
        """An answer as it reads on the page."""
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, date):
            return f"{value.day} {value:%B %Y}"
        if isinstance(value, list | tuple | set):
            return ", ".join(self._in_words(name, each) for each in value)
        return "" if value is None else self._choices(name).get(value, str(value))

    def _choices(self, name: str) -> dict[Any, str]:
        choices: Iterable[Any] = getattr(self.fields.get(name), "choices", ())
        return {value: str(label) for value, label in choices if value}


class SheetForm(EntryForm):
    """A form that offers what its viewer may choose from.

    `to` is what its entry hangs on, or the entry itself. `given()` is what its action
    is given.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "Files | None" = None,
        *,
        on: date,
        viewer: "User",
        to: Any = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        self.files = files if files is not None else self.files
        self.fit(to, viewer=viewer)

    def fit(self, to: Any, *, viewer: "User") -> None:
        """Offers what there is to choose from."""

    def given(self) -> dict[str, Any]:
        return {"answers": self.answers()}

    def offer(self, name: str, choices: Iterable[Any], *, none: str) -> None:
        """Fills a list to choose from. `none` is said where nothing is chosen."""
        field = self.fields[name]
        field.choices = [("", none), *choices]  # type: ignore[attr-defined]

    def not_to_come(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day is not None and day > self.on:
            raise forms.ValidationError(TO_COME)
        return day


class StrikeOutForm(GovukForm):
    why = forms.CharField(
        label="Why is this struck out?",
        help_text="It stays readable, with your name and this reason beside it.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Write why this is struck out",
            "max_length": "Write why in 1,000 letters or fewer",
        },
    )


def sheet(sent_as: str) -> UUID | None:
    """The sheet a form was typed on, or None where what was sent is no such number."""
    try:
        return UUID(sent_as)
    except ValueError:
        return None
