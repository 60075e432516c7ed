"""How a look comes to be on record, and what many of them raise."""

from datetime import UTC, datetime, timedelta

import pytest

from parentis.audit.choices import Looking, Pattern
from parentis.audit.looking import LookingIsNotRecorded, Seen, looking, saw
from parentis.audit.models import Flag, Look

NOW = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)
BETHAN, TOM = 11, 12


def look(*seen, by=BETHAN, what=Looking.OPENED, at=NOW):
    with looking(what, by=by, page="a:page", at=at, where_from="10.0.0.7") as record:
        saw(Seen(young_person=each) for each in seen)
        record.write()


def open_records(numbers, *, at=NOW, every=timedelta(seconds=1), **more):
    for place, number in enumerate(numbers):
        look(number, at=at + place * every, **more)


def many():
    return list(
        Flag.objects.filter(pattern=Pattern.MANY_RECORDS).values_list(
            "person", flat=True
        )
    )


def test_a_read_that_says_nothing_of_what_for_is_refused():
    with pytest.raises(LookingIsNotRecorded):
        saw([Seen(young_person=7)])


def test_after_a_page_another_read_is_refused_again(db):
    look(7)

    with pytest.raises(LookingIsNotRecorded):
        saw([Seen(young_person=7)])


def test_one_row_for_each_young_person_and_none_twice(db):
    with looking(Looking.LISTED, by=BETHAN, page="p", at=NOW, where_from="") as record:
        saw([Seen(young_person=7), Seen(young_person=8, child="701")])
        saw([Seen(young_person=7)])
        record.write()

    looks = Look.objects.order_by("position")
    assert [(each.young_person, each.child) for each in looks] == [(7, ""), (8, "701")]
    assert len({each.request for each in looks}) == 1
    assert [each.patterns for each in looks] == [[], []]


def test_what_is_known_of_somebody_seen_twice_is_kept(db):
    with looking(Looking.OPENED, by=BETHAN, page="p", at=NOW, where_from="") as record:
        saw([Seen(young_person=7)])
        saw([Seen(young_person=7, why="She rang", patterns=(Pattern.RESTRICTED,))])
        saw([Seen(young_person=7, patterns=(Pattern.SAME_SURNAME,))])
        record.write()

    kept = Look.objects.get()
    assert kept.why == "She rang"
    assert kept.patterns == [Pattern.RESTRICTED, Pattern.SAME_SURNAME]


def test_a_page_that_shows_nobody_writes_nothing(db):
    look()

    assert not Look.objects.exists()


# -- more than sixty in ten minutes ----------------------------------------------------


def test_sixty_records_are_no_question(db):
    open_records(range(1, 61))

    assert many() == []


def test_sixty_one_are(db):
    open_records(range(1, 62))

    assert many() == [BETHAN]
    flag = Flag.objects.get()
    assert (flag.young_person, flag.child, flag.look) == (0, "", 61)


def test_the_same_record_again_is_one(db):
    open_records([*range(1, 61), *range(1, 61)])

    assert many() == []


def test_lists_searches_and_files_do_not_count(db):
    for what in (Looking.LISTED, Looking.SEARCHED, Looking.EXPORTED):
        look(*range(1, 101), what=what)
    open_records(range(1, 61))

    assert many() == []


def test_to_open_them_for_printing_is_to_open_them(db):
    open_records(range(1, 41))
    later = NOW + timedelta(minutes=1)
    open_records(range(41, 62), at=later, what=Looking.PRINTED)

    assert many() == [BETHAN]


@pytest.mark.parametrize(
    ("after_the_first", "is_asked"),
    [
        (timedelta(minutes=10) - timedelta(microseconds=1), True),
        (timedelta(minutes=10), False),
    ],
)
def test_ten_minutes_to_the_moment(db, after_the_first, is_asked):
    look(1)
    open_records(range(2, 61), at=NOW + timedelta(seconds=1))

    look(61, at=NOW + after_the_first)

    assert bool(many()) == is_asked


def test_two_people_are_counted_apart(db):
    open_records(range(1, 41))
    open_records(range(41, 81), by=TOM)

    assert many() == []


def test_children_of_a_return_are_counted_by_their_numbers(db):
    with looking(Looking.OPENED, by=BETHAN, page="p", at=NOW, where_from="") as record:
        saw(Seen(child=f"701{number}") for number in range(61))
        record.write()

    assert many() == [BETHAN]


def test_while_it_waits_it_is_asked_once(db):
    open_records(range(1, 101))

    assert many() == [BETHAN]
