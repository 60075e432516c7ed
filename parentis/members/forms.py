from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from parentis.members.choices import LOCAL_CHOICE, CourseKind, Falls, OfferArea
from parentis.recorded.forms import (
    EVERYBODY_READS_IT,
    STAFF_READ_IT,
    Beside,
    EntryForm,
    YesOrNo,
    day,
    line,
    optional_line,
    radios,
    select,
    words,
)

if TYPE_CHECKING:
    from parentis.recorded.models import Recorded

MOST_DAYS = 3_650
HOW_MANY_DAYS = "Enter a number of days from 1 to 3650"


class CourseForm(EntryForm):
    title = line("What is it called?", missing="Enter what the course is called")
    kind = radios(
        "What kind of course is it?",
        CourseKind.choices,
        missing="Choose what kind of course it is",
    )
    about = words("What is it about?", hint=STAFF_READ_IT)


class WhenDueForm(EntryForm):
    course_id = select("Which course?", missing="Choose the course")
    falls = radios(
        "From when do the days count?",
        Falls.choices,
        hint=(
            "After they last took part: or after they were first elected, for those who"
            " never did."
        ),
        missing="Choose from when the days count",
    )
    within_days = forms.IntegerField(
        label="Within how many days?",
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), HOW_MANY_DAYS
        ),
    )
    is_for_new_members = YesOrNo(
        label="Only for new councillors?",
        help_text="Yes: whoever was re-elected need not take it again.",
        missing="Say whether it is only for new councillors",
    )
    since = day(
        "Since when does this hold?",
        hint="Elections before keep the rule of their day. For example, 27 3 2026",
        missing="Enter since when this holds",
    )
    source = optional_line(
        "Who laid it down?",
        hint="A decision of the council, for example. Left empty: local choice.",
        longest=300,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        courses: Sequence[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        _offer(self, "course_id", courses, "Choose one")

    def clean_source(self) -> str:
        return self.cleaned_data["source"] or LOCAL_CHOICE


class SessionForm(EntryForm):
    course_id = select("Which course?", missing="Choose the course")
    held_on = day(
        "When is it held?",
        hint="It may be a day to come. For example, 27 3 2026",
        missing="Enter when it is held",
    )
    place = optional_line("Where")
    led_by = optional_line("Who leads it", hint="By post, or an organisation")
    notes = words("Notes", hint=STAFF_READ_IT)
    councillors = forms.TypedMultipleChoiceField(
        label="Who took part?",
        help_text="Leave empty until it was held.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose those who took part again"},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        courses: Sequence[tuple[int, str]],
        councillors: Sequence[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        _offer(self, "course_id", courses, "Choose one")
        self.fields["councillors"].choices = councillors  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        held_on = cleaned.get("held_on")
        if held_on and held_on > self.on and cleaned.get("councillors"):
            self.add_error(
                "councillors", "Nobody took part yet: it is held on a day to come"
            )
        return cleaned

    def of_session(self) -> dict[str, Any]:
        answers = dict(self.cleaned_data)
        del answers["councillors"]
        return answers

    def beside(self, now: "Recorded") -> list[Beside]:
        """Who took part as well, which is no field of the session."""
        taken = now.took_part.values_list("councillor_id", flat=True)  # type: ignore[attr-defined]
        yours = self.cleaned_data["councillors"]
        return [
            *super().beside(now),
            Beside(
                question="Who took part?",
                theirs=self._names(taken),
                yours=self._names(yours),
            ),
        ]

    def _names(self, pks: Any) -> str:
        named = self._choices("councillors")
        return ", ".join(sorted(named.get(pk, "") for pk in pks))


class ChampionForm(EntryForm):
    councillor_id = select("Which councillor?", hint="Leave empty for an officer")
    post = optional_line(
        "Post of the officer",
        hint=f"Their post, and not their name. {EVERYBODY_READS_IT}",
    )
    area = forms.ChoiceField(
        label="Which area of the local offer?",
        help_text="Leave empty for a directorate",
        required=False,
        choices=[("", "None"), *OfferArea.choices],
        error_messages={"invalid_choice": "Choose one of these areas"},
    )
    directorate = optional_line("Directorate", hint=EVERYBODY_READS_IT)
    started_on = day("Since when?", missing="Enter since when they champion it")
    ended_on = day("Until when?", hint="Leave empty while they do")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        councillors: Sequence[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        _offer(self, "councillor_id", councillors, "None")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("councillor_id")) == bool(cleaned.get("post")):
            self.add_error(
                "councillor_id",
                "Choose a councillor, or write the post of an officer: one of both",
            )
        if bool(cleaned.get("area")) == bool(cleaned.get("directorate")):
            self.add_error(
                "area",
                "Choose an area of the local offer, or write a directorate: one of"
                " both",
            )
        return cleaned


class DeedForm(EntryForm):
    done_on = day("When was it?", missing="Enter when it was")
    words = words(
        "What was done?", hint=EVERYBODY_READS_IT, missing="Write what was done"
    )

    def clean_done_on(self) -> date | None:
        done_on: date | None = self.cleaned_data["done_on"]
        if done_on and done_on > self.on:
            raise forms.ValidationError("That day is still to come")
        return done_on


def _offer(
    form: EntryForm, name: str, choices: Sequence[tuple[int, str]], empty: str
) -> None:
    form.fields[name].choices = [("", empty), *choices]  # type: ignore[attr-defined]
