from typing import TYPE_CHECKING, Any

from django import forms

from parentis.homes import queries
from parentis.homes.choices import (
    WHAT_TO_LOOK_AT,
    BidOutcome,
    HomeKind,
    Matter,
    Tenancy,
)
from parentis.recorded.forms import EntryForm, day, line, words
from parentis.ssda903.codes import NOT_ASKED_WHETHER_SUITABLE

if TYPE_CHECKING:
    from parentis.accounts.models import User
    from parentis.young_people.models import YoungPerson

NEVER_SUITABLE = (HomeKind.HOMELESS, HomeKind.CUSTODY)
ABOUT = (
    ("is_provided", "The council provides it (section 23B or 24B)"),
    ("is_inspected", "It is registered and inspected"),
    ("is_staying_put", "It is staying put with former foster carers"),
)


def _at_length(matter: Matter) -> str:
    look_at = WHAT_TO_LOOK_AT[matter]
    return f"{matter.label}: {look_at[:1].lower()}{look_at[1:]}"


class HomeForm(EntryForm):
    kind = forms.ChoiceField(
        label="What kind of home is it?",
        choices=[("", "Choose a kind"), *HomeKind.choices],
        error_messages={"required": "Choose what kind of home it is"},
    )
    address = forms.TypedChoiceField(
        label="Which address is it? (if it is written down)",
        help_text=(
            "Addresses are added on the first page of the record. A confidential one is"
            " named nowhere else, and is not printed."
        ),
        required=False,
        coerce=int,
        empty_value=None,
    )
    started_on = day("First day there", missing="Enter the first day there")
    ends_earlier = forms.BooleanField(required=False, initial=True)
    ended_on = day("Last day there", hint="Leave it empty if they live there now")
    is_suitable = forms.TypedChoiceField(
        label="Is it suitable for this young person?",
        help_text=(
            "Safe, in good repair, affordable, and right for them: regulation 9 of the"
            " Care Leavers (England) Regulations 2010 and its Schedule 2. No fixed home"
            " and custody are never suitable."
        ),
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    matters_unmet = forms.MultipleChoiceField(
        label="What is not as it should be? (if anything)",
        help_text="A home can be suitable although something has to be put right.",
        choices=[(each.value, _at_length(each)) for each in Matter],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    why = words(
        "Why it is suitable, or not",
        hint="Write what they think of it too. They may read this.",
    )
    tenancy = forms.ChoiceField(label="Tenancy", choices=Tenancy, required=False)
    about = forms.MultipleChoiceField(
        label="What else is true of it? (if anything)",
        choices=ABOUT,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "is_suitable" in self.initial:
            suitable = self.initial["is_suitable"]
            self.initial["is_suitable"] = "yes" if suitable else "no"
        self.initial["about"] = [name for name, _ in ABOUT if self.initial.get(name)]
        self.initial["address"] = self.initial.get("address_id")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        kind, suitable = answers.get("kind"), answers.get("is_suitable")
        if kind in NOT_ASKED_WHETHER_SUITABLE and suitable is None:
            # Nobody asks it of who went abroad, and no figure counts it.
            answers["is_suitable"] = True
        elif suitable is None:
            self.add_error("is_suitable", "Say whether the home is suitable")
        elif kind in NEVER_SUITABLE and suitable:
            self.add_error(
                "is_suitable",
                "No fixed home and custody are never suitable. Answer No",
            )
        elif not suitable:
            self._say_what_is_wrong(answers)
        return answers

    def _say_what_is_wrong(self, answers: dict[str, Any]) -> None:
        is_plain = answers.get("kind") in NEVER_SUITABLE
        if not is_plain and not answers.get("matters_unmet"):
            self.add_error("matters_unmet", "Choose what is not as it should be")
        if not answers.get("why"):
            self.add_error("why", "Write why the home is not suitable")

    def answers(self) -> dict[str, Any]:
        answers = dict(self.cleaned_data)
        about = answers.pop("about")
        answers["address_id"] = answers.pop("address")
        return answers | {name: name in about for name, _ in ABOUT}

    def _choices(self, name: str) -> dict[Any, str]:
        return super()._choices("address" if name == "address_id" else name)


class HousingBidForm(EntryForm):
    register = line(
        "Which housing register or landlord?",
        hint="For example, Aldermere Homes",
        missing="Enter the housing register or the landlord",
    )
    bid_on = day("The day of the bid", missing="Enter the day of the bid")
    band = line("Priority band", hint="As the register names it, such as Band A")
    reference = line("Reference of the bid")
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=BidOutcome,
        widget=forms.RadioSelect,
        initial=BidOutcome.WAITING,
        error_messages={"required": "Choose what came of it"},
    )
    ended_on = day("The day of the answer")
    note = words("Note")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        waits = answers.get("outcome") == BidOutcome.WAITING
        if waits and answers.get("ended_on"):
            self.add_error("outcome", "There is an answer: choose what it was")
        return answers


def fit(form: HomeForm, young_person: "YoungPerson", *, viewer: "User") -> None:
    """Asks which of their addresses it is, and whether they left where they lived."""
    addresses = queries.addresses_to_choose(young_person, viewer=viewer)
    form.fields["address"].choices = [  # type: ignore[attr-defined]
        ("", "Not written down" if not addresses else "Choose an address"),
        *addresses,
    ]
    earlier = queries.home_without_end(young_person, viewer=viewer)
    if earlier is None or "id" in form.initial:
        form.fields.pop("ends_earlier", None)
    else:
        form.fields["ends_earlier"].label = (
            "They left the home before on that day"
            f" ({earlier.get_kind_display()[:1].lower()}"
            f"{earlier.get_kind_display()[1:]})"
        )
