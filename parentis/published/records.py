"""Builds `Published` from rows kept elsewhere, and several of them into one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from parentis.published.cells import FIGURES
from parentis.published.councils import Council
from parentis.published.neighbours import NEIGHBOURS
from parentis.published.published import Published


def from_records(
    figures: Iterable[Mapping[str, Any] | Sequence[Any]],
    *,
    councils: Iterable[Mapping[str, Any]],
    neighbours: Iterable[Mapping[str, Any]] = (),
) -> Published:
    """What `records`, `council_records` and `neighbour_records` gave, built again.

    Rows of figures are mappings, or sequences in the order of `FIGURES`, which are read
    faster. A part of them will do: those of a page's indicators and years.
    """
    return Published(
        pl.DataFrame(list(figures), schema=FIGURES, orient="row"),
        councils={row["code"]: Council(**row) for row in councils},
        neighbours=pl.DataFrame(list(neighbours), schema=NEIGHBOURS, orient="row"),
    )


def together(*several: Published) -> Published:
    """Several as one: the first's word on councils stands."""
    councils: dict[str, Council] = {}
    for published in reversed(several):
        councils |= {council.code: council for council in published.councils}
    neighbours = [row for p in several for row in p.neighbour_records()]
    return Published(
        pl.concat([published.to_frame() for published in several]),
        councils=councils,
        neighbours=pl.DataFrame(neighbours, schema=NEIGHBOURS, orient="row").unique(
            ["model", "council", "rank"], keep="first", maintain_order=True
        ),
        not_read=[item for published in several for item in published.not_read],
    )
