"""The second count of care leavers."""

from dataclasses import dataclass
from datetime import date

from parentis.indicators.tests.recount_care import Episode, episodes_of, in_care
from parentis.indicators.tests.recount_days import age_on, birthday, day
from parentis.indicators.tests.recount_year import (
    Answers,
    Year,
    is_none_of,
    is_one_of,
    shares,
)

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


def care_leavers(this: Year) -> Answers:
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
            if this.year >= 2022:
                answers |= _dividing_work(band, people)
    return answers


def _doing(band: str, people: dict[str, Leaver]) -> Answers:
    touch = {child: each.touch for child, each in people.items()}
    activity = {child: each.activity for child, each in people.items()}
    tests = {
        f"in-touch-{band}": is_one_of(touch, "YES"),
        f"contact-{band}.not-recorded": is_none_of(touch, CONTACTS),
        f"eet-{band}": is_one_of(activity, IN_WORK_OR_LEARNING),
        f"higher-education-{band}": is_one_of(activity, "F1 P1"),
        f"neet-{band}": is_one_of(activity, "G4 G5 G6"),
        f"activity-{band}.not-known": is_none_of(activity, ACTIVITIES.values()),
    }
    for code, name in CONTACTS.items():
        tests[f"contact-{band}.{name}"] = is_one_of(touch, code)
    for name, codes in ACTIVITIES.items():
        tests[f"activity-{band}.{name}"] = is_one_of(activity, codes)
    return shares(people, tests)


def _dividing_work(band: str, people: dict[str, Leaver]) -> Answers:
    """Apprenticeships have been told apart in DfE's tables since 2022."""
    activity = {child: each.activity for child, each in people.items()}
    return shares(
        people,
        {
            f"activity-{band}.apprenticeship": is_one_of(activity, "F4 P4"),
            f"activity-{band}.training-or-employment": is_one_of(activity, "F5 P5"),
        },
    )


def _living(band: str, people: dict[str, Leaver], year: int) -> Answers:
    kind = {child: each.home[:1] for child, each in people.items()}
    suitable = {child: each.home[1:] for child, each in people.items()}
    stem = f"suitable-accommodation-{band}"
    if year < 2018:
        answers = shares(people, {f"{stem}-to-2017": is_one_of(suitable, "1")})
    else:
        asked = {child for child in people if kind[child] not in ("G", "H", "R")}
        answers = shares(asked, {stem: is_one_of(suitable, "1")})
    tests = {f"accommodation-{band}.not-known": is_none_of(kind, HOMES)}
    for letter, name in HOMES.items():
        tests[f"accommodation-{band}.{name}"] = is_one_of(kind, letter)
    return answers | shares(people, tests)


def staying_put(this: Year) -> Answers:
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
        answers |= shares(fostered, {f"staying-put-{band}": is_one_of(fostered, "Z")})
    return answers


def _left_fostering_at_18(this: Year, child: str, leaver: Leaver) -> bool:
    turned = this.year - (leaver.age - 18)
    return any(
        each.end == birthday(leaver.born, 18)
        and each.place in ("U1", "U2", "U3", "U4", "U5", "U6")
        and each.reason != "X1"
        for each in in_care(episodes_of(this.years, [turned]).get(child, []))
    )


def historic(this: Year) -> Answers:
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
    return shares(
        people,
        {
            "ni-147": lambda child: people[child].home.endswith("1"),
            "ni-148": lambda child: (
                people[child].activity in IN_WORK_OR_LEARNING.split()
            ),
        },
    )
