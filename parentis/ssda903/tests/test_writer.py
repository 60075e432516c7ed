"""Read, write, read gives the same tables."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parentis.ssda903.reader import read
from parentis.ssda903.returns import Held, Returns, from_frames, schema_of
from parentis.ssda903.tables import TABLES, Column, Kind, Table
from parentis.ssda903.tests.returns import EPISODES, HEADER, OC3, put, rows
from parentis.ssda903.writer import write

YEAR = 2025

TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12
).filter(lambda text: text == text.strip() and "\ufffd" not in text)
TRICKY = st.sampled_from(
    ["=1+1", "+44", "-1", "@SUM(A1)", 'a"b', "a,b", "a;b", "'", '""', "NULL", "nan"]
)
DATES = st.dates(date(1900, 1, 1), date(2025, 3, 31))


def cells(column: Column) -> st.SearchStrategy[Any]:
    """What a cell of a column may hold, once read."""
    match column.kind:
        case Kind.DATE:
            return DATES
        case Kind.NUMBER:
            return st.integers(0, 40)
        case Kind.CODE:
            assert column.codes is not None
            return st.sampled_from([each.code for each in column.codes.valid_in(YEAR)])
        case Kind.CHILD:
            return st.integers(1, 10**12).map(str) | TRICKY
        case _:
            return TEXTS | TRICKY


def tables(table: Table) -> st.SearchStrategy[pl.DataFrame]:
    """A table of up to eight rows, each about some child."""
    row = st.tuples(
        *(
            cells(column) if column.kind is Kind.CHILD else st.none() | cells(column)
            for column in table.columns
        )
    )
    schema = schema_of(table)
    return st.lists(row, max_size=8).map(
        lambda made: pl.DataFrame(
            [("", YEAR, *each) for each in made], schema=schema, orient="row"
        )
    )


RETURNS = st.fixed_dictionaries({table.name: tables(table) for table in TABLES[:11]})


def contents(returns: Returns) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table.name: returns[table.name].collect("polars").rows() for table in TABLES
    }


@given(RETURNS)
@settings(deadline=None, max_examples=25, derandomize=True)
def test_a_return_comes_back_as_it_was(frames: dict[str, pl.DataFrame]) -> None:
    returns = from_frames(
        frames, held=frozenset(Held("", YEAR, name) for name in frames)
    )

    with TemporaryDirectory() as folder:
        write(returns, folder, year=YEAR)
        result = read(folder, year=YEAR)

    assert contents(result.returns) == contents(returns)
    assert result.returns.held == returns.held


def test_a_return_that_was_read_is_written_and_read_the_same(tmp_path: Path) -> None:
    put(
        tmp_path / "first",
        {
            "a.csv": HEADER + "    cat,Q,31/02/2005, wbri ,=1+1,0,\n",
            "b.csv": EPISODES,
            "c.csv": OC3 + "    ann,01/06/2005,YES,F2,U1\n",
        },
    )
    first = read(tmp_path / "first")

    written = write(first.returns, tmp_path / "second", year=2025)
    second = read(tmp_path / "second")

    assert [path.name for path in written] == ["Header.csv", "Episodes.csv", "OC3.csv"]
    assert contents(second.returns) == contents(first.returns)
    assert rows(second.returns, "header", "child", "sex", "upn")[-1] == (
        "cat",
        None,
        "=1+1",
    )


def test_the_files_are_laid_out_as_the_guide_says(tmp_path: Path) -> None:
    put(tmp_path / "in", {"c.csv": "accom,child,dob,activ,in_touch\nu1,7,2005-06-01\n"})
    first = read(tmp_path / "in", year=2025)

    (path,) = write(first.returns, tmp_path / "out", year=2025)

    assert path.read_text() == "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n7,01/06/2005,,,U1\n"


def test_of_several_councils_the_writer_asks_whose(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        [("888", 2025, "ann"), ("889", 2025, "ben")],
        schema=["council", "year", "child"],
        orient="row",
    )
    oc3 = frame.with_columns(
        pl.lit(None, kind).alias(name)
        for name, kind in schema_of(TABLES[5]).items()
        if name not in frame.columns
    )
    returns = from_frames(
        {"oc3": oc3},
        held=frozenset({Held("888", 2025, "oc3"), Held("889", 2025, "oc3")}),
    )

    with pytest.raises(ValueError, match="Whose return"):
        write(returns, tmp_path, year=2025)
    write(returns, tmp_path, year=2025, council="889")

    assert rows(read(tmp_path, year=2025).returns, "oc3", "child") == [("ben",)]
    assert nw.to_native(returns["header"]).collect().is_empty()
