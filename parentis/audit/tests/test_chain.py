"""The chain: each row rests on the one before, and Python agrees with the database."""

import logging
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from parentis.audit import queries
from parentis.audit.chain import Head, first_break, hash_of
from parentis.audit.choices import Looking, Pattern
from parentis.audit.looking import Seen, looking, saw
from parentis.audit.models import Look
from parentis.audit.tasks import write_head

NOW = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)
# What PostgreSQL keeps as text: anything but NUL and half a pair of surrogates.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
ADDRESSES = WORDS.map(lambda words: words[:45])


def look(*seen, what=Looking.OPENED, by=3, page="a:page", at=NOW, where_from="::1"):
    with looking(what, by=by, page=page, at=at, where_from=where_from) as record:
        saw(seen)
        record.write()


def test_rows_follow_one_another(db):
    look(Seen(young_person=1), Seen(young_person=2), what=Looking.LISTED)
    look(Seen(young_person=1, child="701", why="She rang"))

    looks = list(Look.objects.order_by("position"))

    assert [each.position for each in looks] == [1, 2, 3]
    assert bytes(looks[0].previous) == bytes(32)
    assert [bytes(each.previous) for each in looks[1:]] == [
        bytes(each.hash) for each in looks[:-1]
    ]
    assert first_break(looks) == (None, Head(position=3, hash=looks[2].hash.hex()))


def test_an_empty_record_is_as_it_was_written(db):
    assert queries.verify(viewer=None) == (None, Head(position=0, hash="00" * 32))


@hypothesis_settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    person=st.integers(0, 2**63 - 1),
    young_person=st.integers(0, 2**63 - 1),
    child=WORDS.map(lambda words: words[:40]),
    why=WORDS,
    page=WORDS.map(lambda words: words[:200]),
    where_from=ADDRESSES,
    what=st.sampled_from(Looking),
    patterns=st.lists(st.sampled_from(Pattern), unique=True).map(tuple),
    at=st.datetimes(
        datetime(1900, 1, 1),  # noqa: DTZ001 (given its zone by `timezones`)
        timezones=st.timezones(),
    ),
)
def test_python_agrees_with_the_database_on_any_words(
    db, person, young_person, child, why, page, where_from, what, patterns, at
):
    if what == Looking.OPENED:
        what = Looking.LISTED  # so that no other rows are counted
    seen = Seen(young_person=young_person, child=child, why=why, patterns=patterns)
    look(seen, what=what, by=person, page=page, at=at, where_from=where_from)

    written = Look.objects.order_by("-position")[0]

    assert (written.child, written.why, written.page) == (child, why, page)
    assert (written.patterns, written.where_from) == (list(patterns), where_from)
    assert hash_of(written) == bytes(written.hash)


@pytest.mark.parametrize(
    "why",
    [
        "'; DROP TABLE audit_look; --",
        '{"a": [1, "\\u0041"]}',
        "line\nline\r\n\tend",
        "\\",
        "2:ab",
        "Zoë 👩🏽‍🎓 \u202e",
    ],
)
def test_such_as_these(db, why):
    look(Seen(young_person=1, why=why))

    written = Look.objects.get()
    assert written.why == why
    assert hash_of(written) == bytes(written.hash)


def test_where_one_value_ends_and_the_next_begins_is_hashed(db):
    look(Seen(young_person=1, child="70"), page="ab")
    look(Seen(young_person=1, child="70"), page="a")
    one, other = Look.objects.order_by("position")
    other.position, other.previous, other.request = (
        one.position,
        one.previous,
        one.request,
    )
    other.child = "b70"

    assert hash_of(one) != hash_of(other)


def test_two_patterns_are_not_one_with_a_comma(db):
    look(Seen(young_person=1, patterns=(Pattern.RESTRICTED, Pattern.SAME_SURNAME)))
    written = Look.objects.get()
    before = hash_of(written)

    written.patterns = [",".join(written.patterns)]

    assert hash_of(written) != before


# -- the command, and the nightly task -------------------------------------------------


def verified(**options):
    said = StringIO()
    call_command("verify_looking", stdout=said, **options)
    return said.getvalue()


def test_the_command_prints_the_head(db):
    look(*[Seen(young_person=number) for number in range(1, 4)], what=Looking.LISTED)
    head = queries.verify(viewer=None)[1]

    assert verified() == f"3 looks, as they were written. Head: {head}\n"
    assert verified(against=str(head)) == verified()


def test_a_head_of_before_still_holds_after_more_looks(db):
    look(Seen(young_person=1))
    head = queries.verify(viewer=None)[1]
    look(Seen(young_person=2), at=NOW + timedelta(minutes=1))

    assert "2 looks" in verified(against=str(head))


def test_a_head_that_is_not_held_is_a_fault(db):
    look(Seen(young_person=1))

    for head in (f"1:{'ab' * 32}", f"2:{'ab' * 32}"):
        with pytest.raises(CommandError, match="does not hold"):
            verified(against=head)


@pytest.mark.parametrize("head", ["", "1", "1:ab", "x:" + "ab" * 32, "-1:" + "ab" * 32])
def test_what_is_no_head_is_said(db, head):
    if not head:
        assert verified(against=head)
        return
    with pytest.raises(CommandError, match="A head is written as"):
        verified(against=head)


def test_each_night_the_head_is_in_the_log(db, caplog):
    look(Seen(young_person=1))
    head = queries.verify(viewer=None)[1]

    with caplog.at_level(logging.INFO, "parentis.audit"):
        write_head(timestamp=0)

    assert [each.getMessage() for each in caplog.records] == [
        f"record-of-looking head={head}"
    ]


def test_the_task_comes_each_night():
    from procrastinate.contrib.django import app

    tasks = app.periodic_registry.periodic_tasks.values()
    crons = {each.task.name: each.cron for each in tasks}

    assert crons["audit.write_head"] == "17 3 * * *"


def test_the_nightly_line_is_written_at_the_level_of_the_product():
    from django.conf import settings

    assert settings.LOGGING["loggers"]["parentis.audit"]["level"] == "INFO"
