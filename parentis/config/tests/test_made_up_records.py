"""The demo's council: its staff and records as tables, and only in a demo."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from parentis.accounts.demo import DEMO_PEOPLE
from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import UserFactory
from parentis.config import made_up_records
from parentis.config.made_up_casework import advisers_of, fill_casework
from parentis.config.made_up_details import fill_details
from parentis.entries.models import TimelineEntry
from parentis.madeup.caseload import caseload_of
from parentis.madeup.casework import Casework, Did, Met
from parentis.madeup.tests.test_caseload import NAMED, child
from parentis.personal_details.models import WayToReach
from parentis.young_people.models import Address, YoungPerson

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def filled(db, settings):
    settings.IS_DEMO = True
    for person in DEMO_PEOPLE:
        UserFactory.create(email=person.email, name=person.name, role=person.role)
    caseload = caseload_of(
        [child(number) for number in range(200)], named=NAMED, on=AT.date()
    )
    made_up_records.fill(caseload, at=AT)
    return caseload


def who(role):
    (found,) = [person.email for person in DEMO_PEOPLE if person.role == role]
    return User.objects.get(email=found)


def may_open(role):
    return YoungPerson.objects.visible_to(who(role), at=AT).count()


def test_each_of_the_demos_people_opens_what_their_role_does(filled):
    assert made_up_records.are_filled()
    assert 5 <= may_open(Role.PERSONAL_ADVISER) <= 24
    assert 5 <= may_open(Role.SOCIAL_WORKER) <= 24
    assert may_open(Role.TEAM_MANAGER) > may_open(Role.PERSONAL_ADVISER)
    assert 0 < may_open(Role.EMPLOYMENT_ADVISER) <= 30
    assert 0 < may_open(Role.VIRTUAL_SCHOOL) <= 24
    for nobody in (Role.PERFORMANCE_ANALYST, Role.ELECTED_MEMBER, Role.AUDITOR):
        assert may_open(nobody) == 0


def test_the_adviser_opens_one_restricted_record_and_not_the_other(filled):
    restricted = YoungPerson.objects.restricted()
    opened = restricted.visible_to(who(Role.PERSONAL_ADVISER), at=AT)

    assert (restricted.count(), opened.count()) == (2, 1)


def test_some_addresses_are_confidential(filled):
    assert 2 <= Address.objects.filter(is_confidential=True).count() <= 10


def test_what_was_written_of_them_stands_in_their_timelines(filled):
    number = filled.records[0].child.number
    met = Met(
        at=datetime(2026, 4, 2, 14, 5),  # noqa: DTZ001
        kind="visit",
        is_made=True,
        is_seen=True,
        is_seen_alone=True,
        where="At home",
        note="The smoke alarm beeps.",
        their_words="",
        next_step="",
        next_step_on=None,
    )
    work = Did(
        kind="F5", started_on=date(2026, 1, 5), ended_on=None, with_whom="A bakery"
    )
    casework = {number: Casework(periods=[], lived=[], did=[work], met=[met])}

    assert fill_casework(casework, at=AT) == 2
    lines = TimelineEntry.objects.filter(young_person__child_number=number)
    assert [line.headline for line in lines.latest_first()] == [
        "Visit, seen alone",
        "Work or training, full time, A bakery",
    ]


def test_the_rest_of_their_records_is_whole(filled):
    people = {record.child.number: record.child for record in filled.records}
    advisers = advisers_of(YoungPerson.objects.all())

    assert fill_details(people, advisers=advisers, at=AT) > len(people)
    for way in WayToReach.objects.all():
        way.full_clean(validate_unique=False)
        assert TimelineEntry.objects.filter(
            young_person=way.young_person, kind="ways-to-reach"
        ).exists()


def test_nobody_made_up_besides_the_demos_people_can_sign_in(filled):
    known = {person.email for person in DEMO_PEOPLE}
    others = User.objects.exclude(email__in=known)

    assert others
    assert not any(person.has_usable_password() for person in others)


def test_nothing_is_made_up_where_there_is_no_demo(db, settings):
    settings.IS_DEMO = False
    caseload = caseload_of([child(1)], named=NAMED, on=AT.date())

    with pytest.raises(PermissionDenied):
        made_up_records.fill(caseload, at=AT)
    assert not made_up_records.are_filled()
