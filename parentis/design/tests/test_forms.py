"""Questions as people meet them: what a form looks like, and what it says is wrong."""

from datetime import date
from typing import Any

import lxml.html
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict

from parentis.design.forms import DateField, FilesField, GovukForm


class MeetingForm(GovukForm):
    kind = forms.ChoiceField(
        label="What kind of meeting?",
        choices=[("board", "Board"), ("panel", "Panel")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select the kind of meeting"},
    )
    held_on = DateField(
        label="When is it?",
        help_text="For example, 27 3 2025",
        error_messages={"required": "Enter the date of the meeting"},
    )
    room = forms.CharField(label="Where?", required=False)
    notes = forms.CharField(label="Notes", widget=forms.Textarea, required=False)
    topics = forms.MultipleChoiceField(
        label="Topics",
        choices=[("a", "A"), ("b", "B")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    year = forms.ChoiceField(label="Year", choices=[(2024, "2024"), (2025, "2025")])


def drawn(form):
    return lxml.html.fragment_fromstring(str(form), create_parent="form")


def answers(**changes):
    return {
        "kind": "board",
        "held_on-day": "27",
        "held_on-month": "3",
        "held_on-year": "2025",
        "year": "2025",
        **changes,
    }


def test_every_input_has_a_name_that_people_see():
    form = drawn(MeetingForm())

    for field in form.cssselect("input, select, textarea"):
        assert form.cssselect(f"label[for='{field.get('id')}']"), field.get("name")


def test_questions_of_several_inputs_are_asked_once():
    legends = [e.text_content().strip() for e in drawn(MeetingForm()).iter("legend")]

    assert legends == ["What kind of meeting?", "When is it?", "Topics"]


def test_what_was_typed_comes_back():
    form = drawn(
        MeetingForm(answers(room="Old <b>hall</b>", topics=["b"], year="2024"))
    )

    assert form.cssselect("[name=room]")[0].get("value") == "Old <b>hall</b>"
    assert form.cssselect("[name=kind][checked]")[0].get("value") == "board"
    assert form.cssselect("[name=topics][checked]")[0].get("value") == "b"
    assert form.cssselect("[name=held_on-month]")[0].get("value") == "3"
    assert form.cssselect("option[selected]")[0].get("value") == "2024"


def test_a_mistake_and_a_hint_are_read_out_with_their_question():
    form = drawn(MeetingForm({}))
    group = form.cssselect("fieldset:has([name=held_on-day])")[0]
    described = [
        form.get_element_by_id(name).text_content().split(":")[-1].strip()
        for name in group.get("aria-describedby").split()
    ]

    assert described == ["For example, 27 3 2025", "Enter the date of the meeting"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("27", "3", "2025"), date(2025, 3, 27)),
        (("1", "march", "2025"), date(2025, 3, 1)),
        (("01", "Mar", "2025"), date(2025, 3, 1)),
    ],
)
def test_a_date_is_taken_as_people_write_it(typed, expected):
    day, month, year = typed
    form = MeetingForm(
        answers(**{"held_on-day": day, "held_on-month": month, "held_on-year": year})
    )

    assert form.is_valid(), form.errors
    assert form.cleaned_data["held_on"] == expected


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        (("", "", ""), "Enter the date of the meeting"),
        (("27", "", "2025"), "The date must include a month"),
        (("", "", "2025"), "The date must include a day and a month"),
        (("31", "2", "2025"), "The date must be a real one, such as 27 3 2025"),
        (("27", "3", "25"), "The date must be a real one, such as 27 3 2025"),
        (("x", "y", "z"), "The date must be a real one, such as 27 3 2025"),
        (("9" * 30, "2", "2025"), "The date must be a real one, such as 27 3 2025"),
    ],
)
def test_a_date_that_is_none_is_explained(typed, mistake):
    day, month, year = typed
    form = MeetingForm(
        answers(**{"held_on-day": day, "held_on-month": month, "held_on-year": year})
    )

    assert form.errors["held_on"] == [mistake]


class BringForm(GovukForm):
    tables = FilesField(label="Files", error_messages={"required": "Choose the files"})


def test_several_files_are_taken_at_once():
    brought: list[UploadedFile[Any]]
    brought = [SimpleUploadedFile("a.csv", b"a"), SimpleUploadedFile("b.csv", b"b")]
    form = BringForm({}, MultiValueDict({"tables": brought}))

    assert form.is_valid(), form.errors
    assert [file.name for file in form.cleaned_data["tables"]] == ["a.csv", "b.csv"]


def test_no_file_is_a_mistake():
    assert BringForm({}, MultiValueDict()).errors["tables"] == ["Choose the files"]


def test_files_can_be_chosen_without_a_script():
    (field,) = drawn(BringForm()).cssselect("input[type=file]")

    assert field.get("multiple") is not None
    assert field.get("name") == "tables"
