"""Who a young person is: what each question accepts, and how it reads."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from parentis.accounts.models import User
from parentis.personal_details.forms import SafetyWarningForm
from parentis.personal_details.models import (
    AboutThem,
    IdentityDocument,
    ImportantPerson,
    SafetyWarning,
)
from parentis.personal_details.tests.factories import (
    AboutThemFactory,
    CourtMatterFactory,
    IdentityDocumentFactory,
    SafetyWarningFactory,
    WayToReachFactory,
)
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import AllocationFactory

ON = date(2026, 3, 2)


@pytest.fixture
def sam(db: None) -> YoungPerson:
    sam: YoungPerson = AllocationFactory.create().young_person
    return sam


@pytest.fixture
def bethan(sam: YoungPerson) -> User:
    person = sam.allocations.get().person
    assert person
    return person


def add(sam: YoungPerson, part: str) -> str:
    return f"/young-people/{sam.pk}/record/{part}/add/"


def day(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


def warning(**changed: Any) -> SafetyWarningForm:
    answers = {
        "what": "A large dog lives there",
        "why": "It bit a visitor.",
        "is_told": "yes",
        **day("started_on", date(2026, 2, 3)),
        **day("review_on", date(2026, 9, 2)),
    }
    return SafetyWarningForm(answers | changed, on=ON)


# -- about them ------------------------------------------------------------------------


def test_about_them_reads_as_one_line(db: None) -> None:
    about = AboutThemFactory.build(parenting="expecting")

    assert about.headline == (
        "About them: she and her, speaks Tigrinya, needs an interpreter,"
        " expecting a child"
    )
    facts = dict(about.facts)
    assert facts["Ethnicity"] == "African"
    assert facts["Gender, as in the return"] == "Female"
    assert facts["Disability"] == ""


@pytest.mark.parametrize(("answer", "read"), [("yes", "Yes"), ("no", "No"), ("", "")])
def test_no_disability_is_told_from_not_known(
    visit: Any, sam: YoungPerson, bethan: User, answer: str, read: str
) -> None:
    sent = {"pronouns": "she and her", "has_disability": answer}
    visit(add(sam, "about-them"), by=bethan, answers=sent)

    assert dict(AboutThem.objects.get().facts)["Disability"] == read


def test_that_there_is_no_disability_is_something_said(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    page = visit(add(sam, "about-them"), by=bethan, answers={})
    assert page.errors == ["Write down at least one thing about them"]

    page = visit(add(sam, "about-them"), by=bethan, answers={"has_disability": "no"})
    assert page.errors == []


# -- ways to reach them ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "what", "error"),
    [
        ("mobile", "her aunt's", "Enter a phone number with at least 6 digits"),
        ("email", "sam at example", "Enter an e-mail address with an @ in it"),
    ],
)
def test_a_way_that_reaches_nobody_is_asked_for_again(
    visit: Any, sam: YoungPerson, bethan: User, kind: str, what: str, error: str
) -> None:
    page = visit(
        add(sam, "ways-to-reach"), by=bethan, answers={"kind": kind, "what": what}
    )

    assert page.errors == [error]
    assert f'value="{what}"' in page.html.replace("&#x27;", "'").replace("&#39;", "'")


def test_a_way_that_no_longer_works_is_not_a_current_one(db: None) -> None:
    works = WayToReachFactory.build(is_preferred=True)
    ended = WayToReachFactory.build(ended_on=ON)

    assert works.headline == "Mobile phone: 07700 900123, liked best"
    assert works.is_current(ON)
    assert not ended.is_current(ON)


# -- important people ------------------------------------------------------------------


def test_some_things_are_said_which(visit: Any, sam: YoungPerson, bethan: User) -> None:
    answers = {"name": "Maya Orchard", "relation": "aunt", "may_be_told": "some"}
    page = visit(add(sam, "important-people"), by=bethan, answers=answers)
    assert page.errors == ["Write what they may be told, and what not."]

    answers["told_what"] = "That she is well. Not where she lives."
    visit(add(sam, "important-people"), by=bethan, answers=answers)
    assert ImportantPerson.objects.get().headline == "Maya Orchard, aunt"


# -- identity documents ----------------------------------------------------------------


def test_no_headline_and_no_timeline_shows_a_document_s_number(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    sent = {"kind": "national-insurance", "held": "has", "number": "ZZ123456C"}
    visit(add(sam, "identity-documents"), by=bethan, answers=sent)

    document = IdentityDocument.objects.get()
    assert document.headline == "National Insurance number: they have it"
    timeline = visit(f"/young-people/{sam.pk}/timeline/", by=bethan)
    assert "National Insurance number: they have it" in timeline.text
    assert "ZZ123456C" not in timeline.html


def test_a_document_says_how_it_stands_and_until_when(db: None) -> None:
    assert IdentityDocumentFactory.build(held="lost", expires_on=None).headline == (
        "Passport: lost or stolen"
    )


def test_another_document_is_named(visit: Any, sam: YoungPerson, bethan: User) -> None:
    sent = {"kind": "other", "held": "has"}
    page = visit(add(sam, "identity-documents"), by=bethan, answers=sent)

    assert page.errors == ["Write in the note which document it is."]


# -- warnings --------------------------------------------------------------------------


@pytest.mark.parametrize("review_on", [date(2026, 3, 3), date(2026, 9, 2)])
def test_a_warning_is_reviewed_within_six_months(review_on: date) -> None:
    assert warning(**day("review_on", review_on)).is_valid()


@pytest.mark.parametrize("review_on", [ON, date(2026, 9, 3)])
def test_a_warning_is_reviewed_neither_today_nor_after_six_months(
    review_on: date,
) -> None:
    form = warning(**day("review_on", review_on))

    assert form.errors["review_on"] == ["Choose a day within the next six months"]


def test_a_warning_they_were_not_told_of_says_why(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    assert warning(is_told="no").errors["why_not_told"] == [
        "Write why they were not told"
    ]
    assert warning(is_told="no", why_not_told="It puts her at risk.").is_valid()


def test_the_database_keeps_no_warning_beyond_six_months(sam: YoungPerson) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="reviewed_within_six_months"):
        SafetyWarningFactory.create(
            young_person=sam, review_on=date(2026, 2, 3) + timedelta(days=185)
        )


def test_ending_a_warning_asks_for_no_new_review(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    """Not even where the review was forgotten: it can always be ended."""
    ended = SafetyWarningFactory.create(young_person=sam)
    today = timezone.localdate()
    sent = {
        "what": ended.what,
        "why": ended.why,
        "is_told": "yes",
        "version": "1",
        **day("started_on", ended.started_on),
        **day("review_on", ended.review_on),
        **day("ended_on", today),
    }

    page = visit(
        f"/young-people/{sam.pk}/record/warnings/{ended.pk}/change/",
        by=bethan,
        answers=sent,
    )

    assert page.messages == ["The warning is changed"]
    assert SafetyWarning.objects.get().reviewed_on == ended.reviewed_on
    assert "A large dog" not in visit(f"/young-people/{sam.pk}/", by=bethan).text


# -- police and court ------------------------------------------------------------------


def test_a_matter_of_court_says_where_they_stand(db: None) -> None:
    matter = CourtMatterFactory.build()

    assert matter.headline == "Waiting for court, Aldermere youth court"
    assert matter.is_current(ON)
