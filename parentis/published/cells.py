"""From cells as printed to figures: which label is which indicator, and out of what."""

import polars as pl

from parentis.published.figures import COUNCIL
from parentis.published.layouts import COUNT, MEAN, PERCENT, Measure

# One row a figure, as every reader gives it and as `to_frame` hands it out.
FIGURES: dict[str, type[pl.DataType]] = {
    "place": pl.String,
    "level": pl.String,
    "indicator": pl.String,
    "year": pl.Int32,
    "value": pl.Float64,
    "numerator": pl.Int64,
    "denominator": pl.Int64,
    "symbol": pl.String,
    "printed": pl.String,
    "file": pl.String,
    "release": pl.Int32,
    "kind": pl.String,
    "is_from_rounded": pl.Boolean,
}
# One row a cell: where, when, who (`band` and `group`), what, and the two texts.
CELLS = ("place", "level", "year", "band", "group", "label", "count", "percent")
_SAME_PEOPLE = ("place", "year", "band", "group")


def number(column: str) -> pl.Expr:
    """The number a cell shows, or null where it shows a symbol or nothing."""
    read = (
        pl.col(column)
        .str.replace_all(",", "", literal=True)
        .str.strip_suffix("%")
        .cast(pl.Float64, strict=False)
    )
    return pl.when(read.is_finite()).then(read)


def figures_of(
    cells: pl.DataFrame, measures: tuple[Measure, ...], totals: tuple[str, ...]
) -> pl.DataFrame:
    """Figures, without their source, from cells. Labels no measure names give none."""
    wanted = pl.DataFrame(
        [(m.label, m.code, m.shape, m.out_of) for m in measures],
        schema=["label", "code", "shape", "out_of"],
        orient="row",
    )
    wholes = cells.filter(pl.col("label").is_in(totals)).select(
        *_SAME_PEOPLE, whole="count"
    )
    others = cells.filter(
        pl.col("label").is_in([m.out_of for m in measures if m.out_of])
    ).select(*_SAME_PEOPLE, out_of="label", other_whole="count")
    joined = (
        cells.join(wanted, on="label")
        .join(wholes.unique(_SAME_PEOPLE), on=_SAME_PEOPLE, how="left")
        .join(others, on=[*_SAME_PEOPLE, "out_of"], how="left")
        .with_columns(
            whole=pl.when(pl.col("out_of") != "")
            .then("other_whole")
            .otherwise("whole")
            .fill_null("")
        )
    )
    return joined.with_columns(_numbers()).with_columns(_value()).select(*_columns())


def _numbers() -> list[pl.Expr]:
    is_mean = pl.col("shape") == MEAN
    return [
        number("count").alias("counted"),
        number("whole").alias("everyone"),
        number("percent").alias("as_printed"),
        pl.when(is_mean)
        .then(pl.lit(None, dtype=pl.Int64))
        .otherwise(number("count").round().cast(pl.Int64, strict=False))
        .alias("numerator"),
        pl.when(pl.col("shape") == COUNT)
        .then(pl.lit(None, dtype=pl.Int64))
        .otherwise(number("whole").round().cast(pl.Int64, strict=False))
        .alias("denominator"),
    ]


def _value() -> pl.Expr:
    """A council's per cent from its counts; others' as printed; None if hidden."""
    per_cent = (
        pl.when(pl.col("everyone") > 0)
        .then(pl.col("counted") * 100 / pl.col("everyone"))
        .otherwise(None)
    )
    is_worked_out = (pl.col("level") == COUNCIL) | (pl.col("percent") == "")
    return (
        pl.when(pl.col("shape") != PERCENT)
        .then(pl.col("counted"))
        .when(is_worked_out)
        .then(per_cent)
        .otherwise(pl.col("as_printed"))
        .alias("value")
    )


def _columns() -> list[pl.Expr]:
    def symbol_in(column: str, shown: str) -> pl.Expr:
        return pl.when(pl.col(shown).is_null() & (pl.col(column) != "")).then(column)

    # A per cent that is printed although a count is hidden is no secret of its own.
    is_printed_only = (
        (pl.col("shape") == PERCENT)
        & pl.col("value").is_null()
        & pl.col("as_printed").is_not_null()
        & pl.col("counted").is_not_null()
        & pl.col("everyone").is_null()
    )
    value = pl.when(is_printed_only).then("as_printed").otherwise("value")
    why = pl.coalesce(
        symbol_in("count", "counted"),
        symbol_in("whole", "everyone"),
        symbol_in("percent", "as_printed"),
        pl.lit(""),
    )
    return [
        pl.col("place"),
        pl.col("level"),
        _indicator(),
        pl.col("year").cast(pl.Int32),
        value.alias("value"),
        pl.col("numerator"),
        pl.col("denominator"),
        pl.when(value.is_null()).then(why).otherwise(pl.lit("")).alias("symbol"),
        pl.col("percent").alias("printed"),
        (
            (pl.col("level") != COUNCIL)
            & (pl.col("shape") == PERCENT)
            & (pl.col("percent") == "")
        ).alias("is_from_rounded"),
    ]


def _indicator() -> pl.Expr:
    parts = pl.col("code").str.split("{band}")
    return (
        pl.when(parts.list.len() > 1)
        .then(parts.list.get(0) + pl.col("band") + parts.list.get(1, null_on_oob=True))
        .otherwise("code")
        .alias("indicator")
    )
