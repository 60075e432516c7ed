"""The plan on paper, opened and read."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from pypdf import PdfReader

from parentis.audit.models import Look
from parentis.pathway_plans.models import Section
from parentis.pathway_plans.tests.factories import ActionFactory
from parentis.young_people.tests.factories import AddressFactory


@pytest.fixture
def plan(there, plan_in):
    plan = plan_in(
        "approved",
        interests=["music", "cooking"],
        interests_in_their_words="I cook for everybody.",
        agreement="in-part",
        agreement_in_their_words="Not the budget bit.",
        answered_on=date(2026, 5, 3),
    )
    ActionFactory.create(
        plan=plan,
        matter="money",
        what="Open a savings account",
        owner="somebody-else",
        owner_name="Jo",
        due_on=date(2026, 7, 1),
    )
    return plan


def saved(there, form) -> Any:
    client = Client()
    client.force_login(there.adviser)
    return client.get(f"{there.url}document/{form}/")


def words_of_word(contents: bytes) -> str:
    word = docx.Document(BytesIO(contents))
    cells = (c.text for t in word.tables for row in t.rows for c in row.cells)
    return "\n".join([*(each.text for each in word.paragraphs), *cells])


def words_of_pdf(contents: bytes) -> str:
    pages = PdfReader(BytesIO(contents)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_word_document_has_their_words_first_and_who_does_what(there, plan):
    answer = saved(there, "docx")
    words = words_of_word(answer.content)

    assert answer["Content-Disposition"] == (
        f'attachment; filename="pathway-plan-1-{there.sam.child_number}.docx"'
    )
    assert words.index("I want my own front door.") < words.index("Sam keeps a room")
    for said in (
        "Sam Thornbury: my pathway plan",
        "“I cook for everybody.”",
        "Music and performing",
        "What Sam does",
        "What Jo does",
        "Open a savings account",
        "1 July 2026",
        "They agree with some of it, 3 May 2026.",
        "“Not the budget bit.”",
    ):
        assert said in words, said


def test_no_text_of_it_is_small(there, plan):
    word = docx.Document(BytesIO(saved(there, "docx").content))

    assert word.styles["Normal"].font.size.pt >= 14
    assert word.styles["Table Text"].font.size.pt >= 14


def test_the_pdf_says_the_same_and_is_read_aloud(there, plan):
    pdf = PdfReader(BytesIO(saved(there, "pdf").content))
    root: Any = pdf.trailer["/Root"]
    words = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())

    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Sam Thornbury: my pathway plan"
    assert "What Sam says I want my own front door." in words
    assert "Open a savings account 1 July 2026 To do" in words


def test_the_page_to_print_says_the_same(visit, there, plan):
    page = visit(f"{there.url}print/", by=there.adviser)

    assert page.heading == "Sam Thornbury: my pathway plan"
    assert page.table("Table 2: What Jo does") == [
        ["Open a savings account", "1 July 2026", "To do"]
    ]


def test_a_plan_that_is_not_approved_says_so(there, plan_in):
    plan_in("draft")

    assert "Not approved yet" in words_of_word(saved(there, "docx").content)


@pytest.mark.parametrize("form", ["docx", "pdf", "print"])
def test_a_confidential_address_typed_into_a_plan_is_not_on_paper(
    visit, there, plan_in, form
):
    AddressFactory.create(
        young_person=there.sam,
        lines="Flat 2\n9 Hidden Close\nAldermere",
        postcode="ZZ9 7QQ",
        is_confidential=True,
    )
    Section.objects.filter(plan=plan_in("draft"), matter="home").update(
        their_view="I feel safe at 9  hidden CLOSE, zz97qq. Nobody may know.",
    )

    if form == "print":
        words = visit(f"{there.url}print/", by=there.adviser).text
    else:
        read = {"docx": words_of_word, "pdf": words_of_pdf}[form]
        words = read(saved(there, form).content)

    said = "I feel safe at [an address that is kept private], [an address that is"
    assert said in words
    assert "idden" not in words
    assert "7qq" not in words.lower()


def test_printing_is_put_on_record(there, plan):
    saved(there, "docx")

    looked = Look.objects.latest("pk")
    assert (looked.young_person, looked.looking) == (there.sam.pk, "printed")


def test_there_is_no_other_kind_of_document(there, plan):
    assert saved(there, "xlsx").status_code == 404
