"""What the made-up county's advisers wrote down: care, homes, work, contacts.

Everything follows from the returns, a day and a seed. Care periods are the episodes of
the returns; homes and activities are what OC3 told at each birthday, from one to the
next; contacts are drawn as often as somebody is in touch. The words are invented.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from parentis.law.care import History, birthday
from parentis.madeup.caseload import Child
from parentis.madeup.names import drawn
from parentis.ssda903.returns import Frame, Returns

WORDS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "casework.toml").read_text(encoding="utf-8")
)

# How many weeks pass between two contacts of somebody who is in touch.
WEEKS_BETWEEN = 6
CONTACTS_OF = timedelta(days=400)
IN_CONTACT_FROM, IN_CONTACT_UNTIL = 16, 25
NO_SUITABLE = frozenset("SX")
# What returns told until 2021 without saying whether it was an apprenticeship.
SINCE_DIVIDED = {"F3": "F5", "P3": "P5"}
# Of a hundred: moved or changed what they do since the birthday; lost since the return.
CHANGED_SINCE, LOST_SINCE = 22, 7


@dataclass(frozen=True, kw_only=True)
class Period:
    """An episode, in the return's codes."""

    started_on: date
    reason_started: str
    legal_status: str
    need: str
    placement: str
    provider: str
    ended_on: date | None
    reason_ceased: str
    reason_placement_changed: str
    home_postcode: str
    placement_postcode: str
    urn: str


@dataclass(frozen=True, kw_only=True)
class Lived:
    kind: str
    is_suitable: bool
    why: str
    started_on: date
    ended_on: date | None
    is_staying_put: bool
    is_provided: bool


@dataclass(frozen=True, kw_only=True)
class Did:
    kind: str
    started_on: date
    ended_on: date | None
    with_whom: str


@dataclass(frozen=True, kw_only=True)
class Met:
    """A contact made, or tried. `at` is a time of day in England."""

    at: datetime
    kind: str
    is_made: bool
    is_seen: bool
    is_seen_alone: bool
    where: str
    note: str
    their_words: str
    next_step: str
    next_step_on: date | None


@dataclass(frozen=True, kw_only=True)
class Casework:
    """What is written down of one young person. Homes and work stand in order."""

    periods: Sequence[Period]
    lived: Sequence[Lived]
    did: Sequence[Did]
    met: Sequence[Met]


def casework_of(
    children: Iterable[Child], returns: Returns, *, on: date, seed: int = 1
) -> dict[str, Casework]:
    """By child number: what the council wrote down until a day."""
    episodes = _episodes(returns)
    answers = _oc3(returns)
    return {
        child.number: _casework(
            child, episodes[child.number], answers[child.number], on=on, seed=seed
        )
        for child in children
    }


def _casework(
    child: Child,
    periods: Sequence[Period],
    answers: Mapping[int, tuple[str, str, str]],
    *,
    on: date,
    seed: int,
) -> Casework:
    told = [
        (_birthday_in(child, year), activity, home)
        for year, (_, activity, home) in sorted(answers.items())
        if _birthday_in(child, year) <= on
    ]
    told = told or _since_the_last_return(child, on, seed)
    latest = answers[max(answers)][0] if answers else ""
    return Casework(
        periods=periods,
        lived=_homes(child, periods, [(began, home) for began, _, home in told], seed),
        did=_activities(child, [(began, did) for began, did, _ in told], on, seed),
        met=_contacts(child, latest, on, seed),
    )


def _since_the_last_return(
    child: Child, on: date, seed: int
) -> list[tuple[date, str, str]]:
    """Where those live, and what they do, of whom no return has asked yet."""
    at_17 = birthday(child.born, 17)
    if not at_17 <= on < birthday(child.born, IN_CONTACT_UNTIL):
        return []
    did = ("F2", "F2", "F4", "F5", "P2", "G5", "G4")
    lived = ("Z1", "Z1", "E1", "D1", "U1", "B1", "U2")
    return [
        (
            at_17,
            did[drawn(child.number, "did", len(did), seed=seed)],
            lived[drawn(child.number, "lived", len(lived), seed=seed)],
        )
    ]


# -- from the returns ------------------------------------------------------------------


def _rows(frame: Frame, *names: str) -> Iterator[dict[str, object]]:
    found = frame.select("year", *names).collect().sort("year")
    yield from found.iter_rows(named=True)


def _episodes(returns: Returns) -> dict[str, Sequence[Period]]:
    """Each as the latest return tells it. One that overlaps another is left out."""
    known: dict[str, dict[object, Period]] = defaultdict(dict)
    names = (
        *("child", "decom", "rne", "ls", "cin", "place", "place_provider", "dec"),
        *("rec", "reason_place_change", "home_post", "pl_post", "urn"),
    )
    for row in _rows(returns["episodes"], *names):
        if not isinstance(row["decom"], date):
            continue
        known[str(row["child"])][row["decom"]] = Period(
            started_on=row["decom"],
            reason_started=_text(row["rne"]),
            legal_status=_text(row["ls"]),
            need=_text(row["cin"]),
            placement=_text(row["place"]),
            provider=_text(row["place_provider"]),
            ended_on=row["dec"] if isinstance(row["dec"], date) else None,
            reason_ceased=_text(row["rec"]),
            reason_placement_changed=_text(row["reason_place_change"]),
            home_postcode=_text(row["home_post"]),
            placement_postcode=_text(row["pl_post"]),
            urn=_text(row["urn"]),
        )
    found: dict[str, Sequence[Period]] = defaultdict(tuple)
    for child, periods in known.items():
        found[child] = tuple(_apart(sorted(periods.values(), key=_start)))
    return found


def _apart(periods: Iterable[Period]) -> Iterator[Period]:
    until = date.min
    for period in periods:
        if period.started_on < until:
            continue
        yield period
        until = period.ended_on or date.max


def _start(period: Period) -> date:
    return period.started_on


def _oc3(returns: Returns) -> dict[str, dict[int, tuple[str, str, str]]]:
    """In touch, activity and home, by child number and year."""
    found: dict[str, dict[int, tuple[str, str, str]]] = defaultdict(dict)
    for row in _rows(returns["oc3"], "child", "in_touch", "activ", "accom"):
        year = row["year"]
        if isinstance(year, int):
            told = (_text(row["in_touch"]), _text(row["activ"]), _text(row["accom"]))
            found[str(row["child"])][year] = told
    return found


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _birthday_in(child: Child, year: int) -> date:
    """Their birthday in the return year that ends on 31 March of this one."""
    begins = date(year - 1, 4, 1)
    turns = birthday(child.born, year - 1 - child.born.year)
    return turns if turns >= begins else birthday(child.born, year - child.born.year)


# -- homes and work --------------------------------------------------------------------


Told = Sequence[tuple[date, str]]


def _spells(told: Told) -> list[tuple[date, date | None, str]]:
    """What was told on some days, as it held from one change to the next."""
    changes = [
        each for n, each in enumerate(told) if n == 0 or each[1] != told[n - 1][1]
    ]
    ends: list[date | None] = [began for began, _ in changes[1:]]
    return [
        (began, ended, code)
        for (began, code), ended in zip(changes, [*ends, None], strict=False)
    ]


def _homes(
    child: Child, periods: Sequence[Period], told: Told, seed: int
) -> list[Lived]:
    told = [(began, home) for began, home in told if len(home) == len("U1")]
    left = max((each.ended_on for each in periods if each.ended_on), default=None)
    if told and left and told[0][0] > left:
        told[0] = (left, told[0][1])
    return [
        Lived(
            kind=accom[0],
            is_suitable=accom[1] == "1" and accom[0] not in NO_SUITABLE,
            why=""
            if accom[1] == "1" and accom[0] not in NO_SUITABLE
            else _one_of(_what_is_wrong(accom[0]), child, f"why{began}", seed),
            started_on=began,
            ended_on=ended,
            is_staying_put=accom[0] == "Z",
            is_provided=accom[0] in "DET",
        )
        for began, ended, accom in _spells(told)
    ]


def _what_is_wrong(kind: str) -> Sequence[str]:
    found: Sequence[str] = WORDS["unsuitable"].get(kind, WORDS["poor_homes"])
    return found


def _activities(child: Child, told: Told, on: date, seed: int) -> list[Did]:
    """One follows the other; some changed what they do since the last birthday."""
    known = [
        (began, SINCE_DIVIDED.get(activity, activity))
        for began, activity in told
        if activity not in ("", "0")
    ]
    if known and drawn(child.number, "changed", 100, seed=seed) < CHANGED_SINCE:
        began = known[-1][0] + timedelta(
            days=20 + drawn(child.number, "changed on", 160, seed=seed)
        )
        turned = "F5" if known[-1][1] in ("G5", "F2") else "G5"
        if began < on:
            known.append((began, turned))
    return [
        Did(
            kind=activity,
            started_on=began,
            ended_on=ended,
            with_whom=_with_whom(child, activity, began, seed),
        )
        for began, ended, activity in _spells(known)
    ]


def _with_whom(child: Child, activity: str, began: date, seed: int) -> str:
    match activity[1]:
        case "1" | "2" if activity[0] in "FP":
            return _one_of(
                WORDS["providers"]["higher" if activity[1] == "1" else "other"],
                child,
                f"at{began}",
                seed,
            )
        case "4" | "5" if activity[0] in "FP":
            return _one_of(WORDS["employers"], child, f"at{began}", seed)
    return ""


# -- contacts --------------------------------------------------------------------------


def _contacts(child: Child, in_touch: str, on: date, seed: int) -> list[Met]:
    """Every six weeks or so; of those out of touch, attempts, and long silences."""
    age = History(born=child.born).age_on(on)
    if not IN_CONTACT_FROM <= age <= IN_CONTACT_UNTIL:
        return []
    is_lost = in_touch in ("NO", "REFU", "NREQ") or (
        drawn(child.number, "lost since", 100, seed=seed) < LOST_SINCE
    )
    found, day, count = (
        [],
        on - timedelta(days=drawn(child.number, "d", 45, seed=seed)),
        0,
    )
    while day > on - CONTACTS_OF:
        if _is_a_working_day(day):
            found.append(_met(child, day, count, seed, is_lost=is_lost and count < 4))
            count += 1
        weeks = WEEKS_BETWEEN - 2 + drawn(child.number, f"w{day}", 5, seed=seed)
        day -= timedelta(days=7 * weeks - drawn(child.number, f"x{day}", 6, seed=seed))
    return found[::-1]


def _is_a_working_day(day: date) -> bool:
    return day.weekday() < len(("Mon", "Tue", "Wed", "Thu", "Fri"))


def _met(child: Child, day: date, count: int, seed: int, *, is_lost: bool) -> Met:
    def draw(what: str, below: int) -> int:
        return drawn(child.number, f"{what}{day}", below, seed=seed)

    def one_of(words: Sequence[str]) -> str:
        return _one_of(words, child, f"{day}", seed)

    minutes = 9 * 60 + 5 * draw("time", 96)
    at = datetime.combine(day, time(minutes // 60, minutes % 60))
    if is_lost or draw("tried", 100) < 14:
        kind = ("call", "text", "visit", "family", "letter", "agency")[
            draw("kind", 6 if is_lost else 3)
        ]
        return Met(
            at=at,
            kind=kind,
            is_made=False,
            is_seen=False,
            is_seen_alone=False,
            where="",
            note=one_of(WORDS["tried"][kind]),
            their_words="",
            next_step="",
            next_step_on=None,
        )
    kind = ("visit", "visit", "call", "text", "meeting", "video")[draw("kind", 6)]
    notes = WORDS["notes"][kind]
    is_seen = kind in ("visit", "meeting", "video")
    has_next = draw("next", 3) == 0
    return Met(
        at=at,
        kind=kind,
        is_made=True,
        is_seen=is_seen,
        is_seen_alone=is_seen and draw("alone", 4) > 0,
        where=one_of(WORDS["places"][kind]) if is_seen else "",
        note=notes[(drawn(child.number, "first", 99, seed=seed) + count) % len(notes)],
        their_words=one_of(WORDS["their_words"]) if draw("said", 3) == 0 else "",
        next_step=one_of(WORDS["next_steps"]) if has_next else "",
        next_step_on=day + timedelta(days=7 + draw("by", 30)) if has_next else None,
    )


def _one_of(words: Sequence[str], child: Child, what: str, seed: int) -> str:
    return words[drawn(child.number, what, len(words), seed=seed)]
