"""A committee officer changes a template in the browser."""

from typing import Any

import pytest

from parentis.accounts.models import User
from parentis.accounts.tests.factories import AnalystFactory, CommitteeOfficerFactory
from parentis.committee_report.shape import Part
from parentis.committee_report.shape_data import shape_from_data, shape_to_data
from parentis.committee_report.shapes import SHAPES
from parentis.documents.content import Numbering
from parentis.report_templates.models import Template
from parentis.report_templates.queries import NUMBERINGS
from parentis.report_templates.tests.factories import TemplateFactory


@pytest.fixture
def tomasz(db: None) -> User:
    officer: User = CommitteeOfficerFactory.create(name="Tomasz")
    return officer


@pytest.fixture
def template(tomasz: User) -> Template:
    made: Template = TemplateFactory.create()
    return made


def shape(template: Template) -> Any:
    template.refresh_from_db()
    return shape_from_data(template.layout)


def headings(template: Template) -> list[str]:
    return [each.heading for each in shape(template).sections]


def test_a_template_begins_as_a_copy_of_another(visit: Any, tomasz: User) -> None:
    page = visit(
        "/reports/templates/make/",
        by=tomasz,
        answers={"name": "Report to our panel", "based_on": "scrutiny"},
    )

    assert page.heading == "Report to our panel"
    assert page.items("sections")[0].startswith("Executive summary")
    assert "Based on: Report to a scrutiny committee" in page
    listed = visit("/reports/templates/", by=tomasz).items("own")
    assert listed == ["Report to our panel Based on: Report to a scrutiny committee"]


def test_what_is_missing_is_said(visit: Any, template: Template, tomasz: User) -> None:
    page = visit("/reports/templates/make/", by=tomasz, answers={"name": ""})
    assert page.errors == [
        "Write what the template is called",
        "Choose the template to begin from",
    ]

    again = {"name": template.name, "based_on": "cabinet"}
    page = visit("/reports/templates/make/", by=tomasz, answers=again)
    assert page.errors == ["There is a template of this name already. Give it another."]


def test_whom_it_addresses_and_its_numbering_are_changed(
    visit: Any, template: Template, tomasz: User
) -> None:
    answers = {
        "name": "Report to the Board",
        "body": "The Board",
        "asks": "is recommended to:",
        "numbering": "SECTIONS",
        "attached": "Annex",
    }

    page = visit(f"/reports/templates/{template.pk}/about/", by=tomasz, answers=answers)

    assert page.heading == "Report to the Board"
    assert page.summary["It addresses"] == "The Board is recommended to:"
    assert template.name == "Report to our panel"
    assert shape(template).numbering.name == "SECTIONS"


def test_a_line_of_the_head_is_added_moved_and_removed(
    visit: Any, template: Template, tomasz: User
) -> None:
    address = f"/reports/templates/{template.pk}"
    answers = {"label": "Cabinet portfolio", "holds": "answer", "default": "Children"}
    visit(f"{address}/lines/add/", by=tomasz, answers=answers)
    assert shape(template).head[-1].code == "cabinet-portfolio"

    moved = {"of": "line", "code": "cabinet-portfolio", "how": "up"}
    visit(f"{address}/rearrange/", by=tomasz, answers=moved)
    assert shape(template).head[-2].code == "cabinet-portfolio"

    visit(f"{address}/rearrange/", by=tomasz, answers={**moved, "how": "remove"})
    assert "cabinet-portfolio" not in {each.code for each in shape(template).head}


def test_a_section_is_added_with_blocks_in_their_order(
    visit: Any, template: Template, tomasz: User
) -> None:
    answers = {
        "heading": "What we promised",
        "level": "1",
        "prompt": "How do we keep our promises?",
        "block_1": "champions",
        "block_3": "members",
        "answers": "Cost | What does it cost?\nWho leads",
    }

    page = visit(
        f"/reports/templates/{template.pk}/sections/add/", by=tomasz, answers=answers
    )

    section = shape(template).sections[-1]
    assert page.errors == []
    assert section.parts == (Part.CHAMPIONS, Part.MEMBERS, Part.ENTRIES)
    assert [each.code for each in section.entries] == ["cost", "who-leads"]
    assert page.items("sections")[-1].startswith("What we promised")


def test_an_answer_renamed_keeps_its_code(
    visit: Any, template: Template, tomasz: User
) -> None:
    """So that what was answered in a report stays, once it takes the template over."""
    entries = {
        each.code: each
        for section in shape(template).sections
        for each in section.entries
    }
    address = f"/reports/templates/{template.pk}/sections/implications/"
    finance = entries["finance"]

    visit(
        address,
        by=tomasz,
        answers={
            "heading": "Implications",
            "level": "1",
            "block_1": "entries",
            "answers": f"Money | {finance.prompt}\nLegal | {entries['legal'].prompt}",
        },
    )

    found = next(each for each in shape(template).sections if each.entries)
    assert [(each.code, each.label) for each in found.entries] == [
        ("finance", "Money"),
        ("legal", "Legal"),
    ]


def test_what_would_be_no_template_is_refused_in_a_sentence(
    visit: Any, template: Template, tomasz: User
) -> None:
    """Nothing typed is lost."""
    answers = {"heading": "Targets again", "level": "1", "block_1": "charts"}

    page = visit(
        f"/reports/templates/{template.pk}/sections/add/", by=tomasz, answers=answers
    )

    assert page.errors == [
        "This block stands twice in the template: charts over the years."
    ]
    assert 'value="Targets again"' in page.html
    removed = {"of": "section", "code": "recommendations", "how": "remove"}
    page = visit(
        f"/reports/templates/{template.pk}/rearrange/", by=tomasz, answers=removed
    )
    assert page.messages[0].startswith("A report asks its readers something")
    assert "Recommendations" in headings(template)


def test_two_who_change_it_at_once_both_read_both_texts(
    visit: Any, template: Template, tomasz: User
) -> None:
    address = f"/reports/templates/{template.pk}/lines/meeting/"
    visit(address, by=tomasz, answers={"label": "To the", "version": "1"})

    page = visit(address, by=tomasz, answers={"label": "For", "version": "1"})

    assert "Somebody else changed this while you were writing" in page.errors[0]
    assert page.summary == {"It says now": "To the", "You wrote": "For"}
    visit(address, by=tomasz, answers={"label": "For", "version": "2"})
    assert shape(template).head[0].label == "For"


def test_a_template_not_used_any_more_is_offered_to_no_report(
    visit: Any, template: Template, tomasz: User
) -> None:
    visit(
        f"/reports/templates/{template.pk}/strike-out/",
        by=tomasz,
        answers={"why": "The panel has another"},
    )

    page = visit("/reports/templates/", by=tomasz)
    assert "Report to our panel: The panel has another (Tomasz" in page
    assert visit(f"/reports/templates/{template.pk}/", by=tomasz).status == 404


def test_an_analyst_leaves_templates_alone(visit: Any, template: Template) -> None:
    page = visit(f"/reports/templates/{template.pk}/", by=AnalystFactory.create())
    assert page.status == 403


@pytest.mark.parametrize("of", SHAPES, ids=lambda of: of.code)
def test_the_page_of_a_copy_of_each_template_opens(
    visit: Any, tomasz: User, of: Any
) -> None:
    """Whatever numbers its paragraphs have."""
    copied = TemplateFactory.create(name=of.name, layout=shape_to_data(of))

    page = visit(copied.get_absolute_url(), by=tomasz)

    assert page.summary["Numbers"] == NUMBERINGS[of.numbering.name]


def test_every_numbering_has_a_name() -> None:
    assert set(NUMBERINGS) == {each.name for each in Numbering}
