"""What is written of a visit is never lost: found again, and gone once it is saved."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from parentis.accounts.tests.factories import (
    CommitteeOfficerFactory,
    ElectedMemberFactory,
    ManagerFactory,
)
from parentis.bodies.tests.factories import CouncillorFactory
from parentis.drafts.models import Draft
from parentis.visits.models import Visit, VisitAnswer
from parentis.visits.tests.factories import (
    DueVisitFactory,
    HomeFactory,
    VisitActionFactory,
    VisitFactory,
)

AT_14_05 = datetime(2026, 10, 3, 13, 5, tzinfo=UTC)
SHEET = "0d5ad10c-20a3-4dcb-9a34-04a1e7ee3f4d"
RECORD = "/visits/record/"
THE_REST = {
    "visited_on-year": "2026",
    "has_met_staff": "no",
    "why": "The gate.",
    "due_2-month": "11",
    "due_2-year": "2026",
}


@pytest.fixture(autouse=True)
def _at_14_05():
    with time_machine.travel(AT_14_05, tick=False):
        yield


@pytest.fixture
def member(db):
    return ElectedMemberFactory.create()


@pytest.fixture
def hale(member):
    return CouncillorFactory.create(name="Priya Hale", user=member)


@pytest.fixture
def larch(db):
    return HomeFactory.create(name="Larch House")


def half_a_visit(home, **more):
    """As the page sends it while somebody writes, the day not yet whole."""
    return {
        "sent_as": SHEET,
        "home_id": home.pk,
        "visited_on-day": "15",
        "visited_on-month": "sep",
        "visited_on-year": "",
        "has_met_young_people": "yes",
        "saw": "Supper on the stove.",
        "young_people_said": "The wifi stops at ten.",
        "good_enough": "mostly",
        "asked_2": "Mend the gate",
        "due_2-day": "1",
        **more,
    }


def kept(visit, by, address, answers, **more):
    """The page after the button *Save draft*, which needs no script."""
    number = address.removeprefix(RECORD).removesuffix("/")
    return visit(
        "/drafts/keep/",
        by=by,
        answers={
            "draft-form": "visits:record_visit",
            "draft-about": number,
            "draft-title": "A visit to a children's home",
            "save-draft": "yes",
            **answers,
            **more,
        },
    )


def test_every_box_comes_back_as_it_was_typed(visit, member, hale, larch):
    asked = visit(RECORD, by=member)
    assert "Save draft" in asked.buttons

    saved = kept(visit, member, RECORD, half_a_visit(larch))
    page = visit(RECORD, by=member)

    assert saved.messages == ["Draft saved at 14:05"]
    assert "This is your draft of 3 October 2026 at 14:05" in page
    assert "Only you can read it until you save it." in page
    for box in (
        f'<option value="{larch.pk}" selected>',
        'value="15"',
        'value="sep"',
        "Supper on the stove.",
        "The wifi stops at ten.",
        "Mend the gate",
        f'name="sent_as" value="{SHEET}"',
    ):
        assert box in page.html, box
    assert page.html.count(" checked") == 2
    assert 'value="2026"' not in page.html


def test_it_is_among_what_you_began_until_the_visit_is_saved(
    visit, member, hale, larch
):
    kept(visit, member, RECORD, half_a_visit(larch))
    draft = Draft.objects.get()

    for where in ("/visits/", "/members/"):
        assert visit(where, by=member).items("begun") == [
            "A visit to a children's home, saved as a draft on 3 October 2026 at 14:05"
        ]
    page = visit(RECORD, by=member, answers=half_a_visit(larch, **THE_REST))

    assert page.heading == "Larch House, 15 September 2026"
    for where in ("/visits/", "/members/"):
        assert "You began to write" not in visit(where, by=member)
    assert "Your draft" not in visit(RECORD, by=member).html
    draft.refresh_from_db()
    assert draft.fields == []


def test_what_is_sent_and_refused_is_kept_though_the_answer_is_lost(
    visit, member, hale, larch
):
    refused = visit(RECORD, by=member, answers=half_a_visit(larch))
    page = visit(RECORD, by=member)

    assert "The date must include a year" in refused.errors
    assert "This is your draft of" in page
    assert "Supper on the stove." in page.html
    assert not Visit.objects.exists()


def test_who_is_no_councillor_yet_finds_it_once_they_are(visit, member, larch):
    visit(RECORD, by=member, answers=half_a_visit(larch, **THE_REST))
    CouncillorFactory.create(name="Priya Hale", user=member)

    assert "Supper on the stove." in visit(RECORD, by=member).html


def test_two_visits_that_are_due_have_two_drafts(visit, member, hale, larch):
    due = DueVisitFactory.create(home=larch, councillor=hale)
    other = DueVisitFactory.create(home=larch, councillor=hale, month=date(2026, 8, 1))

    kept(visit, member, f"/visits/record/{due.pk}/", half_a_visit(larch))

    assert "Supper on the stove." in visit(f"/visits/record/{due.pk}/", by=member).html
    for address in (RECORD, f"/visits/record/{other.pk}/"):
        assert "Supper" not in visit(address, by=member).html


def test_a_turn_struck_out_meanwhile_loses_nothing(visit, member, hale, larch):
    due = DueVisitFactory.create(home=larch, councillor=hale)
    kept(visit, member, f"/visits/record/{due.pk}/", half_a_visit(larch))
    officer = CommitteeOfficerFactory.create()
    visit(f"/visits/rota/{due.pk}/strike-out/", by=officer, answers={"why": "Closed"})

    page = visit(f"/visits/record/{due.pk}/", by=member)

    assert "Supper on the stove." in page.html


def test_the_homes_answer_is_kept_for_who_writes_it_alone(visit, hale, larch):
    visited = VisitFactory.create(councillor=hale, home=larch)
    asked = VisitActionFactory.create(visit=visited)
    manager, another = ManagerFactory.create(), ManagerFactory.create()
    address = f"/visits/{visited.pk}/answer/"
    half = {
        "sent_as": SHEET,
        "version": "0",
        "words": "Thank you for coming.",
        f"done_{asked.pk}": "A new gate",
    }

    visit(address, by=manager, answers=half)

    page = visit(address, by=manager)
    assert "Thank you for coming." in page.html
    assert "A new gate" in page.html
    assert "Thank you" not in visit(address, by=another).html
    answered_on = dict(
        zip(
            ("answered_on-day", "answered_on-month", "answered_on-year"),
            ("20", "9", "2026"),
            strict=True,
        )
    )
    visit(address, by=manager, answers={**half, **answered_on})
    assert VisitAnswer.objects.get().words == "Thank you for coming."
    assert "This is your draft" not in visit(address, by=manager)


def test_a_change_begun_before_another_is_laid_beside_it(visit, member, hale, larch):
    visited = VisitFactory.create(councillor=hale, home=larch)
    address = f"/visits/{visited.pk}/change/"
    visit(address, by=member, answers=half_a_visit(larch, version="1"))
    begun = visit(address, by=member)
    assert "Supper on the stove." in begun.html
    assert 'name="version" value="1"' in begun.html

    other = half_a_visit(larch, **THE_REST, saw="A warm kitchen.", version="1")
    visit(address, by=member, answers={**other, "sent_as": ""})
    page = visit(address, by=member)

    assert "Supper on the stove." in page.html
    assert 'name="version" value="1"' in page.html
    sent = visit(
        address, by=member, answers=half_a_visit(larch, **THE_REST, version="1")
    )
    assert "Somebody else changed this while you were writing" in sent.errors[0]
    assert "A warm kitchen." in sent
