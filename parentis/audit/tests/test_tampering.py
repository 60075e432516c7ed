"""Whoever changes the record underneath is found: any byte, any row, any place."""

import copy
from datetime import UTC, datetime, timedelta
from functools import singledispatch
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from parentis.audit import queries
from parentis.audit.chain import COLUMNS, first_break, hash_of
from parentis.audit.choices import Looking, Pattern
from parentis.audit.looking import Seen, looking, saw
from parentis.audit.models import Look

NOW = datetime(2026, 3, 10, 14, 30, 15, 123456, tzinfo=UTC)


def write_looks(count=5):
    for number in range(1, count + 1):
        with looking(
            Looking.OPENED,
            by=number,
            page="record:record",
            at=NOW + timedelta(minutes=number),
            where_from="2001:db8::7",
        ) as record:
            patterns = (Pattern.RESTRICTED, Pattern.SAME_SURNAME)
            seen = Seen(
                young_person=number, child=f"701{number}", why="Zoë", patterns=patterns
            )
            saw([seen])
            record.write()


def change(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount != 0


def where_it_breaks():
    broken, _ = queries.verify(viewer=None)
    return broken.position if broken else None


# What a row is changed to, by its column, as SQL.
CHANGES = {
    "position": ["99", "-3"],
    "at": [
        "at + interval '1 microsecond'",
        "at - interval '400 years'",
        "'infinity'",
        "'0044-03-15 BC'",
    ],
    "person": ["person + 1", "-person"],
    "looking": ["'listed'", "'Opened'", "''"],
    "page": ["page || ' '", "''"],
    "young_person": ["young_person + 1", "0"],
    "child": ["'7013 '", "''", "'701３'"],
    "where_from": ["'2001:db8::8'", "''"],
    "why": ["'Zoe'", "'Zoë '", "E'Zoe\\u0308'", "''"],
    "patterns": [
        "'{}'",
        "'{same-surname,restricted}'",
        "'{restricted}'",
        "ARRAY['restricted,same-surname']",
        "'{restricted,same-surname,NULL}'",
        "'{{restricted,same-surname}}'",
    ],
    "request": ["gen_random_uuid()"],
    "previous": ["hash", "''", "previous || '\\x00'"],
    "hash": ["previous", "''", "hash || '\\x00'"],
}


def test_every_column_of_the_record_is_tried():
    columns = {field.column for field in Look._meta.local_fields}

    assert set(CHANGES) == columns == set(COLUMNS)


@pytest.mark.parametrize(
    ("column", "value"),
    [(name, each) for name, some in CHANGES.items() for each in some],
)
def test_a_changed_value_is_found(db, column, value):
    write_looks()
    assert where_it_breaks() is None

    to = sql.SQL("UPDATE audit_look SET {} = {} WHERE position = 3")
    change(to.format(sql.Identifier(column), sql.SQL(value)))

    assert where_it_breaks() is not None


@singledispatch
def flipped(value: Any):
    """Every value that differs from this one in one place. These are bytes."""
    raw = bytes(value)
    for place in range(len(raw)):
        for bit in range(8):
            yield raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :]


@flipped.register
def _(value: str):
    for place in range(len(value)):
        yield value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
        yield value[:place] + value[place + 1 :]


@flipped.register
def _(value: list):
    for place, each in enumerate(value):
        for other in flipped(each):
            yield [*value[:place], other, *value[place + 1 :]]


@flipped.register
def _(value: datetime):
    for power in range(18):
        yield value + timedelta(microseconds=10**power)


@flipped.register
def _(value: int):
    for bit in range(62):
        yield value ^ 1 << bit


@flipped.register
def _(value: UUID):
    for bit in range(128):
        yield UUID(int=value.int ^ 1 << bit)


@pytest.mark.parametrize("column", COLUMNS)
def test_every_byte_of_every_column_matters(db, column):
    write_looks(1)
    written = Look.objects.get()
    assert hash_of(written) == bytes(written.hash)
    tried = 0

    for value in flipped(getattr(written, column)):
        changed = copy.copy(written)
        setattr(changed, column, value)
        assert first_break([changed])[0] is not None, (column, value)
        tried += 1

    assert tried > 0


def test_a_row_taken_out_of_the_middle_is_found(db):
    write_looks()

    change("DELETE FROM audit_look WHERE position = 3")

    assert where_it_breaks() == 4


def test_the_first_row_taken_away_is_found(db):
    write_looks()

    change("DELETE FROM audit_look WHERE position = 1")

    assert where_it_breaks() == 2


def test_two_rows_changed_round_are_found(db):
    write_looks()

    for before, after in ((2, 90), (3, 2), (90, 3)):
        change("UPDATE audit_look SET position = %s WHERE position = %s", after, before)

    assert where_it_breaks() == 2


def test_a_row_put_in_between_is_found(db):
    write_looks()
    change("ALTER TABLE audit_look DISABLE TRIGGER audit_chain")
    change("UPDATE audit_look SET position = position + 100 WHERE position > 2")
    change(
        "INSERT INTO audit_look SELECT 3, at, person, looking, page, young_person,"
        " child, where_from, why, patterns, request, previous, hash"
        " FROM audit_look WHERE position = 2"
    )
    change("UPDATE audit_look SET position = position - 99 WHERE position > 100")

    assert where_it_breaks() == 3


def test_a_row_changed_with_a_hash_to_match_is_found_at_the_next(db):
    write_looks()
    change("UPDATE audit_look SET person = 77 WHERE position = 3")
    change("UPDATE audit_look l SET hash = audit_hash(l) WHERE position = 3")

    assert where_it_breaks() == 4


def test_a_hash_that_the_database_was_taught_to_forge_is_found(db):
    """Python computes it anew, and does not ask the database for it."""
    change_hash = (
        "CREATE OR REPLACE FUNCTION audit_hash(look audit_look) RETURNS bytea"
        " LANGUAGE sql AS 'SELECT decode(repeat(''ab'', 32), ''hex'')'"
    )
    write_looks(2)
    with connection.cursor() as cursor:
        cursor.execute(change_hash)
    write_looks(1)

    assert where_it_breaks() == 3


def test_an_end_cut_off_is_found_with_a_head_of_before(db):
    write_looks()
    head = queries.verify(viewer=None)[1]

    change("DELETE FROM audit_look WHERE position >= 4")

    assert where_it_breaks() is None  # no chain can tell
    with pytest.raises(CommandError, match="rows at its end were taken away"):
        call_command("verify_looking", against=str(head))


def test_a_record_written_anew_is_found_with_a_head_of_before(db):
    write_looks()
    head = queries.verify(viewer=None)[1]
    change("DELETE FROM audit_look")
    write_looks(7)  # as long, and each row rests on the one before

    assert where_it_breaks() is None
    with pytest.raises(CommandError, match="does not hold"):
        call_command("verify_looking", against=str(head))


def test_what_a_superuser_changes_is_found(as_superuser):
    """From outside, past every right and every trigger."""
    write_looks()
    as_superuser.execute("SET session_replication_role = replica")
    as_superuser.execute("UPDATE audit_look SET person = 99 WHERE position = 3")

    with pytest.raises(CommandError, match="Row 3: it was changed after"):
        call_command("verify_looking")


# -- what the product itself may do ----------------------------------------------------


def test_the_product_adds_and_reads_looks(as_application):
    added = as_application.execute(ADD).fetchone()

    assert added == (1,)
    row = as_application.execute("SELECT position, person FROM audit_look").fetchone()
    assert row == (1, 3)
    assert where_it_breaks() is None


ADD = (
    "INSERT INTO audit_look (position, at, person, looking, page, young_person, child,"
    " where_from, why, patterns, request, previous, hash) VALUES (77, now(), 3,"
    " 'opened', 'p', 7, '', '', '', '{}', gen_random_uuid(), 'x', 'forged')"
    " RETURNING position"
)
REFUSED = [
    "UPDATE audit_look SET person = 4",
    "DELETE FROM audit_look",
    "TRUNCATE audit_look",
    "ALTER TABLE audit_look DISABLE TRIGGER audit_chain",
    "DROP TRIGGER audit_chain ON audit_look",
    "DROP TABLE audit_look",
    "DROP FUNCTION audit_chain() CASCADE",
    (
        "CREATE OR REPLACE FUNCTION audit_hash(look audit_look) RETURNS bytea"
        " LANGUAGE sql AS 'SELECT NULL::bytea'"
    ),
    (
        "CREATE TRIGGER mine BEFORE INSERT ON audit_look FOR EACH ROW"
        " EXECUTE FUNCTION audit_chain()"
    ),
    "CREATE RULE mine AS ON INSERT TO audit_look DO INSTEAD NOTHING",
    "SET session_replication_role = replica",
    "SET ROLE parentis_owner",
    "CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
    "CREATE TABLE public.mine (id int)",
    "GRANT UPDATE ON audit_look TO parentis",
    "COPY audit_look FROM PROGRAM 'true'",
]


def test_the_product_does_nothing_else_to_them(as_application):
    as_application.execute(ADD)
    before = as_application.execute("SELECT * FROM audit_look").fetchall()

    for statement in REFUSED:
        try:
            as_application.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            continue
        after = as_application.execute(
            "SELECT has_table_privilege('audit_look', 'UPDATE')"
        ).fetchone()
        assert statement.startswith("GRANT"), statement
        assert after == (False,)

    assert as_application.execute("SELECT * FROM audit_look").fetchall() == before


def test_the_product_owns_nothing(as_application):
    owned = as_application.execute(
        "SELECT classid::regclass::text, objid FROM pg_shdepend"
        " WHERE deptype = 'o' AND refobjid = current_user::regrole"
    ).fetchall()
    role = as_application.execute(
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication"
        " FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    belongs_to = as_application.execute(
        "SELECT count(*) FROM pg_auth_members WHERE member = current_user::regrole"
    ).fetchone()

    assert as_application.info.user == "parentis"
    assert owned == []
    assert role == (False,) * 5
    assert belongs_to == (0,)


def test_every_table_of_what_changed_only_grows(as_application):
    import pghistory.models
    from django.apps import apps

    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event)
    ]
    assert len(tables) > 10

    may = {
        (table, right): as_application.execute(
            "SELECT has_table_privilege(%s, %s)", [table, right]
        ).fetchone()
        for table in tables
        for right in ("INSERT", "SELECT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
    }

    assert {key for key, (may_do,) in may.items() if may_do} == {
        (table, right) for table in tables for right in ("INSERT", "SELECT")
    }
    for table in tables:
        for statement in ("DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET pgh_id = 1"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                as_application.execute(sql.SQL(statement).format(sql.Identifier(table)))
