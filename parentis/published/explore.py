"""Reads the files of Explore Education Statistics, in each layout seen since 2020."""

from dataclasses import dataclass, field

import polars as pl

from parentis.published.cells import figures_of
from parentis.published.figures import ENGLAND, PublishedRejected
from parentis.published.layouts import (
    AGE_COLUMNS,
    AGE_LABELS,
    COUNT_COLUMNS,
    EXPLORE_LAYOUTS,
    GROUP_COLUMNS,
    LEVEL,
    LEVELS,
    PERCENT_COLUMNS,
    WHEN,
    Layout,
)


@dataclass(frozen=True)
class Reading:
    """What one file gave, its kind and release, and what was left out."""

    kind: str
    release: int = 0
    figures: pl.DataFrame = field(default_factory=pl.DataFrame)
    councils: tuple[tuple[str, str, str, str, str], ...] = ()
    neighbours: pl.DataFrame = field(default_factory=pl.DataFrame)
    left_out: tuple[str, ...] = ()


def is_explore(columns: list[str]) -> bool:
    """Whether the headings are those of Explore Education Statistics."""
    return WHEN in columns and LEVEL in columns


def read_explore(frame: pl.DataFrame, file: str) -> Reading:
    """Figures of a file that `is_explore`.

    Raises `PublishedRejected` where the columns or the labels are of no known layout.
    """
    cells, layout, left_out = read_cells(frame, file)
    return Reading(
        kind=layout.kind,
        release=int(cells["year"].max() or 0),  # type: ignore[arg-type]
        figures=figures_of(cells, layout.measures, layout.totals),
        councils=_councils(frame),
        left_out=left_out,
    )


def read_cells(
    frame: pl.DataFrame, file: str
) -> tuple[pl.DataFrame, Layout, tuple[str, ...]]:
    """The cells of a file as printed, its layout, and sentences on what was left out.

    Raises `PublishedRejected` where the columns or the labels are of no known layout.
    """
    layout, column = _layout(frame, file)
    cells, left_out = _cells(frame, column, layout, file)
    return cells, layout, left_out


def first_of(columns: list[str], names: tuple[str, ...]) -> str:
    """The first of the names that is a heading, or an empty text."""
    return next((name for name in names if name in columns), "")


def _layout(frame: pl.DataFrame, file: str) -> tuple[Layout, str]:
    """The layout whose labels the file has, and the column that has them."""
    if not first_of(frame.columns, COUNT_COLUMNS):
        raise _unknown(file)
    labels: dict[str, set[str]] = {}
    for layout in EXPLORE_LAYOUTS:
        for column in layout.columns:
            if column not in frame.columns:
                continue
            if column not in labels:
                labels[column] = set(frame[column].unique().str.to_lowercase())
            if labels[column] & layout.labels:
                if _lacks_a_column(frame, layout):
                    raise _unknown(file)
                return layout, column
    raise _unknown(file)


def _lacks_a_column(frame: pl.DataFrame, layout: Layout) -> bool:
    """Whether whose figures they are, or at which age, is told by no column known here.

    Without it every row would be left out, and nobody would hear of it.
    """
    has_ages = any("{band}" in measure.code for measure in layout.measures)
    if has_ages and not first_of(frame.columns, AGE_COLUMNS):
        return True
    levels = set(frame[LEVEL].unique().str.to_lowercase())
    return "local authority" in levels and "old_la_code" not in frame.columns


def _unknown(file: str) -> PublishedRejected:
    return PublishedRejected(
        f"{file} looks like a file of Explore Education Statistics, but its layout is"
        " not known here."
    )


def _cells(
    frame: pl.DataFrame, column: str, layout: Layout, file: str
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    columns = frame.columns
    age = first_of(columns, AGE_COLUMNS)
    group = first_of(columns, GROUP_COLUMNS)
    percent = first_of(columns, PERCENT_COLUMNS)
    cells = frame.select(
        place=_place(columns),
        level=pl.col(LEVEL)
        .str.to_lowercase()
        .replace_strict(LEVELS, default=None, return_dtype=pl.String),
        year=pl.col(WHEN).str.slice(0, 4).cast(pl.Int32, strict=False),
        band=pl.col(age)
        .str.to_lowercase()
        .replace_strict(AGE_LABELS, default=None, return_dtype=pl.String)
        if age
        else pl.lit(""),
        group=pl.col(group) if group else pl.lit(""),
        label=pl.col(column).str.to_lowercase(),
        count=pl.col(first_of(columns, COUNT_COLUMNS)).str.strip_chars(),
        percent=pl.col(percent).str.strip_chars() if percent else pl.lit(""),
    )
    is_known = (
        pl.col("label").is_in(list(layout.known))
        & pl.col("band").is_not_null()
        & pl.col("level").is_not_null()
        & pl.col("year").is_not_null()
        & (pl.col("place") != "")
    )
    return cells.filter(is_known), _left_out(frame, cells, layout, age, file)


def _place(columns: list[str]) -> pl.Expr:
    level = pl.col(LEVEL).str.to_lowercase()

    def code(name: str) -> pl.Expr:
        return pl.col(name) if name in columns else pl.lit("")

    return (
        pl.when(level == "national")
        .then(pl.lit(ENGLAND))
        .when(level == "regional")
        .then(code("region_code"))
        .otherwise(code("old_la_code"))
    )


def _left_out(
    frame: pl.DataFrame,
    cells: pl.DataFrame,
    layout: Layout,
    age: str,
    file: str,
) -> tuple[str, ...]:
    """A sentence for each label or age that the layout does not know."""
    strange = sorted(set(cells["label"].unique()) - layout.known)
    sentences = [
        f"{file}: the rows '{label}' are not known here and were left out."
        for label in strange
    ]
    if age:
        ages = frame.filter(cells["band"].is_null())[age].unique().sort()
        sentences += [
            f"{file}: the age '{label}' is not known here; its rows were left out."
            for label in ages
        ]
    return tuple(sentences)


def _councils(frame: pl.DataFrame) -> tuple[tuple[str, str, str, str, str], ...]:
    """Each council once, as the newest year names it."""
    names = ("old_la_code", "la_name", "new_la_code", "region_code", "region_name")
    if not {"old_la_code", "la_name"} <= set(frame.columns):
        return ()
    seen = (
        frame.lazy()
        .filter(pl.col(LEVEL).str.to_lowercase() == "local authority")
        .select(
            WHEN,
            *(
                pl.col(name) if name in frame.columns else pl.lit("").alias(name)
                for name in names
            ),
        )
        .unique()
        .sort(WHEN, descending=True)
        .select(names)
        .unique(maintain_order=True)
        .collect()
    )
    return tuple(seen.iter_rows())
