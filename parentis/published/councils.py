"""Councils and regions: their codes, the names files give them, and who became whom.

Councils are learned from the files read, so that no list goes stale; only what no file
says is typed in here: regions, and which councils were abolished and what took their
place (the orders made under the Local Government and Public Involvement in Health Act
2007; the codes as in DfE's files).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from parentis.published.figures import COUNCIL, ENGLAND, NATION, REGION

LONDON = "E12000007"
REGIONS = {
    "E12000001": "North East",
    "E12000002": "North West",
    "E12000003": "Yorkshire and the Humber",
    "E12000004": "East Midlands",
    "E12000005": "West Midlands",
    "E12000006": "East of England",
    LONDON: "London",
    "E12000008": "South East",
    "E12000009": "South West",
}
# LAIT and the release files count Inner and Outer London apart as well.
PARTS_OF_LONDON = {"E13000001": "Inner London", "E13000002": "Outer London"}
_REGION_NAMES = {name.lower(): code for code, name in REGIONS.items()} | {
    "inner london": "E13000001",
    "outer london": "E13000002",
    "london (inner)": "E13000001",
    "london (outer)": "E13000002",
}
_KINDS = {
    "E06": "unitary authority",
    "E08": "metropolitan district",
    "E09": "London borough",
    "E10": "county council",
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """Councils that ended, and those that began, in a return year.

    `last_year` is the last year ending 31 March of the old, the next is the first of
    the new.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    last_year: int
    what: str


CHANGES = (
    Change(
        old=("835", "836", "837"),
        new=("838", "839"),
        last_year=2019,
        what=(
            "Dorset, Poole and Bournemouth became Dorset, and Bournemouth,"
            " Christchurch and Poole, on 1 April 2019"
        ),
    ),
    Change(
        old=("928",),
        new=("940", "941"),
        last_year=2021,
        what=(
            "Northamptonshire became North Northamptonshire and"
            " West Northamptonshire on 1 April 2021"
        ),
    ),
    Change(
        old=("909",),
        new=("942", "943"),
        last_year=2023,
        what="Cumbria became Cumberland, and Westmorland and Furness, on 1 April 2023",
    ),
)
LAST_YEAR = {code: change.last_year for change in CHANGES for code in change.old}
FIRST_YEAR = {code: change.last_year + 1 for change in CHANGES for code in change.new}


def existed(code: str, year: int) -> bool:
    """Whether a council sent a return for the year ending 31 March `year`."""
    return FIRST_YEAR.get(code, 0) <= year <= LAST_YEAR.get(code, 9999)


@dataclass(frozen=True, kw_only=True)
class Council:
    """A council as DfE's files call it. `code` is its three digits.

    `region` is the ONS code of its region, London as one; `part_of_london` the code of
    Inner or Outer London. `also_called` and `also_coded` are what other files say.
    """

    code: str
    name: str
    ons_code: str = ""
    region: str = ""
    region_name: str = ""
    part_of_london: str = ""
    also_called: tuple[str, ...] = ()
    also_coded: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return _KINDS.get(self.ons_code[:3], "")

    @property
    def last_year(self) -> int | None:
        """The last year it sent a return for, where it was abolished."""
        return LAST_YEAR.get(self.code)

    @property
    def successors(self) -> tuple[str, ...]:
        return next((c.new for c in CHANGES if self.code in c.old), ())

    @property
    def predecessors(self) -> tuple[str, ...]:
        return next((c.old for c in CHANGES if self.code in c.new), ())


def learn(
    known: Mapping[str, Council],
    seen: Iterable[tuple[str, str, str, str, str]],
) -> dict[str, Council]:
    """What a file says of councils, added to what is known; what was known stays.

    `seen` has code, name, ONS code, region code and region name; any but the code may
    be empty. Read the newest file first.
    """
    councils = dict(known)
    for code, name, ons_code, region, region_name in seen:
        found = _council(code, name, ons_code, region, region_name)
        before = councils.get(code)
        councils[code] = found if before is None else _merged(before, found)
    return councils


def _council(
    code: str, name: str, ons_code: str, region: str, region_name: str
) -> Council:
    plain = name.removesuffix(" (Pre LG)").strip()
    region = region or _REGION_NAMES.get(region_name.lower(), "")
    part = region if region in PARTS_OF_LONDON else ""
    region = LONDON if part else region
    return Council(
        code=code,
        name=plain,
        ons_code=ons_code,
        region=region,
        region_name=REGIONS.get(region, region_name),
        part_of_london=part,
    )


def _merged(before: Council, found: Council) -> Council:
    called = {before.name, *before.also_called, found.name} - {before.name, ""}
    coded = {before.ons_code, *before.also_coded, found.ons_code} - {
        before.ons_code,
        "",
    }
    first = found if not before.region else before
    return replace(
        before,
        name=before.name or found.name,
        ons_code=before.ons_code or found.ons_code,
        region=first.region,
        region_name=first.region_name,
        part_of_london=before.part_of_london or first.part_of_london,
        also_called=tuple(sorted(called)),
        also_coded=tuple(sorted(coded)) if before.ons_code else (),
    )


def names_to_codes(councils: Iterable[Council]) -> dict[str, str]:
    """Every code and name a person or a file may use, in lower case, to the code.

    Where an abolished council and one of today share a name (Dorset), today's has it.
    """
    codes: dict[str, str] = {}
    for council in sorted(councils, key=lambda c: (c.last_year is None, c.code)):
        for word in (
            *council.also_called,
            *council.also_coded,
            council.name,
            council.ons_code,
            council.code,
        ):
            if word:
                codes[word.lower()] = council.code
    return codes


def level_of(place: str) -> str:
    """Whether a place's code is England's, a region's or a council's."""
    if place == ENGLAND:
        return NATION
    return REGION if place in REGIONS or place in PARTS_OF_LONDON else COUNCIL
