from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField

from parentis.design.forms import GovukForm
from parentis.recorded.forms import (
    EVERYBODY_READS_IT,
    EntryForm,
    YesOrNo,
    day,
    line,
    optional_line,
    radios,
    select,
    words,
)
from parentis.visits.choices import GoodEnough

if TYPE_CHECKING:
    from parentis.visits.models import VisitAction

NAME_NOBODY = "Name no young person."
IN_THEIR_WORDS = f"In their own words. {NAME_NOBODY}"
MOST_ASKED_FOR = 3
LONGEST_TEXT = 4_000
LONGEST_NOTE = 300

Choices = Sequence[tuple[int, str]]


def text(
    label: str, *, hint: str = "", missing: str = "", rows: int = 4
) -> forms.CharField:
    """Several lines, as somebody writes them on a phone."""
    field = words(label, hint=hint, missing=missing, rows=rows)
    field.label = label
    return field


class _NotYetToCome(EntryForm):
    """Days that are written down have been."""

    def past(self, name: str) -> date | None:
        given: date | None = self.cleaned_data[name]
        if given and given > self.on:
            raise forms.ValidationError("The day must be today or in the past")
        return given


class VisitForm(_NotYetToCome):
    """What a councillor found. It is one page on a phone."""

    home_id = select("Which home?", missing="Choose the home you visited")
    visited_on = day("When were you there?", missing="Enter the day you were there")
    has_met_young_people = YesOrNo(
        label="Did you meet young people?", missing="Say whether you met young people"
    )
    has_met_staff = YesOrNo(
        label="Did you meet staff?", missing="Say whether you met staff"
    )
    saw = text(
        "What did you see?",
        hint=f"Rooms, food, how people spoke to each other. {NAME_NOBODY}",
        missing="Write what you saw",
    )
    young_people_said = text("What did young people tell you?", hint=IN_THEIR_WORDS)
    good_enough = radios(
        "Would it be good enough for my child?",
        GoodEnough.choices,
        missing="Say whether it would be good enough for your child",
    )
    why = text(
        "Why?",
        hint=f"Needed where you do not say yes. {NAME_NOBODY}",
        rows=3,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        homes: Choices,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        self.fields["home_id"].choices = [("", "Choose one"), *homes]  # type: ignore[attr-defined]

    def clean_visited_on(self) -> date | None:
        return self.past("visited_on")

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        is_yes = answers.get("good_enough", GoodEnough.YES) == GoodEnough.YES
        if not is_yes and not answers.get("why"):
            self.add_error("why", "Write why it is not quite good enough")
        return answers


def _asked_fields(number: int) -> dict[str, forms.Field]:
    return {
        f"asked_{number}": text(
            "What do you ask for?", hint=f"One thing. {NAME_NOBODY}", rows=2
        ),
        f"owner_{number}": optional_line("Whom do you ask?", hint="A post, not a name"),
        f"due_{number}": day("By when?"),
    }


class RecordVisitForm(VisitForm):
    """A new visit, with up to three things that the councillor asks for."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for number in range(1, MOST_ASKED_FOR + 1):
            self.fields.update(_asked_fields(number))

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        for number in range(1, MOST_ASKED_FOR + 1):
            has_more = answers.get(f"owner_{number}") or answers.get(f"due_{number}")
            if has_more and not answers.get(f"asked_{number}"):
                self.add_error(f"asked_{number}", "Write what you ask for")
        return answers

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in VisitForm.base_fields}

    def asked_for(self) -> list[dict[str, Any]]:
        """Each thing that was asked for, with whom and by when."""
        return [
            {
                "words": self.cleaned_data[f"asked_{number}"],
                "owner": self.cleaned_data[f"owner_{number}"],
                "due_on": self.cleaned_data[f"due_{number}"],
            }
            for number in range(1, MOST_ASKED_FOR + 1)
            if self.cleaned_data[f"asked_{number}"]
        ]

    def about_the_visit(self) -> list[BoundField]:
        return [self[name] for name in VisitForm.base_fields]

    def things_asked_for(self) -> Iterator[tuple[int, list[BoundField], bool]]:
        """The questions about each, and whether anything is typed there."""
        for number in range(1, MOST_ASKED_FOR + 1):
            questions = [self[name] for name in _asked_fields(number)]
            is_typed = any(each.value() not in (None, "") for each in questions[:2])
            yield number, questions, is_typed or any(each.errors for each in questions)


class AskForForm(EntryForm):
    words = text(
        "What do you ask for?",
        hint=f"One thing. {NAME_NOBODY}",
        missing="Write what you ask for",
        rows=2,
    )
    owner = optional_line("Whom do you ask?", hint="A post, not a name")
    due_on = day("By when?")


class AnswerForm(_NotYetToCome):
    """The home's answer, what was done about each thing, and that they were told."""

    answered_on = day(
        "When did the home answer?", missing="Enter the day on which the home answered"
    )
    words = text(
        "What does the home answer?",
        hint=f"Councillors read this. {NAME_NOBODY}",
        missing="Write what the home answers",
    )
    told_on = day(
        "When were young people told what came of it?",
        hint="Leave empty until they are told. For example, 27 9 2026",
    )
    how_told = optional_line(
        "How were they told?",
        hint="For example, at the house meeting",
        longest=LONGEST_NOTE,
    )
    told_by = optional_line("Who told them?", hint="A post, not a name")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        asked: "Sequence[VisitAction]",
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        self.asked = asked
        for each in asked:
            done = text("What was done?", hint="Leave empty if nothing yet", rows=2)
            done_on = day("When was it done?")
            done.initial, done_on.initial = each.what_was_done, each.done_on
            self.fields[f"done_{each.pk}"] = done
            self.fields[f"done_on_{each.pk}"] = done_on

    def clean_answered_on(self) -> date | None:
        return self.past("answered_on")

    def clean_told_on(self) -> date | None:
        return self.past("told_on")

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        if answers.get("told_on"):
            for name, missing in (
                ("how_told", "Write how young people were told"),
                ("told_by", "Write who told young people"),
            ):
                if not answers.get(name):
                    self.add_error(name, missing)
        for each in self.asked:
            self._check_done(each.pk, answers)
        return answers

    def _check_done(self, pk: int, answers: dict[str, Any]) -> None:
        done, done_on = answers.get(f"done_{pk}"), answers.get(f"done_on_{pk}")
        if done_on and not done:
            self.add_error(f"done_{pk}", "Write what was done")
        if done_on and done_on > self.on:
            self.add_error(f"done_on_{pk}", "The day must be today or in the past")

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in AnswerForm.base_fields}

    def done(self) -> dict[int, dict[str, Any]]:
        """By action, what was done and when."""
        return {
            each.pk: {
                "what_was_done": self.cleaned_data[f"done_{each.pk}"],
                "done_on": self.cleaned_data[f"done_on_{each.pk}"],
            }
            for each in self.asked
        }

    def by_action(self) -> "Iterator[tuple[VisitAction, list[BoundField]]]":
        for each in self.asked:
            yield each, [self[f"done_{each.pk}"], self[f"done_on_{each.pk}"]]

    def the_answer(self) -> list[BoundField]:
        return [self[name] for name in ("answered_on", "words")]

    def the_telling(self) -> list[BoundField]:
        return [self[name] for name in ("told_on", "how_told", "told_by")]


class ForPublicForm(EntryForm):
    for_public = text(
        "What may everybody read of this visit?",
        hint=(
            f"{EVERYBODY_READS_IT} Do not name the home. Leave empty, and everybody"
            " reads only that the visit was made and whether it is good enough."
        ),
        rows=6,
    )


class HomeForm(EntryForm):
    name = line(
        "What do staff call it?",
        hint="Only staff and councillors read this",
        missing="Write what staff call it",
    )
    public_name = line(
        "What does everybody read?",
        hint="For example, A children's home. It must not lead to the home.",
        missing="Write what everybody reads",
    )
    began_on = day("Since when is it open?")
    ended_on = day("Since when is it closed?")

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = answers.get("began_on"), answers.get("ended_on")
        if first and last and last < first:
            self.add_error("ended_on", "The last day must not be before the first")
        return answers


class MakeRotaForm(GovukForm):
    """A year of the rota at once."""

    begins_in = forms.ChoiceField(
        label="From which month?",
        help_text="For twelve months. Who is due already stays.",
        error_messages={"required": "Choose the first month"},
    )
    homes = forms.TypedMultipleChoiceField(
        label="Which homes?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one home"},
    )
    councillors = forms.TypedMultipleChoiceField(
        label="Who visits, in turn?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one councillor"},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        months: Sequence[date],
        homes: Choices,
        councillors: Choices,
    ) -> None:
        super().__init__(data)
        named = [(each.isoformat(), f"{each:%B %Y}") for each in months]
        self.fields["begins_in"].choices = named  # type: ignore[attr-defined]
        self.fields["homes"].choices = homes  # type: ignore[attr-defined]
        self.fields["homes"].initial = [pk for pk, _ in homes]
        self.fields["councillors"].choices = councillors  # type: ignore[attr-defined]

    @property
    def first_month(self) -> date:
        return date.fromisoformat(self.cleaned_data["begins_in"])


class SwapVisitForm(EntryForm):
    councillor_id = select("Who goes instead?", missing="Choose who goes instead")
    why_swapped = optional_line(
        "Why?",
        hint="Staff and councillors read this. It may be left empty.",
        longest=LONGEST_NOTE,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        councillors: Choices,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        self.fields["councillor_id"].choices = [("", "Choose one"), *councillors]  # type: ignore[attr-defined]
