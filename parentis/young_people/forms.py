from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms

from parentis.design.forms import DateField, GovukForm
from parentis.young_people.choices import AllocatedAs

if TYPE_CHECKING:
    from parentis.accounts.models import Team, User
    from parentis.young_people.models import Allocation

SHORTEST_REASON, LONGEST_REASON = 10, 1_000
LONGEST_NAME, LONGEST_CHILD_NUMBER, LONGEST_POSTCODE = 100, 40, 10
LONGEST_ADDRESS, LONGEST_DOCUMENT = 500, 200
OLDEST = 120
LONGEST_AHEAD = timedelta(days=365)
A_PERSON, A_TEAM = "person", "team"


def _name(label: str, *, missing: str = "", hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST_NAME,
        required=bool(missing),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": missing,
            "max_length": "A name must be 100 letters or fewer",
        },
    )


def _reason(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Write why",
            "min_length": "Write why in a few more words: at least 10 letters",
            "max_length": "Write why in 1,000 letters or fewer",
        },
    )


def _child_number(hint: str, *, missing: str = "") -> forms.CharField:
    return forms.CharField(
        label="Child number",
        help_text=hint,
        max_length=LONGEST_CHILD_NUMBER,
        required=bool(missing),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "class": "govuk-input--width-20"}
        ),
        error_messages={
            "required": missing,
            "max_length": "A child number has 40 letters or fewer",
        },
    )


# -- the record ------------------------------------------------------------------------


class ChangeNamesForm(GovukForm):
    """The names they use come first. The legal ones only where they differ."""

    given_name = _name("First name they use", missing="Enter the first name they use")
    family_name = _name("Last name they use", missing="Enter the last name they use")
    legal_given_name = _name(
        "Legal first name (if it is another)", hint="Left empty: the one they use."
    )
    legal_family_name = _name(
        "Legal last name (if it is another)", hint="Left empty: the one they use."
    )
    also_called = forms.CharField(
        label="Other names people know them by (if any)",
        help_text="Nicknames and earlier names. A search finds them by these too.",
        max_length=2 * LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"max_length": "Write 200 letters or fewer"},
    )
    born = DateField(
        label="Date of birth (if known)",
        help_text="For example, 27 3 2008",
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial or {})
        self.on = on

    def clean_born(self) -> date | None:
        born: date | None = self.cleaned_data["born"]
        if born and born > self.on:
            raise forms.ValidationError("The date of birth must be in the past")
        if born and born.year < self.on.year - OLDEST:
            raise forms.ValidationError("Check the year of birth")
        return born


class AddYoungPersonForm(ChangeNamesForm):
    """A new record, of one of the teams of whoever adds it."""

    child_number = _child_number("As in the return, if there is one yet.")
    team = forms.TypedChoiceField(
        label="Whose work are they?",
        help_text="A team of yours. You can say which of its people afterwards.",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a team"},
    )
    legal_given_name = None  # type: ignore[assignment]
    legal_family_name = None  # type: ignore[assignment]
    also_called = None  # type: ignore[assignment]
    field_order = ("given_name", "family_name", "born", "child_number", "team")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        teams: Sequence["Team"],
    ) -> None:
        super().__init__(data, on=on)
        self._teams = {team.pk: team for team in teams}
        team = self.fields["team"]
        names = [(each.pk, each.name) for each in teams]
        team.choices = names  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        return {**self.cleaned_data, "team": self._teams[self.cleaned_data["team"]]}


class AddAddressForm(GovukForm):
    lines = forms.CharField(
        label="Address",
        max_length=LONGEST_ADDRESS,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={
            "required": "Enter the address",
            "max_length": "The address must be 500 letters or fewer",
        },
    )
    postcode = forms.CharField(
        label="Postcode (if known)",
        max_length=LONGEST_POSTCODE,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "class": "govuk-input--width-10"}
        ),
        error_messages={"max_length": "A postcode has 10 letters or fewer"},
    )
    started_on = DateField(
        label="From when?",
        help_text="The address before ends on this day. For example, 27 3 2026",
        error_messages={"required": "Enter the day they moved in"},
    )
    is_confidential = forms.BooleanField(
        label="This address is confidential",
        help_text=(
            "It stays on the record. It is left out of every print, file and letter"
            " unless a second person confirms it."
        ),
        required=False,
    )

    def clean_postcode(self) -> str:
        return str(self.cleaned_data["postcode"]).upper()


class ChangeAddressForm(AddAddressForm):
    started_on = DateField(
        label="From when? (if known)",
        help_text="For example, 27 3 2026",
        required=False,
    )
    ended_on = DateField(
        label="Until when? (if they have moved on)",
        help_text="Left empty: they live there now.",
        required=False,
    )
    field_order = ("lines", "postcode", "started_on", "ended_on", "is_confidential")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        started_on, ended_on = cleaned.get("started_on"), cleaned.get("ended_on")
        if started_on and ended_on and ended_on < started_on:
            self.add_error("ended_on", "The last day must come after the first")
        return cleaned


# -- whose work they are ---------------------------------------------------------------


class AllocateForm(GovukForm):
    """To somebody, as what, or to a team."""

    to = forms.ChoiceField(
        label="Whose work will they be?",
        error_messages={"required": "Choose a person or a team"},
    )
    allocated_as = forms.ChoiceField(
        label="As what? (not needed for a team)",
        choices=[each for each in AllocatedAs.choices if each[0] != AllocatedAs.TEAM],
        widget=forms.RadioSelect,
        required=False,
    )
    started_on = DateField(
        label="From when?",
        help_text="They can open the record from this day on.",
        error_messages={"required": "Enter the first day"},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        staff: Sequence["User"],
        teams: Sequence["Team"],
        on: date,
    ) -> None:
        super().__init__(data, initial={"started_on": on})
        self._to: dict[str, User | Team] = {
            **{f"{A_PERSON}-{each.pk}": each for each in staff},
            **{f"{A_TEAM}-{each.pk}": each for each in teams},
        }
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", "Choose"),
            *((f"{A_PERSON}-{each.pk}", _person_and_role(each)) for each in staff),
            *((f"{A_TEAM}-{each.pk}", f"Team: {each.name}") for each in teams),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        to = cleaned.get("to", "")
        if to.startswith(A_PERSON) and not cleaned.get("allocated_as"):
            self.add_error("allocated_as", "Choose as what")
        return cleaned

    def chosen(self) -> dict[str, Any]:
        to = self.cleaned_data["to"]
        is_team = to.startswith(A_TEAM)
        return {
            "to": self._to[to],
            "allocated_as": AllocatedAs.TEAM
            if is_team
            else AllocatedAs(self.cleaned_data["allocated_as"]),
            "started_on": self.cleaned_data["started_on"],
        }


class EndAllocationForm(GovukForm):
    ended_on = DateField(
        label="From which day is it no longer their work?",
        error_messages={"required": "Enter the day it ends"},
    )


class HandOverForm(GovukForm):
    """Some of a colleague's work, or all of it, to one other person or to several."""

    allocations = forms.TypedMultipleChoiceField(
        label="Which young people?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one young person"},
    )
    to = forms.TypedMultipleChoiceField(
        label="Who takes over?",
        help_text="Tick several to share them out evenly, in the order of the list.",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who takes over"},
    )
    starts_on = DateField(
        label="From when? (today, if left empty)",
        help_text="For example, 27 3 2026",
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        allocations: Sequence["Allocation"],
        staff: Sequence["User"],
        on: date,
    ) -> None:
        super().__init__(data, initial={"allocations": [a.pk for a in allocations]})
        self.on = on
        self._allocations = {each.pk: each for each in allocations}
        self._staff = {each.pk: each for each in staff}
        self.fields["allocations"].choices = [  # type: ignore[attr-defined]
            (each.pk, f"{each.young_person}, {each.get_allocated_as_display().lower()}")
            for each in allocations
        ]
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (each.pk, _person_and_role(each)) for each in staff
        ]

    def clean_starts_on(self) -> date:
        starts_on: date = self.cleaned_data["starts_on"] or self.on
        if not self.on <= starts_on <= self.on + LONGEST_AHEAD:
            raise forms.ValidationError("Choose today, or a day within the next year")
        return starts_on

    def chosen(self) -> dict[str, Any]:
        """Whose each of those ticked becomes, in turn."""
        people = [self._staff[pk] for pk in self.cleaned_data["to"]]
        ticked = [self._allocations[pk] for pk in self.cleaned_data["allocations"]]
        return {
            "shares": {
                each: people[place % len(people)] for place, each in enumerate(ticked)
            },
            "on": self.cleaned_data["starts_on"],
        }


# -- opening what is not one's work ----------------------------------------------------


class SayWhyForm(GovukForm):
    reason = _reason(
        "Why do you need to open it?",
        "For example: I am on duty today and he has rung about his rent.",
    )


class OpenInEmergencyForm(GovukForm):
    child_number = _child_number("If you have it. Then no name or birthday is needed.")
    family_name = _name("Last name")
    born = DateField(
        label="Date of birth", help_text="For example, 27 3 2008", required=False
    )
    reason = _reason("What is the emergency?")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"child_number", "family_name", "born"} & set(self.errors):
            return cleaned
        has_name = cleaned.get("family_name") and cleaned.get("born")
        if not cleaned.get("child_number") and not has_name:
            self.add_error(
                "child_number",
                "Enter the child number, or the last name and the date of birth",
            )
        return cleaned


# -- restrictions ----------------------------------------------------------------------


class RestrictForm(GovukForm):
    """Why, who alone may open the record, and when to ask if it is still needed."""

    reason = _reason("Why should only some people open this record?")
    review_on = DateField(
        label="When will you ask whether it is still needed?",
        help_text="A day within the next 90 days.",
        error_messages={"required": "Enter a day to review it"},
    )
    listed = forms.TypedMultipleChoiceField(
        label="Who may open it?",
        help_text="To everybody else it will be as if there were no such record.",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one person who may open the record"
        },
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        staff: Sequence["User"],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial or {})
        self._staff = {each.pk: each for each in staff}
        self.fields["listed"].choices = [  # type: ignore[attr-defined]
            (each.pk, _person_and_role(each)) for each in staff
        ]

    def chosen(self) -> dict[str, Any]:
        """What `restrict` and `review_restriction` are told."""
        return {
            "reason": self.cleaned_data["reason"],
            "review_on": self.cleaned_data["review_on"],
            "listed": [self._staff[pk] for pk in self.cleaned_data["listed"]],
        }


class RestrictByNumberForm(RestrictForm):
    child_number = _child_number(
        "As in the return, or the number that Parentis gave it, such as P12.",
        missing="Enter the child number",
    )
    field_order = ("child_number",)


class EndRestrictionForm(GovukForm):
    why = _reason("Why is the restriction no longer needed?")


# -- confidential addresses ------------------------------------------------------------


class AskToShowForm(GovukForm):
    document = forms.CharField(
        label="For which document, and who will have it?",
        help_text="For example: the housing application, for Aldermere Homes.",
        min_length=SHORTEST_REASON,
        max_length=LONGEST_DOCUMENT,
        error_messages={
            "required": "Write which document it is for, and who will have it",
            "min_length": "Write which document it is for, and who will have it",
            "max_length": "Write it in 200 letters or fewer",
        },
    )


def _person_and_role(person: "User") -> str:
    return f"{person.name}, {person.role_words}"
