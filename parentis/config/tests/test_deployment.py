"""Each unsafe setting is named, with what to do; what cannot be told is said so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import psycopg
import pytest
from django.conf import settings as djangos
from django.db import connection
from psycopg.conninfo import make_conninfo

from parentis.accounts.tests.factories import AdministratorFactory, AnalystFactory
from parentis.config import deployment
from parentis.config.backup import LAST_BACKUP
from parentis.config.deployment import CHECKS, Deployment, findings
from parentis.config.environment import secret

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
COULD_NOT = "Could not be checked: whether "
NEVER_RUN = "`parentis backup` was never run from this data folder."
SAFE = {
    "IS_DEMO": False,
    "DEBUG": False,
    "SECRET_KEY": "a long random word, of which nobody knows a letter: 73951",
    "SECRET_KEY_FALLBACKS": [],
    "ALLOWED_HOSTS": ["parentis.aldermere.example"],
    "IS_LOOPBACK": False,
    "PROXIES": 1,
    "EMAIL_HOST": "mail.aldermere.example",
}


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """A deployment with nothing unsafe in its settings, and no database."""
    monkeypatch.setenv("SECRET_KEY", SAFE["SECRET_KEY"])
    (tmp_path / "files").mkdir(mode=0o700)
    (tmp_path / LAST_BACKUP).write_text((AT - timedelta(hours=2)).isoformat())
    tmp_path.chmod(0o700)
    settings = SimpleNamespace(**SAFE, MEDIA_ROOT=tmp_path / "files")
    return Deployment(settings=settings, data=tmp_path, at=AT)


@pytest.fixture
def with_database(asked, db, postgres):
    """The tests' own, where one role is owner and product."""
    connection.ensure_connection()
    with psycopg.connect(postgres) as owner:
        yield replace(asked, application=connection.connection, owner=owner)


def unsafe(check, asked) -> list[str]:
    return [finding.what for finding in check(asked)]


def but(asked, **settings):
    changed = vars(asked.settings) | settings
    return replace(asked, settings=SimpleNamespace(**changed))


def test_settings_that_are_safe_are_not_named(asked):
    quiet = [each for each in CHECKS if each is not deployment.djangos_own_checks]

    found = {check.__name__: deployment._found_by(check, asked) for check in quiet}
    assert [f.what for all_ in found.values() for f in all_ if f.is_unsafe] == []
    assert found["the_demo"] == []


@pytest.mark.parametrize(
    ("check", "settings", "what"),
    [
        ("the_demo", {"IS_DEMO": True}, "The demo is on"),
        ("faults_in_full", {"DEBUG": True}, "faults in full"),
        ("the_secret_key", {"SECRET_KEY": "short"}, "short enough to guess"),
        ("the_secret_key", {"SECRET_KEY": "ab" * 40}, "short enough to guess"),
        ("the_secret_key", {"SECRET_KEY_FALLBACKS": ["x"]}, "short enough to guess"),
        ("the_hosts", {"ALLOWED_HOSTS": ["*"]}, "any name"),
        ("the_hosts", {"ALLOWED_HOSTS": [".example"]}, "any name"),
        ("the_hosts", {"IS_LOOPBACK": True}, "this machine alone"),
        ("the_hosts", {"PROXIES": 0}, "no page will open"),
        ("the_mail_server", {"EMAIL_HOST": ""}, "No mail server"),
    ],
)
def test_each_unsafe_setting_is_named(asked, check, settings, what):
    (found,) = unsafe(getattr(deployment, check), but(asked, **settings))

    assert what in found


def test_a_key_that_lies_beside_the_records_is_named(asked, monkeypatch):
    monkeypatch.delenv("SECRET_KEY")

    (found,) = unsafe(deployment.the_secret_key, asked)
    assert "on the disk beside the records" in found


def test_the_embedded_database_is_named(asked):
    is_embedded = replace(asked, is_embedded=True)

    assert unsafe(deployment.the_embedded_database, asked) == []
    (found,) = unsafe(deployment.the_embedded_database, is_embedded)
    assert "for trying out" in found


@pytest.mark.parametrize(("folder", "mode"), [(".", 0o750), ("files", 0o701)])
def test_a_folder_that_others_may_look_into_is_named(asked, folder, mode):
    assert unsafe(deployment.the_data_folder, asked) == []

    (asked.data / folder).chmod(mode)
    (found,) = unsafe(deployment.the_data_folder, asked)
    assert "may look into" in found


@pytest.mark.parametrize(("hours", "what"), [(23, []), (49, ["2 days old"])])
def test_a_backup_older_than_a_day_is_named(asked, hours, what):
    made_at = AT - timedelta(hours=hours)
    (asked.data / LAST_BACKUP).write_text(made_at.isoformat())

    found = unsafe(deployment.the_last_backup, asked)
    assert [words in each for words, each in zip(what, found, strict=True)] == [
        True for _ in what
    ]


def test_djangos_own_checks_are_run(asked, settings):
    settings.X_FRAME_OPTIONS = "SAMEORIGIN"
    settings.MIDDLEWARE = [
        each for each in djangos.MIDDLEWARE if "Clickjacking" not in each
    ]
    settings.MIDDLEWARE.remove("django.middleware.clickjacking.XFrameOptionsMiddleware")

    found = unsafe(deployment.djangos_own_checks, asked)
    assert [each for each in found if "security.W002" in each]


# -- the database ----------------------------------------------------------------------


def test_one_role_for_everything_is_named(with_database):
    found = unsafe(deployment.the_two_roles, with_database)

    assert "The product connects as the role that owns its tables." in found
    assert "The product's role in the database owns tables." in found


def test_a_role_that_owns_nothing_is_not_named(asked, postgres):
    password = secret("database-parentis")
    url = make_conninfo(postgres, user="parentis", password=password)
    try:
        product = psycopg.connect(url)
    except psycopg.OperationalError:
        pytest.skip("this server has no role of the product's own")
    with product, psycopg.connect(postgres) as owner:
        two = replace(asked, application=product, owner=owner)
        assert unsafe(deployment.the_two_roles, two) == []


def test_a_record_that_can_be_changed_is_named(with_database, monkeypatch):
    monkeypatch.setattr(deployment, "tables_that_only_grow", lambda: ["accounts_user"])

    (found,) = unsafe(deployment.what_only_grows, with_database)
    assert "UPDATE, DELETE, TRUNCATE in accounts_user" in found


def test_where_there_is_no_record_yet_it_is_said(with_database, monkeypatch):
    monkeypatch.setattr(deployment, "tables_that_only_grow", list)

    (found,) = deployment._found_by(deployment.what_only_grows, with_database)
    assert str(found).startswith("Could not be checked: whether the product can change")


def test_a_postgresql_too_old_is_named(with_database, monkeypatch):
    assert unsafe(deployment.the_version, with_database) == []

    monkeypatch.setattr(deployment, "OLDEST_VERSION", 99)
    (found,) = unsafe(deployment.the_version, with_database)
    assert "The database is PostgreSQL" in found


@pytest.mark.parametrize(
    ("host", "is_encrypted", "count"),
    [
        ("/run/postgresql", False, 0),
        ("localhost", False, 0),
        ("db.aldermere.example", True, 0),
        ("db.aldermere.example", False, 1),
    ],
)
def test_a_database_elsewhere_needs_encryption(asked, host, is_encrypted, count):
    rows = SimpleNamespace(fetchone=lambda: (is_encrypted,))
    elsewhere = SimpleNamespace(
        info=SimpleNamespace(host=host), execute=lambda _query: rows
    )
    asked = replace(asked, application=elsewhere)

    assert len(unsafe(deployment.encryption_on_the_way, asked)) == count


def test_tables_left_behind_are_named(with_database):
    assert unsafe(deployment.the_migrations, with_database) == []

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'returns'")
    (found,) = unsafe(deployment.the_migrations, with_database)
    assert "not as this Parentis wants them" in found


# -- people ----------------------------------------------------------------------------


def test_somebody_has_to_say_who_may_sign_in(with_database):
    AnalystFactory.create()
    AdministratorFactory.create(is_active=False)
    (found,) = unsafe(deployment.the_administrator, with_database)
    assert found == "Nobody may say who may sign in."

    AdministratorFactory.create()
    assert unsafe(deployment.the_administrator, with_database) == []


def test_people_without_a_second_factor_are_counted(with_database, monkeypatch):
    first, _ = AnalystFactory.create_batch(2)
    AnalystFactory.create(is_active=False)
    monkeypatch.setattr("django.apps.apps.is_installed", lambda _app: True)
    monkeypatch.setattr(
        deployment,
        "_people_in",
        lambda _asked, table: {first.pk} if table == "mfa_authenticator" else set(),
    )

    (found,) = unsafe(deployment.second_factors, with_database)
    assert found == "1 of 2 people have no second factor."


# -- what cannot be told ---------------------------------------------------------------


def test_what_cannot_be_told_is_said_and_is_no_fault(asked):
    (asked.data / LAST_BACKUP).unlink()

    said = {str(finding) for finding in findings(asked) if not finding.is_unsafe}
    assert said >= {
        f"{COULD_NOT}PostgreSQL is new enough: the database does not answer.",
        f"{COULD_NOT}there is a backup of the last day: {NEVER_RUN}",
    }


def test_every_check_says_what_it_is_about():
    assert [c for c in CHECKS if not (c.__doc__ or "").startswith("Whether ")] == []


def test_every_finding_says_what_to_do(asked, monkeypatch):
    monkeypatch.delenv("SECRET_KEY")
    asked.data.chmod(0o755)
    wrong = but(asked, IS_DEMO=True, DEBUG=True, SECRET_KEY="x", ALLOWED_HOSTS=["*"])

    found = [f for f in findings(wrong) if f.is_unsafe and "Django" not in f.what]
    assert len(found) >= 5
    assert [finding.what for finding in found if not finding.do] == []
