"""Statistical neighbours: ten councils like one's own, by the model that chose them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from parentis.published.layouts import KNOWN_MODELS, MODEL_KNOWN_BY, NEIGHBOUR_COLUMNS

NEIGHBOURS: dict[str, type[pl.DataType]] = {
    "model": pl.String,
    "council": pl.String,
    "rank": pl.Int32,
    "neighbour": pl.String,
    "closeness": pl.String,
}


@dataclass(frozen=True)
class Model:
    """Each council's neighbours by one model, nearest first, and how close they are."""

    name: str
    neighbours: dict[str, tuple[str, ...]]
    closeness: dict[str, tuple[str, ...]]

    def records(self) -> Iterator[dict[str, Any]]:
        for council, listed in self.neighbours.items():
            words = self.closeness[council]
            for rank, (near, word) in enumerate(zip(listed, words, strict=True), 1):
                yield {
                    "model": self.name,
                    "council": council,
                    "rank": rank,
                    "neighbour": near,
                    "closeness": word,
                }


def models_of(frame: pl.DataFrame) -> tuple[Model, ...]:
    """The models in a frame of `NEIGHBOURS`, the newest of DfE's first."""
    found: dict[str, tuple[dict[str, list[str]], dict[str, list[str]]]] = {}
    for name, council, _, near, word in (
        frame.select(NEIGHBOURS.keys()).sort("model", "council", "rank").iter_rows()
    ):
        listed, words = found.setdefault(name, ({}, {}))
        listed.setdefault(council, []).append(near)
        words.setdefault(council, []).append(word)
    newest_first = [*reversed(KNOWN_MODELS), *sorted(found)]
    return tuple(
        Model(
            name,
            {council: tuple(near) for council, near in found[name][0].items()},
            {council: tuple(word) for council, word in found[name][1].items()},
        )
        for name in dict.fromkeys(newest_first)
        if name in found
    )


def is_neighbour_list(columns: list[str]) -> bool:
    return set(NEIGHBOUR_COLUMNS) <= set(columns)


def read_neighbour_list(frame: pl.DataFrame, stem: str) -> pl.DataFrame:
    """A list with one neighbour a row, as a frame of `NEIGHBOURS`.

    The model is the file's `model` column, else known by its content, else the file's
    own name.
    """
    rows = frame.select(
        model=pl.col("model") if "model" in frame.columns else pl.lit(""),
        council=pl.col("la_code"),
        rank=pl.col("rank").cast(pl.Int32, strict=False),
        neighbour=pl.col("neighbour_code"),
        closeness=pl.col("closeness") if "closeness" in frame.columns else pl.lit(""),
    )
    return _named(rows, stem)


def read_neighbour_workbook(sheet: pl.DataFrame, stem: str) -> pl.DataFrame | None:
    """DfE's workbook: SN1, SNP, SN2, SNP … across. None if it is something else."""
    headings = next(
        (row for row in sheet.head(10).iter_rows() if "SN1" in row and "SN10" in row),
        None,
    )
    if headings is None or "LA number" not in headings:
        return None
    council = headings.index("LA number")
    at = [headings.index(f"SN{rank}") for rank in range(1, 11)]
    rows = [
        ("", row[council], rank, _code(row[place]), row[place + 1])
        for row in sheet.iter_rows()
        if re.fullmatch(r"\d{3}", row[council])
        for rank, place in enumerate(at, 1)
        if row[place]
    ]
    return _named(pl.DataFrame(rows, schema=NEIGHBOURS, orient="row"), stem)


def _code(text: str) -> str:
    return text.removesuffix(".0")


def _named(rows: pl.DataFrame, stem: str) -> pl.DataFrame:
    tell_tale = tuple(
        rows.filter(pl.col("council") == MODEL_KNOWN_BY).sort("rank")["neighbour"]
    )
    known = next((n for n, listed in KNOWN_MODELS.items() if listed == tell_tale), stem)
    return rows.with_columns(
        model=pl.when(pl.col("model") == "").then(pl.lit(known)).otherwise("model")
    )
