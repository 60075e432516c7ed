"""Times that no return is held of: a month since the last one, or earlier years.

Their per cents were worked out by somebody and stand beside those of the years held.
Only per cents are asked for. Where an officer says that the very same were published,
they are printed with two decimals, as the years are; otherwise whole, so that no count
follows from them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parentis.committee_report.shape import Entry

CODE = "in-year"
EARLIER, MONTH, ROWS, SOURCE, PUBLISHED = (
    "in-year-earlier",
    "in-year-month",
    "in-year-rows",
    "in-year-source",
    "in-year-published",
)
ENTRIES = (
    Entry(
        code=EARLIER,
        label="Earlier years",
        prompt=(
            "Years that no return is held of: a line such as # 2014/15, then a line"
            " for each measure with the per cents of statistical neighbours, the"
            " council, the region and England, such as EET: 49.9, 36.5, 47, 47.9 (a"
            " hyphen where one is not known)."
        ),
        is_long=True,
        is_optional=True,
    ),
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
            " 94. Per cents only, of all care leavers: no counts. With four, they are"
            " of statistical neighbours, the council, the region and England."
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
UNKNOWN = ("-", "–", "")
_PER_CENT = re.compile(r"\d{1,3}(\.\d{1,4})?")


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
    """Per cents of a month, or of an earlier year that no return is held of.

    `published_in` says where the very same were published.
    """

    month: str
    rows: Sequence[InYearRow]
    source: str = ""
    published_in: str = ""


def in_year_of(typed: Mapping[str, str]) -> InYear | None:
    """The month that was typed; none where nothing was."""
    rows = [_row(line) for line in typed.get(ROWS, "").splitlines() if line.strip()]
    return _told(typed, typed.get(MONTH, "").strip(), rows) if rows else None


def earlier_of(typed: Mapping[str, str]) -> list[InYear]:
    """The earlier years that were typed, each after a line such as "# 2014/15"."""
    periods: dict[str, list[InYearRow]] = {}
    period = ""
    for line in filter(str.strip, typed.get(EARLIER, "").splitlines()):
        if line.strip().startswith("#"):
            period = line.strip().lstrip("#").strip()
        else:
            periods.setdefault(period, []).append(_row(line))
    return [_told(typed, name, rows) for name, rows in periods.items()]


def _told(typed: Mapping[str, str], period: str, rows: list[InYearRow]) -> InYear:
    return InYear(
        month=period,
        rows=rows,
        source=typed.get(SOURCE, "").strip(),
        published_in=typed.get(PUBLISHED, "").strip(),
    )


def _row(line: str) -> InYearRow:
    """One measure: its per cent alone, or four as the tables have them.

    A line that cannot be read has none, and the report says that it is missing.
    """
    label, _, said = line.partition(":")
    values = [each.strip().rstrip("%").strip() for each in said.split(",")]
    numbers = [_number(value) for value in values]
    is_said = any(number is not None for number in numbers)
    if not is_said or not all(map(_is_read, values)) or len(numbers) not in (1, 4):
        return InYearRow(label=line.strip(), percent=None)
    if len(numbers) == 1:
        return InYearRow(label=label.strip(), percent=numbers[0])
    neighbours, own, region, england = numbers
    return InYearRow(
        label=label.strip(),
        percent=own,
        neighbours=neighbours,
        region=region,
        england=england,
    )


def _is_read(value: str) -> bool:
    number = _number(value)
    return value in UNKNOWN or (number is not None and number <= 100)


def _number(value: str) -> float | None:
    return float(value) if _PER_CENT.fullmatch(value) else None
