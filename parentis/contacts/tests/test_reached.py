"""Who was reached, visited and offered support, for the lists that others draw."""

from datetime import UTC, date, datetime

import pytest

from parentis.contacts import queries
from parentis.contacts.queries import LastContact
from parentis.contacts.tests.factories import ContactFactory, OfferFactory
from parentis.young_people.tests.factories import YoungPersonFactory


def at(day: int, month: int = 3, year: int = 2026, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_an_attempt_is_no_contact(sam, bethan):
    ContactFactory.create(young_person=sam, held_at=at(2))
    ContactFactory.create(young_person=sam, held_at=at(20), tried=True)

    found = queries.last_contacts([sam.pk], viewer=bethan)

    assert found == {
        sam.pk: LastContact(made_on=date(2026, 3, 2), tried_on=date(2026, 3, 20))
    }


def test_news_from_the_family_is_no_contact_with_the_young_person(sam, bethan):
    ContactFactory.create(young_person=sam, kind="family", held_at=at(9))

    found = queries.last_contacts([sam.pk], viewer=bethan)

    assert found[sam.pk] == LastContact(made_on=None, tried_on=date(2026, 3, 9))


def test_whoever_was_never_reached_is_told_of_too(sam, bethan):
    assert queries.last_contacts([sam.pk], viewer=bethan) == {sam.pk: LastContact()}


def test_what_was_struck_out_did_not_happen(sam, bethan):
    ContactFactory.create(
        young_person=sam, struck_out_at=at(3), why_struck_out="Of somebody else"
    )

    assert queries.last_contacts([sam.pk], viewer=bethan) == {sam.pk: LastContact()}


def test_a_visit_counts_where_they_were_seen(sam, bethan):
    ContactFactory.create(young_person=sam, kind="visit", is_seen=True, held_at=at(5))
    ContactFactory.create(young_person=sam, kind="visit", is_seen=True, held_at=at(1))
    ContactFactory.create(young_person=sam, kind="visit", tried=True, held_at=at(7))
    ContactFactory.create(young_person=sam, kind="call", held_at=at(8))

    for until, last in ((9, 5), (5, 5), (4, 1)):
        day = date(2026, 3, until)
        found = queries.last_visits([sam.pk], viewer=bethan, until=day)
        assert found == {sam.pk: date(2026, 3, last)}


def test_offers_come_in_order(sam, bethan):
    OfferFactory.create(young_person=sam, offered_on=date(2026, 5, 1))
    OfferFactory.create(young_person=sam, offered_on=date(2025, 5, 1))

    found = queries.offers([sam.pk], viewer=bethan)

    assert found == {sam.pk: [date(2025, 5, 1), date(2026, 5, 1)]}


@pytest.mark.parametrize("many", [1, 30])
def test_the_number_of_queries_does_not_grow(
    bethan, django_assert_max_num_queries, many
):
    people = YoungPersonFactory.create_batch(many, born=date(2006, 3, 20))
    for each in people:
        ContactFactory.create(young_person=each)
    pks = [each.pk for each in people]

    with django_assert_max_num_queries(1):
        queries.last_contacts(pks, viewer=bethan)
    with django_assert_max_num_queries(12):
        queries.windows(people, viewer=bethan, on=date(2026, 3, 21))
    with django_assert_max_num_queries(13):
        queries.answers(pks, viewer=bethan, on=date(2026, 3, 21))
