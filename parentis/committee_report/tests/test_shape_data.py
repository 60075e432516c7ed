"""A template as a committee officer edits it: data, and what is refused of it."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parentis.committee_report.request import ReportRefused, ReportRequest
from parentis.committee_report.shape import Entry, Part, Section, Shape
from parentis.committee_report.shape_data import (
    ASKING,
    TAKEN,
    shape_from_data,
    shape_to_data,
)
from parentis.committee_report.shapes import LEAD_MEMBER, SCRUTINY, SHAPES
from parentis.committee_report.tests.drawn import evidence
from parentis.committee_report.write import write
from parentis.documents.content import Numbering

WORDS = st.text(st.characters(codec="utf-8"), max_size=40)
SAID = WORDS.filter(str.strip)
CODES = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True).filter(
    lambda code: code not in {*TAKEN, "summary", "item", "title"}
)


@st.composite
def entries(draw: st.DrawFn, code: str) -> Entry:
    return Entry(
        code=code,
        label=draw(SAID),
        prompt=draw(WORDS),
        is_long=draw(st.booleans()),
        is_optional=draw(st.booleans()),
        default=draw(WORDS),
    )


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """Any template an officer might put together."""
    codes = iter(draw(st.lists(CODES, min_size=12, max_size=12, unique=True)))
    once = [part for part in Part if part not in {Part.WORDS, Part.SOURCES, *ASKING}]
    blocks = iter(draw(st.permutations(once)))
    sections = []
    for at in range(draw(st.integers(1, 4))):
        parts = [next(blocks) for _ in range(draw(st.integers(1, 4)))]
        asked = draw(st.sampled_from([None, Part.ENTRIES, Part.SIDE_BY_SIDE]))
        if asked:
            parts.insert(draw(st.integers(0, len(parts))), asked)
        sections.append(
            Section(
                code=next(codes),
                heading=draw(SAID),
                prompt=draw(SAID),
                parts=(*parts, Part.WORDS),
                entries=(draw(entries(next(codes))),) if asked else (),
                is_optional=draw(st.booleans()),
                level=draw(st.sampled_from([1, 2])) if at else 1,
                is_numbered=draw(st.booleans()),
            )
        )
    if not any(Part.RECOMMENDATIONS in each.parts for each in sections):
        asks = Section(
            code="recommendations", heading="Asked", parts=(Part.RECOMMENDATIONS,)
        )
        sections.append(asks)
    return Shape(
        code=next(codes),
        name=draw(SAID),
        description=draw(WORDS),
        numbering=draw(st.sampled_from(Numbering)),
        body=draw(SAID),
        asks=draw(SAID),
        head=(draw(entries(next(codes))),),
        sections=tuple(sections),
        open_marking=draw(WORDS),
        attached=draw(SAID),
    )


@settings(deadline=None, max_examples=60)
@given(shapes())
def test_any_template_comes_back_as_it_was(shape: Shape) -> None:
    data = json.loads(json.dumps(shape_to_data(shape)))

    assert shape_from_data(data) == shape


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.code)
def test_what_parentis_brings_can_be_edited(shape: Shape) -> None:
    assert shape_from_data(shape_to_data(shape)) == shape


def test_a_councils_own_template_is_written() -> None:
    data = shape_to_data(SCRUTINY)
    data["code"] = "ours"
    data["sections"][0]["heading"] = "In short"
    asked = ReportRequest(
        council="999",
        council_name="Aldermere",
        year=2016,
        template=shape_from_data(data),
        narrative={"summary": "Better."},
    )

    first = write(asked, evidence()).blocks[0]

    assert getattr(first, "text", "") == "In short"


def changed(**by: Any) -> dict[str, Any]:
    return {**shape_to_data(LEAD_MEMBER), **by}


def with_section(**by: Any) -> dict[str, Any]:
    data = shape_to_data(LEAD_MEMBER)
    data["sections"][0] |= by
    return data


SECTIONS = shape_to_data(LEAD_MEMBER)["sections"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (changed(sections=[]), "A template needs at least one section."),
        (changed(name=" "), "The template has an empty name: write one."),
        (changed(numbering="roman"), "There is no numbering “roman”"),
        (changed(colour="red"), "The template has “colour”, which no template has."),
        (changed(sections="all"), "The template: “sections” is not a list."),
        (changed(name=7), "The template: “name” is not of the right kind."),
        (
            changed(sections=[*SECTIONS, SECTIONS[0]]),
            "Two sections have the code “background”: give each its own.",
        ),
        (changed(head=[]), "A report asks its readers something"),
        (with_section(parts=["songs"]), "There is no block “songs”"),
        (with_section(heading=""), "Section 1 has an empty heading: write one."),
        (with_section(heading="a" * 301), "the heading must be 300 letters or fewer."),
        (with_section(code="So so"), "the code “So so” may have small letters"),
        (with_section(level=2), "comes first, so it cannot be a sub-heading."),
        (with_section(prompt=""), "has a place for words and no question"),
        (with_section(parts=["entries"]), "has a place for short answers and asks"),
        (with_section(parts=[], prompt=""), "asks nothing and shows nothing."),
        (with_section(code="head"), "asks for words and has the code “head”"),
        (with_section(parts=["charts"]), "This block stands twice in the template"),
        (
            with_section(parts=["background_documents", "sources"]),
            "The documents relied on are listed twice.",
        ),
        (
            with_section(code="summary"),
            "The summary stands in the head and in a section.",
        ),
    ],
)
def test_what_is_wrong_with_a_template_is_said_in_a_sentence(
    data: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ReportRefused, match=sentence) as refused:
        shape_from_data(data)

    assert str(refused.value).endswith(".")


def test_a_section_without_its_code_is_refused() -> None:
    data = shape_to_data(LEAD_MEMBER)
    del data["sections"][1]["code"]

    with pytest.raises(ReportRefused, match=r"Section 2 has no code\."):
        shape_from_data(data)


def test_words_stand_where_the_template_puts_them() -> None:
    first = replace(SCRUTINY.sections[0], parts=(Part.WORDS, Part.BENCHMARKS))
    unsaid = replace(first, parts=(Part.TARGETS, Part.BENCHMARKS))

    assert first.order == (Part.WORDS, Part.BENCHMARKS)
    assert unsaid.order == (Part.BENCHMARKS, Part.WORDS, Part.TARGETS)
