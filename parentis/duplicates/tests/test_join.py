from datetime import UTC, date, datetime

import pytest
from django.apps import apps

from parentis.accounts.tests.factories import (
    AdviserFactory,
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.activities.models import MainActivity
from parentis.audit.choices import Looking
from parentis.audit.looking import looking
from parentis.contacts.models import Contact
from parentis.duplicates import actions, queries
from parentis.entries import actions as entries
from parentis.entries.models import TimelineEntry
from parentis.homes.models import Home
from parentis.young_people.models import MergedInto, YoungPerson
from parentis.young_people.queries import merged_into
from parentis.young_people.tests.factories import (
    AddressFactory,
    AllocationFactory,
    ListedStaffFactory,
    RestrictionFactory,
    YoungPersonFactory,
)

AT = datetime(2026, 5, 4, 10, tzinfo=UTC)
# Tables that tell of young people by number, without a key: they only grow, or are made
# anew. A number in them leads on by `MergedInto`.
BY_NUMBER_ALONE = {
    ("audit.look", "young_person"),
    ("audit.look", "child"),
    ("audit.flag", "young_person"),
    ("audit.flag", "child"),
    ("position.keptmember", "young_person"),
    ("position.keptmember", "child"),
    ("returns.found", "child"),
    ("from_return.told", "child"),
    ("from_return.joining", "children"),
    ("young_people.youngperson", "child_number"),
}


@pytest.fixture
def team(db):
    return TeamFactory.create(name="Leaving care north")


@pytest.fixture
def rukhsana(team):
    rukhsana = ManagerFactory.create(name="Rukhsana Peel")
    TeamMembershipFactory.create(team=team, person=rukhsana)
    return rukhsana


@pytest.fixture
def bethan(team):
    bethan = AdviserFactory.create(name="Bethan Marsh")
    TeamMembershipFactory.create(team=team, person=bethan)
    return bethan


@pytest.fixture
def sam(team, bethan):
    sam = YoungPersonFactory.create(
        given_name="Muhammad",
        family_name="Rahimi",
        child_number="70100042",
        service=team.service,
    )
    AllocationFactory.create(young_person=sam, person=bethan)
    return sam


@pytest.fixture
def again(team, bethan):
    """The same young person, written down a second time."""
    again = YoungPersonFactory.create(
        given_name="Rahimy",
        family_name="Mohamed",
        child_number="701 00042",
        service=team.service,
    )
    AllocationFactory.create(
        young_person=again, person=bethan, started_on=date(2024, 1, 8)
    )
    return again


def add(model, whose, part, by, **answers):
    return entries.add(model, whose, by=by, at=AT, kind=part, answers=answers)


def a_home(whose, by, *, started_on=date(2025, 1, 6), ended_on=None, kind="U"):
    return add(
        Home,
        whose,
        "homes",
        by,
        kind=kind,
        is_suitable=True,
        started_on=started_on,
        ended_on=ended_on,
    )


def a_contact(whose, by):
    return add(Contact, whose, "contacts", by, held_at=AT, kind="call", is_made=True)


def rows_of_every_table():
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.app_label not in ("audit", "procrastinate", "pghistory")
        if not model.__name__.endswith("Event") and model is not MergedInto
    }


def test_every_row_of_every_table_moves_and_none_is_lost(sam, again, bethan, rukhsana):
    AddressFactory.create(young_person=again)
    a_home(again, bethan)
    a_contact(again, bethan)
    a_contact(sam, bethan)
    before = rows_of_every_table()

    actions.join(again, into=sam, by=rukhsana, at=AT, values={})

    assert rows_of_every_table() == before
    for model, key in actions.tables_with_young_people(by=rukhsana):
        assert not model._base_manager.filter(**{key: again.pk}).exists(), model
    assert Contact.objects.filter(young_person=sam).count() == 2
    assert TimelineEntry.objects.filter(young_person=sam).count() == 3
    merged = MergedInto.objects.get()
    assert merged.moved["homes"] == merged.moved["contacts"] == 1


def test_no_table_that_tells_of_young_people_is_forgotten(rukhsana):
    """A new table has a key to them, which moves; or its name stands above."""
    moved = {
        (model._meta.label_lower, key)
        for model, key in actions.tables_with_young_people(by=rukhsana)
    }
    named = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models(include_auto_created=True)
        if not model.__name__.endswith("Event")
        for field in model._meta.local_concrete_fields
        if "young_person" in field.name or "child" in field.name
    }

    assert named - moved - actions.STAYS == BY_NUMBER_ALONE


def test_one_workers_allocations_become_one(sam, again, bethan, rukhsana):
    actions.join(again, into=sam, by=rukhsana, at=AT, values={})

    theirs = sam.allocations.order_by("pk")
    assert [(each.started_on, each.ended_on) for each in theirs] == [
        (date(2024, 1, 8), None),
        (date(2024, 1, 8), date(2024, 1, 8)),
    ]


def test_what_cannot_stand_side_by_side_is_put_to_a_person(
    sam, again, bethan, rukhsana
):
    stands = a_home(sam, bethan)
    moves = a_home(again, bethan, started_on=date(2025, 3, 1), kind="B")

    trial = actions.try_to_join(again, into=sam, by=rukhsana)

    (clash,) = trial.clashes
    assert clash.sentence.startswith("They have another home on some of these days")
    assert clash.key == f"homes.home:{moves.pk}"
    assert list(clash.stands) == [f"homes.home:{stands.pk}"]
    with pytest.raises(actions.NotJoined):
        actions.join(again, into=sam, by=rukhsana, at=AT, values={})
    moves.refresh_from_db()
    assert moves.young_person == again
    actions.join(again, into=sam, by=rukhsana, at=AT, values={}, strike_out=[clash.key])
    moves.refresh_from_db()
    assert (moves.young_person, moves.is_struck_out) == (sam, True)


def test_trying_changes_nothing(sam, again, bethan, rukhsana):
    a_contact(again, bethan)

    trial = actions.try_to_join(again, into=sam, by=rukhsana)

    assert trial.moves["contacts"] == 1
    assert Contact.objects.get().young_person == again


def test_the_chosen_values_stand_and_both_numbers_are_kept(sam, again, rukhsana):
    actions.join(
        again,
        into=sam,
        by=rukhsana,
        at=AT,
        values={"child_number": "701 00042", "legal_given_name": "Mohammed"},
    )

    sam.refresh_from_db()
    again.refresh_from_db()
    assert (sam.child_number, sam.legal_given_name) == ("701 00042", "Mohammed")
    assert again.child_number == "70100042"
    assert MergedInto.objects.get().before["child_number"] == "701 00042"


def test_the_stricter_restriction_wins(sam, again, bethan, rukhsana):
    ours = RestrictionFactory.create(young_person=sam)
    theirs = RestrictionFactory.create(young_person=again)
    for person in (bethan, rukhsana):
        ListedStaffFactory.create(restriction=ours, person=person)
    ListedStaffFactory.create(restriction=theirs, person=rukhsana)

    actions.join(again, into=sam, by=rukhsana, at=AT, values={})

    visible = YoungPerson.objects.visible_to
    assert list(visible(rukhsana, at=AT)) == [sam]
    assert list(visible(bethan, at=AT)) == []


def test_a_restriction_of_the_former_record_comes_along(sam, again, bethan, rukhsana):
    theirs = RestrictionFactory.create(young_person=again)
    ListedStaffFactory.create(restriction=theirs, person=rukhsana)

    actions.join(again, into=sam, by=rukhsana, at=AT, values={})

    assert not YoungPerson.objects.visible_to(bethan, at=AT).exists()


def test_the_former_record_leads_on(sam, again, bethan, rukhsana, visit):
    actions.join(again, into=sam, by=rukhsana, at=AT, values={})

    assert list(YoungPerson.objects.visible_to(bethan, at=AT)) == [sam]
    assert merged_into(again.pk, viewer=bethan, at=AT) == sam.pk
    page = visit(f"/duplicates/joined/{again.pk}/", by=bethan)
    assert page.url == f"/duplicates/joined/{sam.pk}/"
    assert "Rahimy Mohamed" in page
    page = visit(f"/young-people/{again.pk}/", by=bethan)
    assert page.url == f"/young-people/{sam.pk}/"


def test_names_alike_in_another_order_are_found(sam, again, rukhsana, visit):
    YoungPersonFactory.create(born=sam.born, service=sam.service)

    page = visit("/duplicates/", by=rukhsana)

    assert "They have the same child number, written in two ways." in page
    again.child_number = "123"
    again.save()
    with looking(
        Looking.LISTED, by=rukhsana.pk, page="x", at=AT, where_from="127.0.0.1"
    ):
        (pair,) = queries.likely_pairs(viewer=rukhsana, at=AT)
    assert {pair.one, pair.other} == {sam, again}


def test_a_manager_joins_two_records_on_the_page(sam, again, bethan, rukhsana, visit):
    activity = {"kind": "F5", "started_on": date(2025, 1, 6)}
    add(MainActivity, sam, "activities", bethan, **activity)
    add(MainActivity, again, "activities", bethan, **activity)
    address = f"/duplicates/{sam.pk}/{again.pk}/"

    page = visit(address, by=rukhsana, answers={})
    assert "Choose the first name they use" in page.errors

    page = visit(
        address,
        by=rukhsana,
        answers={
            "given_name": "one",
            "family_name": "one",
            "child_number": "one",
            "clash-0": "one",
        },
    )

    assert page.messages == ["The two records are joined"]
    (stands,) = MainActivity.objects.filter(struck_out_at=None)
    assert stands.young_person == sam


def test_records_that_the_manager_may_not_open_are_not_joined(again, rukhsana, visit):
    elsewhere = YoungPersonFactory.create()

    page = visit(f"/duplicates/{again.pk}/{elsewhere.pk}/", by=rukhsana)

    assert page.status == 404


def test_two_young_people_may_have_homes_on_the_same_days(sam, again, bethan):
    a_home(sam, bethan)

    assert a_home(again, bethan).pk
