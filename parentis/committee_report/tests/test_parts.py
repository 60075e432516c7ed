"""A report in parts, and what is typed into them."""

import pytest

from parentis.committee_report.parts import (
    counted_table,
    counts_of,
    lines_of,
    parts_of,
)
from parentis.committee_report.request import ReportRefused
from parentis.committee_report.shapes import SHAPES, Shape


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.code)
def test_each_part_has_an_address_of_its_own(shape: Shape) -> None:
    codes = [part.code for part in parts_of(shape)]

    assert len(set(codes)) == len(codes)
    assert {"head", "recommendations", "background-documents"} <= set(codes)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.code)
def test_whatever_a_shape_asks_for_is_asked_in_some_part(shape: Shape) -> None:
    asked = {entry.code for part in parts_of(shape) for entry in part.entries}

    assert {entry.code for entry in shape.entries()} <= asked
    assert {section.code for section in shape.written_sections()} <= {
        part.code for part in parts_of(shape)
    }


def test_letters_typed_before_recommendations_are_not_doubled() -> None:
    assert lines_of("(a) note the figures\n\nb) agree the pledge\n- write again") == [
        "note the figures",
        "agree the pledge",
        "write again",
    ]


def test_counts_are_read_line_by_line() -> None:
    rows = counts_of("College: 97\nSchool, sixth form: 16\nOther: 1,204")

    assert [(row.label, row.count) for row in rows] == [
        ("College", 97),
        ("School, sixth form", 16),
        ("Other", 1204),
    ]


def test_a_line_without_a_number_is_named() -> None:
    with pytest.raises(ReportRefused, match="Line 2, 'Apprenticeship', has no number"):
        counts_of("College: 97\nApprenticeship")


def test_counts_are_taken_as_unpublished_unless_somebody_says_otherwise() -> None:
    typed = {"caption": "Year 12", "rows": "College: 97\nWork: 2", "published": ""}

    table = counted_table(typed)

    assert table is not None
    assert not table.is_published
