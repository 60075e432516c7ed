"""What a template of a committee report is made of.

A shape is data: what the report's head asks for, its sections in order, and in each
section what officers are asked and what is set out from the figures or the records.
`shape_data.py` writes it as a plain dict, as a committee officer edits it, and back.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from parentis.documents.content import Numbering


class Part(StrEnum):
    """What a section holds. All but the words are made by the product.

    Those of `FROM_COUNCIL` are set out from what the council recorded, live until the
    report is frozen. `SUMMARY` and `FINDINGS` begin an officer's words.
    """

    WORDS = "an officer's own words"
    SUMMARY = "the main figures in three or four sentences"
    FINDINGS = "a sentence for every figure, theme by theme"
    BENCHMARKS = "tables beside neighbours, region and England"
    IN_YEAR = "a table of a month since the last return"
    ACTIVITY = "what care leavers are doing, counted"
    COUNTS = "tables typed in by an officer"
    CHARTS = "charts over the years"
    RECOMMENDATIONS = "recommendations, lettered"
    ENTRIES = "short answers, one for each label"
    SIDE_BY_SIDE = "short answers, side by side"
    TRACKER = "earlier recommendations with their updates, as a list"
    TRACKER_TABLE = "earlier recommendations with their updates, as a table"
    CHANGES = "what changed since the last report to this body"
    TARGETS = "employment targets and what has been achieved"
    PLEDGE = "the pledge: each promise and what shows that it is kept"
    PRIORITIES = "the strategy's priorities and milestones"
    VISITS = "members' visits to children's homes"
    VIEWS = "what young people said, and the answer"
    ACTIONS = "actions that meetings asked for"
    RISKS = "risks"
    FUNDING = "funding and when it ends"
    MEMBERS = "who sits on the body"
    CHAMPIONS = "champions and what each did"
    ANNEXES = "the documents attached"
    BACKGROUND_DOCUMENTS = "the documents relied on"
    SOURCES = "the documents relied on and where they are, as a table"


DRAFTING = frozenset({Part.SUMMARY, Part.FINDINGS})
FROM_COUNCIL = frozenset(
    {
        Part.TRACKER,
        Part.TRACKER_TABLE,
        Part.CHANGES,
        Part.TARGETS,
        Part.PLEDGE,
        Part.PRIORITIES,
        Part.VISITS,
        Part.VIEWS,
        Part.ACTIONS,
        Part.RISKS,
        Part.FUNDING,
        Part.MEMBERS,
        Part.CHAMPIONS,
    }
)
FROM_FIGURES = DRAFTING | {Part.BENCHMARKS, Part.ACTIVITY, Part.CHARTS}
# What a report may go without, though its template has it.
LEAVABLE = FROM_COUNCIL | FROM_FIGURES | {Part.IN_YEAR}
# The tables members look for stand before the words about them.
LEADING = (Part.BENCHMARKS, Part.IN_YEAR)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One short answer: a line of the head, or one implication.

    `prompt` is the question an officer is asked. `is_long` asks for a few lines.
    Where nothing was answered, `default` is printed; without one, what is still to be
    written; and with `is_optional` the line is left out.
    """

    code: str
    label: str
    prompt: str
    is_long: bool = False
    is_optional: bool = False
    default: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section: its heading, the question it asks, and what stands in it.

    `parts` stand in their order, the officer's words where `Part.WORDS` is; where it
    is not, they stand after the tables members look for and before all else. Without a
    `prompt` nobody is asked for words. With `is_optional`, a section that would be
    empty is left out; otherwise the report says what is still to be written. `level` 2
    is a sub-heading of the section before it.
    """

    code: str
    heading: str
    prompt: str = ""
    parts: tuple[Part, ...] = ()
    entries: tuple[Entry, ...] = ()
    is_optional: bool = False
    level: int = 1
    is_numbered: bool = True

    @property
    def is_drafted(self) -> bool:
        """Whether the figures write a first version of its words."""
        return any(part in DRAFTING for part in self.parts)

    @property
    def order(self) -> tuple[Part, ...]:
        """What stands in it, from first to last."""
        if Part.WORDS in self.parts:
            return self.parts
        leading = tuple(part for part in self.parts if part in LEADING)
        following = tuple(part for part in self.parts if part not in LEADING)
        return (*leading, Part.WORDS, *following)


# Lines of the head that nobody answers there: they are filled by what the report says.
RECOMMENDATIONS_LINE = "recommendations"
SUMMARY_LINE = "summary"
DOCUMENTS_LINE = "background-documents"
ANNEXES_LINE = "annexes"
FILLED_LINES = (
    RECOMMENDATIONS_LINE,
    SUMMARY_LINE,
    DOCUMENTS_LINE,
    ANNEXES_LINE,
)
# Not a line of the table: it stands above the title, beside who may read the report.
ITEM_LINE = "item"


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A template of a committee report.

    `head` are the lines of the table that opens it; those of `FILLED_LINES` there are
    filled with the recommendations, the summary, the documents relied on. `body` is
    whom the recommendations address: "The committee". `open_marking` is printed above
    the title of a report that is open to the public, and `attached` is what documents
    attached to it are called: "Annex" (numbered) or "Appendix" (lettered).
    """

    code: str
    name: str
    description: str
    numbering: Numbering
    body: str
    asks: str
    head: tuple[Entry, ...]
    sections: tuple[Section, ...]
    open_marking: str = ""
    attached: str = "Appendix"

    @property
    def has_recommendations_in_head(self) -> bool:
        return any(entry.code == RECOMMENDATIONS_LINE for entry in self.head)

    @property
    def summary_in_head(self) -> Section | None:
        """The summary as a section, where it stands in the head."""
        for entry in self.head:
            if entry.code == SUMMARY_LINE:
                return Section(
                    code=SUMMARY_LINE,
                    heading=entry.label,
                    prompt=entry.prompt,
                    parts=(Part.SUMMARY,),
                    is_optional=entry.is_optional,
                )
        return None

    def parts(self) -> Iterator[Part]:
        """Everything its sections hold, in order."""
        return (part for section in self.sections for part in section.parts)

    def without(self, left_out: Collection[Part]) -> "Shape":
        """The same without some of what the product would set out."""
        sections = tuple(
            replace(
                section,
                parts=tuple(part for part in section.parts if part not in left_out),
            )
            for section in self.sections
        )
        return replace(self, sections=sections)

    @property
    def shows_figures(self) -> bool:
        """Whether the council's figures stand in it at all."""
        has_part = any(part in FROM_FIGURES for part in self.parts())
        return has_part or self.summary_in_head is not None

    def asked_for_words(self) -> Iterator[Section]:
        """Every section with words, in order, the summary of the head before all."""
        if self.summary_in_head is not None:
            yield self.summary_in_head
        yield from self.sections

    def written_sections(self) -> Iterator[Section]:
        """The sections that ask an officer for words, in order."""
        return (section for section in self.asked_for_words() if section.prompt)

    def entries(self) -> Iterator[Entry]:
        """The implications and the like: short answers outside the head."""
        return (entry for section in self.sections for entry in section.entries)
