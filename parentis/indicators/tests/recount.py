"""A second count of every indicator, to hold the first one to.

It was written from the published definitions alone, by somebody who had not read the
indicators: plain loops over the rows of one council's returns, a child at a time, with
the codes typed in once more. It is slow, and shares nothing with what it checks.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from parentis.indicators.tests.recount_care import (
    Episode,
    Years,
    episodes_of,
    in_care,
    placements_of,
    spell,
)
from parentis.indicators.tests.recount_days import (
    Cell,
    age_on,
    day,
    months_after,
    working_days_after,
)
from parentis.indicators.tests.recount_leavers import (
    care_leavers,
    historic,
    staying_put,
)
from parentis.indicators.tests.recount_year import (
    Answer,
    Answers,
    Test,
    Year,
    is_none_of,
    is_one_of,
    shares,
)

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


def recount(years: Years, year: int) -> Answers:
    """An answer for each indicator that these returns can give for this year."""
    this = Year(years, year)
    answers: Answers = {}
    for count in (
        *(care_leavers, staying_put, historic, _looked_after, _two_years),
        *(_three_placements, _reviews, _health, _missing, _leaving, _social_workers),
    ):
        answers.update(count(this))
    return answers


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
        "family-or-friends": is_one_of(place, "U1 U2 U3"),
        "placement.other": is_none_of(place, PLACEMENTS.values()),
    }
    for name, codes in PLACEMENTS.items():
        tests[f"placement.{name}"] = is_one_of(place, codes)
    return shares(place, tests)


def _three_placements(this: Year) -> Answers:
    def moved(child: str) -> bool:
        stays = placements_of([e for e in this.episodes[child] if e.begin <= this.last])
        in_year = [
            each
            for each in stays
            if each.begin >= this.first or each.end is None or each.end > this.first
        ]
        return len(in_year) >= 3

    return shares(this.looked_after, {"three-placements": moved})


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
        is_adoption = stays[-1].is_with_new_adopters and len(stays) > 1
        began = stays[-2] if is_adoption else stays[-1]
        return began.begin <= date(this.year - 2, 3, 31)

    return shares(people, {"same-placement-two-years": has_stayed})


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

    answers = shares(
        people,
        {
            "health-assessment": says("health_assessment"),
            "dental-check": says("teeth_check"),
            "immunisations": says("immunisations"),
            "substance-misuse": says("substance_misuse"),
        },
    )
    answers |= shares(aged(0, 4), {"development-checks": says("health_check")})
    answers |= shares(aged(10, 17), {"convicted": says("convicted")})
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
    return shares(
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
    return shares(
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
        "adopted": is_one_of(reasons, "E11 E12"),
        "reason-ceased.not-recorded": lambda child: not reasons[child],
    }
    for name, codes in REASONS.items():
        tests[f"reason-ceased.{name}"] = is_one_of(reasons, codes)
    return shares(reasons, tests) | shares(started, {"started": lambda child: True})


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

        answers |= shares(people, {"reviews-on-time": in_time})
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
    return shares(
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

    return shares(where, {"out-of-authority": is_outside, "twenty-miles-away": is_far})
