"""Where postcodes are, by the ONS Postcode Directory that an operator downloaded.

The directory is on the Open Geography portal of the Office for National Statistics
(https://geoportal.statistics.gov.uk). Its column names change: `oslaua` of older issues
is `lad24cd` and the like in newer ones.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from parentis.refusals import Refused

COLUMNS: dict[str, str] = {
    "postcode": r"pcds|pcd[78]?",
    "district": r"(os)?laua|lad\d\dcd",
    "county": r"(os)?cty|ctyua\d\dcd|cty\d\dcd",
    "easting": r"(os)?east1m",
    "northing": r"(os)?nrth1m",
}
# A county council is the authority of its districts' children. Pseudo codes such as
# E99999999 stand for 'no county'.
COUNTY_COUNCIL = "E10"


class PostcodesRejected(Refused):
    """The file is not a postcode directory that can be used: one sentence for staff."""


def read_postcodes(path: Path | str) -> pl.LazyFrame:
    """Postcodes with their authority and place.

    `postcode` is in capitals without spaces; `authority` the ONS code of the county
    council where there is one, else of the district; `easting` and `northing` metres on
    the national grid. Raises `PostcodesRejected`.
    """
    path = Path(path)
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            headings = [each.strip(' "\n\r') for each in file.readline().split(",")]
    except OSError as error:
        raise PostcodesRejected(
            f"{path} could not be opened: give the CSV file of the ONS Postcode"
            " Directory."
        ) from error
    found = _found(headings, path)
    try:
        return _read(path, found)
    except PolarsError as error:
        raise PostcodesRejected(
            f"{path.name} is damaged or cut short: download it again."
        ) from error


def _found(headings: Sequence[str], path: Path) -> dict[str, str]:
    """The file's own name for each of our columns."""
    found = {}
    for name, pattern in COLUMNS.items():
        matching = [
            each for each in headings if re.fullmatch(pattern, each, re.IGNORECASE)
        ]
        if matching:
            # Of several postcodes, `pcds` is the one with a single space.
            found[name] = min(matching, key=lambda each: each.lower() != "pcds")
    missing = [name for name in COLUMNS if name not in found and name != "county"]
    if missing:
        raise PostcodesRejected(
            f"{path.name} is not laid out as the ONS Postcode Directory (it has no"
            f" {' or '.join(missing)}): give the directory's one large CSV file, with"
            " columns such as pcds, oslaua, oscty, oseast1m and osnrth1m."
        )
    return found


def _read(path: Path, found: dict[str, str]) -> pl.LazyFrame:
    rows = pl.read_csv(path, columns=list(found.values()), infer_schema=False).lazy()
    district = pl.col(found["district"])
    county = pl.col(found["county"]) if "county" in found else pl.lit(None, pl.String)
    return (
        rows.select(
            postcode=pl.col(found["postcode"])
            .str.replace_all(" ", "")
            .str.to_uppercase(),
            authority=pl.when(county.str.starts_with(COUNTY_COUNCIL))
            .then(county)
            .otherwise(district),
            easting=pl.col(found["easting"]).cast(pl.Int64, strict=False),
            northing=pl.col(found["northing"]).cast(pl.Int64, strict=False),
        )
        .filter(pl.col("postcode").is_not_null())
        .unique("postcode", keep="first", maintain_order=True)
        .collect()
        .lazy()
    )
