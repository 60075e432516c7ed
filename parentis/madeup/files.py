"""Ten years of lives, told a year at a time in the files that DfE asks for.

A return knows nothing of what comes after 31 March: an episode still open then has no
last day, however soon after it ended.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import polars as pl

from parentis.madeup.adoption import (
    adopted_children,
    before_care,
    placed_for_adoption,
)
from parentis.madeup.calendar import Years, as_date, day
from parentis.madeup.council import COUNTY
from parentis.madeup.draws import Draws
from parentis.madeup.episodes import episodes_of
from parentis.madeup.in_care import (
    deprivations_of,
    health_of,
    missing_of,
    reviews_of,
    social_workers_of,
)
from parentis.madeup.leaving_care import care_leavers_of, mothers_of
from parentis.madeup.placements import placements_of
from parentis.madeup.spells import spells_of
from parentis.ssda903.returns import first_day, last_day
from parentis.ssda903.tables import TABLES, Kind, Table

SEX_IN_WORDS_FROM = 2025


@dataclass(frozen=True)
class Numbers:
    """The council's numbers for its children: six digits, seven where six run out.

    Multiplying by a number that shares no factor with a prime visits every number
    below the prime once, in an order that looks like none.
    """

    total: int
    seed: int

    def of(self, person: pl.Expr) -> pl.Expr:
        lowest, prime = (
            (100_000, 899_981) if self.total < 700_000 else (1_000_000, 8_999_993)
        )
        factor = 387_420_489 % prime
        return ((person * factor + (self.seed % 1_000) * 7_907) % prime + lowest).cast(
            pl.String
        )


@dataclass(frozen=True, kw_only=True)
class Lives:
    """Everything that happens to one block of people, whatever the year."""

    people: pl.DataFrame
    spells: pl.DataFrame
    episodes: pl.DataFrame
    reviews: pl.DataFrame
    health: pl.DataFrame
    care_leavers: pl.DataFrame
    adopted: pl.DataFrame
    placed: pl.DataFrame
    before: pl.DataFrame
    missing: pl.DataFrame
    social_workers: pl.DataFrame
    deprivations: pl.DataFrame


def lives_of(
    people: pl.DataFrame,
    years: Years,
    draws: Draws,
    *,
    children: int,
    numbers: Numbers,
    story: pl.Expr | None = None,
) -> Lives:
    """Lives the lives of these people, and keeps what the years' returns can tell."""
    spells = _that_may_be_told(spells_of(people, draws), years)
    placements = placements_of(spells, draws)
    episodes = episodes_of(spells, placements, draws)
    return Lives(
        people=_known_people(spells, draws, numbers),
        spells=spells,
        episodes=episodes.filter(pl.col("dec") >= years.opens),
        reviews=reviews_of(spells, years, draws),
        health=health_of(spells, years, draws),
        care_leavers=care_leavers_of(spells, episodes, years, draws, story=story),
        adopted=adopted_children(spells, episodes, years, draws),
        placed=placed_for_adoption(spells, years, draws),
        before=before_care(spells, years, draws),
        missing=missing_of(spells, years, draws),
        social_workers=social_workers_of(spells, years, draws, children=children),
        deprivations=deprivations_of(spells, years, draws),
    )


def _that_may_be_told(spells: pl.DataFrame, years: Years) -> pl.DataFrame:
    """Leaves out who had left before the first return and is no care leaver in any."""
    is_told = (pl.col("end") >= years.opens) & (pl.col("entry") <= years.closes)
    # The first return's oldest care leavers are 21, and where it has them 25.
    may_be_leaver = (pl.col("b18") + 7.1 * 365.25 >= years.opens) & (
        pl.col("end") > pl.col("b18") - 2 * 366
    )
    return spells.filter((is_told | may_be_leaver).any().over("person"))


_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def _with_pupil_number(people: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """A unique pupil number of the right shape, as given by a school of no council.

    UN1: not yet of school age. UN2: never at a school in England.
    """
    person = pl.col("person")
    entered = (as_date(pl.col("dob")).dt.year() + 4) % 100
    digits = pl.concat_str(
        pl.lit(COUNTY.code),
        (draws.whole(person, "school", 60) + 2_000).cast(pl.String),
        entered.cast(pl.String).str.zfill(2),
        draws.whole(person, "pupil", 1_000).cast(pl.String).str.zfill(3),
    )
    # The check letter is the sum of the digits, weighed 2 to 13, modulo 23.
    check = pl.sum_horizontal(
        pl.col("digits").str.slice(place, 1).cast(pl.Int64) * (place + 2)
        for place in range(12)
    )
    letters = pl.Series(list(_CHECK_LETTERS))
    is_new_here = (pl.col("stream") == "unaccompanied") & draws.happens(
        person, "no school yet", 0.35
    )
    return (
        people.with_columns(digits=digits)
        .with_columns(
            upn=pl.when(is_new_here)
            .then(pl.lit("UN2"))
            .otherwise(pl.lit(letters).gather(check % 23) + pl.col("digits"))
        )
        .drop("digits")
    )


def _known_people(spells: pl.DataFrame, draws: Draws, numbers: Numbers) -> pl.DataFrame:
    """Each person once: what never changes about them."""
    people = spells.unique("person", keep="first", maintain_order=True)
    return (
        people.select("person", "dob", "b18", "is_male", "ethnic", "stream")
        .with_columns(child=numbers.of(pl.col("person")))
        .pipe(_with_pupil_number, draws)
        .join(mothers_of(people, draws), on="person", how="left", maintain_order="left")
    )


def tables_of(lives: Lives, year: int) -> dict[str, pl.DataFrame]:
    """The tables of one year's return, in the return's own columns, dates as dates."""
    closes = day(last_day(year))
    episodes = _episodes(lives, year)
    in_year = pl.col("year") == year
    frames = {
        "header": _header(lives, episodes, year),
        "episodes": episodes,
        "reviews": lives.reviews.filter(in_year),
        "uasc": _unaccompanied(lives, episodes, year),
        "oc2": lives.health.filter(in_year),
        "oc3": lives.care_leavers.filter(in_year),
        "ad1": lives.adopted.filter(in_year),
        "placed_adoption": _placed(lives, year),
        "prev_perm": lives.before.filter(in_year),
        "missing": lives.missing.filter(in_year),
        "sw_episodes": _open_at(
            lives.social_workers, year, "sw_decom", "sw_dec", told_at_end="sw_reason"
        ),
        "dolo": lives.deprivations.filter(in_year).with_columns(
            dolo_end=pl.when(pl.col("dolo_end") <= closes).then("dolo_end")
        ),
    }
    child = lives.people.select("person", "child")
    return {
        table.name: _as_returned(frames[table.name], table, child)
        for table in TABLES
        if table.first_year <= year
    }


def _as_returned(
    frame: pl.DataFrame, table: Table, child: pl.DataFrame
) -> pl.DataFrame:
    dates = [column.field for column in table.columns if column.kind is Kind.DATE]
    order = [field.lower() for field in table.key]
    return (
        frame.join(child, on="person", maintain_order="left")
        .with_columns(as_date(pl.col(name)).alias(name) for name in dates)
        .sort(order, maintain_order=True)
        .select(pl.col(column.field).alias(column.name) for column in table.columns)
    )


def _open_at(
    frame: pl.DataFrame, year: int, begins: str, ends: str, *, told_at_end: str
) -> pl.DataFrame:
    """What overlaps the year; what was still open at its end has no end in it."""
    opens, closes = day(first_day(year)), day(last_day(year))
    is_over = pl.col(ends) <= closes
    return frame.filter(
        (pl.col(begins) <= closes) & (pl.col(ends) >= opens)
    ).with_columns(
        pl.when(is_over).then(ends).alias(ends),
        pl.when(is_over).then(told_at_end).alias(told_at_end),
    )


def _episodes(lives: Lives, year: int) -> pl.DataFrame:
    is_over = pl.col("dec") <= day(last_day(year))
    return lives.episodes.pipe(
        _open_at, year, "decom", "dec", told_at_end="rec"
    ).with_columns(
        reason_place_change=pl.when(pl.col("dec").is_not_null() & is_over).then(
            "reason_place_change"
        )
    )


def _header(lives: Lives, episodes: pl.DataFrame, year: int) -> pl.DataFrame:
    """Who had an episode in the year, or is a care leaver in it."""
    in_care = episodes.select(person=pl.col("person").unique(maintain_order=True))
    leavers = lives.care_leavers.filter(pl.col("year") == year).select("person")
    closes = day(last_day(year))
    male, female = ("M", "F") if year >= SEX_IN_WORDS_FROM else ("1", "2")
    is_mother = pl.col("mc_dob") <= closes
    # Whether a young woman is a mother is asked only of those looked after in the year.
    is_asked = (
        ~pl.col("is_male")
        & pl.col("was_in_care")
        & (closes - pl.col("dob") > 12 * 365.25)
    )
    pupil = pl.when(closes - pl.col("dob") < 5 * 365).then(pl.lit("UN1"))
    return (
        lives.people.join(
            in_care.with_columns(was_in_care=pl.lit(value=True)),
            on="person",
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.col("was_in_care").fill_null(value=False))
        .filter(
            pl.col("was_in_care") | pl.col("person").is_in(leavers["person"].implode())
        )
        .drop("child")
        .with_columns(
            sex=pl.when("is_male").then(pl.lit(male)).otherwise(pl.lit(female)),
            upn=pupil.otherwise("upn"),
            mother=pl.when(is_asked & is_mother)
            .then(pl.lit("1"))
            .when(is_asked)
            .then(pl.lit("0")),
            mc_dob=pl.when(is_asked & is_mother).then("mc_dob"),
        )
    )


def _unaccompanied(lives: Lives, episodes: pl.DataFrame, year: int) -> pl.DataFrame:
    male, female = ("M", "F") if year >= SEX_IN_WORDS_FROM else ("1", "2")
    closes = day(last_day(year))
    return (
        lives.people.filter(pl.col("stream") == "unaccompanied")
        .join(
            episodes.select(pl.col("person").unique(maintain_order=True)),
            on="person",
            how="semi",
            maintain_order="left",
        )
        .drop("child")
        .with_columns(
            sex=pl.when("is_male").then(pl.lit(male)).otherwise(pl.lit(female)),
            duc=pl.when(pl.col("b18") <= closes).then("b18"),
        )
    )


def _placed(lives: Lives, year: int) -> pl.DataFrame:
    opens, closes = day(first_day(year)), day(last_day(year))
    over = pl.col("ceased").fill_null(pl.col("end"))
    is_reversed = pl.col("ceased") <= closes
    return lives.placed.filter(
        (pl.col("date_placed") <= closes) & (over >= opens)
    ).with_columns(
        date_placed_ceased=pl.when(is_reversed).then("ceased"),
        reason_placed_ceased=pl.when(is_reversed).then("reason"),
    )


@dataclass(frozen=True)
class Folder:
    """The folders of the years, and the files in them, written block by block."""

    root: Path
    years: Years

    def path(self, table: Table, year: int) -> Path:
        return self.root / str(year) / f"{table.title}.csv"

    def begin(self) -> None:
        """Makes each year's folder with empty files: headings and no rows."""
        for table, year in self._files():
            path = self.path(table, year)
            path.parent.mkdir(parents=True, exist_ok=True)
            heading = ",".join(column.name for column in table.columns)
            path.write_text(f"{heading}\n", encoding="utf-8", newline="\n")

    def _files(self) -> Iterator[tuple[Table, int]]:
        for year in self.years.all:
            for table in TABLES:
                if table.first_year <= year:
                    yield table, year

    def add(self, lives: Lives, year: int) -> int:
        """Adds one block's rows to a year's files; how many rows there were."""
        frames = tables_of(lives, year)
        rows = 0
        for table in TABLES:
            frame = frames.get(table.name)
            if frame is not None and frame.height:
                with self.path(table, year).open("ab") as file:
                    _append(frame, file)
                rows += frame.height
        return rows


def _append(frame: pl.DataFrame, file: BinaryIO) -> None:
    frame.write_csv(file, include_header=False, date_format="%d/%m/%Y")
