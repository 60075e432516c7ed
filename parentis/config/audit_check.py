"""What a backup and a restore ask of the record of looking: where it ends, if it holds.

A backup carries the head of the chain. So a restore, too, shows whether rows at its end
are gone, which the chain by itself cannot.
"""

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg.rows import dict_row


def head(connection: psycopg.Connection[Any]) -> str:
    """Where the record ends, as `parentis.audit.chain.Head` writes it, or ""."""
    if not _is_there(connection):
        return ""
    row = connection.execute(
        "SELECT position || ':' || encode(hash, 'hex') FROM audit_look"
        " ORDER BY position DESC LIMIT 1"
    ).fetchone()
    return row[0] if row else ""


def fault(connection: psycopg.Connection[Any], *, expected: str) -> str:
    """What is wrong with the record, in a sentence; "" where nothing is."""
    if not _is_there(connection):
        return "The record of looking is gone." if expected else ""
    from parentis.audit.chain import first_break

    broken, found = first_break(_looks(connection))
    if broken:
        return f"The record of looking was changed. {broken}"
    if expected and str(found) != expected:
        return f"The record of looking ends at {found}, and should at {expected}."
    return ""


def _looks(connection: psycopg.Connection[Any]) -> Iterator[Any]:
    from parentis.audit.models import Look

    with connection.cursor("looks", row_factory=dict_row) as rows:
        rows.itersize = 5_000
        for row in rows.execute("SELECT * FROM audit_look ORDER BY position"):
            yield Look(**row)


def _is_there(connection: psycopg.Connection[Any]) -> bool:
    row = connection.execute("SELECT to_regclass('audit_look')").fetchone()
    return bool(row and row[0])
