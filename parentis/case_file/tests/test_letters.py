"""Letters: begun from plain words, looked at, changed, made as Word and PDF, kept."""

import io
import re
from datetime import date
from uuid import uuid4

import docx
import pytest
from pypdf import PdfReader

from parentis.accounts.tests.factories import AdviserFactory
from parentis.care_history.models import CarePeriod
from parentis.case_file.choices import LETTERS, OWED_IN_WORDS
from parentis.case_file.forms import TO_FILL_IN
from parentis.case_file.models import Paper, PaperFile
from parentis.case_file.tests.factories import RECORDED_AT, DeathFactory
from parentis.entries.models import TimelineEntry
from parentis.law.duties import DUTIES
from parentis.young_people.tests.factories import AddressFactory

WRITTEN = {
    "title": "You can still ask us for help",
    "text": (
        "Dear Sam,\r\n\r\nWe are still here:\r\n\r\n- your home\r\n- money & bills\r\n"
        "\r\nCall Zoë on 01632 960 001."
    ),
    "sent_how": "by-hand",
}


def write(visit, sam, by, slug: str = "annual-offer", **answers: str):
    address = f"/young-people/{sam.pk}/papers/letters/{slug}/"
    return visit(address, by=by, answers=WRITTEN | answers)


def paragraphs() -> list[str]:
    """The Word file that was kept, as python-docx reads it."""
    file = PaperFile.objects.get(form="docx")
    read = docx.Document(io.BytesIO(file.path.read_bytes()))
    return [each.text for each in read.paragraphs if each.text]


def words_of_pdf() -> str:
    file = PaperFile.objects.get(form="pdf")
    reader = PdfReader(io.BytesIO(file.path.read_bytes()))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.slug)
def test_each_letter_begins_with_what_is_known(visit, sam, adviser, letter):
    page = visit(f"/young-people/{sam.pk}/papers/letters/{letter.slug}/", by=adviser)

    assert page.status == 200
    assert "Dear Sam," in page.text
    assert adviser.name in page.text
    assert not re.search(r"\{\w+\}", page.html)


def test_each_letter_can_be_chosen(visit, sam, adviser):
    page = visit(f"/young-people/{sam.pk}/papers/letters/", by=adviser)

    assert page.items("letters") == [letter.name for letter in LETTERS]


def test_looking_at_a_letter_keeps_nothing(visit, sam, adviser):
    page = write(visit, sam, adviser, preview="yes")

    assert "How it reads" in page
    assert "We are still here:" in page
    assert not Paper.objects.exists()


def test_a_letter_is_made_as_word_and_as_pdf(visit, sam, adviser, settings):
    page = write(visit, sam, adviser)

    assert page.messages == ["The letter is made, as Word and as PDF"]
    told = paragraphs()
    assert told[:2] == [settings.COUNCIL_NAME, "You can still ask us for help"]
    assert re.fullmatch(r"\d{1,2} \w+ \d{4}", told[2])
    assert told[3:] == [
        "Dear Sam,",
        "We are still here:",
        "your home",
        "money & bills",
        "Call Zoë on 01632 960 001.",
    ]
    for sentence in ("You can still ask us for help", "money & bills", "Zoë on 01632"):
        assert sentence in words_of_pdf()


def test_a_letter_is_kept_and_told_in_the_timeline(visit, sam, adviser):
    write(visit, sam, adviser)

    paper = Paper.objects.get()
    assert (paper.letter, paper.is_shared, paper.kind) == (
        "annual-offer",
        True,
        "letter",
    )
    line = TimelineEntry.objects.get(young_person=sam)
    assert line.headline == "Letter: You can still ask us for help"
    assert "Call Zoë on 01632 960 001." in line.words


def test_a_letter_is_found_again_as_a_draft_until_it_is_made(visit, sam, adviser):
    address = f"/young-people/{sam.pk}/papers/letters/birthday/"
    sheet = str(uuid4())
    begun = {
        "draft-form": "case_file:write_letter",
        "draft-about": f"{sam.pk}/birthday",
        "draft-title": "Happy birthday",
        "draft-young-person": str(sam.pk),
        "sent_as": sheet,
        "text": "Dear Sam, many happy",
    }
    visit("/drafts/keep/", by=adviser, answers=begun)

    assert "Dear Sam, many happy" in visit(address, by=adviser).html
    write(visit, sam, adviser, slug="birthday", sent_as=sheet)
    assert "Dear Sam, many happy" not in visit(address, by=adviser).html


def test_what_is_in_brackets_is_to_be_filled_in(visit, sam, adviser):
    text = "Can we meet on [day and time]? At [place]? On [day and time]?"

    page = write(visit, sam, adviser, text=text)

    assert page.errors == ["Fill in what stands in brackets: [day and time], [place]"]
    assert text in page.html
    assert not Paper.objects.exists()


def test_a_letter_without_words_is_not_made(visit, sam, adviser):
    page = write(visit, sam, adviser, title="", text=" ", sent_how="")

    assert page.errors == [
        "Write a heading for the letter",
        "Write the letter",
        "Say how it reaches them",
    ]


def test_nobody_writes_to_who_died(visit, sam, adviser):
    DeathFactory.create(young_person=sam)

    page = write(visit, sam, adviser)

    assert page.errors == ["They have died. No letter is written to them"]
    chosen = visit(f"/young-people/{sam.pk}/papers/letters/", by=adviser)
    assert f"{sam} died on 12 January 2026." in chosen
    assert not Paper.objects.exists()


def test_a_letter_to_another_services_young_person_is_not_written(visit, sam):
    stranger = AdviserFactory.create()

    assert write(visit, sam, stranger).status == 404
    assert not Paper.objects.exists()


def test_there_is_no_letter_of_another_name(visit, sam, adviser):
    assert write(visit, sam, adviser, slug="eviction").status == 404


# -- where it goes ---------------------------------------------------------------------


def test_their_address_is_on_a_letter_by_post(visit, sam, adviser):
    AddressFactory.create(
        young_person=sam, ended_on=date(2025, 6, 1), lines="1 Old Row"
    )
    AddressFactory.create(young_person=sam, started_on=date(2025, 6, 1))

    write(visit, sam, adviser, sent_how="post")

    assert f"{sam.name}\n14 Lantern Row\nAldermere\nZZ1 4AB" in paragraphs()
    assert "14 Lantern Row" in words_of_pdf()
    assert "1 Old Row" not in words_of_pdf()


def test_by_hand_no_address_is_on_it(visit, sam, adviser):
    AddressFactory.create(young_person=sam)

    write(visit, sam, adviser)

    assert "Lantern Row" not in words_of_pdf()


@pytest.mark.parametrize("is_another_known", [True, False])
def test_where_one_is_confidential_none_is_put_on_it(
    visit, sam, adviser, is_another_known
):
    AddressFactory.create(
        young_person=sam, is_confidential=True, lines="9 Skerrow Close"
    )
    if is_another_known:
        AddressFactory.create(young_person=sam)

    page = write(visit, sam, adviser, sent_how="post")

    assert page.errors == ["Say how it reaches them: choose one of these"]
    assert "One of their addresses is confidential" in page
    assert "Skerrow" not in page.html
    assert "Lantern" not in page.html
    assert not Paper.objects.exists()


# -- what it says ----------------------------------------------------------------------


def test_what_is_owed_is_what_the_law_says_of_them_today(visit, sam, adviser):
    CarePeriod.objects.create(
        young_person=sam,
        started_on=date(2018, 1, 1),
        ended_on=date(2024, 5, 20),
        legal_status="C2",
        recorded_at=RECORDED_AT,
    )

    page = visit(f"/young-people/{sam.pk}/papers/letters/what-we-owe-you/", by=adviser)

    assert OWED_IN_WORDS["advocacy"] in page.text
    assert OWED_IN_WORDS["setting-up-home"] in page.text
    assert OWED_IN_WORDS["education-costs"] not in page.text


def test_without_a_care_history_the_adviser_is_asked_to_fill_it_in(visit, sam, adviser):
    page = visit(f"/young-people/{sam.pk}/papers/letters/what-we-owe-you/", by=adviser)

    assert "[what we must do for you]" in page.text


def test_each_duty_in_words_is_one_of_the_law():
    assert set(OWED_IN_WORDS) <= {duty.code for duty in DUTIES}


def syllables(word: str) -> int:
    """About as many as a reader hears: groups of vowels, but for a silent e."""
    groups = re.findall(r"[aeiouy]+", word.removesuffix("es").removesuffix("e"))
    return max(1, len(groups))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.slug)
def test_a_reader_of_eleven_can_read_it(letter):
    """Flesch-Kincaid: grade 6 is read at 11 to 12. Ours stay below it."""
    text = letter.text.replace("{owed}", "\n".join(OWED_IN_WORDS.values()))
    plain = re.sub(r"\{\w+\}", "Sam", TO_FILL_IN.sub("Friday", text))
    sentences = [
        each for each in re.split(r"[.!?:]\s|\n- |\n\n", plain) if each.strip()
    ]
    words = re.findall(r"[a-z]+", plain.lower())

    grade = (
        0.39 * len(words) / len(sentences)
        + 11.8 * sum(map(syllables, words)) / len(words)
        - 15.59
    )

    assert grade < 6
