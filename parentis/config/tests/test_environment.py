import pytest
from django.core.exceptions import ImproperlyConfigured

from parentis.config import environment


def test_a_flag_is_yes_or_no(monkeypatch):
    monkeypatch.setenv("PARENTIS_DEMO", "Yes")
    assert environment.flag("PARENTIS_DEMO")

    monkeypatch.setenv("PARENTIS_DEMO", "maybe")
    with pytest.raises(ImproperlyConfigured, match="Write yes or no"):
        environment.flag("PARENTIS_DEMO")


def test_a_number_is_a_whole_one(monkeypatch):
    monkeypatch.setenv("PARENTIS_WORKERS", "two")
    with pytest.raises(ImproperlyConfigured, match="Write a whole number"):
        environment.number("PARENTIS_WORKERS", 2)


def test_a_database_address_is_read():
    read = environment.as_django(
        "postgresql://parentis:p%40ss@db.example:5433/figures?sslmode=require"
    )

    assert read["NAME"] == "figures"
    assert read["PASSWORD"] == "p@ss"
    assert read["HOST"] == "db.example"
    assert read["PORT"] == "5433"
    assert read["OPTIONS"]["sslmode"] == "require"


def test_a_socket_is_an_address_too():
    assert environment.as_django("postgresql:///x?host=/run/pg")["HOST"] == "/run/pg"


@pytest.mark.parametrize("url", ["sqlite:///x.db", "mysql://localhost/x", "here"])
def test_no_other_database_will_do(url):
    with pytest.raises(ImproperlyConfigured, match="PostgreSQL"):
        environment.as_django(url)


def test_a_secret_is_made_once_and_is_its_owners_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("PARENTIS_DATA", str(tmp_path / "data"))
    first = environment.secret("word")

    assert environment.secret("word") == first
    assert len(first) > 40
    kept = tmp_path / "data" / "secrets" / "word"
    assert kept.stat().st_mode & 0o077 == 0


def test_only_this_machine_is_loopback():
    assert environment.are_loopback(["localhost", "127.0.0.1"])
    assert not environment.are_loopback(["localhost", "parentis.example"])
