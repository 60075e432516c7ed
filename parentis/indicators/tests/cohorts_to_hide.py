"""Made-up cohorts as counts and the sums between them, in the shapes figures take."""

from collections import Counter
from collections.abc import Callable
from random import Random

from parentis.indicators.linked_counts import Sum

Cohort = tuple[dict[str, int], list[Sum]]


def partition(*parts: int) -> Cohort:
    """A total and its parts: 'a', 'b', 'c'..."""
    counts = {chr(ord("a") + place): count for place, count in enumerate(parts)}
    return counts | {"all": sum(parts)}, [Sum("all", tuple(counts))]


def two_way(cells: dict[tuple[str, str], int]) -> Cohort:
    """A table with its margins: 'f/work', 'f/', '/work', 'all'."""
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    counts = {f"{row}/{column}": count for (row, column), count in cells.items()}
    sums = [
        *(Sum(f"{row}/", tuple(f"{row}/{c}" for c in columns)) for row in rows),
        *(Sum(f"/{c}", tuple(f"{row}/{c}" for row in rows)) for c in columns),
        Sum("all", tuple(f"{row}/" for row in rows)),
        Sum("all", tuple(f"/{column}" for column in columns)),
    ]
    for each in sums:
        counts[each.whole] = sum(counts[part] for part in each.parts)
    return counts, sums


def random_partition(random: Random) -> Cohort:
    places = random.randint(2, 9)
    return partition(*(_count(random) for _ in range(places)))


def random_two_way(random: Random) -> Cohort:
    columns = [f"c{number}" for number in range(random.randint(2, 6))]
    rows = ["f", "m", "u"][: random.randint(2, 3)]
    return two_way({(r, c): _count(random) for r in rows for c in columns})


def random_activities(random: Random) -> Cohort:
    """Activities at single ages and in bands, with complements: nested both ways."""
    people: Counter[tuple[int, str]] = Counter()
    activities = ["he", "other", "work", "ill", "parent", "none", "unknown"]
    weights = [random.random() ** 3 for _ in activities]
    for _ in range(random.randint(5, 300)):
        activity = random.choices(activities, weights)[0]
        people[random.choice([17, 18, 19, 20, 21]), activity] += 1
    counts: dict[str, int] = {}
    sums: list[Sum] = []
    bands = {"17-18": (17, 18), "19-21": (19, 20, 21)}
    for band in [*((str(age), (age,)) for age in range(17, 22)), *bands.items()]:
        where, ages = band
        for each in activities:
            counts[f"{each} {where}"] = sum(people[age, each] for age in ages)
        sums += _of_one_band(where)
        if len(ages) > 1:
            for each in [*activities, "eet", "neet", "everyone"]:
                parts = tuple(f"{each} {age}" for age in ages)
                sums.append(Sum(f"{each} {where}", parts))
    for one in sums:
        counts.setdefault(one.whole, sum(counts.get(p, 0) for p in one.parts))
        if one.parts[-1] not in counts:
            left = counts[one.whole] - counts[one.parts[0]]
            counts[one.parts[-1]] = left
    return counts, sums


def _of_one_band(where: str) -> list[Sum]:
    def named(*names: str) -> tuple[str, ...]:
        return tuple(f"{name} {where}" for name in names)

    return [
        Sum(f"eet {where}", named("he", "other", "work")),
        Sum(f"neet {where}", named("ill", "parent", "none")),
        Sum(f"everyone {where}", named("eet", "neet", "unknown")),
        *(
            Sum(f"everyone {where}", named(name, f"not {name}"))
            for name in ("eet", "neet", "he", "work")
        ),
    ]


SHAPES: tuple[Callable[[Random], Cohort], ...] = (
    random_partition,
    random_two_way,
    random_activities,
)


def random_cohort(seed: int) -> Cohort:
    return SHAPES[seed % len(SHAPES)](Random(seed))  # noqa: S311 - no secret is drawn


def _count(random: Random) -> int:
    return random.choice((0, random.randint(0, 6), random.randint(0, 40)))
