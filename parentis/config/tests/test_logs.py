"""The log: enough to find a fault, and nobody's name, address or words in it."""

import io
import json
import logging
import re
import sys
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory

from parentis.accounts.tests.factories import PASSWORD, AnalystFactory
from parentis.config import environment, logs
from parentis.config.gunicorn_logs import GunicornLogger
from parentis.config.middleware import address_of

# What must never be found, each in a place of its own.
CANARIES = {
    "name": "Wilhelmina Canary",
    "email": "canary.of.email@aldermere.example",
    "query": "canaryinthequery",
    "path": "canaryinthepath",
    "form": "canaryintheform",
    "exception": "canaryintheexception",
    "agent": "canaryintheagent",
    "referrer": "canaryinthereferrer",
    "host": "canaryinthehost",
    "row": "canaryintherow",
}


@pytest.fixture
def lines(monkeypatch):
    """All that is logged, as it would be written, at every level."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    before = root.level
    levels = {
        name: logging.getLogger(name).level
        for name in ("django", "django.request", logs.REQUESTS, logs.SECURITY)
    }
    for name in ("", *levels):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(before)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def leaks(lines) -> list[str]:
    written = json.dumps(lines, ensure_ascii=False)
    return [canary for canary in CANARIES.values() if canary in written]


def the_one_of(lines, logger) -> dict[str, Any]:
    found: list[dict[str, Any]] = [line for line in lines if line["logger"] == logger]
    (line,) = found
    return line


def test_a_request_is_one_line_of_route_person_and_time(lines, db):
    person = AnalystFactory.create()
    client = Client()
    client.force_login(person)
    answer = client.get("/figures/eet-19-to-21/?year=2024")

    line = the_one_of(lines(), logs.REQUESTS)
    assert line.pop("milliseconds") >= 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line.pop("at"))
    assert line == {
        "level": "INFO",
        "logger": "parentis.requests",
        "what": "request",
        "request": answer["X-Request-Id"],
        "method": "GET",
        "route": "/figures/<str:code>/",
        "status": answer.status_code,
        "person": person.pk,
    }


@pytest.mark.parametrize(
    ("address", "route"),
    [
        ("/static/design/icon.svg", "/static/"),
        ("/nothing/here/", ""),
        ("/healthz",) * 2,
    ],
)
def test_every_answer_has_its_line_and_its_number(lines, db, address, route):
    answer = Client().get(address)
    answer.close()

    line = the_one_of(lines(), logs.REQUESTS)
    assert (line["route"], line["person"]) == (route, None)
    assert line["request"] == answer["X-Request-Id"]
    assert re.fullmatch(r"[0-9a-f]{32}", line["request"])


def test_whatever_somebody_types_is_in_no_line(lines, db):
    person = AnalystFactory.create(name=CANARIES["name"], email=CANARIES["email"])
    client = Client(
        headers={"user-agent": CANARIES["agent"], "referer": CANARIES["referrer"]},
        raise_request_exception=False,
    )
    client.get(f"/{CANARIES['path']}/?q={CANARIES['query']}")
    client.post("/sign-in/", {"login": CANARIES["email"], "password": CANARIES["form"]})
    client.post("/sign-in/", {"login": CANARIES["email"], "password": PASSWORD})
    client.force_login(person)
    client.get(f"/figures/{CANARIES['path']}/?year={CANARIES['query']}")
    client.get("/figures/", headers={"host": CANARIES["host"]})
    client.post("/returns/upload-return/", {"year": CANARIES["form"]})
    client.generic(f"X{CANARIES['form']}", "/")

    assert len(lines()) >= 7
    assert leaks(lines()) == []


def test_a_fault_is_told_by_its_kind_and_place_alone(lines, db, monkeypatch):
    def fail(*_given, **_named):
        row = {"name": CANARIES["row"]}
        try:
            raise KeyError(CANARIES["exception"])
        except KeyError:
            raise ValueError(f"{row} {CANARIES['exception']}") from None

    monkeypatch.setattr("parentis.accounts.views.render", fail)
    client = Client(raise_request_exception=False)
    client.force_login(AnalystFactory.create())
    answer = client.get(f"/your-account/?q={CANARIES['query']}")

    line = the_one_of(lines(), "django.request")
    assert answer.status_code == 500
    assert line["request"] == answer["X-Request-Id"]
    assert line["error"]["kind"] == "builtins.ValueError"
    assert re.fullmatch(
        r"parentis/config/tests/test_logs\.py:\d+ fail", line["error"]["stack"][-1]
    )
    assert any(
        place.startswith("parentis/accounts/views.py")
        for place in line["error"]["stack"]
    )
    assert leaks(lines()) == []


def test_what_postgresql_quotes_of_rows_is_left_out(lines, db):
    AnalystFactory.create(email=CANARIES["email"])
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        AnalystFactory.create(email=CANARIES["email"])
    error = raised.value
    assert CANARIES["email"] in str(error)

    logging.getLogger("parentis.tasks").error("a task failed", exc_info=error)
    logging.getLogger("procrastinate").error(f"Job failed: {error}", exc_info=error)
    logging.getLogger("django.db.backends").error("%s", error, exc_info=error)

    told = [line["error"]["kind"] for line in lines() if "error" in line]
    assert told == ["django.db.utils.IntegrityError"] * 3
    assert leaks(lines()) == []


def test_other_peoples_words_are_written_without_the_values_in_them(lines):
    logger = logging.getLogger("somebody.elses")
    logger.warning("Not found: %s for %s", CANARIES["path"], CANARIES["name"])
    logger.warning(f"Found {CANARIES['name']}")
    logger.warning("Job", extra={"action": "job_error", "job": CANARIES["row"]})

    assert [line["what"] for line in lines()] == [
        "Not found: %s for %s",
        "(left out)",
        "job_error",
    ]
    assert leaks(lines()) == []


def test_an_email_address_in_words_of_ours_is_taken_out(lines):
    logging.getLogger(logs.SECURITY).info("sign-in-failed for <%s>", CANARIES["email"])

    (line,) = lines()
    assert line["what"] == "sign-in-failed for <(left out)>"


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\u2028", "\x85", "\x1b[31m", "\0"])
def test_nobody_writes_a_line_of_their_own(break_):
    record = logging.LogRecord(
        *("parentis.security", logging.INFO, __file__, 1),
        f'x{break_}{{"level":"INFO","what":"forged"}}',
        *((), None),
    )
    written = logs.JsonLines().format(record)

    assert written.isascii()
    assert written.isprintable()
    assert json.loads(written)["what"].endswith('"forged"}')


def test_only_security_events_say_where_from(lines, db):
    Client().post(
        "/sign-in/", {"login": "x@y.example", "password": "z"}, REMOTE_ADDR="192.0.2.7"
    )

    assert [line for line in lines() if "192.0.2.7" in json.dumps(line)] == [
        line for line in lines() if line["logger"] == logs.SECURITY
    ]
    assert {line["from"] for line in lines() if "from" in line} <= {"192.0.2.7"}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.1", "127.0.0.1"),
        (1, "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "203.0.113.9, 198.51.100.1", "203.0.113.9"),
        (2, "198.51.100.1", "198.51.100.1"),
        (1, '"; DROP', ""),
        (1, "", ""),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_where_from_is_what_our_own_proxy_saw(settings, proxies, forwarded, address):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded})

    assert address_of(request) == address


def test_what_ends_a_process_is_told_without_its_words(lines, capsys):
    try:
        raise RuntimeError(CANARIES["exception"])
    except RuntimeError:
        logs.tell_what_ends_the_process(*sys.exc_info())

    (line,) = lines()
    assert line["error"]["kind"] == "builtins.RuntimeError"
    assert leaks(lines()) == []
    assert CANARIES["exception"] not in capsys.readouterr().err


def test_gunicorns_own_lines_are_json_too(monkeypatch, capsys):
    from gunicorn.config import Config

    monkeypatch.setenv("PARENTIS_LOG", "json")
    logger = GunicornLogger(Config())
    try:
        raise ValueError(CANARIES["exception"])
    except ValueError:
        logger.exception("Error handling request %s", f"/?q={CANARIES['query']}")

    (line,) = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert line["what"] == "Error handling request %s"
    assert line["error"]["kind"] == "builtins.ValueError"
    assert leaks([line]) == []


@pytest.mark.parametrize(
    ("hosts", "said", "form"),
    [
        ("", "", "plain"),
        ("parentis.example", "", "json"),
        ("", "json", "json"),
        ("parentis.example", "plain", "plain"),
    ],
)
def test_where_others_come_the_log_is_json(monkeypatch, hosts, said, form):
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)
    monkeypatch.setenv("PARENTIS_LOG", said)

    assert environment.log_form() == form
