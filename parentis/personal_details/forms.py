import re
from datetime import date
from typing import Any

from django import forms

from parentis.law.care import months_after
from parentis.personal_details.choices import (
    ETHNICITIES,
    GENDERS,
    PHONES,
    CourtKind,
    DocumentKind,
    Held,
    MayBeTold,
    Parenting,
    Way,
)
from parentis.recorded.forms import EntryForm, YesOrNo, day, line, tick, words

# A number as it is dialled: +44 7700 900123, 01632 960 001 ext 4.
NOT_IN_A_NUMBER = re.compile(r"[^0-9]")
FEWEST_DIGITS = 6
MONTHS_UNTIL_REVIEW = 6


class AboutThemForm(EntryForm):
    pronouns = line("Pronouns", hint="For example: she and her, or they and them.")
    gender = forms.ChoiceField(
        label="Gender, as in the return (if known)",
        choices=[("", "Choose"), *GENDERS],
        required=False,
    )
    language = line("Language they like to use")
    needs_interpreter = tick("They need an interpreter")
    ethnicity = forms.ChoiceField(
        label="Ethnicity, as they say it (if known)",
        choices=[("", "Choose"), *ETHNICITIES],
        required=False,
    )
    religion = line("Religion or belief", hint="Only if they want it written down.")
    communication_needs = words(
        "What helps them to follow and to be understood",
        hint="For example: plain words, a quiet room, letters read aloud.",
    )
    has_disability = YesOrNo(label="Do they have a disability?", knows_not=True)
    disability = words("What the disability means for them", hint="In their words.")
    parenting = forms.ChoiceField(
        label="Are they a parent, or expecting a child?",
        choices=Parenting,
        required=False,
        widget=forms.RadioSelect,
    )
    how_to_reach = words("How they like to be reached")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(self._said(cleaned)):
            self.add_error(None, "Write down at least one thing about them")
        return cleaned

    def _said(self, cleaned: dict[str, Any]) -> list[bool]:
        return [value not in (None, "", False) for value in cleaned.values()] + [
            cleaned.get("has_disability") is False
        ]


class WayToReachForm(EntryForm):
    kind = forms.ChoiceField(
        label="How can they be reached?",
        choices=Way,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they can be reached"},
    )
    what = line(
        "The number, the address or their name there",
        missing="Enter the number, the address or their name there",
    )
    is_preferred = tick("They like this best")
    may_leave_message = tick("You may leave a message")
    safe_hours = line(
        "When is it safe to call or write?", hint="For example: after 4 on weekdays."
    )
    note = words("Note")
    ended_on = day(
        "Since when does it no longer work?",
        hint="Left empty: it works. For example, 27 3 2026",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind, what = cleaned.get("kind"), cleaned.get("what", "")
        digits = NOT_IN_A_NUMBER.sub("", what)
        if what and kind in PHONES and len(digits) < FEWEST_DIGITS:
            self.add_error("what", "Enter a phone number with at least 6 digits")
        if what and kind == Way.EMAIL and "@" not in what:
            self.add_error("what", "Enter an e-mail address with an @ in it")
        return cleaned


class ImportantPersonForm(EntryForm):
    name = line("Their name", missing="Enter the name")
    relation = line(
        "Who they are to the young person",
        hint="For example: sister, former foster carer, friend.",
        missing="Enter who they are to the young person",
    )
    phone = line("Phone")
    email = line("E-mail")
    is_for_emergencies = tick("To call in an emergency")
    may_be_told = forms.ChoiceField(
        label="What may they be told?",
        help_text="As the young person says.",
        choices=MayBeTold,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they may be told"},
    )
    told_what = words("What they may be told, and what not")
    ended_on = day(
        "Since when are they no longer important to them?",
        hint="Left empty: they are. For example, 27 3 2026",
    )


class IdentityDocumentForm(EntryForm):
    kind = forms.ChoiceField(
        label="Which document is it?",
        choices=[("", "Choose a document"), *DocumentKind.choices],
        error_messages={"required": "Choose which document it is"},
    )
    held = forms.ChoiceField(
        label="How does it stand?",
        choices=Held,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stands with the document"},
    )
    since = day("Since when?")
    number = line(
        "Its number",
        hint="It is shown with this document, and in no list.",
    )
    expires_on = day("Until when is it valid?")
    note = words("Note", hint="For example: where it is kept.")


class SafetyWarningForm(EntryForm):
    what = line(
        "The warning, in one line",
        hint="It stands at the top of the record. The young person may read it.",
        missing="Enter the warning",
    )
    why = words("Why is it needed?", missing="Write why the warning is needed")
    started_on = day("From when?", missing="Enter the day it began")
    review_on = day(
        "By when will you ask whether it is still true?",
        hint="A day within the next six months. For example, 27 3 2026",
        missing="Enter a day to review it",
    )
    is_told = YesOrNo(
        label="Does the young person know of this warning?",
        missing="Say whether the young person knows of this warning",
    )
    why_not_told = words("Why they were not told")
    ended_on = day(
        "Since when is it no longer true?",
        hint="Left empty: it is. For example, 27 3 2026",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_told") is False and not cleaned.get("why_not_told"):
            self.add_error("why_not_told", "Write why they were not told")
        review_on = cleaned.get("review_on")
        if review_on and not cleaned.get("ended_on"):
            self._check_review(review_on)
        return cleaned

    def answers(self) -> dict[str, Any]:
        """A warning that ended keeps the day of its last review."""
        answers = super().answers()
        if not answers["ended_on"] or "reviewed_on" not in self.initial:
            return answers | {"reviewed_on": self.on}
        kept = {name: self.initial[name] for name in ("reviewed_on", "review_on")}
        return answers | kept

    def _check_review(self, review_on: date) -> None:
        if not self.on < review_on <= months_after(self.on, MONTHS_UNTIL_REVIEW):
            self.add_error("review_on", "Choose a day within the next six months")


class CourtMatterForm(EntryForm):
    kind = forms.ChoiceField(
        label="Where do they stand?",
        choices=CourtKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where they stand"},
    )
    started_on = day("From when?", missing="Enter the first day")
    ended_on = day("Until when?", hint="Left empty: it goes on. For example, 27 3 2026")
    where = line("Which prison, court or order?")
    next_on = day("Next hearing, or day of release")
    worker = line("Probation or youth justice worker")
    note = words("Note")
