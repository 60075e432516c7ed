"""What the pages of figures give to take away, as CSV or .xlsx.

Each is made from a page that was already read for its viewer, so it can hold nothing
that the page would not show.
"""

from parentis.comparisons.queries import Comparator
from parentis.design.downloads import Download
from parentis.documents.spreadsheet import Sheet
from parentis.figures.queries import (
    IndicatorPage,
    PeopleToTakeAway,
    Scorecard,
)
from parentis.indicators.indicator import Figure
from parentis.indicators.wording import HIDDEN, WHY_HIDDEN
from parentis.published.national import ATTRIBUTION
from parentis.young_people.choices import THOSE_YOU_MAY_OPEN

VALUE_COLUMNS = ("Value", "Counted", "Out of", "Why no value")
COMPARATOR_COLUMNS = (
    "Neighbours, mean",
    "Neighbours, median",
    "Neighbours with a value",
    "Model of neighbours",
    "Region",
    "Region's name",
    "England",
    "Rank",
    "Councils ranked",
    "Quarter (1 is best)",
)
ABOUT = (
    ("Values", "Unrounded per cent, counts or means, from the returns in force."),
    ("Hidden", WHY_HIDDEN),
    ("Others' figures", f"{ATTRIBUTION}. A hidden one is never counted as 0."),
)


def scorecard_download(page: Scorecard) -> Download:
    """The scorecard to take away, as this viewer sees it."""
    sheet = Sheet(
        name=f"Figures {page.year}",
        columns=[
            "Theme",
            "Indicator",
            "Code",
            "Year ending 31 March",
            *VALUE_COLUMNS,
            "Year before",
            *COMPARATOR_COLUMNS,
        ],
        rows=[
            [
                row.indicator.theme.value,
                row.indicator.title,
                row.indicator.code,
                page.year,
                *_value_cells(row.figure),
                row.before.value if row.before else None,
                *_comparator_cells(row.comparator),
            ]
            for row in page.rows
        ],
    )
    return Download(sheet=sheet, about=ABOUT)


def indicator_download(page: IndicatorPage) -> Download:
    """Every year of one indicator, then its breakdowns in the chosen year."""
    years = [
        [
            row.year,
            "Everybody",
            "",
            *_value_cells(row.figure),
            *_comparator_cells(row.comparator),
        ]
        for row in page.rows
    ]
    groups = [
        [
            page.year,
            breakdown.title,
            group.title,
            *_value_cells(group.figure),
            *_comparator_cells(None),
        ]
        for breakdown in page.breakdowns
        for group in breakdown.groups
    ]
    sheet = Sheet(
        name=page.name,
        columns=[
            "Year ending 31 March",
            "Who",
            "Group",
            *VALUE_COLUMNS,
            *COMPARATOR_COLUMNS,
        ],
        rows=[*years, *groups],
    )
    return Download(
        sheet=sheet,
        about=[
            ("Indicator", page.indicator.title),
            ("Counted", page.indicator.counted),
            ("Out of", page.indicator.out_of),
            ("Source", str(page.indicator.source)),
            *ABOUT,
        ],
    )


def people_download(page: PeopleToTakeAway) -> Download:
    """The young people behind a figure, by the return's child number."""
    sheet = Sheet(
        name=f"{page.name} {page.year}",
        columns=["Child", "Born", "Age", "Counted", "What the return says"],
        rows=[
            [
                member.child,
                member.dob,
                member.age,
                "yes" if member.counted else "no",
                "; ".join(map(str, member.facts)),
            ]
            for member in page.members
        ],
    )
    return Download(
        sheet=sheet,
        about=[
            ("Indicator", page.indicator.title),
            ("Who is in it", THOSE_YOU_MAY_OPEN),
            ("Who may see it", "Only those who need it: these are children's records."),
        ],
    )


def _value_cells(figure: Figure) -> list[float | str | None]:
    """Value, counted, out of, and in words why there is no value."""
    why = HIDDEN if figure.is_hidden else figure.unavailable
    counted = figure.numerator
    # People are whole; only the sum of scores behind a mean may not be.
    if counted is not None and counted.is_integer():
        counted = int(counted)
    return [figure.value, counted, figure.denominator, why]


def _comparator_cells(beside: Comparator | None) -> list[float | str | None]:
    if beside is None:
        return [None] * len(COMPARATOR_COLUMNS)
    return [
        beside.neighbours_mean,
        beside.neighbours_median,
        beside.neighbours_with_value,
        beside.model,
        beside.region,
        beside.region_name,
        beside.england,
        beside.rank,
        beside.out_of,
        beside.quartile,
    ]
