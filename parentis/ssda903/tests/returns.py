"""Small returns, written out as files, for the tests of the reader."""

import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import narwhals as nw

from parentis.ssda903.findings import Finding
from parentis.ssda903.returns import Returns

HEADER = """
    CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
    ann,F,01/06/2005,WBRI,UN1,0,
    ben,M,02/06/2005,BAFR,UN1,,
"""
EPISODES = """
    CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
    ann,01/05/2024,S,C2,N1,U6,PR1,01/06/2024,X1,CARPL,PR1 8XJ,PR2 2BB,SC123456
    ann,01/06/2024,P,C2,N1,K2,PR4,,,,PR1 8XJ,PR2 2BB,SC123456
"""
OC3 = """
    CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
    ann,01/06/2005,YES,F2,U1
    ben,02/06/2005,NO,0,0
"""


def lines(text: str) -> str:
    """A table as it stands in a test, as it would stand in a file."""
    return textwrap.dedent(text).lstrip("\n")


def put(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The folder, with these files in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(
            content if isinstance(content, bytes) else lines(content).encode()
        )
    return folder


def rows(returns: Returns, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """What a table holds in these columns, row by row."""
    frame = returns[table].select(*(nw.col(name) for name in columns))
    return frame.collect("polars").rows()


def told(findings: Iterable[Finding], rule: str) -> list[tuple[str, int, str, str]]:
    """File, row, column and value of each finding by a rule."""
    return [
        (each.file, each.row, each.column, each.value)
        for each in findings
        if each.rule == rule
    ]


def rules(findings: Iterable[Finding]) -> set[str]:
    return {each.rule for each in findings}
