import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from parentis.design.forms import GovukForm
from parentis.meetings.choices import (
    KEPT,
    LARGEST,
    LARGEST_MB,
    SCHEDULE_12A,
    Came,
    DecisionKind,
    ExemptParagraph,
    FileForm,
    FileRefused,
    HowHeld,
    InterestKind,
    ItemKind,
    MeetingState,
)
from parentis.recorded.forms import (
    EVERYBODY_READS_IT,
    EntryForm,
    day,
    line,
    optional_line,
    radios,
    select,
    tick,
    words,
)

Choices = Sequence[tuple[int, str]]
LONGEST_TITLE = 300
LONGEST_NAME = 80
TIMES = ("%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%H%M")
A_TIME = "Write a time, such as 18:00 or 6pm"
# How far ahead a forward plan goes.
MONTHS_AHEAD = 24


class TimeField(forms.CharField):
    """A time of day as people write it: 18:00, 6pm, 5.30 pm."""

    def __init__(self, *, label: str, missing: str = "", help_text: str = "") -> None:
        super().__init__(
            label=label if missing else f"{label} (if known)",
            help_text=help_text,
            max_length=10,
            required=bool(missing),
            widget=forms.TextInput(attrs={"autocomplete": "off", "size": 8}),
            error_messages={"required": missing, "max_length": A_TIME},
        )

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value).replace(" ", "").lower()
        if not typed:
            return None
        for shape in TIMES:
            try:
                # Only its time is taken, and a time has no zone.
                return datetime.strptime(typed, shape).time()  # noqa: DTZ007
            except ValueError:
                continue
        raise forms.ValidationError(A_TIME)


def title_line(label: str, *, missing: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": missing,
            "max_length": "Write 300 letters or fewer",
        },
    )


def fill(form: GovukForm, name: str, choices: Iterable[Any], *, nothing: str) -> None:
    """Gives a question its answers. `nothing` is the first, which is none."""
    form.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]


class MeetingEntryForm(EntryForm):
    def _in_words(self, name: str, value: Any) -> str:
        if isinstance(value, datetime):
            here = timezone.localtime(value)
            return f"{here.day} {here:%B %Y, %H:%M}"
        return super()._in_words(name, value)


# -- meetings --------------------------------------------------------------------------


class MeetingForm(MeetingEntryForm):
    body_id = select("Which body meets?", missing="Choose which body meets")
    on_day = day("On which day?", missing="Enter the day of the meeting")
    begins = TimeField(
        label="When does it begin?",
        missing="Enter when it begins",
        help_text="For example, 18:00 or 6pm",
    )
    ends = TimeField(label="When does it end?", help_text="For example, 20:00 or 8pm")
    place = optional_line(
        "Where is it held?", hint=EVERYBODY_READS_IT, longest=LONGEST_TITLE
    )
    how = radios("How is it held?", HowHeld.choices, missing="Choose how it is held")
    theme = optional_line(
        "Theme", hint=f"What it is about as a whole. {EVERYBODY_READS_IT}"
    )
    state = radios(
        "Is it planned, held or cancelled?",
        MeetingState.choices,
        missing="Choose whether it is planned, held or cancelled",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        first = {"how": HowHeld.IN_PERSON, "state": MeetingState.PLANNED}
        super().__init__(data, on=on, initial=first | _times(initial or {}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", "The meeting must end after it begins")
        return cleaned

    def answers(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        on, begins, ends = (found.pop(name) for name in ("on_day", "begins", "ends"))
        return found | {
            "begins_at": timezone.make_aware(datetime.combine(on, begins)),
            "ends_at": timezone.make_aware(datetime.combine(on, ends))
            if ends
            else None,
        }


class NewMeetingForm(MeetingForm):
    state = None  # type: ignore[assignment]


def _times(initial: dict[str, Any]) -> dict[str, Any]:
    """A meeting's beginning and end, as the form asks for them."""
    begins, ends = initial.get("begins_at"), initial.get("ends_at")
    if not begins:
        return initial
    here = timezone.localtime(begins)
    return initial | {
        "on_day": here.date(),
        "begins": here.time(),
        "ends": timezone.localtime(ends).time() if ends else None,
    }


def paragraph_choice() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="If it is not, by which paragraph of Schedule 12A?",
        help_text=f"{SCHEDULE_12A.title} (from memory, not yet confirmed)",
        choices=[("", "It is open to the public"), *ExemptParagraph.choices],
        required=False,
        error_messages={"invalid_choice": "Choose one of these paragraphs"},
    )


def check_paragraph(form: GovukForm, cleaned: dict[str, Any]) -> dict[str, Any]:
    """What is not open names the paragraph that keeps it back; what is open none."""
    is_exempt, paragraph = cleaned.get("is_exempt"), cleaned.get("paragraph")
    if is_exempt and not paragraph and "paragraph" not in form.errors:
        form.add_error("paragraph", "Choose the paragraph that keeps it back")
    if paragraph and not is_exempt:
        form.add_error(
            "is_exempt",
            "Say that it is not open to the public, or choose no paragraph",
        )
    return cleaned


class ItemForm(EntryForm):
    title = title_line(
        "What is the item?",
        missing="Write what the item is",
        hint=(
            f"{EVERYBODY_READS_IT} The title of an item that is not open to the public"
            " is not shown to them."
        ),
    )
    kind = forms.ChoiceField(
        label="What kind of item is it?",
        choices=ItemKind.choices,
        error_messages={"invalid_choice": "Choose what kind of item it is"},
    )
    what_for = words("What are members asked to do?", hint=EVERYBODY_READS_IT)
    lead = optional_line("Who speaks to it?", hint="A post, or a councillor")
    is_exempt = tick("It is not open to the public")
    paragraph = paragraph_choice()
    why_exempt = words(
        "Why is the public interest in keeping it back?",
        hint="Members who may read the item read this.",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        first = {"kind": ItemKind.REPORT}
        super().__init__(data, on=on, initial=first | (initial or {}))

    def clean(self) -> dict[str, Any]:
        return check_paragraph(self, super().clean() or {})


class MinuteForm(EntryForm):
    minute = words(
        "What was said on this item?",
        hint=(
            f"{EVERYBODY_READS_IT} On an item that is not open to the public, only"
            " those who may read the item read this."
        ),
        rows=12,
    )


class MinutesForm(EntryForm):
    minutes = words(
        "What else was said, and when it ended",
        hint=(
            f"{EVERYBODY_READS_IT} What was said on one item is written under the item."
        ),
        rows=12,
    )


class ApproveMinutesForm(GovukForm):
    approved_on = day(
        "On which day were the minutes approved?",
        hint="Mostly the day of the next meeting. For example, 27 3 2026",
        missing="Enter the day on which the minutes were approved",
    )


# -- papers ----------------------------------------------------------------------------


class PaperForm(EntryForm):
    title = title_line(
        "What is the paper called?",
        missing="Write what the paper is called",
        hint=EVERYBODY_READS_IT,
    )
    is_exempt = tick(
        "This paper is not open to the public",
        hint="A paper under an item that is not open is never shown to them.",
    )
    paragraph = paragraph_choice()

    def clean(self) -> dict[str, Any]:
        return check_paragraph(self, super().clean() or {})


class UploadPaperForm(PaperForm):
    file = forms.FileField(
        label="The file",
        help_text=f"{KEPT[0].upper()}{KEPT[1:]}. No larger than {LARGEST_MB} MB.",
        error_messages={
            "required": "Choose the file",
            "empty": "The file is empty. Choose it again",
            "invalid": "Choose the file again",
        },
    )
    field_order = ("file",)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        on: date,
    ) -> None:
        super().__init__(data, on=on)
        self.files = files or MultiValueDict()

    def clean_file(self) -> "UploadedFile[Any]":
        """What it is stands in `form_of_file` and its clean name in `name_of_file`."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(
                f"The file is over {LARGEST_MB} MB. Choose a smaller one"
            )
        self.contents = file.read()
        try:
            self.form_of_file = FileForm.of(self.contents)
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        self.name_of_file = _named(str(file.name), self.form_of_file)
        return file


def _named(name: str, form: FileForm) -> str:
    """The file's own name without what could lead anywhere or deceive who reads it."""
    shown = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    own = PurePosixPath(shown)
    if own.suffix and own.suffix.lower() != f".{form.value}":
        raise forms.ValidationError(
            f"The name of the file ends in {own.suffix[:10]}, but it is {form.label}."
            " Give it the right name, and choose it again"
        )
    kept = "".join(
        letter if letter.isalnum() or letter in " -_()&,'" else "-"
        for letter in own.stem
        if unicodedata.category(letter)[0] != "C"
    )
    stem = " ".join(kept.split()).strip(" .-")[:LONGEST_NAME] or "paper"
    return f"{stem}.{form.value}"


# -- who came, and what they declared --------------------------------------------------


class AttendanceForm(GovukForm):
    """Of each seat whether they came, who came for them, and whether online."""

    also_present = words(
        "Who else was there?", hint=f"By post, a line each. {EVERYBODY_READS_IT}"
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        seats: Sequence[tuple[int, str, bool]],
        councillors: Choices,
        initial: Mapping[str, Any],
    ) -> None:
        """`seats`: each one's key, name, and whether a councillor has it."""
        super().__init__(data, initial=dict(initial))
        self.seats = seats
        also = self.fields.pop("also_present")
        for pk, name, is_councillor in seats:
            self.fields[f"came_{pk}"] = radios(
                name, Came.choices, missing=f"Say whether {name} came"
            )
            if is_councillor:
                substitute = select(f"Who came for {name}?")
                substitute.choices = [("", "Nobody"), *councillors]
                self.fields[f"substitute_{pk}"] = substitute
            self.fields[f"remote_{pk}"] = tick("Online")
        self.fields["also_present"] = also

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for pk, name, _ in self.seats:
            came = cleaned.get(f"came_{pk}")
            if cleaned.get(f"substitute_{pk}") and came == Came.PRESENT:
                self.add_error(
                    f"substitute_{pk}", f"{name} came: nobody else came for them"
                )
        return cleaned

    def answers(self) -> dict[int, tuple[Came, int | None, bool]]:
        found = self.cleaned_data
        return {
            pk: (
                Came(found[f"came_{pk}"]),
                found.get(f"substitute_{pk}"),
                found[f"remote_{pk}"],
            )
            for pk, _, _ in self.seats
        }

    @property
    def rows(self) -> list[list[Any]]:
        """The questions of each seat together, as the page sets them out."""
        names = [("came", "substitute", "remote") for _ in self.seats]
        return [
            [self[f"{name}_{pk}"] for name in of if f"{name}_{pk}" in self.fields]
            for (pk, _, _), of in zip(self.seats, names, strict=True)
        ]


class DeclarationForm(EntryForm):
    membership_id = select("Who declares it?", missing="Choose who declares it")
    item_id = select("In which item?")
    kind = radios(
        "What kind of interest is it?",
        InterestKind.choices,
        missing="Choose what kind of interest it is",
        hint="Localism Act 2011 (from memory, not yet confirmed)",
    )
    words = words(
        "What is the interest?", hint=EVERYBODY_READS_IT, missing="Write what it is"
    )
    has_left = tick("They left while the item was discussed")


class DecisionForm(EntryForm):
    kind = radios(
        "What kind of decision is it?",
        DecisionKind.choices,
        missing="Choose what kind of decision it is",
    )
    words = words(
        "What was decided?",
        hint=f"Such as: That the report be noted. {EVERYBODY_READS_IT}",
        missing="Write what was decided",
    )
    votes = optional_line("How did members vote?", hint="Such as: 6 for, 2 against")
    is_key = tick(
        "It is a key decision",
        hint="One that spends or saves much, or touches many people.",
    )


class ActionForm(EntryForm):
    words = words(
        "What is to be done?",
        hint=EVERYBODY_READS_IT,
        missing="Write what is to be done",
    )
    owner = line(
        "Who does it?",
        hint="A post, or a councillor, as the minutes say it",
        missing="Write who does it",
    )
    owner_user_id = select(
        "Who is told in Parentis?",
        hint="They are told now, and again when the day has passed.",
    )
    due_on = day("By which day?")


class FinishActionForm(EntryForm):
    done_on = day("On which day was it done?", missing="Enter the day it was done")
    what_was_done = words(
        "What was done?", hint=EVERYBODY_READS_IT, missing="Write what was done"
    )

    def clean_done_on(self) -> date:
        done_on: date = self.cleaned_data["done_on"]
        if done_on > self.on:
            raise forms.ValidationError("The day it was done cannot be in the future")
        return done_on


# -- forward plan ----------------------------------------------------------------------


class ForwardPlanForm(EntryForm):
    body_id = select("Which body?", missing="Choose which body")
    title = title_line(
        "What will it talk about?",
        missing="Write what it will talk about",
        hint=EVERYBODY_READS_IT,
    )
    meeting_id = select("At which meeting?", hint="Where its day is fixed.")
    month = forms.TypedChoiceField(
        label="Or in which month?",
        coerce=date.fromisoformat,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": "Choose one of these months"},
    )
    why = words("What is it for?", hint=EVERYBODY_READS_IT)
    lead = optional_line("Who prepares it?", hint="A post")
    is_key_decision = tick("It is a key decision")
    is_exempt = tick("Part of it will not be open to the public")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        on: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, on=on, initial=initial)
        # The month of each meeting, and whose it is.
        self.meetings: dict[int, tuple[int, date]] = {}
        months = {_month_after(on, ahead) for ahead in range(MONTHS_AHEAD)}
        if now := self.initial.get("month"):
            months.add(now)
        fill(
            self,
            "month",
            [(each.isoformat(), f"{each:%B %Y}") for each in sorted(months)],
            nothing="Choose a month",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        body, begins_on = self.meetings.get(cleaned.get("meeting_id") or 0, (0, None))
        if begins_on:
            cleaned["month"] = begins_on.replace(day=1)
            if body != cleaned.get("body_id"):
                self.add_error("meeting_id", "Choose a meeting of this body")
        elif not cleaned.get("month") and "month" not in self.errors:
            self.add_error("month", "Choose a meeting or a month")
        return cleaned


def _month_after(on: date, ahead: int) -> date:
    years, month = divmod(on.month - 1 + ahead, 12)
    return date(on.year + years, month + 1, 1)


# -- what young people ask -------------------------------------------------------------


class FromYoungPeopleForm(EntryForm):
    asked_of_id = select("Whom do they ask?", missing="Choose whom they ask")
    said_by = line(
        "Which group asks?",
        hint="A group, such as the children in care council. Name no young person.",
        missing="Write which group asks",
    )
    words = words(
        "What do they want us to talk about?",
        hint=f"In their own words. {EVERYBODY_READS_IT}",
        missing="Write what they want us to talk about",
    )
    said_on = day("When did they say so?", missing="Enter when they said so")


class AnswerForm(EntryForm):
    answer = words(
        "What is our answer?",
        hint=f"Write it as you would say it to them. {EVERYBODY_READS_IT}",
        missing="Write our answer",
        rows=6,
    )
    answered_on = day("When was it answered?", missing="Enter when it was answered")


class ToldForm(EntryForm):
    told_on = day(
        "On which day did the answer go back to them?",
        missing="Enter the day the answer went back to them",
    )
    how_told = line(
        "How were they told?",
        hint="Such as: the chair came to their meeting",
        missing="Write how they were told",
    )


class PutOnAgendaForm(GovukForm):
    meeting = select("On the agenda of which meeting?", missing="Choose a meeting")

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, meetings: Choices
    ) -> None:
        super().__init__(data)
        fill(self, "meeting", meetings, nothing="Choose a meeting")


# -- the calendar ----------------------------------------------------------------------


class FeedForm(GovukForm):
    bodies = forms.TypedMultipleChoiceField(
        label="Whose meetings?",
        help_text="Tick none for the meetings of all of them.",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from these"},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        bodies: Choices,
        chosen: Sequence[int],
    ) -> None:
        super().__init__(data, initial={"bodies": list(chosen)})
        self.fields["bodies"].choices = list(bodies)  # type: ignore[attr-defined]
