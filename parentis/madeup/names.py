"""Names and homes of people who do not exist, as a record of them would hold.

Given names are borne by many thousands, and follow where a family may come from. The
surnames are invented, so that nobody in England has the whole name; those of staff are
other ones than those of young people. The postcodes lie in area ZZ, which is none.
"""

import hashlib
from dataclasses import dataclass

from parentis.madeup.people import name_of

# fmt: off
_BEGINS = (
    "Alder", "Ash", "Bracken", "Calder", "Dunnel", "Elver", "Farrow", "Gorse", "Hather",
    "Ivel", "Keld", "Lanter", "Marrow", "Nether", "Orlan", "Pender", "Quarrel",
    "Rushen", "Sallow", "Tarrin", "Thorn", "Umber", "Venner", "Wether", "Yarrow",
)
_YOUNG_PEOPLE_END = (
    "bury", "wick", "combe", "thwaite", "stead", "holt", "moor", "gill", "beck",
    "croft",
)
_STAFF_END = ("rigg", "mere", "ling", "den", "lund")

_STREETS = (
    "Lantern Row", "Saltpan Lane", "Heron Close", "Old Ropewalk", "Gannet Street",
    "Tidemill Road", "Cobbler's Yard", "Larkrise", "Millrace Court", "Beacon Terrace",
    "Kiln Walk", "Damson Drive", "Weighhouse Street", "Foundry Gardens", "Sedge Avenue",
    "Plover Way", "Chandler's Hill", "Quarry View",
)
_TOWNS = (
    "Aldermere", "Keldmouth", "Orlanby", "Thornhaven", "Marrowgate", "Tarrinholm",
    "Farrowdale Bridge",
)
# fmt: on
_UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"

# How many in a hundred have two surnames, or use another first name than the legal one.
_WITH_TWO_SURNAMES, _WITH_ANOTHER_NAME = 6, 4


@dataclass(frozen=True, kw_only=True)
class NamesUsed:
    """The names somebody uses. The legal first name is empty where it is the same."""

    given: str
    family: str
    legal_given: str


@dataclass(frozen=True, kw_only=True)
class Home:
    lines: str
    postcode: str


def drawn(of: str, what: str, below: int, *, seed: int) -> int:
    """A whole number from 0 to `below` - 1: the same for the same words, every time."""
    told = hashlib.sha256(f"{seed}/{of}/{what}".encode()).digest()
    return int.from_bytes(told[:8], "big") % below


def young_persons_names(
    child: str, *, sex: str = "", ethnic: str = "", seed: int = 1
) -> NamesUsed:
    """`sex` and `ethnic` are the return's codes, of any year."""
    given = name_of(child, sex=sex, ethnic=ethnic, seed=seed).first
    family = _surname(child, "surname", seed)
    if drawn(child, "two surnames", 100, seed=seed) < _WITH_TWO_SURNAMES:
        second = _surname(child, "second surname", seed)
        family = family if family == second else f"{family}-{second}"
    legal = ""
    if drawn(child, "another name", 100, seed=seed) < _WITH_ANOTHER_NAME:
        legal = name_of(f"{child}/legal", ethnic=ethnic, seed=seed).first
    return NamesUsed(
        given=given, family=family, legal_given="" if legal == given else legal
    )


def staff_name(number: int, *, seed: int = 1) -> str:
    """The name of the `number`th member of staff: no two have the same surname."""
    ethnic = ("WBRI", "WBRI", "APKN", "WBRI", "BAFR", "WBRI", "WOTH", "BCRB")[
        number % 8
    ]
    given = name_of(f"staff {number}", ethnic=ethnic, seed=seed).first
    # 7 shares no factor with the 125 surnames, so each comes up once.
    place = number * 7 % (len(_BEGINS) * len(_STAFF_END))
    begins, ends = divmod(place, len(_STAFF_END))
    return f"{given} {_BEGINS[begins]}{_STAFF_END[ends]}"


def home_of(child: str, *, seed: int = 1) -> Home:
    """Where somebody lives: a street, a town and a postcode that are nowhere."""

    def draw(what: str, below: int) -> int:
        return drawn(child, what, below, seed=seed)

    house = draw("house", 180) + 1
    street, town = (
        _STREETS[draw("street", len(_STREETS))],
        _TOWNS[draw("town", len(_TOWNS))],
    )
    flat = f"Flat {draw('flat', 9) + 1}, " if draw("is flat", 4) == 0 else ""
    unit = "".join(_UNIT_LETTERS[draw(f"unit {n}", 20)] for n in range(2))
    return Home(
        lines=f"{flat}{house} {street}\n{town}",
        postcode=f"ZZ{draw('district', 24) + 1} {draw('sector', 9) + 1}{unit}",
    )


def _surname(child: str, what: str, seed: int) -> str:
    begins = _BEGINS[drawn(child, what, len(_BEGINS), seed=seed)]
    ends = drawn(child, f"{what} ends", len(_YOUNG_PEOPLE_END), seed=seed)
    return begins + _YOUNG_PEOPLE_END[ends]
