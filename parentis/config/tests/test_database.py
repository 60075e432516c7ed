"""The embedded PostgreSQL: who may do what in it, and when it stops."""

import os

import psycopg
import pytest
from django.db import connection

from parentis.config.database import (
    DatabaseUnusable,
    check_server,
    embedded,
)


@pytest.fixture(scope="module")
def addresses(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        data = tmp_path_factory.mktemp("data")
        patch.setenv("PARENTIS_DATA", str(data))
        with embedded(data / "postgres") as found:
            yield found


def test_the_product_reads_and_writes_rows_and_owns_nothing(addresses):
    with psycopg.connect(addresses.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE note (words text)")

    with psycopg.connect(addresses.application, autocommit=True) as product:
        product.execute("INSERT INTO note VALUES ('kept')")
        assert product.execute("SELECT words FROM note").fetchall() == [("kept",)]
        for forbidden in (
            "DROP TABLE note",
            "TRUNCATE note",
            "CREATE TABLE mine (i int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                product.execute(forbidden)


@pytest.mark.parametrize("role", ["owner", "application"])
def test_neither_role_is_a_superuser(addresses, role):
    with psycopg.connect(getattr(addresses, role)) as who:
        answer = who.execute(
            "SELECT usesuper FROM pg_user WHERE usename = current_user"
        )

        assert answer.fetchone() == (False,)


def test_it_keeps_more_in_memory_than_postgresql_does_by_itself(addresses):
    with psycopg.connect(addresses.application) as who:
        [(blocks,)] = who.execute(
            "SELECT setting::int FROM pg_settings WHERE name = 'shared_buffers'"
        ).fetchall()

    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    assert min(machine // 8, 2**30) - 2**20 <= blocks * 8_192 <= 2**30


def test_another_user_of_the_machine_needs_a_password(addresses):
    without = addresses.application.replace(
        addresses.application.split(":")[2].split("@")[0], "guess"
    )

    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        psycopg.connect(without)


def test_it_runs_while_somebody_uses_it_and_stops_with_the_last(tmp_path, monkeypatch):
    monkeypatch.setenv("PARENTIS_DATA", str(tmp_path))
    folder = tmp_path / "postgres"

    with embedded(folder) as first:
        with embedded(folder) as second:
            assert second == first
        psycopg.connect(first.application).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(first.application)

    with embedded(folder) as again:
        psycopg.connect(again.application).close()


def test_a_server_out_of_reach_is_one_clear_sentence():
    with pytest.raises(DatabaseUnusable, match="does not answer") as said:
        check_server("postgresql://x:secret@127.0.0.1:1/x")

    assert "secret" not in str(said.value)


def test_a_server_too_old_is_one_clear_sentence(postgres, monkeypatch):
    monkeypatch.setattr("parentis.config.database.OLDEST_VERSION", 99)

    with pytest.raises(DatabaseUnusable, match="needs 99 or newer"):
        check_server(postgres)


def test_the_tests_own_database_is_a_copy_with_every_table(db):
    tables = connection.introspection.table_names()

    assert {"accounts_user", "procrastinate_jobs", "cache"} <= set(tables)
