"""A lake gives back the returns that were written, on every engine."""

import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from parentis.ssda903 import lake
from parentis.ssda903.findings import ReturnRejected
from parentis.ssda903.lake import EngineMissing, open_lake, write_lake
from parentis.ssda903.reader import read, read_years
from parentis.ssda903.returns import Held, Returns
from parentis.ssda903.tests.returns import EPISODES, HEADER, OC3, put


@pytest.fixture
def returns(tmp_path: Path) -> Returns:
    put(
        tmp_path / "in",
        {
            "2025/Header.csv": HEADER,
            "2025/Episodes.csv": EPISODES,
            "2025/OC3.csv": OC3,
            "2024/OC3.csv": OC3,
        },
    )
    return read_years(tmp_path / "in", council="888").returns


def contents(returns: Returns, table: str) -> list[tuple[Any, ...]]:
    return sorted(returns[table].collect("pyarrow").to_polars().rows())


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_lake_gives_back_what_was_written(
    tmp_path: Path, returns: Returns, engine: str
) -> None:
    write_lake(returns, tmp_path / "lake")

    opened = open_lake(tmp_path / "lake", engine=engine)

    assert opened.held == returns.held
    for table in ("header", "episodes", "oc3", "dolo"):
        assert contents(opened, table) == contents(returns, table)
        assert opened[table].collect_schema() == returns[table].collect_schema()


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_every_engine_knows_the_working_days(
    tmp_path: Path, returns: Returns, engine: str
) -> None:
    write_lake(returns, tmp_path / "lake")

    days = open_lake(tmp_path / "lake", engine=engine).reference["working_days"]

    found = days.filter(nw.col("day") == date(2024, 12, 24)).collect("pyarrow")
    assert found.to_polars().rows() == [(date(2024, 12, 24), date(2025, 1, 24))]


@pytest.mark.slow
def test_a_lake_opens_in_spark(tmp_path: Path, returns: Returns) -> None:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    write_lake(returns, tmp_path / "lake")

    opened = open_lake(tmp_path / "lake", engine="pyspark")

    assert opened.held == returns.held
    assert contents(opened, "oc3") == contents(returns, "oc3")
    assert contents(opened, "dolo") == []


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_council_and_year_may_be_told_by_folders(tmp_path: Path, engine: str) -> None:
    for year in (2024, 2025):
        place = tmp_path / f"council=888/year={year}"
        place.mkdir(parents=True)
        pl.DataFrame({"child": ["ann"], "activ": ["F2"]}).write_parquet(
            place / "oc3.parquet"
        )

    opened = open_lake(tmp_path, engine=engine)

    assert opened.held == {Held("888", 2024, "oc3"), Held("888", 2025, "oc3")}
    rows = opened["oc3"].select("council", "year", "child", "activ", "accom")
    assert sorted(rows.collect("pyarrow").to_polars().rows()) == [
        ("888", 2024, "ann", "F2", None),
        ("888", 2025, "ann", "F2", None),
    ]


def test_councils_lie_beside_each_other(tmp_path: Path, returns: Returns) -> None:
    other = read(put(tmp_path / "x", {"OC3.csv": OC3}), year=2025, council="889")
    for each in (returns, other.returns, returns):
        write_lake(each, tmp_path / "lake")

    opened = open_lake(tmp_path / "lake")

    assert opened.held == returns.held | other.returns.held
    assert contents(opened, "oc3") == sorted(
        contents(returns, "oc3") + contents(other.returns, "oc3")
    )


def test_postcodes_in_a_lake_are_its_reference(
    tmp_path: Path, returns: Returns
) -> None:
    write_lake(returns, tmp_path)
    pl.DataFrame({"postcode": ["PR18XJ"]}).write_parquet(tmp_path / "postcodes.parquet")

    opened = open_lake(tmp_path, engine="duckdb")

    found = opened.reference["postcodes"].collect("pyarrow").to_polars().rows()
    assert found == [("PR18XJ",)]


def test_a_folder_that_is_no_lake_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReturnRejected, match="holds no Parquet files"):
        open_lake(tmp_path)


@pytest.mark.parametrize(
    ("engine", "module"), [("duckdb", "duckdb"), ("pyspark", "pyspark.sql")]
)
def test_an_engine_that_is_not_installed_is_named(
    tmp_path: Path,
    returns: Returns,
    engine: str,
    module: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_lake(returns, tmp_path)
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(EngineMissing, match="is not installed"):
        open_lake(tmp_path, engine=engine)


def test_all_engines_are_offered() -> None:
    assert set(lake.ENGINES) == {"polars", "duckdb", "pyspark"}
