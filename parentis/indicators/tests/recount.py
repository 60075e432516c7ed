"""A second count of every indicator, to hold the first one to.

It was written from the published definitions alone, by somebody who had not read the
indicators: plain loops over the rows of one council's returns, a child at a time, with
the codes typed in once more. It is slow, and shares nothing with what it checks.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

Cell = str | int | date | None
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

BANDS = {
    "17-to-18": (17, 18),
    "19-to-21": (19, 21),
    "22-to-25": (22, 25),
    **{str(age): (age, age) for age in range(17, 26)},
}
ACTIVITIES = {
    "higher-education": "F1 P1",
    "other-education": "F2 P2",
    "training-or-employment-all": "F3 P3 F4 P4 F5 P5",
    "apprenticeship": "F4 P4",
    "training-or-employment": "F5 P5",
    "neet-illness": "G4",
    "neet-other": "G5",
    "neet-parenting": "G6",
}
IN_WORK_OR_LEARNING = "F1 P1 F2 P2 F3 P3 F4 P4 F5 P5"
HOMES = {
    "B": "parents-or-relatives",
    "C": "community-home",
    "D": "semi-independent",
    "E": "supported-lodgings",
    "G": "gone-abroad",
    "H": "deported",
    "K": "ordinary-lodgings",
    "R": "residence-not-known",
    "S": "no-fixed-abode",
    "T": "foyer",
    "U": "independent-living",
    "V": "emergency",
    "W": "bed-and-breakfast",
    "X": "custody",
    "Y": "other",
    "Z": "former-foster-carers",
}
CONTACTS = {
    "YES": "in-touch",
    "NO": "not-in-touch",
    "REFU": "refuses",
    "NREQ": "no-longer-requires",
}
PLACEMENTS = {
    "foster-relative": "U1 U2 U3",
    "foster-other": "U4 U5 U6",
    "adoption": "A3 A4 A5 A6",
    "with-parents": "P1",
    "childrens-home": "K2",
    "secure": "K1",
    "supported-accommodation": "H5 K3",
    "independent": "P2",
    "residential-school": "S1",
    "other-residential": "R1 R2 R3 R5 P3",
    "temporary": "T0 T1 T2 T3 T4",
}
REASONS = {
    "adopted": "E11 E12",
    "died": "E2",
    "another-council": "E3",
    "home-planned": "E4A",
    "home-not-planned": "E4B",
    "someone-without-responsibility": "E13",
    "child-arrangements": "E41",
    "special-guardianship": "E45 E46 E47 E48",
    "independent-with-support": "E5",
    "independent-without-support": "E6",
    "adult-care": "E7",
    "custody": "E9",
    "remand-ended": "E14",
    "age-assessment": "E15",
    "abroad": "E16",
    "stayed-with-carers": "E17",
    "other": "E8",
}


@dataclass
class Answer:
    """Who is in the denominator, who of them counts and, for a mean, their scores."""

    out_of: set[str] = field(default_factory=set)
    counted: set[str] = field(default_factory=set)
    scores: dict[str, int] = field(default_factory=dict)


Answers = dict[str, Answer]


# -- reading -----------------------------------------------------------------------


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


# -- days --------------------------------------------------------------------------


def day(cell: Cell) -> date | None:
    return cell if isinstance(cell, date) else None


def age_on(born: date, on: date) -> int:
    """Born on 29 February, one is a year older on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def months_after(start: date, months: int) -> date:
    """The same day of a later month, or the last day of a month too short for it."""
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    next_month = date(year + month // 12, month % 12 + 1, 1)
    return min(
        date(year, month, 1) + timedelta(days=start.day - 1),
        next_month - timedelta(days=1),
    )


def easter(year: int) -> date:
    """Easter Sunday, as in Meeus, Astronomical Algorithms (the Gregorian rule)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moon + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, before = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, before + 1)


def bank_holidays(year: int) -> set[date]:
    """England's, with the days moved or added for the crown and for victory."""

    def monday(month: int, *, last: bool = False) -> date:
        first = date(year, month, 25 if last else 1)
        return first + timedelta(days=-first.weekday() % 7)

    def weekday(holiday: date, taken: Iterable[date] = ()) -> date:
        while holiday.weekday() > 4 or holiday in taken:
            holiday += timedelta(days=1)
        return holiday

    christmas = weekday(date(year, 12, 25))
    days = {
        weekday(date(year, 1, 1)),
        easter(year) - timedelta(days=2),
        easter(year) + timedelta(days=1),
        monday(5),
        monday(5, last=True),
        monday(8, last=True),
        christmas,
        weekday(date(year, 12, 26), [christmas]),
    }
    moved = {2020: {date(2020, 5, 4)}, 2022: {date(2022, 5, 30)}}
    added = {
        2020: {date(2020, 5, 8)},
        2022: {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)},
        2023: {date(2023, 5, 8)},
    }
    return (days - moved.get(year, set())) | added.get(year, set())


def working_days_after(start: date, count: int) -> date:
    """The last of so many working days, counted from the day after the start."""
    holidays = bank_holidays(start.year) | bank_holidays(start.year + 1)
    on = start
    while count:
        on += timedelta(days=1)
        count -= on.weekday() < 5 and on not in holidays
    return on


# -- care --------------------------------------------------------------------------


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
            if episode not in known[key][1]:
                known[key][1].append(episode)
    found: Episodes = defaultdict(list)
    for (child, _), (_, episodes) in sorted(known.items()):
        found[child] += sorted(episodes, key=lambda each: each.end or date.max)
    return found


def in_care(episodes: Iterable[Episode]) -> list[Episode]:
    return [each for each in episodes if not each.is_short_break]


def spell(episodes: list[Episode], on: date) -> list[Episode]:
    """The episodes without a gap that lead up to the one that covers a day."""
    known = [each for each in in_care(episodes) if each.begin <= on]
    run: list[Episode] = []
    until: date | None = None
    for each in known:
        if run and until is not None and each.begin > until:
            run = []
            until = each.end
        elif not run:
            until = each.end
        else:
            until = None if until is None or each.end is None else max(until, each.end)
        run.append(each)
    return run if any(each.covers(on) for each in run) else []


@dataclass
class Placement:
    """A stay with one carer. `where` tells one that is come back to from a new one."""

    begin: date
    end: date | None
    place: str
    where: tuple[Cell, ...]

    @property
    def is_temporary(self) -> bool:
        return self.place.startswith("T")

    @property
    def is_short(self) -> bool:
        return self.end is not None and self.end <= self.begin


def placements_of(episodes: list[Episode]) -> list[Placement]:
    """Stays with one carer, less temporary ones and those of less than a day."""
    stays: list[Placement] = []
    for each in in_care(episodes):
        last = stays[-1] if stays else None
        follows = last is not None and (last.end is None or last.end >= each.begin)
        same_carer = each.new in ("L", "T", "U") or each.place in ("A3", "A5")
        if last is not None and follows and same_carer:
            last.end, last.place, last.where = each.end, each.place, each.where
        else:
            stays.append(Placement(each.begin, each.end, each.place, each.where))
    kept: list[Placement] = []
    was_away = False
    for stay in stays:
        if stay.is_temporary or stay.is_short:
            was_away = was_away or stay.is_temporary
            continue
        if was_away and kept and kept[-1].where == stay.where:
            kept[-1].end = stay.end
        else:
            kept.append(stay)
        was_away = False
    return kept


# -- one year ----------------------------------------------------------------------


class Year:
    """What one council's returns say of one year."""

    def __init__(self, years: Years, year: int) -> None:
        self.years, self.year = years, year
        self.first, self.last = date(year - 1, 4, 1), date(year, 3, 31)
        self.episodes = episodes_of(years, [year])
        self.dobs: dict[str, date] = {}
        for row in self.rows("header"):
            born = day(row.get("dob"))
            if born:
                self.dobs.setdefault(str(row["child"]), born)
        self.looked_after: dict[str, Episode] = {}
        for child, episodes in self.episodes.items():
            for each in in_care(episodes):
                if each.covers(self.last):
                    self.looked_after[child] = each

    def rows(self, table: str, year: int | None = None) -> list[Row]:
        return self.years.get(year or self.year, {}).get(table, [])

    def has(self, *years_before: int) -> bool:
        return all(self.year - before in self.years for before in years_before)

    def is_in_year(self, on: date | None) -> bool:
        return on is not None and self.first <= on <= self.last

    def touches_year(self, begin: date | None, end: date | None) -> bool:
        return (
            begin is not None and begin <= self.last and not (end and end < self.first)
        )


def recount(years: Years, year: int) -> Answers:
    """An answer for each indicator that these returns can give for this year."""
    this = Year(years, year)
    answers: Answers = {}
    for count in (
        *(_care_leavers, _staying_put, _historic, _looked_after, _two_years),
        *(_three_placements, _reviews, _health, _missing, _leaving, _social_workers),
    ):
        answers.update(count(this))
    return answers


Test = Callable[[str], bool]


def _shares(out_of: Iterable[str], tests: Mapping[str, Test]) -> Answers:
    people = set(out_of)
    return {
        code: Answer(people, {child for child in people if counts(child)})
        for code, counts in tests.items()
    }


def _is(values: Mapping[str, str], codes: str) -> Test:
    """Whether a child's value is one of some codes, told with spaces between them."""
    wanted = codes.split()
    return lambda child: values[child] in wanted


def _is_none_of(values: Mapping[str, str], codes: Iterable[str]) -> Test:
    known = " ".join(codes).split()
    return lambda child: values[child] not in known


# -- care leavers ------------------------------------------------------------------


@dataclass
class Leaver:
    born: date
    age: int
    touch: str
    activity: str
    home: str


def leavers(this: Year) -> dict[str, Leaver]:
    """Those of OC3 who turned 17 to 25 in the year, less those who left the cohort."""
    found: dict[str, Leaver] = {}
    history = episodes_of(this.years, [y for y in this.years if y <= this.year])
    for row in this.rows("oc3"):
        child = str(row["child"])
        born = day(row.get("dob")) or this.dobs.get(child)
        if born is None or child in found:
            continue
        age = age_on(born, this.last)
        touch, activity, home = (
            str(row.get(name) or "") for name in ("in_touch", "activ", "accom")
        )
        left = touch in ("DIED", "RHOM") or _left_before(history.get(child, []))
        if 17 <= age <= 25 and not left:
            found[child] = Leaver(born, age, touch, activity, home)
    return found


def _left_before(history: list[Episode]) -> bool:
    """Only ever in short breaks; or died in care, or taken over by another council."""
    if not history:
        return False
    last = max(history, key=lambda each: (each.begin, each.end or date.max))
    return not in_care(history) or (
        last.end is not None and last.reason in ("E2", "E3")
    )


def _care_leavers(this: Year) -> Answers:
    answers: Answers = {}
    everyone = leavers(this)
    for band, (youngest, oldest) in BANDS.items():
        if youngest < 22 or this.year >= 2023:
            people = {
                child: each
                for child, each in everyone.items()
                if youngest <= each.age <= oldest
            }
            answers |= _doing(band, people) | _living(band, people, this.year)
    return answers


def _doing(band: str, people: dict[str, Leaver]) -> Answers:
    touch = {child: each.touch for child, each in people.items()}
    activity = {child: each.activity for child, each in people.items()}
    tests = {
        f"in-touch-{band}": _is(touch, "YES"),
        f"contact-{band}.not-recorded": _is_none_of(touch, CONTACTS),
        f"eet-{band}": _is(activity, IN_WORK_OR_LEARNING),
        f"higher-education-{band}": _is(activity, "F1 P1"),
        f"neet-{band}": _is(activity, "G4 G5 G6"),
        f"activity-{band}.not-known": _is_none_of(activity, ACTIVITIES.values()),
    }
    for code, name in CONTACTS.items():
        tests[f"contact-{band}.{name}"] = _is(touch, code)
    for name, codes in ACTIVITIES.items():
        tests[f"activity-{band}.{name}"] = _is(activity, codes)
    return _shares(people, tests)


def _living(band: str, people: dict[str, Leaver], year: int) -> Answers:
    kind = {child: each.home[:1] for child, each in people.items()}
    suitable = {child: each.home[1:] for child, each in people.items()}
    stem = f"suitable-accommodation-{band}"
    if year < 2018:
        answers = _shares(people, {f"{stem}-to-2017": _is(suitable, "1")})
    else:
        asked = {child for child in people if kind[child] not in ("G", "H", "R")}
        answers = _shares(asked, {stem: _is(suitable, "1")})
    tests = {f"accommodation-{band}.not-known": _is_none_of(kind, HOMES)}
    for letter, name in HOMES.items():
        tests[f"accommodation-{band}.{name}"] = _is(kind, letter)
    return answers | _shares(people, tests)


def _staying_put(this: Year) -> Answers:
    """Of those whose foster placement ended with care on their 18th birthday."""
    answers: Answers = {}
    for band, ages in {"18": (18,), "19-to-20": (19, 20)}.items():
        if not this.has(*(age - 18 for age in ages)):
            continue
        fostered = {
            child: each.home[:1]
            for child, each in leavers(this).items()
            if each.age in ages and _left_fostering_at_18(this, child, each)
        }
        answers |= _shares(fostered, {f"staying-put-{band}": _is(fostered, "Z")})
    return answers


def _left_fostering_at_18(this: Year, child: str, leaver: Leaver) -> bool:
    turned = this.year - (leaver.age - 18)
    return any(
        each.end == birthday(leaver.born, 18)
        and each.place in ("U1", "U2", "U3", "U4", "U5", "U6")
        and each.reason != "X1"
        for each in in_care(episodes_of(this.years, [turned]).get(child, []))
    )


def _historic(this: Year) -> Answers:
    """NI 147 and 148: 19 this year; in care, aged 16, on 1 April three years before."""
    if not this.has(2):
        return {}
    then = date(this.year - 3, 4, 1)
    in_care_then = {
        child
        for child, episodes in episodes_of(this.years, [this.year - 2]).items()
        if any(each.covers(then) for each in in_care(episodes))
    }
    people = {
        child: each
        for child, each in leavers(this).items()
        if each.age == 19 and child in in_care_then and age_on(each.born, then) == 16
    }
    return _shares(
        people,
        {
            "ni-147": lambda child: people[child].home.endswith("1"),
            "ni-148": lambda child: (
                people[child].activity in IN_WORK_OR_LEARNING.split()
            ),
        },
    )


# -- children looked after ---------------------------------------------------------


def _looked_after(this: Year) -> Answers:
    alone = {
        str(row["child"])
        for row in this.rows("uasc")
        if (day(row.get("duc")) or date.max) > this.last
    }
    place = {child: each.place for child, each in this.looked_after.items()}
    tests: dict[str, Test] = {
        "looked-after": lambda child: True,
        "unaccompanied": lambda child: child in alone,
        "family-or-friends": _is(place, "U1 U2 U3"),
        "placement.other": _is_none_of(place, PLACEMENTS.values()),
    }
    for name, codes in PLACEMENTS.items():
        tests[f"placement.{name}"] = _is(place, codes)
    return _shares(place, tests)


def _three_placements(this: Year) -> Answers:
    def moved(child: str) -> bool:
        stays = placements_of([e for e in this.episodes[child] if e.begin <= this.last])
        in_year = [
            each
            for each in stays
            if each.begin >= this.first or each.end is None or each.end > this.first
        ]
        return len(in_year) >= 3

    return _shares(this.looked_after, {"three-placements": moved})


def _two_years(this: Year) -> Answers:
    if not this.has(1, 2):
        return {}
    years = [this.year - 2, this.year - 1, this.year]
    history = episodes_of(this.years, years)
    spells = {child: spell(history[child], this.last) for child in this.looked_after}
    long_enough = date(this.year - 3, 9, 30)
    people = {
        child
        for child, run in spells.items()
        if child in this.dobs
        and age_on(this.dobs[child], this.last) < 16
        and run[0].begin <= long_enough
    }

    def has_stayed(child: str) -> bool:
        stays = placements_of(spells[child])
        if not stays:  # temporary ones only, of which none is a move
            return True
        is_adoption = stays[-1].place in ("A3", "A4", "A5", "A6")
        began = stays[-2] if is_adoption and len(stays) > 1 else stays[-1]
        return began.begin <= date(this.year - 2, 3, 31)

    return _shares(people, {"same-placement-two-years": has_stayed})


def _health(this: Year) -> Answers:
    """Of children looked after on 31 March without a break since 1 April."""
    rows = {str(row["child"]): row for row in reversed(this.rows("oc2"))}
    people = {
        child
        for child in this.looked_after
        if spell(this.episodes[child], this.last)[0].begin <= this.first
    }

    def aged(youngest: int, oldest: int) -> set[str]:
        return {
            child
            for child in people
            if child in this.dobs
            and youngest <= age_on(this.dobs[child], this.last) <= oldest
        }

    def says(column: str) -> Test:
        return lambda child: rows.get(child, {}).get(column) == "1"

    answers = _shares(
        people,
        {
            "health-assessment": says("health_assessment"),
            "dental-check": says("teeth_check"),
            "immunisations": says("immunisations"),
            "substance-misuse": says("substance_misuse"),
        },
    )
    answers |= _shares(aged(0, 4), {"development-checks": says("health_check")})
    answers |= _shares(aged(10, 17), {"convicted": says("convicted")})
    scores = {
        child: int(str(rows[child]["sdq_score"]))
        for child in aged(5, 16)
        if rows.get(child, {}).get("sdq_score") is not None
    }
    answers["sdq-score"] = Answer(set(scores), set(scores), scores)
    return answers


def _missing(this: Year) -> Answers:
    """Of children looked after on any day of the year."""
    incidents: dict[str, set[Cell]] = defaultdict(set)
    for row in this.rows("missing"):
        if this.touches_year(day(row.get("mis_start")), day(row.get("mis_end"))):
            incidents[str(row["child"])].add(row.get("missing"))
    people = {
        child
        for child, episodes in this.episodes.items()
        if any(this.touches_year(each.begin, each.end) for each in in_care(episodes))
    }
    return _shares(
        people,
        {
            "missing": lambda child: "M" in incidents[child],
            "away": lambda child: "A" in incidents[child],
        },
    )


def _social_workers(this: Year) -> Answers:
    if this.year < 2024:
        return {}
    workers: dict[str, set[Cell]] = defaultdict(set)
    for row in this.rows("sw_episodes"):
        if this.touches_year(day(row.get("sw_decom")), day(row.get("sw_dec"))):
            workers[str(row["child"])] |= {row.get("sw_id")} - {None}
    return _shares(
        this.looked_after,
        {"three-social-workers": lambda child: len(workers[child]) > 2},
    )


# -- starting and ceasing ----------------------------------------------------------


def _leaving(this: Year) -> Answers:
    """Each child once, by the last time in the year that they ceased to be in care."""
    reasons: dict[str, str] = {}
    started: set[str] = set()
    for child, episodes in this.episodes.items():
        for each in in_care(episodes):
            if each.new == "S" and this.is_in_year(each.begin):
                started.add(child)
            if this.is_in_year(each.end) and not _goes_on(each, episodes):
                reasons[child] = each.reason
    tests: dict[str, Test] = {
        "ceased": lambda child: True,
        "adopted": _is(reasons, "E11 E12"),
        "reason-ceased.not-recorded": lambda child: not reasons[child],
    }
    for name, codes in REASONS.items():
        tests[f"reason-ceased.{name}"] = _is(reasons, codes)
    return _shares(reasons, tests) | _shares(started, {"started": lambda child: True})


def _goes_on(episode: Episode, episodes: list[Episode]) -> bool:
    """X1 says that another began that day; without a reason, one must be there."""
    if episode.reason:
        return episode.reason == "X1"
    return any(
        each is not episode and each.begin == episode.end for each in in_care(episodes)
    )


# -- reviews -----------------------------------------------------------------------


def _reviews(this: Year) -> Answers:
    four_weeks_before = this.last - timedelta(days=28)
    history = episodes_of(this.years, [this.year - 1, this.year])
    began = {
        child: spell(history[child], this.last)[0].begin for child in this.looked_after
    }
    people = {child for child in began if began[child] <= four_weeks_before}
    answers = _took_part(this, people)
    if this.has(1):
        held: dict[str, set[date]] = defaultdict(set)
        for year in (this.year - 1, this.year):
            for row in this.rows("reviews", year):
                on = day(row.get("review"))
                if on and on <= this.last:
                    held[str(row["child"])].add(on)

        def in_time(child: str) -> bool:
            since = sorted(on for on in held[child] if on >= began[child])
            return _all_in_time(began[child], since, this)

        answers |= _shares(people, {"reviews-on-time": in_time})
    return answers


def _all_in_time(began: date, held: list[date], this: Year) -> bool:
    """Each review of the year by its due day, and none due by 31 March left out."""
    due = working_days_after(began, 20)
    for number, on in enumerate(held, start=1):
        if on >= this.first and on > due:
            return False
        due = months_after(on, 3 if number == 1 else 6)
    return due > this.last


def _took_part(this: Year, people: set[str]) -> Answers:
    codes: dict[str, list[Cell]] = defaultdict(list)
    for row in this.rows("reviews"):
        if this.is_in_year(day(row.get("review"))) and row.get("review_code") != "PN0":
            codes[str(row["child"])].append(row.get("review_code"))
    old_enough = {
        child
        for child in people & set(this.dobs)
        if age_on(this.dobs[child], this.last) >= 4 and codes[child]
    }
    taking_part: set[Cell] = {"PN1", "PN2", "PN3", "PN5", "PN6"}
    return _shares(
        old_enough,
        {"took-part-in-reviews": lambda child: set(codes[child]) <= taking_part},
    )


# -- distance ----------------------------------------------------------------------


@dataclass(frozen=True)
class Spot:
    authority: str
    easting: int
    northing: int


def recount_distances(years: Years, year: int, spots: Mapping[str, Spot]) -> Answers:
    """The council's area is the one where most of the children's homes are."""
    where = Year(years, year).looked_after

    def spot(cell: Cell) -> Spot | None:
        return spots.get(str(cell or "").replace(" ", "").upper())

    homes = {child: spot(each.home) for child, each in where.items()}
    placed = {child: spot(each.where[1]) for child, each in where.items()}
    areas = Counter(home.authority for home in homes.values() if home)
    own = areas.most_common(1)[0][0] if areas else ""

    def is_outside(child: str) -> bool:
        there = placed[child]
        return there is not None and there.authority != own

    def is_far(child: str) -> bool:
        home, there = homes[child], placed[child]
        if home is None or there is None:
            return False
        metres = (
            (home.easting - there.easting) ** 2 + (home.northing - there.northing) ** 2
        ) ** 0.5
        return is_outside(child) and metres > 20 * 1609.344

    return _shares(where, {"out-of-authority": is_outside, "twenty-miles-away": is_far})
