"""A report of a council that does not exist, with every kind of content in it."""

from datetime import UTC, datetime

from parentis.documents.charts import Bar, Measure, Role, Series, bars, compare, trend
from parentis.documents.content import (
    Appendix,
    Bullets,
    Column,
    Document,
    Heading,
    KeyValues,
    Link,
    Note,
    NoteRef,
    Paragraph,
    Recommendations,
    Run,
    Table,
)

EMAIL = Link(
    "priya.okonkwo@aldermere.example", "mailto:priya.okonkwo@aldermere.example"
)
YEARS = range(2016, 2026)
RETURN_NOTE = (
    "Source: Aldermere's SSDA903 return of 2024/25 as held on 12 June 2025; others as"
    " published by the Department for Education, November 2025."
)

IN_TOUCH = (
    Series(
        name="Aldermere",
        values=(86.2, 87.1, 88.4, None, 88.9, 89.3, 90.6, 92.2, 93.0, 94.1),
        role=Role.OWN,
    ),
    Series(
        name="Statistical neighbours (10 councils)",
        values=(89.0, 89.4, 90.2, 91.1, 91.9, 91.3, 91.8, 92.0, 92.4, 92.7),
        role=Role.NEIGHBOURS,
    ),
    Series(
        name="Northern Marches",
        values=(90.6, 90.2, 90.9, 91.3, 92.0, 92.2, 92.6, 92.9, 93.3, None),
        role=Role.REGION,
    ),
    Series(
        name="England",
        values=(87.3, 88.0, 88.3, 89.1, 90.0, 90.8, 91.4, 91.7, 92.1, 92.5),
        role=Role.ENGLAND,
    ),
)

ACTIVITY = (
    ("Higher education", "26", "6.4"),
    ("Other education", "84", "20.6"),
    ("Apprenticeship", "19", "4.7"),
    ("Training or employment", "92", "22.5"),
    ("Not in education, employment or training: illness or disability", "51", "12.5"),
    ("Not in education, employment or training: other", "87", "21.3"),
    (
        "Not in education, employment or training: pregnancy or parenting",
        "hidden",
        "hidden",
    ),
    ("Not known", "hidden", "hidden"),
)

COMPARED = (
    ("Harrowmoor", 61.2),
    ("Eastmere", 55.0),
    ("Upper Wenlow", 52.4),
    ("Calderby", 47.9),
    ("Thornisle", 44.1),
    ("Saltney Vale", None),
)


def _benchmarks(year: int, values: dict[str, tuple[str, str, str, str]]) -> Table:
    return Table(
        caption=f"Care leavers aged 19 to 21, year ending 31 March {year}, per cent",
        columns=[
            "Indicator",
            Column("Statistical neighbours", is_number=True),
            Column("Aldermere", is_number=True),
            Column("Northern Marches", is_number=True),
            Column("England", is_number=True),
        ],
        rows=[(name, *cells) for name, cells in values.items()],
        notes=[RETURN_NOTE],
    )


def _trend_table() -> Table:
    return Table(
        caption="The figures in the chart, per cent",
        columns=["Year", *(Column(line.name, is_number=True) for line in IN_TOUCH)],
        rows=[
            (
                str(year),
                *(
                    "no figure" if line.values[at] is None else f"{line.values[at]:.1f}"
                    for line in IN_TOUCH
                ),
            )
            for at, year in enumerate(YEARS)
        ],
    )


def sample_report() -> Document:
    """The sample, drawn anew."""
    in_touch = trend("Care leavers aged 19 to 21 in touch", YEARS, IN_TOUCH)
    activity = bars(
        "What care leavers aged 19 to 21 do, 2025",
        [
            Bar(
                name=name,
                value=None if share == "hidden" else float(share),
                text="hidden" if share == "hidden" else "",
            )
            for name, _, share in ACTIVITY
        ],
        measure=Measure(decimals=1),
    )
    beside_others = compare(
        "In education, employment or training, 2025",
        [
            *(Bar(name=name, value=value) for name, value in COMPARED),
            Bar(name="Aldermere", value=54.1, role=Role.OWN),
            Bar(name="Neighbours (mean)", value=52.1, role=Role.NEIGHBOURS),
            Bar(name="England", value=54.5, role=Role.ENGLAND),
        ],
    )
    return Document(
        title="How our care leavers are doing",
        subtitle="Yearly report of figures to the Corporate Parenting Board",
        organisation="Aldermere County Council (fictional)",
        date_text="Meeting of 18 September 2025",
        author="Priya Okonkwo",
        marking="Open to the public",
        written_at=datetime(2025, 9, 2, 10, 30, tzinfo=UTC),
        head=[
            ("Report of", "Director of Children's Services"),
            (
                "Contact officer",
                (
                    "Priya Okonkwo, Performance and Insight\n01632 960123\n",
                    EMAIL,
                ),
            ),
            ("Electoral divisions affected", "All"),
        ],
        notes=[
            Note(
                "in-touch",
                "In touch: the council had contact between three months before and one"
                " month after the birthday.",
            ),
            Note(
                "offer",
                (
                    "The local offer is at ",
                    Link("aldermere.example/offer", "https://aldermere.example/offer"),
                    ".",
                ),
            ),
        ],
        blocks=[
            Heading("Executive summary", is_numbered=False),
            Paragraph(
                (
                    "We are in touch",
                    NoteRef("in-touch"),
                    " with ",
                    Run("94% of our care leavers", is_strong=True),
                    (
                        " aged 19 to 21, up from 93% last year. Just over half are in"
                        " education, employment or training, much as in England."
                    ),
                )
            ),
            Heading("Recommendations"),
            Recommendations(
                [
                    "note the figures in this report and what they rest on;",
                    (
                        "ask the Director to report in March on care leavers who are"
                        " ill or disabled and not in work or learning;"
                    ),
                    (
                        "keep the ",
                        Run("promise of a home", is_emphasis=True),
                        " in the local offer",
                        NoteRef("offer"),
                        ".",
                    ),
                ],
                lead="The Corporate Parenting Board is asked to:",
            ),
            Heading("Background"),
            Paragraph(
                "Every council sends the Department for Education one return a year on"
                " the children it looks after and on its care leavers. This report"
                " rests on that return.",
                is_numbered=True,
            ),
            Paragraph(
                "The council is the parent of these young people. It asks what every"
                " parent asks:",
                is_numbered=True,
            ),
            Bullets(
                [
                    "are we in touch?",
                    "have they somewhere good to live?",
                    "are they learning or earning?",
                ]
            ),
            Heading("Keeping in touch"),
            Paragraph(
                ("Figure 1 shows ten years. There is no figure for 2019.",),
                is_numbered=True,
            ),
            in_touch.block(table=_trend_table(), notes=[RETURN_NOTE]),
            Heading("Beside other councils"),
            Paragraph("The tables show three figures in two years.", is_numbered=True),
            _benchmarks(
                2024,
                {
                    "In touch": ("92.40", "93.00", "93.30", "92.10"),
                    "In education, employment or training": (
                        "51.20",
                        "52.87",
                        "53.02",
                        "54.00",
                    ),
                    "In suitable accommodation": ("88.10", "86.50", "89.95", "88.00"),
                },
            ),
            _benchmarks(
                2025,
                {
                    "In touch": ("92.70", "94.12", "not published", "92.50"),
                    "In education, employment or training": (
                        "52.10",
                        "54.17",
                        "53.70",
                        "54.50",
                    ),
                    "In suitable accommodation": ("88.40", "89.22", "90.10", "88.30"),
                },
            ),
            beside_others.block(notes=[RETURN_NOTE]),
            Heading("What care leavers do"),
            Heading("All care leavers aged 19 to 21", level=2),
            Table(
                caption="Care leavers aged 19 to 21 by activity, 2025",
                columns=[
                    "Activity",
                    Column("Young people", is_number=True),
                    Column("Per cent", is_number=True),
                ],
                rows=[*ACTIVITY, ("All", "408", "100.0")],
                notes=[
                    "Counts of 1 to 5 and what would reveal them are hidden.",
                    RETURN_NOTE,
                ],
            ),
            activity.block(notes=[RETURN_NOTE]),
            Heading("Implications"),
            KeyValues(
                [
                    ("Legal", "None beyond the Children Act 1989, section 23C."),
                    ("Financial", "Within the budget of the service."),
                    ("Equality", "The figures by sex and ethnicity are in Appendix A."),
                    ("Risk", "If we lose touch we cannot help."),
                ]
            ),
            Heading("Background documents"),
            Bullets(["Children looked after in England, 2025 (DfE)"]),
            Appendix(
                "Every indicator",
                [
                    Paragraph("The table has every indicator.", is_numbered=True),
                    Table(
                        caption="Every indicator by year",
                        columns=[
                            "Indicator",
                            *(Column(str(year), is_number=True) for year in YEARS),
                            Column("England 2025", is_number=True),
                        ],
                        rows=[
                            (
                                f"Indicator {at} of children in care and care leavers",
                                *(f"{40 + at + year % 7}.{at % 10}" for year in YEARS),
                                f"{50 + at % 13}.2",
                            )
                            for at in range(1, 41)
                        ],
                        notes=[RETURN_NOTE],
                        is_wide=True,
                    ),
                ],
            ),
            Appendix(
                "How the figures are made",
                [
                    Heading("What counts"),
                    Paragraph(
                        "Someone we lost touch with still counts.", is_numbered=True
                    ),
                ],
            ),
        ],
    )
