from typing import Any

from django import forms

from parentis.entries.forms import EntryForm, day, words
from parentis.homes.choices import HomeKind, Matter, Tenancy


class HomeForm(EntryForm):
    kind = forms.ChoiceField(
        label="What kind of home is it?",
        choices=[("", "Choose a kind"), *HomeKind.choices],
        error_messages={"required": "Choose what kind of home it is"},
    )
    started_on = day("First day there", missing="Enter the first day there")
    ended_on = day("Last day there")
    is_suitable = forms.TypedChoiceField(
        label="Is it suitable?",
        help_text="Safe, secure and affordable, and right for this young person.",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the home is suitable"},
    )
    matters_unmet = forms.MultipleChoiceField(
        label="What is not as it should be? (if anything)",
        choices=Matter,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    why = words("Why it is suitable, or not")
    tenancy = forms.ChoiceField(label="Tenancy", choices=Tenancy, required=False)
    about = forms.MultipleChoiceField(
        label="What else is true of it? (if anything)",
        choices=[
            ("is_provided", "The council provides it (section 23B or 24B)"),
            ("is_inspected", "It is registered and inspected"),
            ("is_staying_put", "It is staying put with former foster carers"),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "is_suitable" in self.initial:
            suitable = self.initial["is_suitable"]
            self.initial["is_suitable"] = "yes" if suitable else "no"
        self.initial["about"] = [
            name
            for name, _text in self.base_fields["about"].choices  # type: ignore[attr-defined]
            if self.initial.get(name)
        ]

    def answers(self) -> dict[str, Any]:
        answers = dict(self.cleaned_data)
        about = answers.pop("about")
        names = ("is_provided", "is_inspected", "is_staying_put")
        return answers | {name: name in about for name in names}
