"""What is asked about keeping in touch. One answer is enough to save a contact."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from parentis.contacts.choices import (
    IN_PERSON,
    ContactKind,
    InTouchCode,
    OfferAnswer,
    OfferedBy,
)
from parentis.design.forms import DateField, GovukForm
from parentis.recorded.forms import EntryForm, day, line, words

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

LONGEST_STEP, LONGEST_REASON = 300, 2_000
TIMES = ("%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I.%M%p", "%I%p")
# Answers that stay out of sight where nothing is in them.
SAID_LATER = ("seen", "note", "their_words", "where", "who_else", "next_step")
YES, ALONE, NO = "yes", "alone", "no"


def _reason(label: str, *, missing: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST_REASON,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": missing,
            "max_length": f"{label}: write 2,000 letters or fewer",
        },
    )


# -- a contact -------------------------------------------------------------------------


class ContactForm(EntryForm):
    """Made or tried, now, by whoever writes, unless they say otherwise."""

    kind = forms.ChoiceField(
        label="How?",
        choices=ContactKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you were in touch"},
    )
    is_made = forms.TypedChoiceField(
        label="Did you reach them?",
        choices=[(YES, "Yes"), (NO, "No, I tried")],
        coerce=lambda answer: answer == YES,
        initial=YES,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you reached them"},
    )
    held_on = day("Day", missing="Enter the day")
    held_time = forms.TimeField(
        label="Time",
        help_text="For example, 14:05",
        input_formats=TIMES,
        widget=forms.TimeInput(
            format="%H:%M",
            attrs={"autocomplete": "off", "class": "govuk-input--width-5"},
        ),
        error_messages={
            "required": "Enter the time",
            "invalid": "Enter the time as hours and minutes, such as 14:05",
        },
    )
    seen = forms.ChoiceField(
        label="Did you see them?",
        help_text="Left empty: yes for a visit or a meeting, no for everything else.",
        choices=[(YES, "Yes"), (ALONE, "Yes, alone"), (NO, "No")],
        required=False,
        widget=forms.RadioSelect,
    )
    note = words("What happened?", hint="They may read every word.")
    their_words = words("In their own words", rows=3)
    where = line("Where")
    who_else = line("Who else was there", hint="Their role, such as their key worker.")
    next_step = forms.CharField(
        label="Next step (if there is one)",
        max_length=LONGEST_STEP,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Write the next step in 300 letters or fewer"},
    )
    next_step_on = day("By when")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        at: datetime,
        initial: dict[str, Any] | None = None,
    ) -> None:
        now = timezone.localtime(at)
        of_now = {"held_on": now.date(), "held_time": now.time(), "is_made": YES}
        super().__init__(data, on=now.date(), initial=of_now | (initial or {}))
        self.at = at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        on, at = cleaned.get("held_on"), cleaned.get("held_time")
        if on and at is not None:
            held_at = _at(on, at)
            cleaned["held_at"] = held_at
            if held_at > self.at:
                is_today = on == timezone.localtime(self.at).date()
                self.add_error(
                    "held_time" if is_today else "held_on",
                    "This is in the future. Record a contact once it has been made",
                )
        if cleaned.get("next_step_on") and not cleaned.get("next_step"):
            self.add_error("next_step", "Write what the next step is")
        if cleaned.get("is_made") is False and cleaned.get("seen") in {YES, ALONE}:
            self.add_error("seen", "You saw them, so you reached them. Check both")
        return cleaned

    def answers(self) -> dict[str, Any]:
        answers = dict(self.cleaned_data)
        for asked in ("held_on", "held_time", "seen"):
            answers.pop(asked)
        is_usual = answers["is_made"] and answers["kind"] in IN_PERSON
        seen = self.cleaned_data["seen"] or (YES if is_usual else NO)
        return answers | {
            "is_seen": seen in {YES, ALONE},
            "is_seen_alone": seen == ALONE,
        }

    def says_more(self) -> bool:
        """Whether there is something behind *Say more*, or something to mend there."""
        if set(self.errors) - {"kind", "is_made", "__all__"}:
            return True
        return any(self[name].value() for name in SAID_LATER)

    @staticmethod
    def initial_of(contact: Any) -> dict[str, Any]:
        """What a contact says, as its form asks for it."""
        held_at = timezone.localtime(contact.held_at)
        seen = ALONE if contact.is_seen_alone else YES if contact.is_seen else NO
        asked: dict[str, Any] = vars(contact) | {
            "is_made": YES if contact.is_made else NO,
            "held_on": held_at.date(),
            "held_time": held_at.time(),
            "seen": seen,
        }
        return asked


class OthersThereForm(GovukForm):
    """Who else of their young people was there: each has a contact of their own."""

    others = forms.TypedMultipleChoiceField(
        label="Who was there too?",
        help_text="Your own young people, by name.",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one young person"},
    )
    note = words(
        "What may be in each of their records",
        hint="Leave out the other young people's names.",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: Sequence["YoungPerson"],
        note: str,
    ) -> None:
        super().__init__(data, initial={"note": note})
        self._people = {each.pk: each for each in people}
        self.fields["others"].choices = [  # type: ignore[attr-defined]
            (each.pk, each.name) for each in people
        ]

    def chosen(self) -> dict[str, Any]:
        others = [self._people[pk] for pk in self.cleaned_data["others"]]
        return {"others": others, "note": self.cleaned_data["note"]}


# -- lost, and back --------------------------------------------------------------------


class BeginLookingForm(EntryForm):
    begun_on = day("Since when?", missing="Enter since when you are looking for them")
    why = words("What makes you think so?", rows=3)

    def clean_begun_on(self) -> date:
        return _not_later(self.cleaned_data["begun_on"], self.on)


class StopLookingForm(GovukForm):
    why_ended = _reason(
        "Why do you stop looking?",
        hint="Being back in touch ends it by itself.",
        missing="Write why you stop looking",
    )


class ComeBackForm(EntryForm):
    came_back_on = day("When did they come back?", missing="Enter the day")
    asked_for = _reason(
        "What would they like support with?",
        hint="In their own words where you can.",
        missing="Write what they would like support with",
    )

    def clean_came_back_on(self) -> date:
        return _not_later(self.cleaned_data["came_back_on"], self.on)


class OfferForm(EntryForm):
    offered_on = day("When was it offered?", missing="Enter the day of the offer")
    offered_by = forms.ChoiceField(
        label="How?",
        choices=OfferedBy,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it was offered"},
    )
    answer = forms.ChoiceField(
        label="What did they say?",
        choices=OfferAnswer,
        widget=forms.RadioSelect,
        initial=OfferAnswer.WAITING,
        error_messages={"required": "Choose what they said"},
    )
    note = words("Note", rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("answer", OfferAnswer.WAITING)

    def clean_offered_on(self) -> date:
        return _not_later(self.cleaned_data["offered_on"], self.on)


# -- the return's question -------------------------------------------------------------


class InTouchAnswerForm(EntryForm):
    """Deaths and returns home are written down as such, and answer by themselves."""

    answer = forms.ChoiceField(
        label="What is the answer?",
        choices=[
            (code.value, code.label)
            for code in InTouchCode
            if code not in {InTouchCode.RETURNED_HOME, InTouchCode.DIED}
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer"},
    )
    evidence = _reason(
        "What does it rest on?",
        hint="Who told whom, and what they said. Needed where they do not want contact"
        " or no longer need our services.",
        missing="",
    )
    evidence_on = DateField(
        label="On which day did they say so? (if they did)",
        help_text="For example, 27 3 2026",
        required=False,
    )
    why = _reason(
        "Why this answer? (where the record says two things)",
        missing="",
    )

    def clean_evidence_on(self) -> date | None:
        told = self.cleaned_data["evidence_on"]
        return _not_later(told, self.on) if told else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") in {InTouchCode.REFUSED, InTouchCode.NOT_REQUIRED}:
            if not cleaned.get("evidence") and "evidence" not in self.errors:
                self.add_error("evidence", "Write who told you, and what they said")
            if not cleaned.get("evidence_on") and "evidence_on" not in self.errors:
                self.add_error("evidence_on", "Enter the day on which they said so")
        return cleaned


def _not_later(day: date, on: date) -> date:
    if day > on:
        raise forms.ValidationError("The day is in the future. Check it")
    return day


def _at(on: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(on, at))
