"""Pages of docs/ that are made from the code, so that they cannot fall behind it.

python -m parentis.config.generated           writes them
python -m parentis.config.generated --check   says which are not as the code is
"""

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from parentis.accounts.roles import ROLES, Permission, Role
from parentis.indicators import INDICATORS
from parentis.indicators.indicator import Indicator, Theme

ROOT = Path(__file__).resolve().parent.parent.parent
AGES = re.compile(r"-(\d\d-to-\d\d|\d\d)(?=$|-to-2017$)")
AGES_IN_WORDS = re.compile(r",? aged \d\d( to \d\d)?")
INTRODUCTION = (
    "Each number Parentis computes from the SSDA903 return: who is in it, who counts,"
    " and where the definition comes from. `parentis indicators` lists the codes. What is"
    " missing never counts, and stays in the denominator."
)
MADE_BY_MACHINE = "<!-- Made from the code by `make docs`. Change the code. -->\n"


def indicators_page() -> str:
    """Every indicator as a reader may question it, and the tests as worked examples."""
    return "\n".join(
        [
            "# The indicators",
            MADE_BY_MACHINE,
            INTRODUCTION,
            "",
            *_themes(),
            "## Worked examples",
            "",
            "Each sentence is a test: a small drawn table beside the definition.",
            "",
            *_worked_examples(),
        ]
    )


def roles_page() -> str:
    """Who may do what, as one table."""
    head = "| | " + " | ".join(Role(role).label for role in ROLES) + " |"
    rule = "|---|" + ":-:|" * len(ROLES)
    rows = (
        f"| {permission.label} | "
        + " | ".join(
            "yes" if permission in definition.permissions else ""
            for definition in ROLES.values()
        )
        + " |"
        for permission in Permission
    )
    return "\n".join(
        [
            "# Who may do what",
            MADE_BY_MACHINE,
            "Changed in one file: `parentis/accounts/roles.py`.",
            "",
            head,
            rule,
            *rows,
            "",
        ]
    )


PAGES: dict[str, Callable[[], str]] = {
    "docs/indicators.md": indicators_page,
    "docs/roles.md": roles_page,
}


def out_of_date() -> list[str]:
    return [path for path, made in PAGES.items() if _kept(path) != made()]


def main() -> int:
    stale = out_of_date()
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path} is not as the code is. Run `make docs`.")
        return 1 if stale else 0
    for path in stale:
        (ROOT / path).write_text(PAGES[path]())
        print(f"Wrote {path}")
    return 0


def _kept(path: str) -> str:
    page = ROOT / path
    return page.read_text() if page.exists() else ""


def _themes() -> Iterator[str]:
    for theme in Theme:
        yield from (f"## {theme.value}", "")
        here = [indicator for indicator in INDICATORS if indicator.theme is theme]
        families: dict[str, list[Indicator]] = {}
        for indicator in here:
            families.setdefault(_family(indicator), []).append(indicator)
        for family in families.values():
            yield from _section(family)


def _family(indicator: Indicator) -> str:
    """The same question of another age, or another category of one distribution."""
    return AGES.sub("", indicator.part_of or indicator.code)


def _section(family: list[Indicator]) -> Iterator[str]:
    first = family[0]
    yield from (f"### {AGES_IN_WORDS.sub('', _heading(first))}", "")
    yield from (first.why_it_matters, "")
    yield from (f"- {line}" for line in _facts(first, is_alone=len(family) == 1))
    yield from ("", "| Code | What it is | Years |", "|---|---|---|")
    yield from (f"| `{i.code}` | {i.title} | {_years(i)} |" for i in family)
    yield ""


def _heading(indicator: Indicator) -> str:
    return f"`{_family(indicator)}`" if indicator.part_of else indicator.title


def _facts(indicator: Indicator, *, is_alone: bool) -> Iterator[str]:
    if indicator.is_historic:
        yield "Historic: no longer published."
    if not indicator.part_of:
        yield f"Counted: {indicator.counted}"
    yield f"Out of: {indicator.out_of if is_alone else _of_any_age(indicator.out_of)}"
    yield from (f"Left out: {exclusion}" for exclusion in indicator.exclusions)
    if indicator.earlier:
        before = ", ".join(str(years) for years in indicator.earlier)
        yield f"Needs returns of earlier years too (years before its own): {before}"
    source = indicator.source
    yield f"Source: [{source}]({source.url})" if source.url else f"Source: {source}"


def _of_any_age(words: str) -> str:
    return AGES_IN_WORDS.sub(" of the age", words)


def _years(indicator: Indicator) -> str:
    last = f" to {indicator.last_year}" if indicator.last_year else " on"
    return f"{indicator.first_year}{last}"


def _worked_examples() -> Iterator[str]:
    tests = ROOT / "parentis" / "indicators" / "tests"
    for file in sorted(tests.glob("test_*.py")):
        module = ast.parse(file.read_text())
        sentences = list(_sentences(module.body))
        if sentences:
            title = file.stem.removeprefix("test_").replace("_", " ").capitalize()
            yield from (f"### {title}", "", f"`{file.relative_to(ROOT)}`", "")
            yield from (f"- {sentence}" for sentence in sentences)
            yield ""


def _sentences(body: Iterable[ast.stmt]) -> Iterator[str]:
    for statement in body:
        if isinstance(statement, ast.FunctionDef) and statement.name.startswith(
            "test_"
        ):
            yield statement.name.removeprefix("test_").replace("_", " ")


if __name__ == "__main__":
    sys.exit(main())
