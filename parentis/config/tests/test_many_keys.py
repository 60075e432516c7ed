"""A list of keys is one value, and asks for the same as Django's own `IN`."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parentis.young_people.models import Allocation, YoungPerson
from parentis.young_people.tests.factories import AllocationFactory, YoungPersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[YoungPerson]:
    made: list[YoungPerson] = YoungPersonFactory.create_batch(3)
    return made


def test_keys_go_as_one_value(people):
    keys = [each.pk for each in people]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = set(YoungPerson.objects.filter(pk__in=keys))

    assert found == set(people)
    (query,) = asked.captured_queries
    assert "= ANY(" in query["sql"]


@pytest.mark.parametrize("made", [list, tuple, set, frozenset, dict.fromkeys, iter])
def test_any_collection_will_do(people, made):
    keys = [each.pk for each in people[:2]]

    assert set(YoungPerson.objects.filter(pk__in=made(keys))) == set(people[:2])
    assert set(YoungPerson.objects.exclude(pk__in=made(keys))) == {people[2]}


def test_a_relation_takes_keys_records_and_queries():
    mine, other = AllocationFactory.create_batch(2)
    who = mine.young_person

    for asked in ([who.pk], [who], YoungPerson.objects.filter(pk=who.pk)):
        assert list(Allocation.objects.filter(young_person__in=asked)) == [mine]
    assert list(Allocation.objects.exclude(young_person__in=[who.pk])) == [other]
    assert list(YoungPerson.objects.filter(allocations__in=[mine.pk])) == [who]


def test_no_key_finds_nobody_and_leaves_nobody_out(people):
    assert not YoungPerson.objects.filter(pk__in=[])
    assert set(YoungPerson.objects.exclude(pk__in=[])) == set(people)


def test_what_is_no_key_is_left_to_django(people):
    asked = [people[0].pk, None, str(people[1].pk)]

    assert set(YoungPerson.objects.filter(pk__in=asked)) == set(people[:2])
    with pytest.raises(ValueError, match="expected a number"):
        list(YoungPerson.objects.filter(pk__in=["nobody"]))
