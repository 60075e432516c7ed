"""Meetings and days as a calendar that other programs read: iCalendar, RFC 5545."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

# RFC 5545, 3.1: octets of a line, without what ends it.
LONGEST = 75
# RFC 7986, 5.7: how often a calendar that follows this one asks again.
ASKED_AGAIN = "PT6H"
# RFC 5545, 3.3.11: what has to be escaped in a text.
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


@dataclass(frozen=True, kw_only=True)
class Event:
    """What is in a calendar from a time until another. `uid` is the same for ever."""

    uid: str
    title: str
    begins_at: datetime
    ends_at: datetime
    place: str = ""
    words: str = ""
    address: str = ""
    is_cancelled: bool = False
    version: int = 1


def calendar(name: str, events: Iterable[Event], *, at: datetime, zone: str) -> str:
    """The whole file, as it was at that time. `zone`: where the days are lived."""
    return _folded(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Parentis//Meetings//EN",
            "METHOD:PUBLISH",
            f"NAME:{_escaped(name)}",
            f"X-WR-CALNAME:{_escaped(name)}",
            f"X-WR-TIMEZONE:{zone}",
            f"REFRESH-INTERVAL;VALUE=DURATION:{ASKED_AGAIN}",
            f"X-PUBLISHED-TTL:{ASKED_AGAIN}",
            *(line for event in events for line in _event(event, at)),
            "END:VCALENDAR",
        ]
    )


def _event(event: Event, at: datetime) -> list[str]:
    title = f"Cancelled: {event.title}" if event.is_cancelled else event.title
    texts = [
        f"SUMMARY:{_escaped(title)}",
        f"LOCATION:{_escaped(event.place)}" if event.place else "",
        f"DESCRIPTION:{_escaped(event.words)}" if event.words else "",
        f"URL:{event.address}" if event.address else "",
    ]
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"SEQUENCE:{event.version}",
        f"DTSTAMP:{_time(at)}",
        f"DTSTART:{_time(event.begins_at)}",
        f"DTEND:{_time(event.ends_at)}",
        *(line for line in texts if line),
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
    ]


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPES)


def _folded(lines: Sequence[str]) -> str:
    """A line that is too long goes on after a space."""
    found = []
    for line in lines:
        while len(line.encode()) > LONGEST:
            size = LONGEST
            while len(line[:size].encode()) > LONGEST:
                size -= 1
            found.append(line[:size])
            line = f" {line[size:]}"
        found.append(line)
    return "".join(f"{line}\r\n" for line in found)
