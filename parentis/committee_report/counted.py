"""Tables of counts that add up: what young people do, category by category.

Two doors, one table. Counts from records go through disclosure control; counts that a
public document already printed are shown as they are.
"""

from collections.abc import Sequence

from parentis.committee_report.evidence import Evidence
from parentis.committee_report.narrative import inline
from parentis.committee_report.request import CountedTable
from parentis.documents.content import Column, NoteRef, Table, Text
from parentis.indicators.activity import WITHIN_TRAINING_OR_EMPLOYMENT
from parentis.indicators.disclosure import protect_table
from parentis.indicators.indicator import Indicator
from parentis.indicators.rounding import percent
from parentis.indicators.wording import HIDDEN, WHY_HIDDEN

COLUMNS = (
    Column("Young people", is_number=True),
    Column("Per cent", is_number=True),
)
EVERYONE = "Everyone"


def typed_table(table: CountedTable, *, is_internal: bool) -> Table:
    """A table an officer typed in, with percentages of everyone in it."""
    counts: list[int | None] = [row.count for row in table.rows]
    total: int | None = table.total
    if not (table.is_published or is_internal):
        counts, total = _protected(table)
    rows = [
        _row(row.label, count, total)
        for row, count in zip(table.rows, counts, strict=True)
    ]
    notes: list[Text] = [inline(f"Source: {table.source}.")] if table.source else []
    return Table(
        caption=table.caption,
        columns=("Category", *COLUMNS),
        rows=(*rows, _row(EVERYONE, total, total)),
        notes=(*notes, *_why_hidden(counts, total)),
    )


def distribution_table(
    categories: Sequence[Indicator], evidence: Evidence, *, year: int
) -> Table | None:
    """Everyone in one category each, from records; none where nothing is held.

    `categories` are the indicators of one distribution. `evidence` has been through
    disclosure control already, if it was to be.
    """
    held = [
        (each, figure)
        for each in categories
        if (figure := evidence.figure(each.code, year)) and not figure.unavailable
    ]
    if not held:
        return None
    total = next((each.denominator for _, each in held if each.denominator), None)
    counts = [_whole(figure.numerator) for _, figure in held]
    rows = [
        _row(_label(each, is_first=at == 0), counts[at], total)
        for at, (each, _) in enumerate(held)
    ]
    return Table(
        caption=f"{name_of(categories)}, year to 31 March {year}",
        columns=("Category", *COLUMNS),
        rows=(*rows, _row(EVERYONE, total, total)),
        notes=_why_hidden(counts, total),
    )


def name_of(categories: Sequence[Indicator]) -> str:
    """What a distribution is called: "Activity of care leavers aged 19 to 21"."""
    return categories[0].title.partition(":")[0]


def _label(indicator: Indicator, *, is_first: bool) -> Text:
    """The category; the first leads to the note, two are within the one above them."""
    words = indicator.short_title
    if indicator.code.rpartition(".")[2] in WITHIN_TRAINING_OR_EMPLOYMENT:
        words = f"of these: {words[0].lower()}{words[1:]}"
    return (words, NoteRef(indicator.part_of)) if is_first else words


def _protected(table: CountedTable) -> tuple[list[int | None], int | None]:
    labels = {str(at): row.count for at, row in enumerate(table.rows)}
    protected = protect_table(labels)
    return [cell.count for cell in protected.cells.values()], protected.total.count


def _row(label: Text, count: int | None, total: int | None) -> tuple[Text, str, str]:
    if count is None:
        return label, HIDDEN, HIDDEN
    if total is None:  # a count and its per cent would give the total back
        return label, f"{count:,}", HIDDEN
    share = percent(100 * count / total, decimals=1) if total else "0"
    return label, f"{count:,}", share


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)


def _why_hidden(counts: Sequence[int | None], total: int | None) -> tuple[Text, ...]:
    return (WHY_HIDDEN,) if total is None or None in counts else ()
