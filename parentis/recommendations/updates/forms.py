"""What is asked of updates and statuses."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from parentis.design.forms import GovukForm
from parentis.evidence.forms import EVERYBODY_MAY_READ, EvidenceForm
from parentis.recommendations.choices import (
    MEANS,
    Status,
)
from parentis.recorded.forms import (
    LONGEST_LINE,
    Beside,
    EntryForm,
    YesOrNo,
    day,
    optional_line,
    select,
    words,
)

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

    from parentis.accounts.models import User
from parentis.recommendations.forms import choose_first
from parentis.recommendations.updates import queries
from parentis.recommendations.updates.actions import NewStatus
from parentis.recommendations.updates.queries import ToChooseFrom

STATUSES = [(each.value, f"{each.label}: {MEANS[each].lower()}") for each in Status]
AS_IT_IS = ("as-it-is", "It stays as it is")


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
        choose_first(
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
    """What was told, to whom, and when."""

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


def _told_of() -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label="Which recommendations is it about?",
        help_text="The same words may tell of several.",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the recommendations it is about"},
    )


class ChangeUpdateForm(UpdateForm):
    """Corrects what was told, and of which recommendations."""

    recommendations = _told_of()
    field_order: tuple[str, ...] = ("recommendations",)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        viewer: "User",
        choose: ToChooseFrom,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, choose=choose, initial=initial)
        self.viewer = viewer
        asked = self.fields["recommendations"]
        asked.choices = choose.recommendations  # type: ignore[attr-defined]
        asked.help_text = (
            "A status that was set with it is struck out for those you take away."
        )

    def answers(self) -> dict[str, Any]:
        """Of the update alone, without which it is about."""
        given = super().answers()
        return {name: given[name] for name in given if name != "recommendations"}

    def beside(self, now: Any) -> list[Beside]:
        name = "recommendations"
        theirs = [each.pk for each in queries.about(now, viewer=self.viewer)]
        of_which = Beside(
            question=str(self.fields[name].label),
            theirs=self._in_words(name, theirs),
            yours=self._in_words(name, self.cleaned_data[name]),
        )
        return [of_which, *super().beside(now)]


class AddUpdateForm(StatusForm):
    """What is told, of which recommendations; and whether their status changes."""

    recommendations = _told_of()
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
    choose_first(form.fields["body_id"], "Choose a body", choose.bodies)
    choose_first(form.fields["meeting_id"], "Choose a meeting", choose.meetings)


def _not_to_come(form: EntryForm) -> date:
    reported_on: date = form.cleaned_data["reported_on"]
    if reported_on > form.on:
        raise forms.ValidationError("The day it is told cannot be in the future")
    return reported_on
