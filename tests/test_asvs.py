"""docs/asvs.csv: every requirement has its row, and every `met` a test that exists."""

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.utils.text import slugify

ROOT = Path(__file__).resolve().parent.parent
STATUSES = {"met", "planned", "not-applicable", "operator"}
MOST_WORDS = 15

# OWASP ASVS 5.0.0: the level of each requirement, by section. "1.1": "22" is 1.1.1 and
# 1.1.2, both of level 2.
LEVELS = {
    "1.1": "22",
    "1.2": "1111122223",
    "1.3": "112222222223",
    "1.4": "222",
    "1.5": "123",
    "2.1": "122",
    "2.2": "112",
    "2.3": "12223",
    "2.4": "23",
    "3.1": "3",
    "3.2": "113",
    "3.3": "12223",
    "3.4": "11222233",
    "3.5": "11122333",
    "3.6": "3",
    "3.7": "22333",
    "4.1": "12233",
    "4.2": "23333",
    "4.3": "22",
    "4.4": "1222",
    "5.1": "2",
    "5.2": "112333",
    "5.3": "113",
    "5.4": "222",
    "6.1": "122",
    "6.2": "111111112222",
    "6.3": "11223333",
    "6.4": "112233",
    "6.5": "22222333",
    "6.6": "2223",
    "6.7": "33",
    "6.8": "2222",
    "7.1": "222",
    "7.2": "1111",
    "7.3": "22",
    "7.4": "11222",
    "7.5": "223",
    "7.6": "22",
    "8.1": "1233",
    "8.2": "1123",
    "8.3": "133",
    "8.4": "23",
    "9.1": "111",
    "9.2": "1222",
    "10.1": "22",
    "10.2": "223",
    "10.3": "22223",
    "10.4": "1111122222233333",
    "10.5": "22222",
    "10.6": "22",
    "10.7": "222",
    "11.1": "2233",
    "11.2": "22233",
    "11.3": "11233",
    "11.4": "1222",
    "11.5": "23",
    "11.6": "23",
    "11.7": "33",
    "12.1": "12233",
    "12.2": "11",
    "12.3": "22223",
    "13.1": "2333",
    "13.2": "222223",
    "13.3": "2233",
    "13.4": "1222233",
    "14.1": "22",
    "14.2": "12223333",
    "14.3": "122",
    "15.1": "12233",
    "15.2": "12233",
    "15.3": "1222222",
    "15.4": "3333",
    "16.1": "2",
    "16.2": "22222",
    "16.3": "2222",
    "16.4": "222",
    "16.5": "2223",
    "17.1": "23",
    "17.2": "22223333",
    "17.3": "22",
}
# Of level 3, those that fit records of care; 16.3.2 is of level 2, and in part of 3.
ALSO = {"1.2.10", "2.3.5", "8.3.2", "14.2.6", "14.2.7"}

with (ROOT / "docs" / "asvs.csv").open(newline="", encoding="utf-8") as _file:
    ROWS = list(csv.DictReader(_file))
NAMED = {row["requirement"]: row for row in ROWS}
MET = [row for row in ROWS if row["status"] == "met"]


def levels() -> dict[str, int]:
    return {
        f"{section}.{number}": int(level)
        for section, of_section in LEVELS.items()
        for number, level in enumerate(of_section, 1)
    }


@cache
def functions_in(path: str) -> frozenset[str]:
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text())
    return frozenset(
        each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)
    )


def test_the_standards_levels_are_told_right():
    assert Counter(levels().values()) == {1: 70, 2: 183, 3: 92}


def test_every_requirement_of_levels_1_and_2_has_one_row():
    asked = {id_ for id_, level in levels().items() if level < 3} | ALSO

    assert len(ROWS) == len(NAMED)
    assert set(NAMED) == asked
    assert {id_: int(row["level"]) for id_, row in NAMED.items()} == {
        id_: levels()[id_] for id_ in asked
    }


@pytest.mark.parametrize("id_", NAMED)
def test_each_row_says_what_how_and_by_which_test(id_):
    row = NAMED[id_]

    assert row["status"] in STATUSES
    assert 2 <= len(row["what"].split()) <= MOST_WORDS
    assert re.fullmatch(r"\S.{10,}\.", row["how"])
    assert bool(row["test"]) == (row["status"] == "met")


@pytest.mark.parametrize("row", MET, ids=lambda row: row["requirement"])
def test_what_is_met_names_a_test_that_exists(row):
    path, _, name = row["test"].partition("::")

    assert name.startswith("test_")
    assert "[" not in name
    assert name in functions_in(path), row["test"]


def test_every_document_named_is_there():
    """A place within one is named by its heading: docs/security.md#keys."""
    named = {
        found for row in ROWS for found in re.findall(r"docs/[\w/.#-]+\w", row["how"])
    }

    assert named
    assert [each for each in sorted(named) if not is_there(each)] == []


def is_there(document: str) -> bool:
    path, _, heading = document.partition("#")
    file = ROOT / path
    if not file.exists():
        return False
    headings = re.findall(r"^#+ (.*)$", file.read_text(), re.MULTILINE)
    return not heading or heading in {slugify(each) for each in headings}
