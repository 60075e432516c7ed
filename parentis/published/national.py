"""England and its regions, shipped so that there is something true to compare with.

The table beside this file was typed from DfE's statistics on children looked after in
England (releases of 2016 to 2025) and from the Local Authority Interactive Tool. A cell
is `numerator/denominator=per cent`, without the counts that DfE does not give; two
counts alone where the per cent is worked out from them; or a bare count.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from parentis.published.cells import FIGURES
from parentis.published.councils import level_of
from parentis.published.published import Published

ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence"
    " v3.0. Source: Department for Education"
)
KIND = "England and regions, shipped with Parentis"
TABLE = Path(__file__).with_name("england_and_regions.csv")


@cache
def shipped() -> Published:
    """England and the nine regions, for the main indicators, 2016 to 2025."""
    return Published(
        pl.DataFrame(list(_rows()), schema=FIGURES, orient="row"), councils={}
    )


def _rows() -> Iterator[dict[str, Any]]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            indicator, place = line.pop("indicator"), line.pop("place")
            for year, cell in line.items():
                if cell:
                    yield {
                        "place": place,
                        "level": level_of(place),
                        "indicator": indicator,
                        "year": int(year),
                        "symbol": "",
                        "file": TABLE.name,
                        "release": 2025,
                        "kind": KIND,
                        **_told(cell),
                    }


def _told(cell: str) -> dict[str, Any]:
    counts, _, shown = cell.partition("=")
    numerator, _, denominator = counts.partition("/")
    told: dict[str, Any] = {
        "numerator": int(numerator) if numerator else None,
        "denominator": int(denominator) if denominator else None,
        "printed": shown,
        "is_from_rounded": bool(denominator and not shown),
    }
    if shown:
        value = float(shown)
    elif denominator:
        value = int(numerator) * 100 / int(denominator)
    else:
        value = float(numerator)
    return told | {"value": value}
