"""One entry: what it said before, its draft, and a part that is there once."""

from typing import Any

import pytest
from django.test import Client

from parentis.accounts.models import User
from parentis.accounts.tests.factories import AdviserFactory
from parentis.drafts.models import Draft
from parentis.personal_details.models import AboutThem, ImportantPerson
from parentis.personal_details.tests.factories import (
    AboutThemFactory,
    ImportantPersonFactory,
)
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import AllocationFactory

AUNT = {"name": "Maya Orchard", "relation": "aunt", "may_be_told": "anything"}


@pytest.fixture
def sam(db: None) -> YoungPerson:
    sam: YoungPerson = AllocationFactory.create(
        person__name="Bethan Marsh"
    ).young_person
    return sam


@pytest.fixture
def bethan(sam: YoungPerson) -> User:
    person = sam.allocations.get().person
    assert person
    return person


@pytest.fixture
def kwame(sam: YoungPerson) -> User:
    kwame: User = AdviserFactory.create(name="Kwame Aldous")
    AllocationFactory.create(young_person=sam, person=kwame)
    return kwame


def people(sam: YoungPerson, *rest: object) -> str:
    below = "".join(f"{each}/" for each in rest)
    return f"/young-people/{sam.pk}/record/important-people/{below}"


def test_an_entry_tells_what_it_said_before_and_who_wrote_it(
    visit: Any, sam: YoungPerson, bethan: User, kwame: User
) -> None:
    visit(people(sam, "add"), by=bethan, answers=AUNT)
    aunt = ImportantPerson.objects.get()
    visit(
        people(sam, aunt.pk, "change"),
        by=kwame,
        answers=AUNT | {"version": "1", "relation": "great-aunt"},
    )

    page = visit(people(sam, aunt.pk), by=bethan)

    assert page.heading.startswith("Maya Orchard, great-aunt")
    _now, _, earlier = page.text.partition("Earlier versions")
    assert "Maya Orchard, aunt" in earlier
    assert "Written by Bethan Marsh" in earlier
    assert "Kwame Aldous" not in earlier


def test_an_entry_never_changed_tells_of_no_earlier_version(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    aunt = ImportantPersonFactory.create(young_person=sam)
    visit(people(sam, aunt.pk, "strike-out"), by=bethan, answers={"why": "Not her."})

    page = visit(people(sam, aunt.pk), by=bethan)

    assert "Earlier versions" not in page.text
    assert "Struck out by Bethan Marsh" in page.text
    assert "Change" not in page.links
    assert visit(people(sam, aunt.pk, "change"), by=bethan).status == 404


def test_the_versions_of_an_entry_are_read_with_as_many_queries(
    visit: Any, sam: YoungPerson, bethan: User, django_assert_max_num_queries: Any
) -> None:
    visit(people(sam, "add"), by=bethan, answers=AUNT)
    aunt = ImportantPerson.objects.get()
    for number in range(1, 6):
        sent = AUNT | {"version": str(number), "relation": f"aunt {number}"}
        visit(people(sam, aunt.pk, "change"), by=bethan, answers=sent)
    client = Client()
    client.force_login(bethan)
    client.get("/young-people/")

    with django_assert_max_num_queries(20):
        page = client.get(people(sam, aunt.pk))

    assert len(page.context["page"].earlier) == 5


def test_two_texts_stand_side_by_side_and_what_is_the_same_below(
    visit: Any, sam: YoungPerson, bethan: User, kwame: User
) -> None:
    visit(people(sam, "add"), by=bethan, answers=AUNT)
    aunt = ImportantPerson.objects.get()
    change = people(sam, aunt.pk, "change")
    visit(change, by=kwame, answers=AUNT | {"version": "1", "phone": "01632 960 001"})

    page = visit(
        change,
        by=bethan,
        answers=AUNT | {"version": "1", "told_what": "Not where she lives."},
    )

    assert (
        "Phone Different Kwame Aldous saved 01632 960 001 You wrote Nothing"
        in page.text
    )
    assert (
        "What they may be told, and what not Different Kwame Aldous saved Nothing"
        " You wrote Not where she lives." in page.text
    )
    assert page.summary["What may they be told?"] == "Anything"
    assert "Their name Different" not in page.text

    # Sent again, it is theirs to save: they have seen both.
    saved = visit(
        change,
        by=bethan,
        answers=AUNT
        | {
            "version": "2",
            "phone": "01632 960 001",
            "told_what": "Not where she lives.",
        },
    )
    assert saved.messages == ["The person important to them is changed"]


# -- drafts ----------------------------------------------------------------------------


def test_a_draft_is_found_again_and_is_done_with_once_recorded(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    add = people(sam, "add")
    kept = visit(
        "/drafts/keep/",
        by=bethan,
        answers=AUNT
        | {
            "name": "Maya Orch",
            "draft-form": "record:add_entry",
            "draft-about": f"{sam.pk}/important-people",
            "draft-young-person": str(sam.pk),
            "save-draft": "yes",
        },
    )

    assert kept.url == add
    assert 'value="Maya Orch"' in kept.html
    assert "It is not on the record yet." in kept.text
    sent_as = str(Draft.objects.get().sent_as)
    assert sent_as in kept.html
    visit(add, by=bethan, answers=AUNT | {"sent_as": sent_as})
    assert ImportantPerson.objects.get().name == "Maya Orchard"
    assert not Draft.objects.open().exists()
    assert "Your draft" not in visit(add, by=bethan).html


def test_a_draft_of_a_change_still_knows_what_it_was_a_change_of(
    visit: Any, sam: YoungPerson, bethan: User, kwame: User
) -> None:
    visit(people(sam, "add"), by=bethan, answers=AUNT)
    aunt = ImportantPerson.objects.get()
    change = people(sam, aunt.pk, "change")
    visit(
        "/drafts/keep/",
        by=bethan,
        answers=AUNT
        | {
            "relation": "godmother",
            "version": "1",
            "draft-form": "record:change_entry",
            "draft-about": f"{sam.pk}/important-people/{aunt.pk}",
            "draft-young-person": str(sam.pk),
        },
    )
    visit(change, by=kwame, answers=AUNT | {"version": "1", "relation": "great-aunt"})

    found = visit(change, by=bethan)

    assert 'value="godmother"' in found.html
    assert 'name="version" value="1"' in found.html


# -- a part that is there once ---------------------------------------------------------


def test_what_is_there_once_is_changed_and_never_added_to(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    about = AboutThemFactory.create(young_person=sam)
    part = f"/young-people/{sam.pk}/record/about-them/"

    led_on = visit(f"{part}add/", by=bethan)
    listed = visit(part, by=bethan)

    assert led_on.url == f"{part}{about.pk}/change/"
    assert "Change" in listed.links
    assert not any(words.startswith("Add ") for words in listed.links)


def test_once_struck_out_it_may_be_written_anew(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    about = AboutThemFactory.create(young_person=sam)
    part = f"/young-people/{sam.pk}/record/about-them/"
    visit(f"{part}{about.pk}/strike-out/", by=bethan, answers={"why": "Of her sister."})

    page = visit(f"{part}add/", by=bethan, answers={"pronouns": "he and him"})

    assert page.messages == ["The page about them is added"]
    assert AboutThem.objects.filter(struck_out_at=None).get().pronouns == "he and him"
