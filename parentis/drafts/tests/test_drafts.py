"""What is typed is kept, found again, and handed over with the record."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    AnalystFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
    ManagerFactory,
    UserFactory,
)
from parentis.bodies.tests.factories import CouncillorFactory
from parentis.drafts import actions, queries
from parentis.drafts.models import Draft
from parentis.young_people.models import Allocation

AT_14_05 = datetime(2026, 3, 10, 14, 5, tzinfo=UTC)
SHEET = "6f0d2a50-6a2b-4f6e-9a3e-3f3c9f6f1a11"
ANOTHER = "7a1d2a50-6a2b-4f6e-9a3e-3f3c9f6f1a22"


@pytest.fixture(autouse=True)
def _at_14_05():
    with time_machine.travel(AT_14_05, tick=False):
        yield


@pytest.fixture
def typed(sam):
    """As the page of a contact sends it."""

    def fields(**more):
        about = {
            "draft-form": "contacts:record_contact",
            "draft-about": str(sam.pk),
            "draft-young-person": str(sam.pk),
            "draft-title": "A contact",
            "sent_as": SHEET,
            "kind": "call",
            "is_made": "no",
            "note": "She said that",
            "held_on-day": "",
            "held_on-month": "3",
            "csrfmiddlewaretoken": "secret",
        }
        return about | more

    return fields


def record_contact(sam):
    return f"/young-people/{sam.pk}/record-contact/"


def test_what_is_typed_is_kept_and_the_time_is_told(visit, sam, bethan, typed):
    page = visit("/drafts/keep/", by=bethan, answers=typed())

    draft = Draft.objects.get()
    assert page.response.json() == {"message": "Draft saved at 14:05"}
    assert (draft.person, draft.young_person) == (bethan, sam)
    assert ["note", "She said that"] in draft.fields
    assert "secret" not in str(draft.fields)


def test_the_form_opens_with_it_and_says_so(visit, sam, bethan, typed):
    visit("/drafts/keep/", by=bethan, answers=typed())

    page = visit(record_contact(sam), by=bethan)

    assert "This is your draft of 10 March 2026 at 14:05" in page
    assert "She said that" in page
    assert f'value="{SHEET}"' in page.html
    assert "Discard the draft" in page.buttons


def test_the_button_without_a_script_saves_and_comes_back(visit, sam, bethan, typed):
    page = visit("/drafts/keep/", by=bethan, answers=typed(**{"save-draft": "yes"}))

    assert page.url == record_contact(sam)
    assert page.messages == ["Draft saved at 14:05"]
    assert "She said that" in page


def test_two_sheets_never_write_over_each_other(visit, sam, bethan, typed):
    visit("/drafts/keep/", by=bethan, answers=typed())
    visit("/drafts/keep/", by=bethan, answers=typed(sent_as=ANOTHER, note="Later"))
    visit("/drafts/keep/", by=bethan, answers=typed(note="She said that he"))

    kept = {dict(draft.fields)["note"] for draft in Draft.objects.all()}
    assert kept == {"She said that he", "Later"}
    page = visit("/drafts/", by=bethan)
    assert len(page.items("drafts")) == 2


def test_a_discarded_draft_is_gone_with_its_words(visit, sam, bethan, typed):
    visit("/drafts/keep/", by=bethan, answers=typed())
    draft = Draft.objects.get()

    page = visit(f"/drafts/{draft.pk}/discard/", by=bethan, answers={})

    assert page.messages == ["The draft is discarded"]
    assert "There are no drafts" in page
    draft.refresh_from_db()
    assert draft.fields == []
    assert "She said that" not in visit(record_contact(sam), by=bethan)


def test_nobody_else_finds_it(visit, sam, bethan, rukhsana, typed):
    visit("/drafts/keep/", by=bethan, answers=typed())
    draft = Draft.objects.get()

    assert "There are no drafts" in visit("/drafts/", by=rukhsana)
    discarded = visit(f"/drafts/{draft.pk}/discard/", by=rukhsana, answers={})
    taken = visit(f"/drafts/{draft.pk}/take-over/", by=rukhsana, answers={})
    assert (discarded.status, taken.status) == (404, 404)


def test_no_draft_is_begun_of_a_record_that_may_not_be_opened(
    visit, sam, stranger, typed
):
    page = visit("/drafts/keep/", by=stranger, answers=typed())

    assert page.status == 404
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "more",
    [
        {"draft-form": "no:such_page"},
        {"draft-form": ""},
        {"draft-about": "not a number"},
        {"note": "x" * 200_001},
    ],
)
def test_what_belongs_to_no_page_is_not_kept(visit, sam, bethan, typed, more):
    page = visit("/drafts/keep/", by=bethan, answers=typed(**more))

    assert page.status == 400
    assert not Draft.objects.exists()


@pytest.fixture
def handed_over(visit, sam, bethan, kwame, typed):
    """Kwame takes over Sam while Bethan types."""
    visit("/drafts/keep/", by=bethan, answers=typed())
    Allocation.objects.filter(person=bethan).update(ended_on=date(2026, 3, 10))
    Allocation.objects.create(
        young_person=sam,
        person=kwame,
        allocated_as="personal-adviser",
        started_on=date(2026, 3, 10),
    )


@pytest.mark.usefixtures("handed_over")
def test_who_lost_the_record_sees_it_no_more_and_loses_no_word(
    visit, sam, bethan, typed
):
    page = visit("/drafts/", by=bethan)
    assert "There are no drafts" in page
    assert "Sam" not in page

    page = visit("/drafts/keep/", by=bethan, answers=typed(note="and so on"))
    assert page.status == 200
    assert dict(Draft.objects.get().fields)["note"] == "and so on"


@pytest.mark.usefixtures("handed_over")
def test_whose_work_it_is_now_takes_over_the_draft(visit, sam, bethan, kwame):
    page = visit(f"/young-people/{sam.pk}/contacts/", by=kwame)
    assert "Bethan Marsh left a draft of 10 March 2026" in page
    draft = Draft.objects.get()

    page = visit(f"/drafts/{draft.pk}/take-over/", by=kwame, answers={})

    assert page.heading == "Record a contact: Sam Thornbury"
    assert "She said that" in page
    assert "left a draft" not in visit(f"/young-people/{sam.pk}/contacts/", by=kwame)


def test_a_draft_of_who_may_still_open_the_record_is_theirs_alone(
    visit, sam, bethan, rukhsana, typed
):
    visit("/drafts/keep/", by=bethan, answers=typed())

    page = visit(f"/young-people/{sam.pk}/contacts/", by=rukhsana)

    assert "left a draft" not in page


# -- of no young person ----------------------------------------------------------------


@pytest.fixture
def hale(db):
    """A councillor, and what the form of a visit sends while she types."""
    member = ElectedMemberFactory.create()
    CouncillorFactory.create(name="Priya Hale", user=member)
    return member


OF_A_VISIT = {
    "draft-form": "visits:record_visit",
    "draft-about": "",
    "draft-title": "A visit to a children's home",
    "sent_as": SHEET,
    "saw": "Supper on the stove.",
}


def test_a_draft_is_its_writers_alone_whoever_else_may_open_the_page(visit, hale):
    visit("/drafts/keep/", by=hale, answers=OF_A_VISIT)
    draft = Draft.objects.get()
    another = ElectedMemberFactory.create()
    CouncillorFactory.create(name="Desmond Pike", user=another)

    theirs = visit("/drafts/", by=hale).items("drafts")
    assert theirs[0].startswith("A visit to a children's home")
    lead = UserFactory.create(role=Role.LEAD_MEMBER)
    for other in (another, lead, CommitteeOfficerFactory.create()):
        assert "There are no drafts" in visit("/drafts/", by=other)
        assert "Supper" not in visit(f"/visits/record/?draft={draft.pk}", by=other).html
        assert "You began" not in visit("/visits/", by=other)
        discarded = visit(f"/drafts/{draft.pk}/discard/", by=other, answers={})
        assert discarded.status == 404
    for other in (another, ManagerFactory.create()):
        taken = visit(f"/drafts/{draft.pk}/take-over/", by=other, answers={})
        assert taken.status in {403, 404}
    draft.refresh_from_db()
    assert (draft.person, draft.done_at) == (hale, None)


def test_who_may_not_open_the_page_keeps_no_draft_of_it(visit, hale):
    analyst = AnalystFactory.create()

    assert visit("/drafts/keep/", by=analyst, answers=OF_A_VISIT).status == 400
    with pytest.raises(PermissionDenied, match="does not open the page"):
        actions.keep("visits:record_visit", "", [], None, analyst, AT_14_05)
    assert not Draft.objects.exists()


def test_who_may_no_longer_open_the_page_is_led_nowhere(visit, hale):
    visit("/drafts/keep/", by=hale, answers=OF_A_VISIT)
    hale.roles = [Role.PERFORMANCE_ANALYST]
    hale.save()

    page = visit("/drafts/", by=hale)

    assert "A visit to a children's home" in page
    assert "A visit to a children's home" not in page.links


def test_a_sheet_that_is_done_with_says_so_and_the_button_begins_another(visit, hale):
    visit("/drafts/keep/", by=hale, answers=OF_A_VISIT)
    done = Draft.objects.get()
    visit(f"/drafts/{done.pk}/discard/", by=hale, answers={})

    late = visit("/drafts/keep/", by=hale, answers=OF_A_VISIT)
    assert late.response.json()["message"].startswith("Not kept as a draft")
    asked = visit("/drafts/keep/", by=hale, answers={**OF_A_VISIT, "save-draft": "yes"})

    assert asked.messages == ["Draft saved at 14:05"]
    assert "Supper on the stove." in asked.html
    done.refresh_from_db()
    assert done.fields == []


def test_a_form_without_a_sheets_number_has_one_draft(sam, bethan):
    for words in ("First", "First and second"):
        actions.keep("contacts:come_back", "1", [("a", words)], sam, bethan, AT_14_05)

    kept = queries.draft_of("contacts:come_back", "1", viewer=bethan)
    assert kept is not None
    assert kept.fields == [["a", "First and second"]]
    assert Draft.objects.count() == 1

    actions.discard("contacts:come_back", "1", by=bethan, at=AT_14_05)
    assert queries.draft_of("contacts:come_back", "1", viewer=bethan) is None
    actions.keep("contacts:come_back", "1", [("a", "New")], sam, bethan, AT_14_05)
    kept = queries.draft_of("contacts:come_back", "1", viewer=bethan)
    assert kept is not None
    assert kept.fields == [["a", "New"]]
