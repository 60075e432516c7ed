"""Who looked, told to the young person: short sentences, everyday words.

Looks of one person of one kind on one day are one sentence. Somebody who saw them in a
list is told without the minute: a list is opened many times a day.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from parentis.audit.choices import Looking
from parentis.audit.models import Look

# Pages that tell who looked. Reading one of them is on record like any other.
WHO_LOOKED = "who_looked:"

OPENED, PRINTED, LISTED, TAKEN, SENT, ASKED = (
    "opened your record",
    "opened your record to print it",
    "saw you in a list, or when they searched",
    "saved a file with your details in it",
    "had your record read by another computer system",
    "looked up who had looked at your record",
)
_TOLD = {
    Looking.OPENED: OPENED,
    Looking.LISTED: LISTED,
    Looking.SEARCHED: LISTED,
    Looking.PRINTED: PRINTED,
    Looking.EXPORTED: TAKEN,
    Looking.READ_BY_API: SENT,
}
MEANINGS = (
    ("Opened your record", "They read the page about you."),
    (
        "Opened your record to print it",
        "They read a page about you that is made to be put on paper.",
    ),
    (
        "Saw you in a list",
        "Your name or number was on their screen with others. They did not read more.",
    ),
    (
        "Saved a file",
        "They made a list, with you in it, that they can keep on a computer.",
    ),
    (
        "Looked up who had looked",
        "They read the same facts that are on this paper.",
    ),
)
ON_PAPER_AT_MOST = 20_000


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day, and a sentence for each person and for each thing they did."""

    day: date
    sentences: Sequence[str]


def days_told(looks: Iterable[Look], who: Callable[[int, date], str]) -> list[Day]:
    """The latest day first. `who` says who somebody was on a day."""
    days: dict[date, dict[tuple[int, str], list[Look]]] = defaultdict(dict)
    for look in looks:
        day = timezone.localtime(look.at).date()
        days[day].setdefault((look.person, told(look)), []).append(look)
    return [
        Day(
            day=day,
            sentences=[
                _sentence(who(person, day), did, same)
                for (person, did), same in sorted(done.items(), key=_earliest)
            ],
        )
        for day, done in sorted(days.items(), reverse=True)
    ]


def _earliest(done: tuple[object, Sequence[Look]]) -> tuple[datetime, int]:
    return min((look.at, look.position) for look in done[1])


def told(look: Look) -> str:
    if look.page.startswith(WHO_LOOKED):
        return ASKED
    return _TOLD[Looking(look.looking)]


def _sentence(who: str, did: str, looks: Sequence[Look]) -> str:
    times = sorted({f"{timezone.localtime(look.at):%H:%M}" for look in looks})
    why = " They wrote down why." if any(look.why for look in looks) else ""
    if did == LISTED:
        often = "" if len(looks) == 1 else f", {len(looks)} times"
        return f"{_capital(who)} {did}{often}.{why}"
    if len(times) == 1:
        return f"At {times[0]} {who} {did}.{why}"
    return f"At {', '.join(times[:-1])} and {times[-1]} {who} {did}.{why}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
