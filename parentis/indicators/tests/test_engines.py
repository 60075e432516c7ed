"""Every indicator gives the same people on Polars, DuckDB and PySpark."""

from collections.abc import Iterator
from shutil import which
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from parentis.indicators import INDICATORS
from parentis.indicators.compute import compute
from parentis.indicators.looked_after import LOOKED_AFTER
from parentis.indicators.made_once import prepared
from parentis.indicators.questions import questions
from parentis.indicators.tests import scenario
from parentis.indicators.tests.drawn import returns_on
from parentis.ssda903.returns import Returns

QUESTIONS = {each.indicators[0].cohort.name: each for each in questions(INDICATORS)}


@pytest.fixture(scope="session")
def spark() -> Any:
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed")
    if which("java") is None:
        pytest.skip("PySpark needs Java, and there is none")
    # Others may use the same session: it ends with the process.
    return (
        sql.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.default.parallelism", "1")
        .config("spark.sql.adaptive.enabled", "false")
        # Compiling takes longer than a few hundred rows do.
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .getOrCreate()
    )


@pytest.fixture(scope="session")
def on_duckdb() -> Returns:
    return scenario.returns_on_engine("duckdb")


@pytest.fixture(scope="session")
def on_spark(spark: Any) -> Iterator[Returns]:
    with prepared(scenario.returns_on_engine("pyspark", spark)) as ready:
        yield ready


def _people(name: str, returns: Returns) -> pl.DataFrame:
    """Everybody in a cohort, and what each of its indicators says of them."""
    question = QUESTIONS[name]
    says = {**question.denominators, **question.numerators, **question.scores}
    rows = question.indicators[0].cohort.rows(returns)
    found: pl.DataFrame = nw.to_native(
        rows.select(
            "council",
            "year",
            "child",
            "age",
            *(expression.alias(name) for name, expression in says.items()),
        ).collect(backend="polars")
    )
    return found.with_columns(pl.col(pl.Int32, pl.Int64).cast(pl.Int64)).sort(
        "council", "year", "child"
    )


@pytest.mark.parametrize("name", QUESTIONS)
def test_duckdb_finds_the_same_people(name, on_polars, on_duckdb):
    expected = _people(name, on_polars)

    assert not expected.is_empty()
    assert _people(name, on_duckdb).equals(expected)


def test_duckdb_gives_the_same_figures(on_polars, on_duckdb):
    assert compute(on_duckdb) == compute(on_polars)


@pytest.mark.parametrize("name", QUESTIONS)
def test_pyspark_finds_the_same_people(name, on_polars, on_spark):
    expected = _people(name, on_polars)

    assert _people(name, on_spark).equals(expected)


def test_pyspark_gives_the_same_figures(on_polars, on_spark):
    few = [each for each in INDICATORS if each.cohort is LOOKED_AFTER]

    assert compute(on_spark, few) == compute(on_polars, few)


@pytest.mark.parametrize("name", QUESTIONS)
def test_nobody_is_in_a_cohort_twice(name, on_polars):
    people = _people(name, on_polars)

    assert people.select("council", "year", "child").is_unique().all()


@pytest.mark.parametrize("name", QUESTIONS)
def test_many_councils_at_once_are_as_each_alone(name, on_polars):
    one = scenario.COUNCILS[0]
    alone = returns_on(
        "polars",
        {
            table: frame.filter(pl.col("council") == one)
            for table, frame in scenario.frames().items()
        },
        held=scenario.held(),
        postcodes=scenario.postcodes(),
    )

    together = _people(name, on_polars).filter(pl.col("council") == one)
    assert _people(name, alone).equals(together)
