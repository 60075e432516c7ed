from typing import Any

from django import forms

from parentis.care_history.choices import ProgrammeKind, StayKind
from parentis.recorded.forms import EntryForm, YesOrNo, day, line, words
from parentis.ssda903 import codes
from parentis.ssda903.codes import CodeSet

SAY_WHY = "Write why you correct what was brought in"


def code(
    label: str, of: CodeSet, *, hint: str = "", missing: str = ""
) -> forms.ChoiceField:
    """One of the return's codes, chosen by its words."""
    choices = [
        (each.code, f"{each.meaning} ({each.code}{_from_memory(each)})")
        for each in of.codes
    ]
    return forms.ChoiceField(
        label=label if missing else f"{label} (if known)",
        help_text=hint,
        choices=[("", "Choose"), *choices],
        required=bool(missing),
        error_messages={"required": missing} if missing else {},
    )


def _from_memory(of: codes.Code) -> str:
    return ", meaning from memory, not yet confirmed" if of.is_from_memory else ""


class CarePeriodForm(EntryForm):
    """A period by hand. One that was brought in is corrected with a reason."""

    started_on = day("First day in this period", missing="Enter the first day")
    ended_on = day("Last day", hint="Leave it empty if it goes on")
    legal_status = code("Legal status", codes.LS, missing="Choose the legal status")
    placement = code("Where they lived", codes.PLACE)
    provider = code("Who provided it", codes.PLACE_PROVIDER)
    reason_started = code("Why this period began", codes.RNE)
    reason_ceased = code("Why this period ended", codes.REC)
    reason_placement_changed = code("Why they moved", codes.REASON_PLACE_CHANGE)
    need = code("Main need", codes.CIN)
    council = line(
        "Another council that looked after them",
        hint="Leave it empty if it was this council",
    )
    home_postcode = forms.CharField(
        label="Postcode of their home then (if known)", max_length=10, required=False
    )
    placement_postcode = forms.CharField(
        label="Postcode of the placement (if known)", max_length=10, required=False
    )
    urn = forms.CharField(
        label="Ofsted number of the placement (if known)", max_length=20, required=False
    )
    why_corrected = words(
        "Why you correct it",
        hint="What was brought in stays readable, with your reason beside it.",
    )

    def __init__(self, *args: Any, is_brought_in: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_brought_in:
            del self.fields["why_corrected"]
            return
        # Each correction has its own reason; those before it are in the history.
        self.initial["why_corrected"] = ""
        self.fields["why_corrected"].required = True
        self.fields["why_corrected"].label = "Why do you correct it?"
        self.fields["why_corrected"].error_messages["required"] = SAY_WHY

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        is_open = not answers.get("ended_on") and "ended_on" not in self.errors
        if is_open and answers.get("reason_ceased"):
            self.add_error("ended_on", "Enter the last day, or leave out why it ended")
        return answers


class StayForm(EntryForm):
    kind = forms.ChoiceField(
        label="Where were they?",
        choices=StayKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where they were"},
    )
    started_on = day("First day", missing="Enter the first day")
    ended_on = day("Last day", hint="Leave it empty if it goes on")
    note = words("Note")


class GuardianshipOrderForm(EntryForm):
    started_on = day("The day the order was made", missing="Enter the day of the order")
    ended_on = day("The day it ended", hint="Leave it empty if it is in force")
    was_looked_after_before = YesOrNo(
        label="Were they looked after just before the order?",
        missing="Say whether they were looked after just before the order",
    )
    note = words("Note")


class AdoptionForm(EntryForm):
    adopted_on = day("The day they were adopted", missing="Enter the day of adoption")
    note = words("Note")


class ProgrammeForm(EntryForm):
    name = line(
        "Which programme, and where?",
        hint="For example, nursing at Aldermere University",
        missing="Enter the programme, and where it is",
    )
    kind = forms.ChoiceField(
        label="What kind is it?",
        choices=ProgrammeKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind it is"},
    )
    started_on = day(
        "The day it begins or began", missing="Enter the day it begins or began"
    )
    ended_on = day("The day it ends or ended")
    is_in_plan_from_before_21 = forms.BooleanField(
        label="Their pathway plan set it out before they were 21",
        required=False,
    )
    informed_on = day(
        "The day they told us that they are on it, or wish to be",
        hint="From 21 on, support with education begins with this day",
    )
    note = words("Note")


class SupportAskedForForm(EntryForm):
    started_on = day(
        "The day they asked for advice and support",
        missing="Enter the day they asked",
    )
    ended_on = day(
        "The day they said that they no longer want it",
        hint="Leave it empty if they still want it",
    )
    note = words("What they said")


class UnaccompaniedArrivalForm(EntryForm):
    arrived_on = day(
        "The day they came, or the council first knew of them",
        missing="Enter the day they came, or the council first knew of them",
    )
    ended_on = day(
        "The day they no longer counted as unaccompanied",
        hint="As in the return (DUC). Leave it empty if they still do",
    )
    note = words("Note")
