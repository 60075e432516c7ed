"""What tests share: a database, the files beside the project, a reader of pages."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from django.http import HttpResponse
from pytest_django import DjangoDbBlocker, Settings

from tests.reading import Page

ROOT = Path(__file__).resolve().parent


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    from tests.in_processes import FilesTogether

    return FilesTogether(config, log)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Files too large to keep in the repository, in a folder beside it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of shared files is not beside the project")
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server: the one DATABASE_URL names, or the embedded one."""
    from parentis.config.database import check_server, embedded

    url = os.environ.get("DATABASE_URL", "")
    if url:
        check_server(url)
        yield url
        return
    folder = Path(os.environ["PARENTIS_DATA"]) / "postgres"
    with embedded(folder, is_for_tests=True) as addresses:
        yield addresses.owner


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """In the place of pytest-django's own: a copy of a migrated template."""
    from django.test import TransactionTestCase

    from tests.database import empty_again, test_database

    process = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    url = request.getfixturevalue("postgres")
    with (
        django_db_blocker.unblock(),
        test_database(url, process=process),
        pytest.MonkeyPatch.context() as change,
    ):
        change.setattr(
            TransactionTestCase, "_fixture_teardown", lambda _: empty_again()
        )
        yield


@pytest.fixture
def as_application(transactional_db: None) -> Iterator[psycopg.Connection]:
    """The test's database as the product itself connects: a role that owns nothing."""
    from parentis.config.database import APPLICATION

    with _connected_as(APPLICATION) as found:
        yield found


@pytest.fixture
def as_superuser(transactional_db: None) -> Iterator[psycopg.Connection]:
    """The test's database as somebody connects who may do anything."""
    from parentis.config.database import SUPERUSER

    with _connected_as(SUPERUSER) as found:
        yield found


def _connected_as(role: str) -> psycopg.Connection:
    from django.db import connection

    from parentis.config.environment import secret

    if os.environ.get("DATABASE_URL"):
        pytest.skip("the embedded server's roles are what this tests")
    return psycopg.connect(
        host=connection.settings_dict["HOST"],
        dbname=connection.settings_dict["NAME"],
        user=role,
        password=secret(f"database-{role}"),
        autocommit=True,
    )


@pytest.fixture(autouse=True)
def _files_of_their_own(
    request: pytest.FixtureRequest,
) -> None:
    """A test that may write to the database may keep uploads, apart from others'."""
    if {"db", "transactional_db"} & set(request.fixturenames):
        settings: Settings = request.getfixturevalue("settings")
        settings.MEDIA_ROOT = request.getfixturevalue("tmp_path") / "files"


@pytest.fixture(autouse=True)
def _second_factor_of_whoever_is_forced_in() -> Iterator[None]:
    """`client.force_login` gives no factor at all: here it counts as two.

    Only where the session holds no record of how somebody came. Whoever signs in by the
    page itself leaves one, and is asked for a second factor in tests too.
    """
    from allauth.account.authentication import get_authentication_records
    from allauth.account.internal.flows.login import record_authentication
    from django.contrib.auth.signals import user_logged_in

    def give(*, request: Any, user: Any, **_: Any) -> None:
        if not get_authentication_records(request, user):
            record_authentication(request, user, "mfa", type="totp")

    user_logged_in.connect(give)
    yield
    user_logged_in.disconnect(give)


@pytest.fixture
def visit(db: None) -> Callable[..., Page]:
    """Opens a page as somebody, or sends its form, and reads what comes back.

    `visit(url, by=person)` follows links that lead on; `answers` (files among them) are
    sent as the form of that page; `headers` as a browser sends them.
    """
    from django.test import Client

    def open_page(
        url: str,
        *,
        by: Any = None,
        answers: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Page:
        client = Client(raise_request_exception=True, headers=headers)
        if by is not None:
            client.force_login(by)
        if answers is None:
            response = client.get(url, follow=True)
        else:
            response = client.post(url, answers, follow=True)
        return Page(cast("HttpResponse", response), url=response.request["PATH_INFO"])

    return open_page


@pytest.fixture
def run_tasks(db: None) -> Callable[[], list[str]]:
    """Does the background work that waits, one task after the other, in this process.

    Gives the names of the tasks, in the order they ran. What they raise, it raises.
    """
    from django.db import connection
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.models import ProcrastinateJob

    def run() -> list[str]:
        done = []
        while job := ProcrastinateJob.objects.filter(status="todo").first():
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s",
                    [job.pk],
                )
            app.tasks[job.task_name](**job.args)
            done.append(job.task_name)
        return done

    return run
