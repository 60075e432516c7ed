"""Tables of counts, published and from records."""

from parentis.committee_report.counted import typed_table
from parentis.committee_report.request import CountedRow, CountedTable
from parentis.indicators.wording import WHY_HIDDEN

# November 2016, 146 young people of Year 12 (a report to a scrutiny committee, 2017).
YEAR_12 = {
    "College or further education": 97,
    "School sixth form": 16,
    "Apprenticeship": 5,
    "Training provider": 5,
    "Employment without training": 2,
    "Work placement": 2,
    "Not in education, employment or training": 16,
    "Not available for it": 3,
}


def year_12(*, is_published: bool) -> CountedTable:
    return CountedTable(
        caption="Year 12, November 2016",
        rows=[CountedRow(label=label, count=n) for label, n in YEAR_12.items()],
        source="Report to the scrutiny committee, 18 January 2017",
        is_published=is_published,
    )


def test_published_counts_are_printed_with_their_percentages() -> None:
    table = typed_table(year_12(is_published=True), is_internal=False)

    assert [row[2] for row in table.rows[:-1]] == [
        "66.4",
        "11.0",
        "3.4",
        "3.4",
        "1.4",
        "1.4",
        "11.0",
        "2.1",
    ]
    assert table.rows[-1] == ("Everyone", "146", "100.0")


def test_the_same_counts_from_records_hide_the_small_ones() -> None:
    table = typed_table(year_12(is_published=False), is_internal=False)

    shown = {str(label): (count, share) for label, count, share in table.rows}
    for label in (
        "Apprenticeship",
        "Training provider",
        "Employment without training",
        "Work placement",
        "Not available for it",
    ):
        assert shown[label] == ("hidden", "hidden")
    assert shown["College or further education"] == ("97", "66.4")
    assert WHY_HIDDEN in table.notes


def test_officers_see_small_counts_in_an_internal_report() -> None:
    table = typed_table(year_12(is_published=False), is_internal=True)

    assert table.rows[2] == ("Apprenticeship", "5", "3.4")


def test_a_lone_small_count_takes_another_with_it() -> None:
    """Shown alone, the total less the rest would give it back."""
    table = typed_table(
        CountedTable(
            caption="Two groups",
            rows=[CountedRow(label="a", count=40), CountedRow(label="b", count=3)],
            source="",
            is_published=False,
        ),
        is_internal=False,
    )

    assert [row[1] for row in table.rows].count("hidden") >= 2
