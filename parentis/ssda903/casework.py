"""What a council's casework says today, as the tables that a return gives.

So each figure has one definition: `parentis.indicators` reads these tables as it reads
a return. There are two cohorts, which are never mixed in one table:

`return_year` is the return's own: whose 17th to 21st birthday was in the year so far,
with what was recorded at that birthday. From 22 it holds those alone who asked for
support in the year, as they were when they were last reached in it.
`everybody_on` is everyone of that age on a day, with what is true on that day.

Whom the return leaves out, both leave out: see `why_left_out`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import polars as pl

from parentis.law.care import History, months_after
from parentis.law.conditions import PRESCRIBED_DAYS
from parentis.ssda903 import in_touch
from parentis.ssda903.codes import LEFT_THE_COHORT
from parentis.ssda903.in_touch import OLDEST, YOUNGEST
from parentis.ssda903.returns import (
    Held,
    Returns,
    first_day,
    from_frames,
    last_day,
    schema_of,
)
from parentis.ssda903.tables import EPISODES, HEADER, OC3, Table

# On a day that is no birthday: reached not longer ago than the day's lists allow.
WEEKS_IN_TOUCH = 8
NO_INFORMATION = "0"
# The ends of a last period in care after which nobody is this council's to return.
DIED_IN_CARE, TAKEN_OVER = "E2", "E3"
# Staying put is told by the two years before the return's.
YEARS_OF_EPISODES = 3
OURS = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A code of the return, and in words the entry it rests on.

    `doubt` says what speaks against it, until a person has settled that.
    """

    code: str
    rests_on: str = ""
    doubt: str = ""


@dataclass(frozen=True, kw_only=True)
class Lasting:
    """A home or a main activity: its code from a day up to, and not with, another."""

    told: Told
    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def days_from(self, day: date) -> int:
        """How far a day lies from it: 0 for a day within."""
        if day < self.start:
            return (self.start - day).days
        last = day if self.end is None else self.end - timedelta(days=1)
        return max((day - last).days, 0)


@dataclass(frozen=True, kw_only=True)
class CaseRecord:
    """What the record of one young person says that the return asks.

    `answers` are the return's IN_TOUCH by the age turned; `reached_on` is the last day
    on which they were reached. An attempt is neither. `key` is whoever keeps the
    records' own number for them.
    """

    key: int
    child: str
    history: History
    sex: str | None = None
    ethnic: str | None = None
    upn: str | None = None
    mother: str | None = None
    mc_dob: date | None = None
    episodes: Sequence[Mapping[str, Any]] = ()
    homes: Sequence[Lasting] = ()
    activities: Sequence[Lasting] = ()
    answers: Mapping[int, Told] = field(default_factory=dict)
    reached_on: date | None = None
    lacks: tuple[str, ...] = ()

    @property
    def born(self) -> date:
        return self.history.born


@dataclass(frozen=True, kw_only=True)
class Row:
    """One young person of a cohort: OC3's three answers, each with what it rests on.

    None is what nobody has written down yet. `day` is the birthday, or the day asked.
    """

    record: CaseRecord
    age: int
    day: date
    in_touch: Told | None
    activ: Told | None
    accom: Told | None

    @property
    def left(self) -> bool:
        """They died or went home for good: no figure counts them."""
        return self.in_touch is not None and self.in_touch.code in LEFT_THE_COHORT

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to be written down, in words."""
        asked = (
            ("whether we are in touch", self.in_touch),
            ("what they do", self.activ),
            ("where they live", self.accom),
        )
        doubts = tuple(told.doubt for _, told in asked if told and told.doubt)
        unknown = tuple(words for words, told in asked if told is None)
        return (*unknown, *doubts, *self.record.lacks)

    @property
    def rests_on(self) -> tuple[tuple[str, str, str], ...]:
        """Each column of OC3, its code, and the entry it rests on."""
        return tuple(
            (name, told.code if told else "", told.rests_on if told else "")
            for name, told in (
                ("IN_TOUCH", self.in_touch),
                ("ACTIV", self.activ),
                ("ACCOM", self.accom),
            )
        )


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """One of the two cohorts, row by row, and as the tables of a return of `year`."""

    year: int
    on: date
    rows: Sequence[Row]
    returns: Returns


# -- who is in them --------------------------------------------------------------------


def is_care_leaver(history: History, on: date) -> bool:
    """Looked after for 13 weeks from 14 on, some of it after 16, and no longer.

    DfE's methodology, "Care leavers". Short breaks do not count.
    """
    return (
        history.days_since_14(on) >= PRESCRIBED_DAYS
        and not history.is_looked_after(on)
        and _was_looked_after_from_16(history, on)
    )


def why_left_out(history: History, on: date) -> str:
    """Why the return has no row of this care leaver; empty where it has one.

    Rules 1000, 1007, 1011 and 1016 of the open validator: those who died in care,
    those another council took over, and at 17 and 18 those looked after at the
    birthday or since.
    """
    if not is_care_leaver(history, on):
        return "no care leaver"
    last = history.periods[-1]
    if last.reason_ceased == DIED_IN_CARE:
        return "died in care"
    if last.reason_ceased == TAKEN_OVER or last.council:
        return "another council's"
    if history.age_on(on) <= 18 and (last.end is None or last.end > on):
        adult = history.birthday(18)
        return "looked after since" if on < adult else ""
    return ""


def _was_looked_after_from_16(history: History, on: date) -> bool:
    from_ = history.birthday(16)
    until = min(on, history.birthday(18))
    return any(
        max(period.start, from_) < period.until(until)
        for period in history.periods
        if not period.is_short_breaks
    )


# -- the two cohorts -------------------------------------------------------------------


def return_year(records: Iterable[CaseRecord], *, year: int, on: date) -> Cohort:
    """Whose 17th to 21st birthday was in the year, up to a day: the return's own."""
    rows = [
        row
        for record in records
        if (row := _at_birthday(record, year=year, on=on)) is not None
    ]
    return _cohort(rows, year=year, on=on, born=lambda row: row.record.born)


def everybody_on(records: Iterable[CaseRecord], *, year: int, on: date) -> Cohort:
    """Everyone of 17 to 25 on a day, with what is true on it.

    In touch: somebody reached them in the eight weeks before. The return tells an age
    by the return year of a date of birth. So that it is the age of the day, the tables
    have each born on the 31 March that many years before their own.
    """
    rows = [row for record in records if (row := _on_a_day(record, on=on)) is not None]
    return _cohort(rows, year=year, on=on, born=lambda row: last_day(year - row.age))


def _at_birthday(record: CaseRecord, *, year: int, on: date) -> Row | None:
    age = in_touch.age_in(year, record.born)
    if age is None:
        return None
    day = record.history.birthday(age)
    if day > on or why_left_out(record.history, day):
        return None
    if age > in_touch.OLDEST_TO_CHASE:
        if not asked_for_support(record.history, year):
            return None
        day = _last_reached(record, year, day)
    died = record.history.died_on
    if died is not None and died <= day:
        return _died(record, age, day) if died >= first_day(year) else None
    answer = record.answers.get(age)
    if answer is not None and answer.code in LEFT_THE_COHORT:
        return _nothing_asked(record, age, day, answer)
    return Row(
        record=record,
        age=age,
        day=day,
        in_touch=answer,
        activ=_known(around(record.activities, day), answer),
        accom=_known(around(record.homes, day), answer),
    )


def asked_for_support(history: History, year: int) -> bool:
    """From 22 the return is of those alone who asked for support in the year."""
    first, last = first_day(year), last_day(year)
    return any(
        asked.start <= last and (asked.end is None or asked.end > first)
        for asked in history.asked_for_support
    )


def _last_reached(record: CaseRecord, year: int, birthday: date) -> date:
    """Of those the return tells how it was at the last contact of the year."""
    day = record.reached_on
    return day if day and first_day(year) <= day <= last_day(year) else birthday


def _died(record: CaseRecord, age: int, day: date) -> Row:
    died = Told(code=in_touch.DIED, rests_on="The day of their death in the record.")
    return _nothing_asked(record, age, day, died)


def _nothing_asked(record: CaseRecord, age: int, day: date, why: Told) -> Row:
    nothing = Told(code=NO_INFORMATION, rests_on=why.rests_on)
    return Row(
        record=record,
        age=age,
        day=day,
        in_touch=why,
        activ=nothing,
        accom=nothing,
    )


def around(spells: Sequence[Lasting], day: date) -> Told | None:
    """What was so on a birthday, or nearest to it within its window."""
    opens = months_after(day, -in_touch.MONTHS_BEFORE)
    closes = months_after(day, in_touch.MONTHS_AFTER)
    near = [
        spell
        for spell in spells
        if spell.start <= closes and (spell.end is None or spell.end > opens)
    ]
    nearest = min(near, key=lambda spell: spell.days_from(day), default=None)
    return nearest.told if nearest else None


def _known(told: Told | None, answer: Told | None) -> Told | None:
    """'No information' is an answer for whom nobody reached, and for nobody else."""
    if told is not None and told.code != NO_INFORMATION:
        return told
    if answer is None or answer.code == in_touch.YES:
        return None
    return Told(code=NO_INFORMATION, rests_on="Nothing is recorded around the day.")


def _on_a_day(record: CaseRecord, *, on: date) -> Row | None:
    history = record.history
    age = history.age_on(on)
    if not YOUNGEST <= age <= OLDEST or why_left_out(history, on):
        return None
    if history.died_on is not None and history.died_on <= on:
        return None
    answer = _latest_answer(record, age)
    if answer is not None and answer.code in LEFT_THE_COHORT:
        return None
    return Row(
        record=record,
        age=age,
        day=on,
        in_touch=in_touch_on(record, on),
        activ=known_on(record.activities, on) or _NOTHING_RECORDED,
        accom=known_on(record.homes, on) or _NOTHING_RECORDED,
    )


def _latest_answer(record: CaseRecord, age: int) -> Told | None:
    ages = [each for each in record.answers if each <= age]
    return record.answers[max(ages)] if ages else None


def in_touch_on(record: CaseRecord, on: date) -> Told:
    """On a day that is no birthday: reached in the eight weeks before it.

    Who does not want contact said so; of all others it is the council's to find.
    """
    day = record.reached_on
    if day and on - timedelta(weeks=WEEKS_IN_TOUCH) <= day <= on:
        return Told(code=in_touch.YES, rests_on=f"Reached on {_said(day)}.")
    answer = _latest_answer(record, record.history.age_on(on))
    if answer is not None and answer.code in in_touch.SAID_BY_THEM:
        return answer
    last = f"Last reached on {_said(day)}." if day else "No contact is recorded."
    return Told(code=in_touch.NO, rests_on=last)


def known_on(spells: Sequence[Lasting], on: date) -> Told | None:
    """What is so on a day, where anything is recorded of it."""
    return next((spell.told for spell in spells if spell.covers(on)), None)


_NOTHING_RECORDED = Told(
    code=NO_INFORMATION, rests_on="Nothing is recorded for this day."
)


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# -- as tables -------------------------------------------------------------------------


def _cohort(
    rows: Sequence[Row], *, year: int, on: date, born: Callable[[Row], date]
) -> Cohort:
    years = range(year - YEARS_OF_EPISODES + 1, year + 1)
    frames = {
        HEADER.name: _frame(HEADER, (_header(row, year, born(row)) for row in rows)),
        EPISODES.name: _frame(EPISODES, _episodes(rows, years)),
        OC3.name: _frame(OC3, (_oc3(row, year, born(row)) for row in rows)),
    }
    held = {Held(OURS, each, EPISODES.name) for each in years}
    held |= {Held(OURS, year, name) for name in frames}
    returns = from_frames(frames, held=frozenset(held))
    return Cohort(year=year, on=on, rows=rows, returns=returns)


def _frame(table: Table, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=schema_of(table), orient="row").sort(
        "year", *table.key
    )


def _oc3(row: Row, year: int, born: date) -> dict[str, Any]:
    return {
        "council": OURS,
        "year": year,
        "child": row.record.child,
        "dob": born,
        "in_touch": row.in_touch and row.in_touch.code,
        "activ": row.activ and row.activ.code,
        "accom": row.accom and row.accom.code,
    }


def _header(row: Row, year: int, born: date) -> dict[str, Any]:
    record = row.record
    return {
        "council": OURS,
        "year": year,
        "child": record.child,
        "sex": record.sex,
        "dob": born,
        "ethnic": record.ethnic,
        "upn": record.upn,
        "mother": record.mother,
        "mc_dob": record.mc_dob,
    }


def _episodes(rows: Sequence[Row], years: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Each of our episodes once for every year of which it has a day."""
    for year in years:
        first, last = first_day(year), last_day(year)
        for row in rows:
            for episode in row.record.episodes:
                ended = episode.get("dec")
                if episode["decom"] <= last and (ended is None or ended >= first):
                    yield {
                        "council": OURS,
                        "year": year,
                        "child": row.record.child,
                        **episode,
                    }
