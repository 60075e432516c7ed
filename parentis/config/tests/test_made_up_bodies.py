"""The made-up council's bodies, councillors, training and champions."""

from datetime import UTC, date, datetime

import pytest

from parentis.accounts.tests.factories import (
    CommitteeOfficerFactory,
    ElectedMemberFactory,
)
from parentis.bodies import queries as bodies
from parentis.bodies.models import Body, Membership
from parentis.config.made_up_bodies import fill_bodies
from parentis.config.made_up_members import fill_members
from parentis.members import queries as members
from parentis.members.models import Champion, Session

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = AT.date()


@pytest.fixture
def officer(db):
    officer = CommitteeOfficerFactory.create(email="committee@aldermere.example")
    ElectedMemberFactory.create(email="councillor@aldermere.example")
    fill_bodies(at=AT)
    fill_members(at=AT)
    return officer


def test_a_council_is_made_up_with_its_history(officer):
    """All in one, because it takes a while to write so much down."""
    panel = Body.objects.get(name="Corporate Parenting Panel")
    the_panel_was_renamed_and_extended(panel, officer)
    councillors_were_elected_in_three_elections_and_one_between(officer)
    nobody_sits_where_they_were_not_in_office()
    some_training_is_overdue_and_each_area_but_two_has_a_champion(officer)

    fill_bodies(at=AT)
    fill_members(at=AT)
    assert Body.objects.count() == 6
    assert Champion.objects.count() == 12


def the_panel_was_renamed_and_extended(panel, officer):
    pk = panel.pk
    before = bodies.body_page(pk, viewer=officer, on=date(2017, 1, 1))
    today = bodies.body_page(pk, viewer=officer, on=TODAY)

    assert before.called == "Children's Panel"
    assert today.called == "Corporate Parenting Panel"
    assert [each.name for each in today.seats][:2] == [
        "Councillor Owen Thackray",
        "Councillor Priya Hale",
    ]
    assert {"Foster carer", "Adoptive parent", "Young person"} <= {
        each.kind for each in today.seats
    }
    assert "Chair of the Children's Services Scrutiny Committee" in {
        each.capacity for each in today.seats
    }
    assert [(each.group, each.of_council, each.seats) for each in today.balance] == [
        ("Aldermere Together", 6, 4),
        ("County Alliance", 4, 2),
        ("Independents and Residents", 2, 1),
    ]


def councillors_were_elected_in_three_elections_and_one_between(officer):
    assert len(bodies.councillors(viewer=officer, on=TODAY)) == 12
    assert bodies.elections(viewer=officer) == [
        date(2025, 5, 5),
        date(2021, 5, 10),
        date(2019, 11, 18),
        date(2017, 5, 8),
    ]
    (whitcombe,) = [
        each
        for each in bodies.councillors(viewer=officer, on=TODAY)
        if each.name == "Nadia Whitcombe"
    ]
    assert [each.party for each in reversed(whitcombe.terms.all())] == [
        "County Alliance",
        "Independents and Residents",
        "Independents and Residents",
    ]


def nobody_sits_where_they_were_not_in_office():
    for seat in Membership.objects.filter(councillor__isnull=False):
        assert seat.councillor is not None
        assert seat.councillor.term_on(seat.started_on), seat


def some_training_is_overdue_and_each_area_but_two_has_a_champion(officer):
    register = members.register_page(viewer=officer, on=TODAY)
    champions = members.champions_page(viewer=officer, on=TODAY)

    assert [(str(due.councillor), due.course.kind) for due in register.overdue] == [
        ("Councillor Brian Mottram", "induction"),
        ("Councillor Priya Hale", "seminar"),
        ("Councillor Brian Mottram", "seminar"),
    ]
    assert [area.label for area in champions.without] == [
        "Participation in society",
        "Being a care leaver, and personal advisers",
    ]
    assert Session.objects.filter(held_on__gt=TODAY).count() == 2
    assert all(each.deeds.exists() for each in Champion.objects.all())
