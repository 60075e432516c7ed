"""Documents listed in a report: those attached to it, and those it rests on.

An officer types one on each line: its title, a bar and where it is, as in
"Corporate Parenting Strategy | strategy.pdf".
"""

from collections.abc import Iterable
from dataclasses import dataclass

from parentis.committee_report.shape import ANNEXES_LINE, Entry

ENTRY = Entry(
    code=ANNEXES_LINE,
    label="Attached documents",
    prompt=(
        "A line for each, in order: its title, a bar (|) and the name of its file."
        " They are numbered by themselves."
    ),
    is_long=True,
    is_optional=True,
)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A document by its title, and where it is: a file's name, an address, a room."""

    title: str
    location: str = ""


def listed(line: str) -> Listed:
    """What one line says. Without a bar, an address at its end is where it is."""
    title, bar, location = line.partition("|")
    if bar:
        return Listed(title=title.strip(), location=location.strip())
    title, _, last = line.strip().rpartition(" ")
    if title and last.startswith(("https://", "http://")):
        return Listed(title=title.strip(), location=last)
    return Listed(title=line.strip())


def all_listed(lines: Iterable[str]) -> list[Listed]:
    return [listed(line) for line in lines if line.strip()]
