"""What goes to the log: enough to find a fault or an attack, and nothing about people.

As JSON (PARENTIS_LOG=json, and wherever others than this machine come) each line is one
event. Only Parentis' own loggers choose their words; of anybody else's the words are
written without the values put into them, and of an exception its kind and its place:
PostgreSQL quotes rows in its messages, and Django quotes what was typed.
"""

import json
import logging
import re
import sys
import traceback
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

PLAIN, JSON = "plain", "json"
OURS = "parentis."
REQUESTS, SECURITY = "parentis.requests", "parentis.security"
AUDIT = "parentis.audit"
"""Where the record of looking ends, each night."""
MOST_LINES = 30
"""Of a stack: those nearest to the fault."""
LONGEST = 500
AN_ADDRESS = re.compile(r"[^\s@=<>'\"(]+@[^\s@=<>'\")]+")
"""An e-mail address. None belongs in a log, so one that slips in is taken out."""
PACKAGES = re.compile(r"^.*/(?:site-packages|lib/python[\d.]+)/")
HERE = str(Path(__file__).resolve().parents[2]) + "/"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What lines written during a request carry."""

    id: str
    address: str


REQUEST: ContextVar[Request | None] = ContextVar("request", default=None)


def configuration(form: str) -> dict[str, Any]:
    """Django's LOGGING. Requests are told in JSON alone: a terminal stays quiet."""
    requests = "INFO" if form == JSON else "WARNING"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            PLAIN: {"()": "parentis.config.logs.PlainLines"},
            JSON: {"()": "parentis.config.logs.JsonLines"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            # A page that is not there, or not for this person, is no fault of ours.
            "django.request": {"level": "ERROR"},
            # Django's own would also write an e-mail, with all that was typed in it.
            "django": {"handlers": [], "level": "WARNING"},
            REQUESTS: {"level": requests},
            SECURITY: {"level": "INFO"},
            AUDIT: {"level": "INFO"},
        },
    }


class PlainLines(logging.Formatter):
    """Words for the terminal of whoever tries Parentis on their own machine."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")


class JsonLines(logging.Formatter):
    """One line an event, whatever is in it: JSON holds no line end of its own."""

    def format(self, record: logging.LogRecord) -> str:
        request = REQUEST.get()
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname,
            "logger": record.name,
            "what": _words(record),
        }
        if request:
            line["request"] = request.id
        if request and record.name == SECURITY:
            line["from"] = request.address
        line |= getattr(record, "of_request", {})
        if record.exc_info and record.exc_info[0]:
            line["error"] = error_told(record.exc_info[0], record.exc_info[2])
        return json.dumps(line, ensure_ascii=True, default=lambda _: "?")


def _words(record: logging.LogRecord) -> str:
    """Ours as they are; others' without the values, or not at all.

    A message without values put into it may have had them put in before.
    """
    if record.name.startswith(OURS):
        said = record.getMessage()
    elif record.args:
        said = str(record.msg)
    else:
        said = str(getattr(record, "action", "")) or "(left out)"
    return AN_ADDRESS.sub("(left out)", said)[:LONGEST]


def error_told(
    kind: type[BaseException], trace: TracebackType | None
) -> dict[str, Any]:
    """An exception's kind and where it was raised, and nothing that it says."""
    frames = traceback.extract_tb(trace)[-MOST_LINES:]
    return {
        "kind": f"{kind.__module__}.{kind.__qualname__}",
        "stack": [
            f"{_shortened(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in frames
        ],
    }


def _shortened(path: str) -> str:
    """Without where on the machine it lies."""
    return PACKAGES.sub("", path).removeprefix(HERE)


def tell_what_ends_the_process(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """In the place of sys.excepthook, which would write the exception's words."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("parentis.process").critical(
        "ended by an error", exc_info=(kind, error, trace)
    )
