"""Files are told by their columns, whatever their names."""

import pytest

from parentis.ssda903.raw import about_columns
from parentis.ssda903.recognise import recognise
from parentis.ssda903.tables import TABLES, Table


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_told_by_its_own_columns(table: Table) -> None:
    found = recognise([column.name for column in table.columns])

    assert found is not None
    assert found.table is table
    assert (found.missing, found.extra) == ((), ())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_case_order_and_spaces_in_headings_do_not_matter(table: Table) -> None:
    headings = [
        f" {column.name.lower().replace('_', ' ')} "
        for column in reversed(table.columns)
    ]

    found = recognise(headings)

    assert found is not None
    assert found.table is table
    assert found.positions["child"] == len(headings) - 1


@pytest.mark.parametrize(
    ("headings", "name"),
    [
        ("CHILD,SEX,DOB,DUC", "uasc"),
        ("CHILD,SEX,DOB,ETHNIC", "header"),
        ("CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM", "prev_perm"),
        ("CHILD,DOB,DATE_PLACED", "placed_adoption"),
        ("CHILD,DECOM,LS,PL", "episodes"),
        ("CHILDID,DOB,IN_TOUCH,ACTIV,ACCOM", "oc3"),
        ("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB,UASC", "header"),
    ],
)
def test_a_table_with_some_columns_missing_is_still_told(
    headings: str, name: str
) -> None:
    found = recognise(headings.split(","))

    assert found is not None
    assert found.table.name == name


@pytest.mark.parametrize(
    "headings",
    [
        "CHILD,UPN,School",
        "CHILD,DOB",
        "DOB,IN_TOUCH,ACTIV,ACCOM",
        "CHILD,DOB,MISSING",
        "la_name,time_period,number",
        "",
    ],
)
def test_another_list_is_no_table(headings: str) -> None:
    assert recognise(headings.split(",")) is None


def test_what_the_table_does_not_have_is_named() -> None:
    found = recognise(["CHILD", "DOB", "IN_TOUCH", "ACTIV", "Worker", ""])

    assert found is not None
    assert found.extra == ("Worker",)
    assert found.missing == ("ACCOM",)


def test_of_two_columns_of_one_name_the_first_is_read() -> None:
    found = recognise(["CHILD", "DUC", "DOB", "dob"])

    assert found is not None
    assert found.positions["dob"] == 2
    assert found.extra == ()
    assert found.twice == ("DOB",)


def test_a_column_that_stands_twice_is_told_by_its_name() -> None:
    found = recognise(["CHILD", "DUC", "DOB", "dob"])

    assert found is not None
    told = [each for each in about_columns("UASC.csv", found) if each.value]
    assert [(each.column, each.rule) for each in told] == [("DOB", "column-twice")]
