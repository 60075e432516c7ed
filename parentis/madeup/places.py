"""Postcodes of a county that does not exist.

No postcode in the United Kingdom begins with ZQ, ZV or ZX, so none of these can be
anybody's home; their shape is that of a real one. The county lies in the Irish Sea.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from parentis.madeup.council import COUNTY, NEIGHBOURS
from parentis.madeup.draws import Draws

COUNTY_AREA = "ZQ"
NEAR_AREA = "ZV"
FAR_AREA = "ZX"
POSTCODES_FILE = "postcodes.csv"
# What ONS writes where an authority lies in no county. The made-up one is one whole.
NO_COUNTY = "E99999999"

_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_SECTORS = 9
_UNITS = 24


@dataclass(frozen=True)
class _Area:
    """A postcode area: districts in a grid from a south-west corner, in metres."""

    area: str
    districts: int
    columns: int
    east: int
    north: int


# One district is 9 km square. The county is 45 km by 54 km; the near area begins where
# it ends, the far one begins some 100 km away.
_SIDE = 9_000
_AREAS = (
    _Area(COUNTY_AREA, 30, 5, 215_000, 460_000),
    _Area(NEAR_AREA, 12, 2, 260_000, 460_000),
    _Area(FAR_AREA, 12, 4, 215_000, 610_000),
)
PER_DISTRICT = _SECTORS * _UNITS
IN_COUNTY = _AREAS[0].districts * PER_DISTRICT
NEARBY = _AREAS[1].districts * PER_DISTRICT
FAR = _AREAS[2].districts * PER_DISTRICT


def postcode(area: str, number: pl.Expr) -> pl.Expr:
    """The `number`th postcode of an area: 0 to districts x 216 - 1, as 'ZQ7 4AB'."""
    units = pl.Series([f"{a}{b}" for a in _LETTERS for b in _LETTERS])
    unit = number % _UNITS
    sector = number // _UNITS % _SECTORS + 1
    district = number // PER_DISTRICT + 1
    # Units are spread over the letters so that they do not all begin with A.
    letters = pl.lit(units).gather((unit * 17 + sector * 5) % len(units))
    return (
        pl.concat_str(
            pl.lit(area), district.cast(pl.String), pl.lit(" "), sector.cast(pl.String)
        )
        + letters
    )


def _authority(area: _Area) -> pl.Expr:
    """The local authority: the county itself, or one of the councils beyond it."""
    if area.area == COUNTY_AREA:
        return pl.lit(COUNTY.ons_code)
    codes = pl.Series([council.ons_code for council in NEIGHBOURS])
    shift = 0 if area.area == NEAR_AREA else 5
    return pl.lit(codes).gather(pl.col("number") // PER_DISTRICT % 5 + shift)


def _placed(area: _Area, draws: Draws) -> pl.DataFrame:
    number = pl.col("number")
    district = number // PER_DISTRICT
    across, up = district % area.columns, district // area.columns
    key = number * 8 + ord(area.area[1])
    return pl.select(
        number=pl.int_range(area.districts * PER_DISTRICT, dtype=pl.Int64)
    ).select(
        pcds=postcode(area.area, number),
        oslaua=_authority(area),
        oscty=pl.lit(NO_COUNTY),
        oseast1m=area.east + across * _SIDE + draws.whole(key, "east", _SIDE),
        osnrth1m=area.north + up * _SIDE + draws.whole(key, "north", _SIDE),
    )


def write_postcodes(path: Path, *, seed: int = 1) -> Path:
    """A postcode file in the columns of the ONS postcode directory, for distances.

    `path` is the file, or a folder in which to write `postcodes.csv`. Columns: pcds
    (postcode), oslaua (the council's ONS code), oscty (always E99999999, no county
    above it), oseast1m and osnrth1m (metres).
    """
    target = path / POSTCODES_FILE if path.is_dir() else path
    draws = Draws(seed)
    pl.concat([_placed(area, draws) for area in _AREAS]).write_csv(target)
    return target
