"""What DfE would publish of the made-up county and of the ten councils beside it.

The neighbours have returns too, made up like the county's but kept in memory: their
figures are worked out as any council's are, so that what is published of them adds up.
"""

from pathlib import Path

import polars as pl

from parentis.indicators.compute import compute
from parentis.indicators.indicator import Figure
from parentis.madeup.arrivals import Arrivals
from parentis.madeup.calendar import Years
from parentis.madeup.council import (
    COUNCILS,
    COUNTY,
    NEIGHBOURS,
    REGION_CODE,
    REGION_NAME,
)
from parentis.madeup.draws import Draws, pick
from parentis.madeup.files import Lives, Numbers, lives_of, tables_of
from parentis.madeup.places import write_postcodes
from parentis.published.councils import Council
from parentis.published.writers import write_neighbours, write_release
from parentis.ssda903.reader import read_years
from parentis.ssda903.returns import Held, Returns, from_frames
from parentis.ssda903.working_days import working_days

PUBLISHED_FOLDER = "published"
MODEL = "made-up"

# How many children in care each neighbour has, and how far along the county's road from
# its worst year (0) to its best (1) it was, on the whole. England lies in between.
_SIZES = (380, 760, 450, 260, 560, 520, 640, 410, 820, 400)
_HOW_WELL = (0.95, 0.62, 0.80, 0.70, 0.88, 0.55, 0.76, 0.84, 0.68, 0.90)
_BETTER_EACH_YEAR = 0.02


def write_published(folder: Path, years: Years, *, seed: int) -> list[Path]:
    """Writes `published/` beside the county's returns, and the postcodes of its homes.

    Reads the county's returns from `folder`. Gives the paths written.
    """
    target = folder / PUBLISHED_FOLDER
    county = read_years(folder, council=COUNTY.code).returns
    figures = [*compute(county), *compute(_neighbours(years, seed))]
    councils = [
        Council(
            code=each.code,
            name=each.name,
            ons_code=each.ons_code,
            region=REGION_CODE,
            region_name=REGION_NAME,
        )
        for each in COUNCILS
    ]
    everyone = [each.code for each in COUNCILS]
    return [
        *write_release(target, [_row(each) for each in figures], councils),
        write_neighbours(
            target,
            {code: [other for other in everyone if other != code] for code in everyone},
            MODEL,
            names={each.code: each.name for each in COUNCILS},
        ),
        write_postcodes(folder, seed=seed),
    ]


def _row(figure: Figure) -> tuple[str, str, int, float | None, int | None]:
    return (
        figure.council,
        figure.indicator,
        figure.year,
        figure.numerator,
        figure.denominator,
    )


def _council(draws: Draws) -> pl.Expr:
    """Which neighbour somebody belongs to."""
    weights = [
        (each.code, float(size)) for each, size in zip(NEIGHBOURS, _SIZES, strict=True)
    ]
    return pick(draws.share(pl.col("person"), "council"), weights)


def _story(years: Years, draws: Draws) -> pl.Expr:
    """A neighbour's own, slower way: each is somewhat better every year."""
    level = _council(draws).replace_strict(
        {each.code: well for each, well in zip(NEIGHBOURS, _HOW_WELL, strict=True)},
        return_dtype=pl.Float64,
    )
    since_middle = pl.col("year") - (years.last - 4)
    return (level + since_middle * _BETTER_EACH_YEAR).clip(0.0, 1.1)


def _neighbours(years: Years, seed: int) -> Returns:
    """The neighbours' returns of all years, as frames in memory."""
    draws = Draws(seed, of="neighbours")
    arrivals = Arrivals(sum(_SIZES), years, draws)
    numbers = Numbers(arrivals.total, seed)
    frames: dict[str, list[pl.DataFrame]] = {}
    for people in arrivals.in_blocks():
        lives = lives_of(
            people,
            years,
            draws,
            children=sum(_SIZES),
            numbers=numbers,
            story=_story(years, draws),
        )
        for year in years.all:
            for name, frame in _of_each_council(lives, year, draws).items():
                frames.setdefault(name, []).append(frame)
    held = {
        Held(council.code, year, name)
        for council in NEIGHBOURS
        for year in years.all
        for name in frames
    }
    return from_frames(
        {name: pl.concat(parts) for name, parts in frames.items()},
        held=frozenset(held),
        reference={"working_days": working_days()},
    )


def _of_each_council(lives: Lives, year: int, draws: Draws) -> dict[str, pl.DataFrame]:
    """One year's tables, with the council and the year ahead of each row."""
    lives_in = lives.people.select(
        _council(draws).alias("council"), pl.col("child").alias("CHILD")
    )
    return {
        name: frame.join(lives_in, on="CHILD", maintain_order="left").select(
            "council",
            pl.lit(year, dtype=pl.Int64).alias("year"),
            *(pl.col(column).alias(column.lower()) for column in frame.columns),
        )
        for name, frame in tables_of(lives, year).items()
    }
