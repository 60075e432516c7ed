"""Worked examples of the definitions: the drawn tables of the tests beside them.

A test that draws its tables and names who is counted is an example that cannot go out
of date. Those whose tables are put together by code are left to the tests.
"""

import ast
from calendar import month_name
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

from parentis.ssda903.tables import TABLE_BY_NAME

TESTS = Path(__file__).parent / "tests"


@dataclass(frozen=True, kw_only=True)
class WorkedExample:
    """A rule as a story. `tables` are the title and the drawing of each table.

    `counted` and `out_of` name children; None where the test does not say.
    """

    code: str
    title: str
    year: int
    tables: tuple[tuple[str, str], ...]
    counted: tuple[str, ...] | None
    out_of: tuple[str, ...] | None


def worked_examples(tests: Path = TESTS) -> list[WorkedExample]:
    """Every example in the tests, by file and place. Without tests there are none."""
    return [
        example
        for path in sorted(tests.glob("test_*.py"))
        for example in _examples_in(path.read_text(encoding="utf-8"))
    ]


def _examples_in(source: str) -> Iterator[WorkedExample]:
    module = ast.parse(source)
    named = _Constants(module)
    for node in named.visit(module).body:
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
            continue
        asked = [
            call
            for call in ast.walk(node)
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id == "who"
        ]
        if len(asked) == 1 and (example := _example(node, asked[0])):
            yield example


class _Constants(ast.NodeTransformer):
    """Puts the value of a drawing that several tests share where they name it."""

    def __init__(self, module: ast.Module) -> None:
        self._values = {
            target.id: node.value
            for node in module.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._values.get(node.id, node) if _is_read(node) else node


def _is_read(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _example(test: ast.FunctionDef, who: ast.Call) -> WorkedExample | None:
    try:
        code = ast.literal_eval(who.args[0])
        drawn = {
            str(keyword.arg): ast.literal_eval(keyword.value)
            for keyword in who.keywords
        }
    except ValueError:
        return None
    year = drawn.pop("year")
    years = {**drawn.pop("years", {}), year: drawn}
    people = _people(test)
    return WorkedExample(
        code=code,
        title=_heading(test.name),
        year=year,
        tables=tuple(_tables(years, year)),
        counted=people.get("counted"),
        out_of=people.get("out_of"),
    )


def _heading(name: str) -> str:
    words = name.removeprefix("test_").split("_")
    return " ".join(
        [words[0].upper() if words[0] in _SHORT else words[0].capitalize()]
        + [word.capitalize() if word in _MONTHS else word for word in words[1:]]
    )


_MONTHS = {month.lower() for month in month_name if month} - {"may"}
_SHORT = {"ni"}


def _tables(years: dict[int, dict[str, Any]], year: int) -> Iterator[tuple[str, str]]:
    for each in sorted(years):
        for name, drawing in years[each].items():
            table = TABLE_BY_NAME.get(name)
            title = table.title if table else name.capitalize()
            if each != year:
                title = f"{title} of {each}"
            yield title, dedent(drawing).strip("\n").rstrip()


def _people(test: ast.FunctionDef) -> dict[str, tuple[str, ...]]:
    """Who a test says is counted and in the denominator."""
    people: dict[str, tuple[str, ...]] = {}
    for node in ast.walk(test):
        match node:
            case ast.Assert(
                test=ast.Compare(
                    left=ast.Name(id=name), ops=[ast.Eq()], comparators=[expected]
                )
            ) if name in ("counted", "out_of"):
                people[name] = _names(expected)
    return people


def _names(expected: ast.expr) -> tuple[str, ...]:
    # `set()` is nobody, and no literal.
    if isinstance(expected, ast.Set):
        return tuple(sorted(ast.literal_eval(expected)))
    return ()
