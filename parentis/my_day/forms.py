from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms

from parentis.design.forms import DateField, GovukForm
from parentis.my_day.choices import Reason, Sort
from parentis.my_day.queries import Asked

if TYPE_CHECKING:
    from parentis.accounts.models import Team, User

LONGEST_KEY = 9
LONGEST_DUTY = 80
LONGEST_SUMMARY = 20_000


class SaveViewForm(GovukForm):
    name = forms.CharField(
        label="Name of this list",
        help_text="For example: Out of work, by birthday.",
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "class": "govuk-input--width-20"}
        ),
        error_messages={
            "required": "Enter a name for this list",
            "max_length": "The name must be 60 letters or fewer",
        },
    )
    is_default = forms.BooleanField(label="Begin my day with this list", required=False)


class CoverForm(GovukForm):
    """Who is away, who does their work meanwhile, from when until when."""

    person = forms.TypedChoiceField(
        label="Who is away?",
        coerce=int,
        error_messages={"required": "Choose who is away"},
    )
    covered_by = forms.TypedChoiceField(
        label="Who covers?",
        help_text="The records open to them for this time.",
        coerce=int,
        error_messages={"required": "Choose who covers"},
    )
    started_on = DateField(
        label="From when?", error_messages={"required": "Enter the first day"}
    )
    ended_on = DateField(
        label="Until when?",
        help_text="The day they are back: the records close that day.",
        error_messages={"required": "Enter the day they are back"},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, staff: Sequence["User"]
    ) -> None:
        super().__init__(data)
        self._staff = {each.pk: each for each in staff}
        _offer(self, "person", staff)
        _offer(self, "covered_by", staff)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        started_on, ended_on = cleaned.get("started_on"), cleaned.get("ended_on")
        if started_on and ended_on and ended_on <= started_on:
            self.add_error("ended_on", "They must be back after the first day")
        who, by = cleaned.get("person"), cleaned.get("covered_by")
        if who and who == by:
            self.add_error("covered_by", "Choose somebody else to cover")
        return cleaned

    def chosen(self) -> dict[str, Any]:
        return {
            **self.cleaned_data,
            "person": self._staff[self.cleaned_data["person"]],
            "covered_by": self._staff[self.cleaned_data["covered_by"]],
        }


class PutOnDutyForm(GovukForm):
    team = forms.TypedChoiceField(
        label="For which team?",
        coerce=int,
        error_messages={"required": "Choose a team"},
    )
    person = forms.TypedChoiceField(
        label="Who is on duty?",
        coerce=int,
        error_messages={"required": "Choose who is on duty"},
    )
    on = DateField(label="On which day?", error_messages={"required": "Enter the day"})

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        teams: Sequence["Team"],
        staff: Sequence["User"],
    ) -> None:
        super().__init__(data)
        self._teams = {each.pk: each for each in teams}
        self._staff = {each.pk: each for each in staff}
        _offer(self, "team", teams)
        _offer(self, "person", staff)

    def chosen(self) -> dict[str, Any]:
        return {
            "team": self._teams[self.cleaned_data["team"]],
            "person": self._staff[self.cleaned_data["person"]],
            "on": self.cleaned_data["on"],
        }


class TransferForm(GovukForm):
    to_team = forms.TypedChoiceField(
        label="To which team?",
        coerce=int,
        error_messages={"required": "Choose the team"},
    )
    moved_on = DateField(
        label="From when?", error_messages={"required": "Enter the first day"}
    )
    summary = forms.CharField(
        label="What should the next team know?",
        help_text="It stays on the record. The young person may read it.",
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": "Write what the next team should know",
            "max_length": "Write it in 20,000 letters or fewer",
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, teams: Sequence["Team"]
    ) -> None:
        super().__init__(data)
        self._teams = {each.pk: each for each in teams}
        _offer(self, "to_team", teams)

    def chosen(self) -> dict[str, Any]:
        return {
            **self.cleaned_data,
            "to_team": self._teams[self.cleaned_data["to_team"]],
        }


def _offer(
    form: forms.Form, field: str, things: "Sequence[User] | Sequence[Team]"
) -> None:
    names = [(each.pk, str(each)) for each in things]
    form.fields[field].choices = [("", "Choose"), *names]  # type: ignore[attr-defined]


def asked(query: Mapping[str, Any]) -> Asked:
    """What the address asks for. What there is none of is left out."""
    show, sort = str(query.get("show", "")), str(query.get("sort", ""))
    adviser, page = str(query.get("adviser", "")), str(query.get("page", ""))
    is_adviser = adviser == "none" or _is_key(adviser)
    return Asked(
        show=show if show in Reason.values else "",
        sort=Sort(sort) if sort in Sort.values else Sort.NEED,
        adviser=adviser if is_adviser else "",
        duty=str(query.get("duty", ""))[:LONGEST_DUTY],
        page=int(page) if _is_key(page) else 1,
    )


def query_of(asked_for: Asked) -> str:
    """The same as an address has it, without the page."""
    parts = {
        "show": asked_for.show,
        "adviser": asked_for.adviser,
        "duty": asked_for.duty,
    }
    if asked_for.sort != Sort.NEED:
        parts["sort"] = asked_for.sort.value
    return urlencode({name: value for name, value in parts.items() if value})


def _is_key(typed: str) -> bool:
    return typed.isdecimal() and len(typed) <= LONGEST_KEY
