"""Children drawn to be difficult to count.

Days on the edge of a year, leaving and coming back, temporary placements, short breaks,
two episodes begun on a day, duplicates and missing cells.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from parentis.indicators.tests.recount_care import Row, Years
from parentis.indicators.tests.recount_days import (
    Cell,
    birthday,
    months_after,
    working_days_after,
)

Pick = Callable[[Sequence[Any]], Any]

# -- difficult children ------------------------------------------------------------

PLACES = ["U1", "U4", "U6", "U6", "U6", "K2", "A6", "P1", "P3", "S1", "R5", "Z1", None]
IN_CARE = ["C2", "C2", "C2", "V2", "E1", None]
SHORT_BREAKS = ["V3", "V4"]
LENGTHS = [0, 1, 2, 20, 27, 28, 60, 200, 400, 700]
GAPS = [0, 0, 0, 0, 0, 1, 30]
ENDINGS = ["E4A", "E11", "E17", "E3", "E2", "E5", "E45", "E8"]


def a_childs_rows(
    pick: Pick, child: str, last_year: int
) -> dict[int, dict[str, list[Row]]]:
    """One life, as the returns of the last year and the two before it tell it."""
    born = _a_birth(pick, last_year)
    episodes = _some_episodes(pick, born, last_year)
    reviews = _some_reviews(pick, episodes, last_year)
    rows: dict[int, dict[str, list[Row]]] = {}
    for year in range(last_year - 2, last_year + 1):
        tables: dict[str, list[Any]] = {
            "header": [{"dob": pick([born, born, born, None])}]
            * pick([0, 1, 1, 1, 1, 2]),
            "episodes": [
                {**each, **_as_known_in(year, each)}
                for each in episodes
                if each["decom"] <= date(year, 3, 31)
                and (each["dec"] or date.max) >= date(year - 1, 4, 1)
            ],
            "reviews": [
                {"review": on, "review_code": code}
                for on, code in reviews
                if date(year - 1, 4, 1) <= on <= date(year, 3, 31)
            ],
            **_yearly(pick, born, year),
        }
        rows[year] = {
            name: [{"child": child, **row} for row in some]
            for name, some in tables.items()
        }
        if rows[year]["episodes"] and pick([False] * 5 + [True]):
            rows[year]["episodes"].append(rows[year]["episodes"][0])
    return rows


def _as_known_in(year: int, episode: dict[str, Any]) -> dict[str, Cell]:
    """An episode that ends after 31 March is still open in the return of that year."""
    if episode["dec"] and episode["dec"] <= date(year, 3, 31):
        return {}
    return {"dec": None, "rec": None}


def _a_birth(pick: Pick, last_year: int) -> date:
    """Days near the edges of a year and of an age, and 29 February."""
    year = last_year - pick(
        [1, 3, 4, 5, 9, 10, 15, 16, 17, 18, 18, 19, 19, 20, 20, 21, 25]
    )
    leap = year - year % 4
    born: date = pick(
        [
            *(date(year, 3, 31), date(year, 4, 1), date(year, 4, 2), date(year, 6, 15)),
            *(date(year, 3, 30), date(year - 1, 12, 31), date(leap, 2, 29)),
        ]
    )
    return born


def _some_episodes(pick: Pick, born: date, last_year: int) -> list[dict[str, Any]]:
    begin = _a_day(pick, born, last_year)
    found: list[dict[str, Any]] = []
    statuses, new = IN_CARE, "S"
    for left in range(pick([0, 1, 1, 2, 3, 4, 6]), 0, -1):
        if new == "S" or pick([False] * 9 + [True]):
            statuses = pick([IN_CARE] * 5 + [SHORT_BREAKS])
        place = _a_place(pick, new, found)
        around = {place, *(each["place"] for each in found[-1:])}
        if new != "S" and {"T1", "T3"} & around:
            new = "P"
        end = pick(
            [begin + timedelta(days=pick(LENGTHS)), _a_day(pick, born, last_year)]
        )
        if end < begin or (left == 1 and pick([True, False])):
            end = None
        is_last = left == 1 or end is None
        gap = pick(GAPS)
        # Left and came back in one day; or nobody wrote down why it ended.
        goes_on = not (is_last or gap) and pick([True] * 9 + [False])
        reason = None if end is None else "X1" if goes_on else pick(ENDINGS)
        if pick([False] * 19 + [True]):
            reason = None
        found.append(
            {
                "decom": begin,
                "rne": new,
                "ls": pick(statuses),
                "place": place,
                "pl_post": pick(["A1", "B2"]),
                "dec": end,
                "rec": reason,
            }
        )
        if is_last:
            break
        begin = end + timedelta(days=gap)
        new = pick([*"LPPPTBU"]) if goes_on else "S"
    return found


def _a_place(pick: Pick, new: str, before: list[dict[str, Any]]) -> Any:
    """Temporary ones follow another; foster carers adopt those they foster."""
    last = before[-1]["place"] if before else None
    if new in ("T", "U") and last in ("U5", "U6"):
        return pick(["A3", "U4"])
    if new in ("P", "B") and last in ("U5", "U6") and pick([False, False, True]):
        return "A5"
    if new == "L":
        return last
    return pick([*PLACES, "T1", "T3"] if last and new == "P" else PLACES)


def _a_day(pick: Pick, born: date, last_year: int) -> Any:
    return pick(
        [
            *(date(last_year - 1, 3, 31), date(last_year - 1, 4, 1)),
            *(
                date(last_year - 1, 4, 2),
                date(last_year, 3, 30),
                date(last_year, 3, 31),
            ),
            *(date(last_year, 3, 2), date(last_year, 3, 3), date(last_year, 3, 4)),
            *(date(last_year - 3, 4, 1), date(last_year - 3, 4, 2)),
            *(date(last_year - 3, 9, 29), date(last_year - 3, 9, 30)),
            *(date(last_year - 3, 10, 1), date(last_year - 2, 3, 31)),
            *(
                date(last_year - 2, 4, 1),
                date(last_year - 1, 8, 31),
                birthday(born, 18),
            ),
            *(birthday(born, 18) - timedelta(days=1), date(last_year - 1, 12, 5)),
        ]
    )


def _some_reviews(
    pick: Pick, episodes: list[dict[str, Any]], last_year: int
) -> list[tuple[date, str | None]]:
    """On the last day allowed, the day before it, or the day after."""
    if not episodes:
        return []
    found = []
    on = working_days_after(pick(episodes)["decom"], 20)
    for months in (3, 6, 6, 6, 6):
        on += timedelta(days=pick([-1, 0, 0, 0, 0, 0, 1]))
        found.append(
            (on, pick(["PN0", "PN1", "PN1", "PN2", "PN4", "PN5", "PN7", None]))
        )
        on = months_after(on, months)
    return found


def _yearly(pick: Pick, born: date, year: int) -> dict[str, list[Row]]:
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    days = [
        None,
        None,
        first - timedelta(days=1),
        first,
        last,
        last + timedelta(days=1),
    ]
    ours = ["1", "1", "0", None]
    incident = {"missing": pick(["M", "A", None]), "mis_start": pick(days)}
    leaver = {
        "dob": pick([born, born, born, None]),
        "in_touch": pick(["YES", "YES", "NO", "REFU", "NREQ", "DIED", "RHOM", None]),
        "activ": pick(["F1", "P2", "F3", "F4", "P5", "G4", "G5", "G6", "0", None]),
        "accom": pick(
            ["B1", "Z1", "Z1", "U2", "G1", "H2", "R2", "S2", "X2", "0", None]
        ),
    }
    checks = ("health_check", "immunisations", "teeth_check", "health_assessment")
    outcomes = {
        "dob": born,
        "sdq_score": pick([None, 0, 13, 40]),
        **{name: pick(ours) for name in (*checks, "convicted", "substance_misuse")},
    }
    workers = [
        {
            "sw_id": pick(["1", "2", "3", None]),
            "sw_decom": pick(days),
            "sw_dec": pick(days),
        }
        for _ in range(pick([0, 2, 4]))
    ]
    return {
        "oc3": [leaver] * pick([0, 1, 1, 1, 1, 2]),
        "oc2": [outcomes] * pick([0, 1, 1, 1, 2]),
        "uasc": [{"dob": born, "duc": pick(days)}] * pick([0, 0, 1, 2]),
        "missing": [{**incident, "mis_end": pick(days)}] * pick([0, 1, 2]),
        "sw_episodes": [each for each in workers if each["sw_decom"]],
    }


def a_council(pick: Pick, children: int, last_year: int) -> Years:
    years: dict[int, dict[str, list[Row]]] = {}
    for number in range(children):
        for year, tables in a_childs_rows(pick, f"child {number}", last_year).items():
            for name, rows in tables.items():
                years.setdefault(year, {}).setdefault(name, []).extend(rows)
    return years
