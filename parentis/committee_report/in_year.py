"""A month since the last return, beside the years: per cents that somebody worked out.

Only per cents stand in it. Where an officer says that the very same were published,
they are printed with two decimals, as the years are; otherwise whole, so that no count
follows from them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parentis.committee_report.shape import Entry

CODE = "in-year"
MONTH, ROWS, SOURCE, PUBLISHED = (
    "in-year-month",
    "in-year-rows",
    "in-year-source",
    "in-year-published",
)
ENTRIES = (
    Entry(
        code=MONTH,
        label="Month",
        prompt="Which month since the last return? For example: December 2016",
        is_optional=True,
    ),
    Entry(
        code=ROWS,
        label="Per cents",
        prompt=(
            "A line for each: its name, a colon and the per cent, such as In touch:"
            " 94. Per cents only, of all care leavers: no counts."
        ),
        is_long=True,
        is_optional=True,
    ),
    Entry(
        code=SOURCE,
        label="Where the per cents come from",
        prompt="For example: the casework system on 31 December 2016",
        is_optional=True,
    ),
    Entry(
        code=PUBLISHED,
        label="Published already",
        prompt=(
            "Where have these very per cents been published? Left empty, they are"
            " printed without decimals, so that nobody can be recognised."
        ),
        is_optional=True,
    ),
)
_ROW = re.compile(
    r"^\s*(?P<label>.*?\S)\s*[:;,\t]\s*(?P<percent>\d{1,3}(\.\d+)?)\s*%?\s*$"
)


@dataclass(frozen=True, kw_only=True)
class InYearRow:
    """One measure. Where nobody knows a per cent, it is None."""

    label: str
    percent: float | None
    neighbours: float | None = None
    region: float | None = None
    england: float | None = None


@dataclass(frozen=True, kw_only=True)
class InYear:
    """Per cents of a month. `published_in` says where the very same were published."""

    month: str
    rows: Sequence[InYearRow]
    source: str = ""
    published_in: str = ""


def in_year_of(typed: Mapping[str, str]) -> InYear | None:
    """What was typed; none where nothing was. A line without a per cent has none."""
    rows = [_row(line) for line in typed.get(ROWS, "").splitlines() if line.strip()]
    if not rows:
        return None
    return InYear(
        month=typed.get(MONTH, "").strip(),
        rows=rows,
        source=typed.get(SOURCE, "").strip(),
        published_in=typed.get(PUBLISHED, "").strip(),
    )


def _row(line: str) -> InYearRow:
    found = _ROW.match(line)
    percent = float(found["percent"]) if found else None
    if found is None or percent is None or percent > 100:
        return InYearRow(label=line.strip(), percent=None)
    return InYearRow(label=found["label"], percent=percent)
