"""Where each figure comes from: its return, its definition, its cut-off.

A figure in a report can be traced by whoever reads it: the mark beside it leads to a
note, and the last appendix names the returns, the neighbours and the licence.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from parentis.committee_report.evidence import Beside, Evidence, ReturnRead
from parentis.documents.content import (
    Appendix,
    Block,
    Bullets,
    Inline,
    Link,
    Note,
    Paragraph,
    Table,
)
from parentis.indicators.indicator import Indicator, Kind
from parentis.law.sources import Source

ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence"
    " v3.0. Source: Department for Education."
)
NOT_YET_CONFIRMED = "written down from memory and not yet confirmed"
PROTECTED = (
    "This report may be published. Where a figure rests on 1 to 5 young people it is"
    " hidden, and so is any other number that would give it away. Zero is shown."
)
FOR_OFFICERS = (
    "Small numbers are shown in this report. It is for officers whose work it is, and"
    " must not be published or passed on."
)


def day(on: date) -> str:
    """ "3 June 2025"."""
    return f"{on.day} {on:%B %Y}"


def note_on(indicator: Indicator, evidence: Evidence, *, year: int) -> Note:
    """The note of one indicator; its key is the indicator's code."""
    return Note(
        indicator.code,
        (f"{indicator.title}. ", *_definition(indicator, evidence, year)),
    )


def note_on_distribution(
    categories: Sequence[Indicator], evidence: Evidence, *, year: int
) -> Note:
    """One note for all categories of a distribution; its key is their stem."""
    first = categories[0]
    return Note(
        first.part_of,
        (
            f"{first.title.split(':')[0]}, each young person in one category. ",
            *_definition(first, evidence, year, is_category=True),
        ),
    )


def _definition(
    indicator: Indicator, evidence: Evidence, year: int, *, is_category: bool = False
) -> tuple[Inline, ...]:
    words = []
    if not is_category:
        words.append(f"Counted: {_sentence(indicator.counted)}")
    if indicator.kind is not Kind.COUNT and indicator.out_of:
        words.append(f"Out of: {_sentence(indicator.out_of)}")
    if indicator.exclusions:
        words.append(f"Not in it: {_sentence('; '.join(indicator.exclusions))}")
    words.append(f"Cut-off: 31 March {year}.")
    words.append(_return_in_words(evidence.return_of(year), year))
    return (" ".join(words), " Definition: ", *_source(indicator.source))


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _return_in_words(read: ReturnRead | None, year: int) -> str:
    if read is None:
        return f"No return of {year} is held."
    when = f", read on {day(read.read_on)}" if read.read_on else ""
    return f"From the council's SSDA903 return of {year} ({read.name}{when})."


def _source(source: Source) -> tuple[Inline, ...]:
    named = f"{source.title}, {source.part}" if source.part else source.title
    words: Inline = Link(named, source.url) if source.url else named
    mark = f" ({NOT_YET_CONFIRMED})." if source.is_from_memory else "."
    return (words, mark)


def sources_appendix(
    evidence: Evidence,
    *,
    years: Iterable[int],
    compared: Sequence[Beside],
    is_internal: bool,
) -> Appendix:
    """Where the figures come from: for whoever has to vouch for them."""
    blocks: list[Block] = [Paragraph(FOR_OFFICERS if is_internal else PROTECTED)]
    blocks.append(_returns_table(evidence, sorted(set(years))))
    neighbours = neighbours_in_words(compared)
    if neighbours:
        blocks.append(Paragraph(neighbours))
    files = sorted({source for each in compared for source in each.sources})
    if files:
        blocks.append(Paragraph("Published figures were read from these files:"))
        blocks += [Bullets(tuple(files)), Paragraph(ATTRIBUTION)]
    return Appendix("Where the figures come from", tuple(blocks))


def _returns_table(evidence: Evidence, years: Sequence[int]) -> Table:
    rows = []
    for year in reversed(years):
        read = evidence.return_of(year)
        rows.append(
            (
                str(year),
                f"1 April {year - 1} to 31 March {year}",
                read.name if read else "not held",
                day(read.read_on) if read and read.read_on else "",
            )
        )
    return Table(
        caption="The council's SSDA903 returns behind the figures",
        columns=("Return of", "Year it covers", "File", "Read on"),
        rows=rows,
    )


def neighbours_in_words(compared: Sequence[Beside]) -> str:
    """The statistical neighbours: which list, and how many of them had a value."""
    with_list = [each for each in compared if each.model and each.neighbours_listed]
    if not with_list:
        return ""
    fewest = min(each.neighbours_with_value for each in with_list)
    listed = with_list[0].neighbours_listed
    had = (
        f"all {listed} had a value for every figure shown"
        if fewest == listed
        else f"between {fewest} and {listed} of the {listed} had a value, and the mean"
        " is of those"
    )
    return (
        "Statistical neighbours are councils whose children live in like circumstances."
        f" They are those of the {with_list[0].model} model; {had}. A value DfE hides"
        " is left out, never counted as 0."
    )
