"""The handbook of indicators, docs/indicators.md: made from the definitions themselves.

What differs only in the age of care leavers is told once.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from parentis.indicators import INDICATORS
from parentis.indicators.bands import BANDS
from parentis.indicators.indicator import Better, Indicator, Kind, Theme
from parentis.indicators.worked_examples import WorkedExample, worked_examples
from parentis.ssda903.tables import FIRST_YEAR, TABLE_BY_NAME

_OPENING = """\
# Indicators

Every figure Parentis gives, from its definition in the code: `make docs` writes this
page. The year of a figure is that in which its return ends, on 31 March. Percentages
are rounded half up, as the Department for Education's are. "From memory" marks what was
written without the source at hand: check it before you rely on it.

`<age>` stands for 17-to-18, 19-to-21, 22-to-25 or a single age from 17 to 25: the age a
care leaver turned in the year. Those of 22 to 25 are in the return from 2023, and only
if they asked for and received support. DfE's figures are of everybody of that age, so
the two cannot be compared, and neither way is called better.
"""
_TOLD = next(band for band in BANDS if band.slug == "19-to-21")
_AGE = re.compile(
    "^(in-touch|contact|eet|neet|higher-education|activity|suitable-accommodation"
    "|accommodation)-(?:"
    + "|".join(sorted((band.slug for band in BANDS), key=len, reverse=True))
    + r")(?=$|\.|-to-2017$)"
)
_BETTER = {
    Better.HIGH: "higher is better",
    Better.LOW: "lower is better",
    Better.NEITHER: "tells about the young people, not the council",
}
_KIND = {
    Kind.PROPORTION: "per cent",
    Kind.COUNT: "number of young people",
    Kind.MEAN: "average",
}
_REFERENCES = {
    "postcodes": "an ONS postcode file",
    "working_days": "the list of working days, which Parentis brings",
}


def handbook() -> str:
    """The whole page, in Markdown."""
    examples: dict[str, list[WorkedExample]] = {}
    for example in worked_examples():
        examples.setdefault(_family(example.code), []).append(example)
    parts = [_OPENING]
    for theme, of_theme in groupby(_told_once(), key=lambda each: each.theme):
        parts.append(f"## {Theme(theme).value}\n")
        parts += _sections(list(of_theme), examples)
    return "\n".join(parts)


def _told_once() -> list[Indicator]:
    """One indicator of each family, of care leavers that of 19 to 21."""
    told: dict[str, Indicator] = {}
    for indicator in INDICATORS:
        family = _family(indicator.code)
        if family not in told or f"-{_TOLD.slug}" in indicator.code:
            told[family] = indicator
    return list(told.values())


def _family(code: str) -> str:
    """The code with `<age>` for the age of care leavers, if it has one."""
    return _AGE.sub(r"\1-<age>", code)


def _general(words: str) -> str:
    return words.replace(f" {_TOLD.title}", "").replace(f", {_TOLD.title}", "")


def _sections(
    indicators: list[Indicator], examples: dict[str, list[WorkedExample]]
) -> Iterator[str]:
    told = set()
    for indicator in indicators:
        if not indicator.part_of:
            yield from _section(indicator, examples)
        elif indicator.part_of not in told:
            told.add(indicator.part_of)
            categories = [e for e in indicators if e.part_of == indicator.part_of]
            yield from _distribution(categories, examples)


def _section(
    indicator: Indicator, examples: dict[str, list[WorkedExample]]
) -> Iterator[str]:
    family = _family(indicator.code)
    yield f"### {_general(indicator.title)}\n"
    yield f"`{family}`: {_KIND[indicator.kind]}, {_BETTER[indicator.better]}.\n"
    yield f"{indicator.why_it_matters}\n"
    yield f"- **Counted**: {_general(indicator.counted)}"
    yield from _about(indicator)
    yield from _worked(examples.get(family, ()))


def _distribution(
    categories: list[Indicator], examples: dict[str, list[WorkedExample]]
) -> Iterator[str]:
    first = categories[0]
    yield f"### {_general(first.title).partition(':')[0]}: every category\n"
    yield f"`{_family(first.part_of)}.<category>`: {_KIND[first.kind]}.\n"
    yield f"{first.why_it_matters}\n"
    yield "| category | who is counted |\n|---|---|"
    for each in categories:
        yield f"| `{each.code.partition('.')[2]}` | {each.short_title} |"
    yield ""
    yield from _about(first)
    for each in categories:
        yield from _worked(examples.get(_family(each.code), ()))


def _about(indicator: Indicator) -> Iterator[str]:
    yield f"- **Out of**: {_general(indicator.out_of)}"
    if indicator.exclusions:
        yield f"- **Left out**: {'; '.join(indicator.exclusions)}."
    yield f"- **Source**: {_source(indicator)}"
    yield from _needs(indicator)
    if indicator.is_historic:
        yield "- **Historic**: abolished in 2010; compare it with old reports only."
    yield ""


def _source(indicator: Indicator) -> str:
    source = indicator.source
    return f"[{source}]({source.url})." if source.url else f"{source}."


def _needs(indicator: Indicator) -> Iterator[str]:
    tables = [
        TABLE_BY_NAME[name].title
        for name in (*indicator.cohort.tables, *indicator.tables)
    ]
    needs = " and ".join(tables)
    if indicator.earlier:
        back = sorted(indicator.earlier)
        years = " and ".join(
            "the year before" if each == 1 else "two years before" for each in back
        )
        needs += f", also in the return of {years}"
    for name in indicator.reference:
        needs += f"; {_REFERENCES[name]}"
    yield f"- **Needs**: {needs}."
    if indicator.first_year > FIRST_YEAR:
        yield f"- **From**: {indicator.first_year}."
    if indicator.last_year is not None:
        yield f"- **To**: {indicator.last_year}."


def _worked(examples: Iterable[WorkedExample]) -> Iterator[str]:
    for example in examples:
        yield f"#### {example.title}\n"
        for title, drawing in example.tables:
            yield f"{title}:\n\n```\n{drawing}\n```\n"
        said = []
        if example.counted is not None:
            said.append(f"Counted: {_named(example.counted)}.")
        if example.out_of is not None:
            said.append(f"Out of: {_named(example.out_of)}.")
        yield f"`{example.code}` of {example.year}. {' '.join(said)}\n"


def _named(children: tuple[str, ...]) -> str:
    return ", ".join(children) if children else "nobody"
