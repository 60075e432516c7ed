"""What is asked of sources, recommendations, updates and statuses."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from parentis.design.forms import GovukForm
from parentis.evidence.forms import EVERYBODY_MAY_READ, EvidenceForm
from parentis.recommendations.actions import NewStatus
from parentis.recommendations.choices import (
    MEANS,
    Answer,
    Every,
    SourceKind,
    Status,
)
from parentis.recommendations.queries import ToChooseFrom
from parentis.recorded.forms import (
    LONGEST_LINE,
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
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

    from parentis.accounts.models import User

Choices = Sequence[tuple[int, str]]
STATUSES = [(each.value, f"{each.label}: {MEANS[each].lower()}") for each in Status]
AS_IT_IS = ("as-it-is", "It stays as it is")
LONGEST_NUMBER = 20


def _first(field: Any, first: str, choices: Choices) -> None:
    field.choices = [("", first), *choices]


class SourceForm(EntryForm):
    kind = radios(
        "Where do the recommendations come from?",
        SourceKind.choices,
        missing="Choose where the recommendations come from",
    )
    title = line(
        "What is it called?",
        hint=f"The title of its report or letter. {EVERYBODY_MAY_READ}",
        missing="Write what it is called",
    )
    made_by = line(
        "Who made them?",
        hint="A body or an organisation, or a post",
        missing="Write who made them",
    )
    made_on = day("When were they made?")
    about = words("What did it look at?", hint=EVERYBODY_MAY_READ, rows=3)
    reported_to_id = select("Which body is told how far they have come? (if any)")
    update_every = select("How often is an update due? (if on set days)")
    is_public = YesOrNo(
        label="May everybody read these recommendations?",
        help_text="They stand on the public pages, with updates, unless you say no.",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        bodies: Choices,
        initial: dict[str, Any] | None = None,
    ) -> None:
        now = {"is_public": True, **(initial or {})}
        super().__init__(data, on=on, initial=now)
        _first(self.fields["reported_to_id"], "No body", bodies)
        _first(self.fields["update_every"], "Not on set days", Every.choices)


class RecommendationForm(EntryForm):
    number = forms.CharField(
        label="Its number",
        help_text="As its source numbers it: 1, or (i) for a part of one",
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "class": "govuk-input--width-5"}
        ),
        error_messages={
            "required": "Enter its number",
            "max_length": "Its number: write 20 letters or fewer",
        },
    )
    text = words(
        "What is recommended?",
        hint=f"Word for word. {EVERYBODY_MAY_READ}",
        missing="Write what is recommended",
    )
    theme = optional_line(
        "The heading it stands under", hint="As its source has it, such as: Education"
    )
    addressed_to = optional_line(
        "Who is asked to do it?", hint="A body, an organisation or a post"
    )
    answer = radios(
        "What did the council answer?",
        Answer.choices,
        missing="Choose what the council answered",
    )
    why_answer = words(
        "Why?",
        hint=f"Needed where it is not accepted, or only in part. {EVERYBODY_MAY_READ}",
        rows=3,
    )
    answered_on = day("When was it answered?")
    owner = optional_line(
        "Who sees to it?", hint="A post, such as: Virtual School Headteacher"
    )
    owner_user_id = select(
        "Who of us tells how far it has come? (if anybody)",
        hint="They may write updates on it, and are reminded when one is due.",
    )
    due_on = day("By when is it to be done?")
    update_every = select(
        "How often is an update due? (if not as for the others of its source)"
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        owners: Choices,
        initial: dict[str, Any] | None = None,
    ) -> None:
        now = {"answer": Answer.WAITING, **(initial or {})}
        super().__init__(data, on=on, initial=now)
        _first(self.fields["owner_user_id"], "Nobody", owners)
        _first(self.fields["update_every"], "As its source says", Every.choices)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        needs_why = answers.get("answer") in (Answer.PARTLY, Answer.NOT_ACCEPTED)
        if needs_why and not answers.get("why_answer"):
            self.add_error(
                "why_answer", "Write why it is not accepted, or only in part"
            )
        return answers


class StatusForm(EvidenceForm):
    """Sets a status, with who says so and on what evidence."""

    status = forms.ChoiceField(
        label="What is its status now?",
        choices=STATUSES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the status",
            "invalid_choice": "Choose the status",
        },
    )
    superseded_by = select(
        "Which recommendation has taken its place? (if it is superseded)"
    )
    set_on = day("Since when?", missing="Enter since when")
    set_by = forms.CharField(
        label="Who sets the status?",
        help_text="A post, such as: Corporate Parenting Officer",
        max_length=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": "Who sets the status: write 200 letters or fewer"
        },
    )
    field_order: tuple[str, ...] = (
        "status",
        "superseded_by",
        "set_on",
        "set_by",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        on: date,
        viewer: "User",
        choose: ToChooseFrom,
        initial: dict[str, Any] | None = None,
    ) -> None:
        now = {"set_on": on, **(initial or {})}
        super().__init__(data, files, on=on, viewer=viewer, initial=now)
        _first(
            self.fields["superseded_by"], "Choose a recommendation", choose.supersede
        )

    def clean_set_on(self) -> date:
        set_on: date = self.cleaned_data["set_on"]
        if set_on > self.on:
            raise forms.ValidationError("A status cannot be set before its day")
        return set_on

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("status", AS_IT_IS[0]) != AS_IT_IS[0]:
            self._check_status(answers)
        return answers

    def _check_status(self, answers: dict[str, Any]) -> None:
        self.check_evidence()
        if not answers.get("set_by"):
            self.add_error("set_by", "Write who sets the status")
        is_superseded = answers["status"] == Status.SUPERSEDED
        if is_superseded and not answers.get("superseded_by"):
            self.add_error(
                "superseded_by", "Choose the recommendation that has taken its place"
            )

    def new_status(self) -> NewStatus:
        given = self.cleaned_data
        status = Status(given["status"])
        return NewStatus(
            status=status,
            set_by=given["set_by"],
            set_on=given.get("set_on"),
            evidence=self.new_evidence(),
            superseded_by=(
                given["superseded_by"] if status is Status.SUPERSEDED else None
            ),
        )


class UpdateForm(EntryForm):
    """What was told. It can be corrected; which recommendations it is of cannot."""

    words = words(
        "What is told?",
        hint=f"What was done, and what came of it. {EVERYBODY_MAY_READ}",
        missing="Write what is told",
        rows=8,
    )
    reported_on = day("On which day is it told?", missing="Enter the day it is told")
    body_id = select("Which body is told? (if it is on the list)")
    meeting_id = select("At which of its meetings? (if it is on the list)")
    told_to = optional_line(
        "Who is told, if they are not on the list?",
        hint="A body of the past, a partnership, an inspectorate",
    )
    report = optional_line("In which report?", hint="Its title", longest=300)
    told_by = optional_line(
        "Who tells it?", hint="A post, such as: Virtual School Headteacher"
    )
    is_public = YesOrNo(label="May everybody read this update?")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        choose: ToChooseFrom,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        _fill_told(self, choose)

    def clean_reported_on(self) -> date:
        return _not_to_come(self)


class AddUpdateForm(StatusForm):
    """What is told, of which recommendations; and whether their status changes."""

    recommendations = forms.TypedMultipleChoiceField(
        label="Which recommendations is it about?",
        help_text="The same words may tell of several.",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the recommendations it is about"},
    )
    words = UpdateForm.base_fields["words"]
    reported_on = UpdateForm.base_fields["reported_on"]
    body_id = UpdateForm.base_fields["body_id"]
    meeting_id = UpdateForm.base_fields["meeting_id"]
    told_to = UpdateForm.base_fields["told_to"]
    report = UpdateForm.base_fields["report"]
    told_by = UpdateForm.base_fields["told_by"]
    is_public = UpdateForm.base_fields["is_public"]
    status = forms.ChoiceField(
        label="Does their status change?",
        choices=[AS_IT_IS, *STATUSES],
        initial=AS_IT_IS[0],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say whether their status changes",
            "invalid_choice": "Say whether their status changes",
        },
    )
    set_on = None  # type: ignore[assignment]
    OF_UPDATE = tuple(UpdateForm.base_fields)
    field_order: tuple[str, ...] = (
        "recommendations",
        *OF_UPDATE,
        "status",
        "superseded_by",
        "set_by",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        on: date,
        viewer: "User",
        choose: ToChooseFrom,
        initial: dict[str, Any] | None = None,
    ) -> None:
        now = {"reported_on": on, "is_public": True, **(initial or {})}
        super().__init__(data, files, on=on, viewer=viewer, choose=choose, initial=now)
        for name in ("set_by", "evidence_kind"):
            self.fields[name].label = f"{self.fields[name].label} (if it changes)"
        asked = self.fields["recommendations"]
        asked.choices = choose.recommendations  # type: ignore[attr-defined]
        _fill_told(self, choose)

    def clean_reported_on(self) -> date:
        return _not_to_come(self)

    def answers(self) -> dict[str, Any]:
        """Of the update alone."""
        given = self.cleaned_data
        return {name: given[name] for name in self.OF_UPDATE}

    def new_statuses(self) -> dict[int, NewStatus]:
        """By the number of each recommendation; empty where none changes."""
        if self.cleaned_data["status"] == AS_IT_IS[0]:
            return {}
        new = self.new_status()
        return dict.fromkeys(self.cleaned_data["recommendations"], new)


def _fill_told(form: GovukForm, choose: ToChooseFrom) -> None:
    _first(form.fields["body_id"], "Choose a body", choose.bodies)
    _first(form.fields["meeting_id"], "Choose a meeting", choose.meetings)


def _not_to_come(form: EntryForm) -> date:
    reported_on: date = form.cleaned_data["reported_on"]
    if reported_on > form.on:
        raise forms.ValidationError("The day it is told cannot be in the future")
    return reported_on


class ChooseForm(GovukForm):
    """Which recommendations a list shows. Nothing chosen: all of them."""

    show = forms.ChoiceField(
        label="Show",
        choices=[
            ("", "All of them"),
            ("overdue", "Overdue"),
            ("due", "An update is overdue"),
            *((each.value, each.label) for each in Status),
            ("none", "No status yet"),
        ],
        required=False,
    )
    owner = forms.ChoiceField(label="Who sees to it", required=False)
    source = forms.TypedChoiceField(
        label="From", coerce=int, empty_value=None, required=False
    )

    def __init__(
        self, data: Mapping[str, Any], *, owners: Sequence[str], sources: Choices
    ) -> None:
        super().__init__(data)
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", "Anybody"),
            *((each, each) for each in owners),
        ]
        _first(self.fields["source"], "Any source", sources)

    def chosen(self) -> dict[str, Any]:
        """What was asked for. What is no such choice asks for nothing."""
        self.full_clean()
        given = self.cleaned_data if self.is_bound else {}
        return {
            "show": given.get("show", ""),
            "owner": given.get("owner", ""),
            "source": given.get("source"),
        }
