"""What the second count reads of a child's time in care and placements."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from parentis.indicators.tests.recount_days import Cell, day

Row = Mapping[str, Cell]
Tables = Mapping[str, list[Row]]  # the rows of one year's return, by table
Years = Mapping[int, Tables]  # one council's returns, by the year they end in

DATES = {
    *("dob", "decom", "dec", "review", "duc", "mis_start", "mis_end"),
    *("sw_decom", "sw_dec", "mc_dob", "dolo_start", "dolo_end"),
}
FILES = {
    **{name: f"{name.title()}.csv" for name in ("header", "episodes", "reviews")},
    **{name: f"{name.upper()}.csv" for name in ("uasc", "oc2", "oc3")},
    "missing": "Missing.csv",
    "sw_episodes": "SWEpisodes.csv",
}


def read_years(folder: Path) -> dict[int, dict[str, list[Row]]]:
    """The returns in a folder that has one subfolder of DfE's CSV files a year."""
    years: dict[int, dict[str, list[Row]]] = {}
    for subfolder in sorted(folder.iterdir()):
        if subfolder.name.isdecimal():
            years[int(subfolder.name)] = {
                table: _read(subfolder / name) for table, name in FILES.items()
            }
    return years


def _read(path: Path) -> list[Row]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {name.lower(): _cell(name.lower(), text) for name, text in row.items()}
            for row in csv.DictReader(file)
        ]


def _cell(name: str, text: str) -> Cell:
    if not text:
        return None
    if name in DATES:
        day_of_month, month, year = text.split("/")
        return date(int(year), int(month), int(day_of_month))
    return int(text) if name == "sdq_score" else text


@dataclass(frozen=True)
class Episode:
    begin: date
    end: date | None
    new: str
    status: str
    place: str
    reason: str
    home: str
    where: tuple[Cell, ...]

    @property
    def is_leaving(self) -> bool:
        return self.reason not in ("", "X1")

    @property
    def is_short_break(self) -> bool:
        return self.status in ("V3", "V4")

    def covers(self, on: date) -> bool:
        """A day on which an episode ends is the first day without it."""
        return self.begin <= on and (self.end is None or self.end > on)


def _episode(row: Row) -> Episode | None:
    begin = day(row.get("decom"))
    if begin is None:
        return None
    text = {name: str(row.get(name) or "") for name in ("rne", "ls", "place", "rec")}
    return Episode(
        begin,
        day(row.get("dec")),
        text["rne"],
        text["ls"],
        text["place"],
        text["rec"],
        str(row.get("home_post") or ""),
        (row.get("place"), row.get("pl_post"), row.get("urn")),
    )


Episodes = dict[str, list[Episode]]


def episodes_of(years: Years, wanted: Iterable[int]) -> Episodes:
    """Each child's episodes in some returns, in order; the last return knows best."""
    known: dict[tuple[str, date], tuple[int, list[Episode]]] = {}
    for year in sorted(set(wanted) & set(years)):
        for row in years[year].get("episodes", ()):
            episode = _episode(row)
            if episode is None:
                continue
            key = (str(row["child"]), episode.begin)
            if key not in known or known[key][0] != year:
                known[key] = (year, [])
            known[key][1].append(episode)
    found: Episodes = defaultdict(list)
    for (child, _), (_, begun_that_day) in sorted(known.items()):
        found[child].append(_last_to_end(begun_that_day))
    return found


def _last_to_end(begun_that_day: list[Episode]) -> Episode:
    """Those before it lasted less than a day; but what they began, began that day."""
    last = max(begun_that_day, key=lambda each: each.end or date.max)
    reasons = {each.new for each in begun_that_day}
    if "S" in reasons:
        return replace(last, new="S")
    if last.new not in ("P", "B") and reasons & {"P", "B"}:
        return replace(last, new="P")
    return last


def in_care(episodes: Iterable[Episode]) -> list[Episode]:
    return [each for each in episodes if not each.is_short_break]


def spell(episodes: list[Episode], on: date) -> list[Episode]:
    """The episodes without a gap that lead up to the one that covers a day."""
    known = [each for each in in_care(episodes) if each.begin <= on]
    run: list[Episode] = []
    until: date | None = None
    for each in known:
        has_broken = run and (
            (until is not None and each.begin > until)
            or run[-1].is_leaving
            or each.new == "S"
        )
        if has_broken or not run:
            run, until = [], each.end
        else:
            until = None if until is None or each.end is None else max(until, each.end)
        run.append(each)
    return run if any(each.covers(on) for each in run) else []


@dataclass
class Placement:
    """A stay with one carer. `where` tells one that is come back to from a new one."""

    begin: date
    end: date | None
    new: str
    first_place: str
    place: str
    where: tuple[Cell, ...]

    @property
    def is_temporary(self) -> bool:
        return self.place.startswith("T")

    @property
    def is_short(self) -> bool:
        return self.end is not None and self.end <= self.begin

    @property
    def is_with_new_adopters(self) -> bool:
        """Of A3 and A5 the carers are not new: the placement before is the same."""
        return self.place.startswith("A") and self.first_place in ("A4", "A6")


def placements_of(episodes: list[Episode]) -> list[Placement]:
    """Stays with one carer, less temporary ones and those of less than a day."""
    stays: list[Placement] = []
    for each in in_care(episodes):
        last = stays[-1] if stays else None
        follows = last is not None and (last.end is None or last.end >= each.begin)
        same_carer = each.new in ("L", "T", "U")
        same_carer = same_carer or (each.new != "S" and each.place in ("A3", "A5"))
        if last is not None and follows and same_carer:
            last.end, last.place, last.where = each.end, each.place, each.where
        else:
            place = each.place
            stays.append(
                Placement(each.begin, each.end, each.new, place, place, each.where)
            )
    kept: list[Placement] = []
    was_away = False
    for stay in stays:
        if stay.is_temporary or stay.is_short:
            was_away = was_away or stay.is_temporary
            continue
        came_back = was_away and stay.new != "S"
        if came_back and kept and kept[-1].where == stay.where:
            kept[-1].end = stay.end
        else:
            kept.append(stay)
        was_away = False
    return kept
