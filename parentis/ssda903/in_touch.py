"""The return's question at a birthday: is the council in touch? (OC3's IN_TOUCH.)

In touch means a contact made within the window around the birthday. Attempts never
count. What a person recorded stands, unless what happened says otherwise: then both
sides are put to a person, who decides and says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from parentis.law.care import Period, birthday, months_after
from parentis.law.sources import Source

THE_GUIDE = Source(
    "SSDA903 return: guide to collection", "care leavers", is_from_memory=True
)
MONTHS_BEFORE, MONTHS_AFTER = 3, 1
MONTHS_AT_HOME = 6
YOUNGEST, OLDEST_TO_CHASE, OLDEST = 17, 21, 25
YES, NO, DIED, REFUSED, NOT_REQUIRED, RETURNED_HOME = (
    *("YES", "NO", "DIED", "REFU", "NREQ", "RHOM"),
)
SAID_BY_THEM = (REFUSED, NOT_REQUIRED)
IN_WORDS = {
    YES: "in touch",
    NO: "not in touch",
    DIED: "they have died",
    REFUSED: "they do not want contact",
    NOT_REQUIRED: "they no longer need our services",
    RETURNED_HOME: "back home with parents for six months or more",
}


@dataclass(frozen=True, kw_only=True)
class Window:
    """The days in which a contact answers the question, the first and last with them.

    `answer` is the code there is so far; empty while somebody has still to find one.
    """

    age: int
    birthday: date
    opens_on: date
    closes_on: date
    days_left: int
    answer: str = ""

    def holds(self, day: date) -> bool:
        return self.opens_on <= day <= self.closes_on

    def is_for(self, facts: "Facts") -> bool:
        """From 22 on the return asks only about those who asked for support."""
        return self.age <= OLDEST_TO_CHASE or any(
            asked.start <= self.closes_on
            and (asked.end is None or asked.end > self.opens_on)
            for asked in facts.asked_for_support
        )


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A contact made, never one tried: on which day, and since when that is known."""

    on: date
    known_at: datetime
    what: str = "Contact"
    pk: int = 0


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What a person recorded, `said_on` the day the young person told somebody.

    `why` is empty where nobody has settled what the entries disagree on.
    """

    answer: str
    decided_at: datetime
    said_on: date | None = None
    evidence: str = ""
    why: str = ""
    pk: int = 0


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the record says beside contacts and answers."""

    reached: Sequence[Reached] = ()
    recorded: Recorded | None = None
    died_on: date | None = None
    at_home: Sequence[Period] = ()
    asked_for_support: Sequence[Period] = ()


@dataclass(frozen=True, kw_only=True)
class InTouch:
    """The answer at one age, what it rests on, and what speaks against it, if anything.

    `answer` is empty while the window is open and nothing answers yet. `contact` and
    `recorded` are the keys of the entries it rests on.
    """

    age: int
    answer: str
    rests_on: str
    conflict: str = ""
    contact: int = 0
    recorded: int = 0


# -- which birthday, which days --------------------------------------------------------


def window_at(born: date, age: int, *, on: date) -> Window:
    """Three months before the birthday to one month after.

    From 22 the council does not chase: any contact in the return's year counts.
    """
    day = birthday(born, age)
    opens_on, closes_on = months_after(day, -MONTHS_BEFORE), months_after(day, 1)
    if age > OLDEST_TO_CHASE:
        year = year_of(day)
        opens_on, closes_on = date(year - 1, 4, 1), date(year, 3, 31)
    return Window(
        age=age,
        birthday=day,
        opens_on=opens_on,
        closes_on=closes_on,
        days_left=(closes_on - on).days,
    )


def open_window(born: date, *, on: date) -> Window | None:
    """The one that is open on a day, between 17 and 21. No two ever are."""
    this_year = on.year - born.year
    for age in (this_year - 1, this_year, this_year + 1):
        if YOUNGEST <= age <= OLDEST_TO_CHASE:
            found = window_at(born, age, on=on)
            if found.holds(on):
                return found
    return None


def year_of(day: date) -> int:
    """The year in which the return ends that holds a day: 31 March."""
    return day.year + ((day.month, day.day) > (3, 31))


def age_in(year: int, born: date) -> int | None:
    """The age reached in the return's year, where the return asks about it."""
    for age in (year - 1 - born.year, year - born.year):
        if YOUNGEST <= age <= OLDEST and year_of(birthday(born, age)) == year:
            return age
    return None


# -- the answer ------------------------------------------------------------------------


def decide(window: Window, facts: Facts, *, on: date) -> InTouch:
    """The answer as far as it is known on a day."""
    found = _from_what_happened(window, facts, on)
    recorded = facts.recorded
    if recorded is None or found.answer == DIED:
        return found
    if recorded.answer == YES and found.answer != YES:
        # Nothing but a contact makes somebody in touch.
        conflict = (
            f"It was recorded that they are in touch. {_no_contact(window)}"
            if found.answer in {"", NO}
            else f"It was recorded that they are in touch, but {found.rests_on}"
        )
        return InTouch(
            age=window.age,
            answer=found.answer,
            rests_on=found.rests_on,
            conflict=conflict,
            recorded=recorded.pk,
        )
    return InTouch(
        age=window.age,
        answer=recorded.answer,
        rests_on=found.rests_on if recorded.answer == YES else _said(recorded),
        conflict=_conflict(window, facts, recorded, found),
        contact=found.contact if recorded.answer == YES else 0,
        recorded=recorded.pk,
    )


def contacts_against(window: Window, facts: Facts, recorded: Recorded) -> list[Reached]:
    """Contacts made that do not go with what was recorded: in the window, or since."""
    if recorded.answer not in {NO, *SAID_BY_THEM}:
        return []
    since = recorded.said_on
    return [
        each
        for each in facts.reached
        if window.holds(each.on)
        or (since is not None and since < each.on <= window.closes_on)
    ]


def _from_what_happened(window: Window, facts: Facts, on: date) -> InTouch:
    def answer(code: str, rests_on: str, contact: int = 0) -> InTouch:
        return InTouch(age=window.age, answer=code, rests_on=rests_on, contact=contact)

    if facts.died_on and facts.died_on <= window.closes_on:
        return answer(DIED, f"They died on {_day(facts.died_on)}.")
    if home := _home(window, facts):
        return answer(
            RETURNED_HOME,
            f"They have lived with their parents since {_day(home.start)}.",
        )
    within = [each for each in facts.reached if window.holds(each.on)]
    if within:
        nearest = min(
            within, key=lambda each: (abs(each.on - window.birthday), each.on)
        )
        return answer(YES, f"{nearest.what} on {_day(nearest.on)}.", nearest.pk)
    if on > window.closes_on:
        return answer(NO, _no_contact(window))
    return answer("", f"No contact yet since {_day(window.opens_on)}.")


def _home(window: Window, facts: Facts) -> Period | None:
    """At home for six months on end, with the birthday or the window's end in them."""
    for home in facts.at_home:
        is_long = months_after(home.start, MONTHS_AT_HOME) <= window.closes_on
        goes_on = home.end is None or home.end >= months_after(
            home.start, MONTHS_AT_HOME
        )
        if is_long and goes_on and home.covers(window.birthday):
            return home
    return None


def _conflict(window: Window, facts: Facts, recorded: Recorded, found: InTouch) -> str:
    against = contacts_against(window, facts, recorded)
    if against and not _is_settled(recorded, against):
        latest = max(against, key=lambda each: each.on)
        return (
            f"It was recorded: {IN_WORDS[recorded.answer]}. But they were reached:"
            f" {latest.what.lower()}, {_day(latest.on)}."
        )
    if (
        found.answer == RETURNED_HOME
        and recorded.answer != RETURNED_HOME
        and not recorded.why
    ):
        return f"It was recorded: {IN_WORDS[recorded.answer]}. {found.rests_on}"
    return ""


def _is_settled(recorded: Recorded, against: Sequence[Reached]) -> bool:
    """A decision settles what was known by then. A later contact asks anew."""
    return bool(recorded.why) and all(
        each.known_at <= recorded.decided_at for each in against
    )


def _said(recorded: Recorded) -> str:
    when = f" on {_day(recorded.said_on)}" if recorded.said_on else ""
    return f"{recorded.evidence or recorded.why or 'Recorded by hand'}{when}"


def _no_contact(window: Window) -> str:
    return (
        f"No contact was made between {_day(window.opens_on)} and"
        f" {_day(window.closes_on)}. Attempts do not count."
    )


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
