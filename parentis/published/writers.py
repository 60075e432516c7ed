"""Writes files in the layouts of DfE's, for councils that do not exist.

Counts of one to five are hidden with `c`, and so is a second one wherever the first
could be worked out, as in DfE's own files.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from parentis.published.councils import Council, level_of
from parentis.published.figures import COUNCIL, ENGLAND, REGION
from parentis.published.files import FILES, PLACE_COLUMNS, File
from parentis.published.layouts import COUNT, MEAN, PERCENT, Measure

# Council code (or the ONS code of a region or of England), indicator, year, numerator,
# denominator. For a count the numerator is it; for a mean, the sum of the scores.
Figures = Iterable[tuple[str, str, int, float | None, int | None]]
FEWEST_SHOWN = 6
ROUNDED_TO = 10
UNDIVIDED = "in training or employment"
DIVIDED = "in training or employment (excl. apprenticeship)"


@dataclass
class _Group:
    """The same people in one place and year: their total, and a count a label."""

    total: int | None = None
    counts: dict[str, float] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)


_Key = tuple[str, int, str, str, str]  # place, year, age or group, total, band


def write_release(
    folder: str | Path, rows: Figures, councils: Iterable[Council]
) -> list[Path]:
    """Write the files of a release: those for which there are figures.

    What DfE does not publish by council (single ages of 17 to 21, types of
    accommodation) is passed over. A region or England gets a row where its code is
    given, with counts rounded to ten. Gives the paths written.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    known = {council.code: council for council in councils}
    given = list(rows)
    written = []
    for file in FILES:
        groups = _groups(file, given, known)
        if groups:
            path = folder / file.name
            _write(path, (*PLACE_COLUMNS, *file.columns), _lines(file, groups, known))
            written.append(path)
    return written


def write_neighbours(
    folder: str | Path,
    neighbours: Mapping[str, Sequence[str]],
    model: str = "made up",
    *,
    names: Mapping[str, str] | None = None,
    closeness: str = "Close",
) -> Path:
    """Write a list of statistical neighbours, nearest first, one a row."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "statistical_neighbours.csv"
    _write(
        path,
        ("la_code", "la_name", "rank", "neighbour_code", "closeness", "model"),
        (
            (code, (names or {}).get(code, ""), str(rank), near, closeness, model)
            for code, listed in neighbours.items()
            for rank, near in enumerate(listed, 1)
        ),
    )
    return path


def per_cent(count: int, everyone: int) -> str:
    """A per cent as DfE prints it: half up to a whole number, `k` where under a half.

    `z` out of nobody.
    """
    if not everyone:
        return "z"
    whole = (200 * count + everyone) // (2 * everyone)
    return "k" if count and not whole else str(whole)


def _write(path: Path, headings: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(lines)


def _places_in(file: File) -> dict[str, tuple[str, str, Measure]]:
    """Where a file has an indicator: the age or people, the band, and the row."""
    bands: dict[str, str] = file.ages or {"": ""}
    wanted = {label.lower() for label in file.labels}
    return {
        measure.code.replace("{band}", band): (
            words or file.groups.get(measure.label, ("", ""))[0],
            band,
            measure,
        )
        for measure in file.layout.measures
        if not wanted or measure.label in wanted
        for band, words in bands.items()
    }


def _groups(
    file: File,
    rows: Iterable[tuple[str, str, int, float | None, int | None]],
    known: Mapping[str, Council],
) -> dict[_Key, _Group]:
    places = _places_in(file)
    groups: dict[_Key, _Group] = {}
    for place, indicator, year, count, everyone in rows:
        if indicator not in places or count is None:
            continue
        if (
            level_of(place) == COUNCIL
            and place not in known
            and not _is_region(place, known)
        ):
            raise LookupError(f"'{place}' is no council that was given.")
        words, band, measure = places[indicator]
        total = file.groups.get(measure.label, ("", file.total))[1]
        group = groups.setdefault((place, year, words, total, band), _Group())
        is_rounded = place not in known
        if everyone is not None:
            group.total = _rounded(everyone) if is_rounded else everyone
        value = (
            round(count / everyone, 1)
            if measure.shape == MEAN and everyone
            else float(_rounded(count) if is_rounded else count)
        )
        group.counts[measure.label] = value
    for key, group in groups.items():
        if UNDIVIDED in group.counts and DIVIDED in group.counts:
            # DfE prints the sum only where apprentices are not apart.
            del group.counts[UNDIVIDED]
        if key[0] in known:
            _hide(group, file)
    return groups


def _is_region(place: str, known: Mapping[str, Council]) -> bool:
    return any(place == council.region for council in known.values())


def _rounded(count: float) -> int:
    return int(count / ROUNDED_TO + 0.5) * ROUNDED_TO


def _hide(group: _Group, file: File) -> None:
    """Hide counts of one to five, and what would tell them by subtraction."""
    shapes = {measure.label: measure.shape for measure in file.layout.measures}
    group.hidden = {
        label
        for label, count in group.counts.items()
        if shapes[label] != MEAN and 0 < count < FEWEST_SHOWN
    }
    relations = [
        [label.lower() for label in parts if label.lower() in group.counts]
        for _, parts in file.relations
    ]
    # Hiding a second may leave a third relation with one hidden: until nothing changes.
    while any(_hide_a_second(group, parts) for parts in relations):
        pass


def _hide_a_second(group: _Group, parts: list[str]) -> bool:
    if sum(part in group.hidden for part in parts) != 1:
        return False
    rest = [p for p in parts if p not in group.hidden and group.counts[p] > 0]
    if not rest:
        return False
    group.hidden.add(min(rest, key=lambda part: group.counts[part]))
    return True


def _lines(
    file: File, groups: Mapping[_Key, _Group], known: Mapping[str, Council]
) -> Iterator[tuple[str, ...]]:
    for (place, year, words, total, _band), group in sorted(
        groups.items(), key=lambda item: (-item[0][1], item[0])
    ):
        where = _where(place, year, known)
        for label, count in group.counts.items():
            measure = next(m for m in file.layout.measures if m.label == label)
            yield (*where, *_cell(file, words, label, _shown(measure, group, count)))
        if total and group.total is not None:
            few = place in known and 0 < group.total < FEWEST_SHOWN
            shown = "c" if few else str(group.total)
            hundred = "c" if few else "100" if group.total else "z"
            yield (*where, *_cell(file, words, total, (shown, hundred)))


def _cell(
    file: File, words: str, label: str, shown: tuple[str, str]
) -> tuple[str, ...]:
    named = _as_printed(file, label)
    if file.layout.measures[0].shape == COUNT:
        return (named, shown[0])
    return (words, named, *shown)


def _as_printed(file: File, label: str) -> str:
    """The label with its capitals, as DfE writes it."""
    return next(
        (printed for printed in file.labels if printed.lower() == label),
        label[:1].upper() + label[1:],
    ).replace("Sdq", "SDQ")


def _shown(measure: Measure, group: _Group, count: float) -> tuple[str, str]:
    few = group.total is not None and 0 < group.total < FEWEST_SHOWN
    if measure.label in group.hidden or few:
        return ("c", "c")
    if measure.shape == MEAN:
        return (f"{count:.1f}", "z")
    if measure.shape == PERCENT and group.total is not None:
        return (str(int(count)), per_cent(int(count), group.total))
    return (str(int(count)), "z")


def _where(place: str, year: int, known: Mapping[str, Council]) -> tuple[str, ...]:
    start = (str(year), "Reporting year")
    country = ("E92000001", "England")
    if place == ENGLAND:
        return (*start, "National", *country, "", "", "", "", "")
    if place in known:
        council = known[place]
        region = (council.region, council.region_name)
        named = (council.code, council.name, council.ons_code)
        return (*start, "Local authority", *country, *region, *named)
    name = next((c.region_name for c in known.values() if c.region == place), REGION)
    return (*start, "Regional", *country, place, name, "", "", "")
