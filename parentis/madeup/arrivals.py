"""Who comes into care, and when: the people, before anything happens to them.

People arrive in three streams, each at its own pace: children who come into care,
unaccompanied asylum-seeking children, and children who have short breaks. Arrivals
begin 25 years before the first return, so that it already holds children who have been
there since they were babies, and care leavers of 25.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from parentis.madeup.calendar import YEAR, Years, birthday, day, not_born_on_leap_day
from parentis.madeup.draws import Draws, Weights, pick

YEARS_BEFORE = 25
BLOCK = 120_000


@dataclass(frozen=True)
class Stream:
    """One way into care. `pace`: arrivals a year for each child in care on 31 March."""

    name: str
    pace: float
    since: date | None = None


# Paces found by trial: together they keep about as many children in care as asked for.
COMING_INTO_CARE = Stream("care", 0.321)
UNACCOMPANIED = Stream("unaccompanied", 0.064, date(2014, 9, 1))
SHORT_BREAKS = Stream("breaks", 0.018)
STREAMS = (COMING_INTO_CARE, UNACCOMPANIED, SHORT_BREAKS)

# Shares of England's children who started to be looked after, roughly as in 2024,
# without the unaccompanied, who are a stream of their own.
_AGES: dict[str, Weights] = {
    "care": (("0", 19.0), ("1", 15.5), ("5", 16.0), ("10", 31.5), ("16", 18.0)),
    "unaccompanied": (("13", 12.0), ("16", 88.0)),
    "breaks": (("5", 40.0), ("10", 60.0)),
}
_YOUNGEST_AND_OLDEST = {
    "0": (0.0, 1.0),
    "1": (1.0, 5.0),
    "5": (5.0, 10.0),
    "10": (10.0, 16.0),
    "13": (13.5, 16.0),
    "16": (16.0, 17.9),
}
_ETHNIC: dict[str, Weights] = {
    "care": (
        ("WBRI", 74.0),
        ("WOTH", 4.5),
        ("WIRI", 0.4),
        ("WROM", 0.9),
        ("WIRT", 0.4),
        ("MWBC", 4.2),
        ("MWBA", 1.3),
        ("MWAS", 1.9),
        ("MOTH", 2.6),
        ("APKN", 1.9),
        ("ABAN", 0.9),
        ("AIND", 0.6),
        ("AOTH", 1.0),
        ("BAFR", 2.6),
        ("BCRB", 1.6),
        ("BOTH", 0.9),
        ("CHNE", 0.1),
        ("OOTH", 1.3),
        ("NOBT", 0.4),
        ("REFU", 0.2),
    ),
    "unaccompanied": (
        ("BAFR", 37.0),
        ("OOTH", 30.0),
        ("AOTH", 18.0),
        ("WOTH", 9.0),
        ("ABAN", 1.0),
        ("APKN", 1.5),
        ("BOTH", 3.0),
        ("CHNE", 0.5),
    ),
}
_MALE = {"care": 0.545, "unaccompanied": 0.955, "breaks": 0.66}


@dataclass(frozen=True)
class Arrivals:
    """How many arrive in each stream, and over what time, for one made-up council."""

    children: int
    years: Years
    draws: Draws

    @property
    def total(self) -> int:
        return sum(self._count(stream) for stream in STREAMS)

    def _first_day(self, stream: Stream) -> int:
        begins = self.years.opens - int(YEARS_BEFORE * YEAR)
        return begins if stream.since is None else max(begins, day(stream.since))

    def _count(self, stream: Stream) -> int:
        span = max(self.years.closes + 1 - self._first_day(stream), 0)
        return round(stream.pace * self.children * span / YEAR)

    def in_blocks(self) -> Iterator[pl.DataFrame]:
        """Frames of people: person, stream, male, ethnic, dob, entry (as days), b18.

        A block holds fewer than twice `BLOCK` people, so that a nation fits in
        memory; a council is one block.
        """
        waiting: list[pl.DataFrame] = []
        for people in self._in_small_blocks():
            waiting.append(people)
            if sum(each.height for each in waiting) >= BLOCK:
                yield pl.concat(waiting)
                waiting = []
        if waiting:
            yield pl.concat(waiting)

    def _in_small_blocks(self) -> Iterator[pl.DataFrame]:
        before = 0
        for stream in STREAMS:
            count = self._count(stream)
            for start in range(0, count, BLOCK):
                yield self._people(stream, count, before, start)
            before += count

    def _people(
        self, stream: Stream, count: int, before: int, start: int
    ) -> pl.DataFrame:
        draws, person = self.draws, pl.col("person")
        first = self._first_day(stream)
        pace = (self.years.closes + 1 - first) / max(count, 1)
        # Spread evenly and then shaken: as irregular as life, but never by chance a
        # year without anybody, however small the council.
        turn = person - before + draws.share(person, "entry")
        return (
            pl.select(
                person=pl.int_range(
                    before + start,
                    before + min(start + BLOCK, count),
                    dtype=pl.Int64,
                )
            )
            .with_columns(
                stream=pl.lit(stream.name),
                entry=first + (turn * pace).floor().cast(pl.Int64),
                age=self._age(stream),
                is_male=draws.happens(person, "sex", _MALE[stream.name]),
                ethnic=pick(
                    draws.share(person, "ethnic"),
                    _ETHNIC.get(stream.name, _ETHNIC["care"]),
                ),
            )
            .with_columns(dob=not_born_on_leap_day(pl.col("entry") - pl.col("age")))
            .with_columns(b18=birthday(pl.col("dob"), 18))
        )

    def _age(self, stream: Stream) -> pl.Expr:
        """Age on arrival, in days. Many of the babies come within weeks of birth."""
        person, draws = pl.col("person"), self.draws
        band = pick(draws.share(person, "age band"), _AGES[stream.name])
        within = draws.share(person, "age")
        young = band.replace_strict(
            {name: ages[0] for name, ages in _YOUNGEST_AND_OLDEST.items()},
            return_dtype=pl.Float64,
        )
        old = band.replace_strict(
            {name: ages[1] for name, ages in _YOUNGEST_AND_OLDEST.items()},
            return_dtype=pl.Float64,
        )
        spread = pl.when(band == "0").then(within**3).otherwise(within)
        return ((young + (old - young) * spread) * YEAR).floor().cast(pl.Int64)
