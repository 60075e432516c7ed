"""Makes up a council: its people, its returns and, if asked, its published figures."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from parentis.madeup.arrivals import Arrivals
from parentis.madeup.calendar import Years
from parentis.madeup.draws import Draws
from parentis.madeup.files import Folder, Numbers, lives_of
from parentis.madeup.mistakes import MISTAKES_FILE, Mistake, plant_mistakes
from parentis.refusals import Refused
from parentis.ssda903.tables import FIRST_YEAR, LAST_YEAR

# What is being made, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


class MakeUpRefused(Refused):
    """What was asked for cannot be made up: one sentence for staff."""


@dataclass(frozen=True, kw_only=True)
class MadeUp:
    """What was written, and where."""

    folder: Path
    years: tuple[int, ...]
    rows: int
    mistakes: tuple[Mistake, ...] = ()


def make_up(
    folder: Path | str,
    *,
    children: int = 700,
    years: int = 10,
    mistakes: int = 0,
    seed: int = 1,
    last_year: int = 2025,
    published: bool = False,
    progress: Progress | None = None,
) -> MadeUp:
    """Writes the returns of a council that does not exist, one folder a year.

    `children`: about how many are in care on 31 March; there are some four care leavers
    aged 19 to 21 for each seven of them. `years`: how many returns, ending with that of
    `last_year`. `mistakes`: how many to plant, listed in `mistakes.csv`. `published`:
    writes DfE-style files of the county and its neighbours too, and a postcode file to
    measure distances by. `progress` is called with what is being made, how much is done
    and how much there is. The same arguments write the same bytes.

    Raises `MakeUpRefused` for a size below nought, or a year whose return is not known.
    """
    root = Path(folder)
    span = _years(years, last_year)
    if children < 0 or mistakes < 0:
        raise MakeUpRefused("There cannot be fewer than no children and no mistakes.")
    draws = Draws(seed)
    arrivals = Arrivals(children, span, draws)
    numbers = Numbers(arrivals.total, seed)
    target = Folder(root, span)
    target.begin()
    # A list of an earlier council's mistakes would name rows that are not there.
    (root / MISTAKES_FILE).unlink(missing_ok=True)
    told = progress or _tell_nobody
    rows, done = 0, 0
    for people in arrivals.in_blocks():
        lives = lives_of(people, span, draws, children=children, numbers=numbers)
        rows += sum(target.add(lives, year) for year in span.all)
        done += people.height
        told("people", done, arrivals.total)
    if published:
        # Loaded only when asked for: the figures' definitions take longer to load than
        # a council's returns to make.
        from parentis.madeup.published_files import write_published

        # Before anything is spoilt: what was published had been put right.
        told("what is published", 0, 1)
        write_published(root, span, seed=seed)
        told("what is published", 1, 1)
    planted = plant_mistakes(root, span, mistakes, seed=seed) if mistakes else []
    return MadeUp(
        folder=root, years=tuple(span.all), rows=rows, mistakes=tuple(planted)
    )


def _tell_nobody(doing: str, done: int, total: int) -> None:
    """Stands in where nobody asked to be told."""


def _years(years: int, last_year: int) -> Years:
    first = last_year - years + 1
    if years < 1 or first < FIRST_YEAR or last_year > LAST_YEAR:
        raise MakeUpRefused(
            f"A made-up council can have returns of {FIRST_YEAR} to {LAST_YEAR}:"
            f" {years} ending with {last_year} are not within them."
        )
    return Years(first, last_year)
