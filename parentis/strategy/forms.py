"""What is asked of a strategy, a promise, a step, a risk, and of what hangs on them."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from parentis.bodies import queries as bodies
from parentis.case_file.actions import NewFile
from parentis.case_file.choices import LARGEST, LARGEST_MB, FileForm, FileRefused
from parentis.case_file.forms import own_name
from parentis.evidence.forms import EvidenceForm
from parentis.recommendations import queries as recommendations
from parentis.recorded.forms import EntryForm, YesOrNo, day, line, tick
from parentis.recorded.forms import words as several_lines
from parentis.strategy import queries
from parentis.strategy.choices import (
    DocumentForm,
    Impact,
    Kept,
    Likelihood,
    Principle,
    PromisedTo,
)

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

    from parentis.accounts.models import User
    from parentis.strategy.models import ActionPlan, Promise

    Files = MultiValueDict[str, UploadedFile[Any]]

EVERYBODY_READS_IT = "Everybody may read this: name no young person."
STAFF_READ_IT = "Staff and councillors read this: name no young person."
TO_COME = "This day is still to come. Check the date"
LONGEST_TITLE = 200
LARGEST_NUMBER = 999


class SheetForm(EntryForm):
    """A sheet of this feature. `to` is what its entry hangs on, or the entry itself.

    `given()` is what its action is given.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "Files | None" = None,
        *,
        on: date,
        viewer: "User",
        to: Any = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        self.files = files if files is not None else self.files
        self.fit(to, viewer=viewer)

    def fit(self, to: Any, *, viewer: "User") -> None:
        """Offers what there is to choose from."""

    def given(self) -> dict[str, Any]:
        return {"answers": self.answers()}

    def offer(self, name: str, choices: list[tuple[Any, str]], *, none: str) -> None:
        """Fills a list to choose from. `none` is said where nothing is chosen."""
        field = self.fields[name]
        field.choices = [("", none), *choices]  # type: ignore[attr-defined]

    def not_to_come(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day is not None and day > self.on:
            raise forms.ValidationError(TO_COME)
        return day


def one_of(label: str, *, hint: str = "", missing: str = "") -> forms.TypedChoiceField:
    """One of the rows of a table, by its number; or none, where `missing` is empty."""
    return forms.TypedChoiceField(
        label=label,
        help_text=hint,
        coerce=int,
        empty_value=None,
        required=bool(missing),
        error_messages={"required": missing, "invalid_choice": "Choose one of these"},
    )


def whole_number(label: str, *, hint: str = "", missing: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=1,
        max_value=LARGEST_NUMBER,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={
            "required": missing,
            "invalid": f"{label}: enter a whole number, such as 3",
            "min_value": f"{label}: enter 1 or more",
            "max_value": f"{label}: enter 999 or less",
        },
    )


class StrategyForm(SheetForm):
    title = line("What is it called?", missing="Write what it is called")
    summary = several_lines("In short", hint=EVERYBODY_READS_IT)
    started_on = day("First day", missing="Enter its first day")
    ended_on = day("Last day", missing="Enter its last day")
    agreed_by_id = one_of(
        "Which body agreed it?",
        hint="Leave this and the next empty while it is a draft",
    )
    agreed_on = day("When did they agree it?")
    document = forms.FileField(
        label="The document (if there is one)",
        help_text=f"A PDF or a Word file (.docx), no larger than {LARGEST_MB} MB",
        required=False,
        error_messages={
            "empty": "The file is empty. Choose it again",
            "invalid": "Choose the file again",
        },
    )
    file: NewFile | None = None

    def fit(self, to: Any, *, viewer: "User") -> None:
        choices = bodies.body_choices(viewer=viewer, on=self.on)
        self.offer("agreed_by_id", list(choices), none="Nobody yet")

    def clean_agreed_on(self) -> date | None:
        return self.not_to_come("agreed_on")

    def clean_document(self) -> None:
        """`file` is what is kept of it."""
        sent: UploadedFile[Any] | None = self.cleaned_data["document"]
        if not sent:
            return
        if (sent.size or 0) > LARGEST:
            raise forms.ValidationError(
                f"The file is over {LARGEST_MB} MB. Choose a smaller one"
            )
        contents = sent.read()
        try:
            form = FileForm.of(contents)
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        if form.value not in DocumentForm.values:
            raise forms.ValidationError("Choose a PDF or a Word file (.docx)")
        name = own_name(str(sent.name), form)
        self.file = NewFile(form=form, name=name, contents=contents)

    def answers(self) -> dict[str, Any]:
        kept = super().answers()
        del kept["document"]
        return kept

    def given(self) -> dict[str, Any]:
        return {"answers": self.answers(), "document": self.file}


class PriorityForm(SheetForm):
    place = whole_number(
        "Number", hint="Its place in the strategy", missing="Enter a number"
    )
    title = line(
        "What do you put first?",
        hint="In a few words. " + EVERYBODY_READS_IT,
        missing="Write what you put first",
    )
    words = several_lines("What does it mean?", hint=EVERYBODY_READS_IT)
    principles = forms.MultipleChoiceField(
        label="Which principles does it follow from?",
        help_text="The seven corporate parenting principles",
        choices=Principle,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one of the principles"},
    )


# -- the pledge ------------------------------------------------------------------------


class PromiseForm(SheetForm):
    number = whole_number(
        "Number", hint="Its place in the pledge", missing="Enter a number"
    )
    words = forms.CharField(
        label="What do we promise?",
        help_text="In words that a child of ten can read",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Write what you promise",
            "max_length": "Write what you promise in 300 letters or fewer",
        },
    )
    means = several_lines("What does it mean in practice?", hint=EVERYBODY_READS_IT)
    promised_to = forms.ChoiceField(
        label="To whom?",
        choices=PromisedTo,
        widget=forms.RadioSelect,
        error_messages={"required": "Say to whom it is promised"},
    )
    started_on = day("Since when?", missing="Enter since when it is promised")
    ended_on = day(
        "Since when is it not promised any more?", hint="Leave empty while it is"
    )
    why_ended = line("Why does it end?", hint=EVERYBODY_READS_IT)


class SayingForm(SheetForm):
    words = several_lines(
        "What do they say?",
        hint="In their own words. Leave out what would show who said it.",
        missing="Write what they say",
    )
    who = line(
        "Which group or survey?",
        hint="Never a person's name",
        missing="Write which group or survey says it",
    )
    said_on = day("When did they say it?", missing="Enter when they said it")
    may_be_quoted = YesOrNo(
        label="Did they agree that everybody may read it?",
        help_text="If not, staff and councillors read it, and nobody else.",
        missing="Say whether they agreed that everybody may read it",
    )

    def clean_said_on(self) -> date | None:
        return self.not_to_come("said_on")


class PromiseEvidenceForm(EvidenceForm):
    shown_on = day("As of which day?", missing="Enter as of which day")
    field_order = ("shown_on",)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "Files | None" = None,
        *,
        on: date,
        viewer: "User",
        to: Any = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, on=on, viewer=viewer, initial=initial)

    def clean_shown_on(self) -> date:
        shown_on: date = self.cleaned_data["shown_on"]
        if shown_on > self.on:
            raise forms.ValidationError(TO_COME)
        return shown_on

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        self.check_evidence()
        return answers

    def given(self) -> dict[str, Any]:
        return {**self.answers(), "evidence": self.new_evidence()}


class StateForm(SheetForm):
    state = forms.ChoiceField(
        label="Is the promise kept?",
        choices=[(each.value, each.label) for each in reversed(Kept)],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the promise is kept"},
    )
    set_on = day("As of which day?", missing="Enter as of which day")
    why = several_lines("Why?", hint=EVERYBODY_READS_IT, missing="Write why you say so")
    evidence = forms.TypedMultipleChoiceField(
        label="What does this rest on?",
        help_text="Choose what shows it. Add the evidence first if it is not here.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def fit(self, to: "Promise", *, viewer: "User") -> None:
        choices = queries.evidence_choices(to, viewer=viewer)
        self.fields["evidence"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["evidence"]

    def clean_set_on(self) -> date | None:
        return self.not_to_come("set_on")


# -- action plans ----------------------------------------------------------------------


class PlanForm(SheetForm):
    title = line("What is it called?", missing="Write what it is called")
    what_for = several_lines("What is it for?", hint=EVERYBODY_READS_IT)
    strategy_id = one_of(
        "Which strategy does it carry out?", hint="Its steps lead to the priorities"
    )
    source_address = forms.ChoiceField(
        label="Whose recommendations does it answer?",
        help_text="If it answers an inspection or another report",
        required=False,
    )

    def fit(self, to: Any, *, viewer: "User") -> None:
        of_strategies = queries.strategy_choices(viewer=viewer)
        self.offer("strategy_id", list(of_strategies), none="None")
        found = recommendations.sources(viewer=viewer, on=self.on)
        self.sources = {
            each.source.get_absolute_url(): str(each.source) for each in found
        }
        kept = self.initial.get("source_address")
        if kept and kept not in self.sources:
            self.sources[kept] = self.initial["source_title"]
        self.offer("source_address", list(self.sources.items()), none="None")

    def answers(self) -> dict[str, Any]:
        answers = super().answers()
        title = self.sources.get(answers["source_address"], "")
        return answers | {"source_title": title[:LONGEST_TITLE]}


class MilestoneForm(SheetForm):
    words = forms.CharField(
        label="What is to be done?",
        help_text=EVERYBODY_READS_IT,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Write what is to be done",
            "max_length": "Write what is to be done in 500 letters or fewer",
        },
    )
    priority_id = one_of("Which priority does it lead to?")
    owner = line(
        "Whose is it?",
        hint="A post, such as Head of Fostering",
        missing="Write whose it is",
    )
    owner_user_id = one_of(
        "Who is told when it is overdue?", hint="They may tell how far it has come"
    )
    due_on = day("By when?", missing="Enter by when it is to be done")

    def fit(self, to: Any, *, viewer: "User") -> None:
        """`to` is the plan, or a step that is there already."""
        plan: ActionPlan = getattr(to, "plan", to)
        of_plan = queries.priority_choices(plan, viewer=viewer)
        self.offer("priority_id", list(of_plan), none="None of them")
        owners = queries.owner_choices(viewer=viewer)
        self.offer("owner_user_id", list(owners), none="Those who keep the plan")


DONE = 100
HOW_FAR = (
    (0, "Not begun"),
    (25, "Begun: about a quarter"),
    (50, "About half"),
    (75, "About three quarters"),
    (DONE, "Done"),
)


class ProgressForm(SheetForm):
    percent = forms.TypedChoiceField(
        label="How far has it come?",
        choices=HOW_FAR,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how far it has come"},
    )
    progress = several_lines("What has happened so far?", hint=EVERYBODY_READS_IT)
    done_on = day("When was it done?", hint="Leave empty until it is done")
    what_was_done = several_lines(
        "What was done?", hint=f"Once it is done. {EVERYBODY_READS_IT}"
    )

    def clean_done_on(self) -> date | None:
        return self.not_to_come("done_on")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("percent") == DONE:
            if "done_on" in answers and not answers["done_on"]:
                self.add_error("done_on", "Enter when it was done")
            if not answers.get("what_was_done"):
                self.add_error("what_was_done", "Write what was done")
        elif "percent" in answers:
            answers |= {"done_on": None, "what_was_done": ""}
        return answers


# -- risks -----------------------------------------------------------------------------


def score(label: str, choices: Any, *, missing: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": missing},
    )


class ReviewForm(SheetForm):
    reviewed_on = day("When was it looked at?", missing="Enter when it was looked at")
    likelihood = score(
        "How likely is it?", Likelihood.choices, missing="Say how likely it is"
    )
    impact = score(
        "How much would it matter?",
        Impact.choices,
        missing="Say how much it would matter",
    )
    note = several_lines("What has changed?", hint=STAFF_READ_IT)
    next_review_on = day("When is it looked at again?")

    def clean_reviewed_on(self) -> date | None:
        return self.not_to_come("reviewed_on")


class ChangeRiskForm(SheetForm):
    """Its score is changed by a review, so that the one before it stays."""

    title = line("What may go wrong?", hint=STAFF_READ_IT, missing="Write what it is")
    cause = several_lines("Why may it?", hint=STAFF_READ_IT, missing="Write why it may")
    effect = several_lines(
        "What would it mean for children in care and care leavers?",
        hint=STAFF_READ_IT,
        missing="Write what it would mean",
    )
    mitigation = several_lines(
        "What do we do about it?", hint=STAFF_READ_IT, missing="Write what you do"
    )
    owner = line(
        "Whose is it?",
        hint="A post, such as Head of Fostering",
        missing="Write whose it is",
    )
    owner_user_id = one_of("Who reviews it?", hint="They may say how likely it is now")
    is_public = tick(
        "It may stand in a report that everybody reads",
        hint="Only if nothing of it points to a young person",
    )
    closed_on = day("Since when is it not a risk any more?")
    why_closed = several_lines("Why not?", hint=STAFF_READ_IT)

    def fit(self, to: Any, *, viewer: "User") -> None:
        owners = queries.owner_choices(viewer=viewer)
        self.offer("owner_user_id", list(owners), none="Those who keep the list")


class RiskForm(ChangeRiskForm):
    reviewed_on = day("When was it looked at?", missing="Enter when it was looked at")
    likelihood = score(
        "How likely is it?", Likelihood.choices, missing="Say how likely it is"
    )
    impact = score(
        "How much would it matter?",
        Impact.choices,
        missing="Say how much it would matter",
    )
    next_review_on = day("When is it looked at again?")
    closed_on = None  # type: ignore[assignment]
    why_closed = None  # type: ignore[assignment]

    def clean_reviewed_on(self) -> date | None:
        return self.not_to_come("reviewed_on")
