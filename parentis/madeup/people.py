"""Names for people who do not exist.

First names and surnames are each borne by many thousands; which go together is chance.
Heritage leans a name one way without deciding it, as with real families: of children
of a mixed or a minority background many have names like everybody else's.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from parentis.ssda903.codes import FEMALE

_HERE = "here"

# Per ethnic code, where names come from, and how often they are like everybody's here.
_HERITAGE: dict[str, tuple[tuple[str, ...], float]] = {
    "WBRI": ((), 1.0),
    "WIRI": ((), 1.0),
    "WIRT": ((), 1.0),
    "WROM": (("eastern europe",), 0.4),
    "WOTH": (("eastern europe",), 0.15),
    "MWBC": (("caribbean",), 0.55),
    "MWBA": (("west africa", "horn of africa"), 0.5),
    "MWAS": (("south asia",), 0.5),
    "MOTH": (("middle east", "east asia", "caribbean"), 0.55),
    "AIND": (("south asia",), 0.1),
    "APKN": (("south asia",), 0.05),
    "ABAN": (("south asia",), 0.05),
    "AOTH": (("middle east", "east asia"), 0.05),
    "BCRB": (("caribbean",), 0.2),
    "BAFR": (("horn of africa", "west africa"), 0.08),
    "BOTH": (("caribbean", "west africa"), 0.3),
    "CHNE": (("east asia",), 0.15),
    "OOTH": (("middle east",), 0.05),
}


@dataclass(frozen=True)
class Name:
    """A made-up person's first name and surname."""

    first: str
    last: str

    def __str__(self) -> str:
        return f"{self.first} {self.last}"


@cache
def _names() -> dict[str, dict[str, list[str]]]:
    text = (resources.files("parentis.madeup") / "names.toml").read_text("utf-8")
    return {
        origin: {kind: names.split() for kind, names in kinds.items()}
        for origin, kinds in tomllib.loads(text).items()
    }


def name_of(child: str, *, sex: str = "", ethnic: str = "", seed: int = 1) -> Name:
    """The name of a made-up child: the same for the same number, every time.

    `sex` and `ethnic` are the return's codes, of any year. Without a sex the name may
    be a girl's or a boy's.
    """
    told = hashlib.sha256(f"{seed}/{child}".encode()).digest()
    is_girl = sex in FEMALE if sex not in ("", "U") else told[0] % 2 == 0
    origins, here = _HERITAGE.get(ethnic, ((), 1.0))
    origin = origins[told[1] % len(origins)] if origins else _HERE
    return Name(
        _chosen("girls" if is_girl else "boys", origin, told[2:5], here),
        _chosen("surnames", origin, told[5:8], here),
    )


def _chosen(kind: str, origin: str, told: bytes, here: float) -> str:
    is_from_here = told[0] / 256 < here
    listed = _names()[_HERE if is_from_here else origin][kind]
    return listed[int.from_bytes(told[1:], "big") % len(listed)]
