"""What Compare gives to take away, as CSV or .xlsx."""

from parentis.comparisons.queries import ComparePage
from parentis.design.downloads import Download
from parentis.documents.spreadsheet import Sheet
from parentis.published.national import ATTRIBUTION


def compare_download(page: ComparePage) -> Download:
    """Every figure on the page, with what it was counted from and its source."""
    sheet = Sheet(
        name="Compare",
        columns=[
            "Place",
            "Code",
            "Indicator",
            "Year ending 31 March",
            "Value",
            "Counted",
            "Out of",
            "DfE's symbol",
            "Source",
        ],
        rows=[
            [
                place.name,
                place.code,
                figure.indicator,
                figure.year,
                figure.value,
                figure.numerator,
                figure.denominator,
                figure.symbol,
                str(figure.source),
            ]
            for place in page.places
            for figure in place.figures
            if figure
        ],
    )
    return Download(sheet=sheet, about=[("Source", ATTRIBUTION)])
