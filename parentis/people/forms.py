from typing import Any

from django import forms

from parentis.accounts.roles import ROLES, Role
from parentis.design.forms import DateField, GovukForm
from parentis.people.choices import Accounts


class FindPeopleForm(GovukForm):
    words = forms.CharField(
        label="Name or email address", required=False, max_length=200
    )
    show = forms.ChoiceField(
        label="Show", choices=Accounts.choices, required=False, initial=Accounts.OPEN
    )


class ChangeRolesForm(GovukForm):
    roles = forms.MultipleChoiceField(
        label="What are they?",
        help_text="A role says what somebody may see and do. They may have several.",
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = {role.value: f"They {ROLES[role].comes_to}" for role in Role}
        self.fields["roles"].hints = hints  # type: ignore[attr-defined]

    def chosen(self) -> list[Role]:
        return [Role(value) for value in self.cleaned_data["roles"]]


class ChangeDetailsForm(GovukForm):
    name = forms.CharField(
        label="Name",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter their name"},
    )
    email = forms.EmailField(
        label="Email address",
        help_text="Their work address. They sign in with it.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Enter their email address",
            "invalid": "Enter their email address as name@example.gov.uk",
        },
    )
    born = DateField(
        label="Date of birth, if they gave it",
        help_text="For example, 27 3 1986",
        required=False,
    )
    home_postcode = forms.CharField(
        label="Home postcode, if they gave it",
        max_length=10,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "class": "govuk-input--width-10"}
        ),
    )


class JoinTeamForm(GovukForm):
    team = forms.TypedChoiceField(
        label="Which team do they join?",
        coerce=int,
        error_messages={"required": "Choose a team"},
    )
    started_on = DateField(
        label="From which day?",
        help_text="For example, 27 3 2026",
        error_messages={"required": "Enter the day they join the team"},
    )

    def __init__(self, *args: Any, teams: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", "Choose a team"), *teams]  # type: ignore[attr-defined]


class LeaveTeamForm(GovukForm):
    ended_on = DateField(
        label="From which day are they no longer in it?",
        help_text="For example, 27 3 2026",
        error_messages={"required": "Enter the day they leave the team"},
    )


class ServiceForm(GovukForm):
    name = forms.CharField(
        label="Name of the service",
        max_length=200,
        error_messages={"required": "Enter the name of the service"},
    )


class RenameTeamForm(GovukForm):
    name = forms.CharField(
        label="Name of the team",
        max_length=200,
        error_messages={"required": "Enter the name of the team"},
    )


class AddTeamForm(RenameTeamForm):
    service = forms.TypedChoiceField(
        label="Which service is it part of?",
        help_text="Staff see the young people of their own service only.",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a service"},
    )

    def __init__(
        self, *args: Any, services: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = services  # type: ignore[attr-defined]
