"""Recommendations in a report: as one council set them out, and as a table."""

from dataclasses import replace
from datetime import date

from parentis.committee_report.from_council import (
    RecommendationTold,
    SourceTold,
    UpdateTold,
)
from parentis.committee_report.tracker import tracker_blocks
from parentis.documents.content import Bullets, Heading, Paragraph, Run, Table

SHARED = "Both are part of the employment plan."
SOURCE = SourceTold(
    title="Nearer to home",
    made_by="The scrutiny commission",
    made_on=date(2017, 5, 3),
    recommendations=[
        RecommendationTold(
            number="1",
            text="Find more foster carers by:-",
            theme="Stability",
            owner="Head of Fostering",
            due_on=date(2026, 3, 31),
            status="Amber",
            parts=[
                RecommendationTold(
                    number="(i)",
                    text="paying what neighbours pay",
                    updates=[UpdateTold(on=date(2018, 2, 1), words="Done.")],
                )
            ],
            updates=[
                UpdateTold(
                    on=date(2019, 3, 4),
                    words="Allowances rose.\n\n· every carer knows\n· so do others",
                    told_to="Corporate Parenting Panel",
                    status="Amber",
                    set_by="Head of Fostering",
                    evidence=["Minutes of the panel"],
                ),
                UpdateTold(on=date(2021, 6, 2), words="Forty have joined."),
            ],
        ),
        RecommendationTold(
            number="2",
            text="Offer a trial placement",
            theme="Work",
            updates=[UpdateTold(on=date(2019, 3, 4), words=SHARED, also=["3"])],
        ),
        RecommendationTold(
            number="3",
            text="Ask partners to offer some",
            theme="Work",
            updates=[UpdateTold(on=date(2019, 3, 4), words=SHARED, also=["2"])],
        ),
        RecommendationTold(number="4", text="Give a seat at the panel"),
    ],
)


def in_words(block):
    match block:
        case Heading():
            return f"{'#' * block.level} {block.text}"
        case Bullets():
            return "\n".join(f"* {item}" for item in block.items)
        case Paragraph(text=str()):
            return block.text
        case Paragraph():
            return "".join(
                each.text if isinstance(each, Run) else str(each) for each in block.text
            )


def test_recommendations_are_set_out_under_their_themes_with_all_that_was_told():
    assert [in_words(block) for block in tracker_blocks([SOURCE])] == [
        "# Stability",
        "## Recommendation 1",
        "Owner: Head of Fostering\nDue: 31 March 2026\nStatus: Amber",
        "Find more foster carers by:-",
        "(i) paying what neighbours pay",
        "Update, 4 March 2019, to Corporate Parenting Panel",
        "Allowances rose.",
        "* every carer knows\n* so do others",
        "Status: Amber\nStatus set by: Head of Fostering",
        "What shows it:",
        "* Minutes of the panel",
        "Update, 2 June 2021",
        "Forty have joined.",
        "Update on 1(i), 1 February 2018",
        "Done.",
        "# Work",
        "## Recommendation 2",
        "Offer a trial placement",
        "Update, 4 March 2019",
        SHARED,
        "The same was said of: 3",
        "## Recommendation 3",
        "Ask partners to offer some",
        "Update, 4 March 2019",
        "Told together with: 2",
        "# Other recommendations",
        "## Recommendation 4",
        "Give a seat at the panel",
        "No update yet.",
    ]


def test_a_table_a_theme_has_a_row_for_each_recommendation_and_part():
    stability, *_ = tracker_blocks([SOURCE], as_table=True)

    assert isinstance(stability, Table)
    assert stability.caption == "Stability"
    assert [list(row) for row in stability.rows] == [
        [
            "1",
            "Find more foster carers by:-",
            "Head of Fostering",
            "31 March 2026",
            "Amber",
            "2 June 2021: Forty have joined.",
        ],
        ["1(i)", "paying what neighbours pay", "", "", "", "1 February 2018: Done."],
    ]


def test_several_sources_stand_under_their_titles():
    other = replace(SOURCE, title="A good place to start")
    headings = [
        (block.level, block.text)
        for block in tracker_blocks([SOURCE, other], level=2)
        if isinstance(block, Heading) and block.level == 2
    ]

    assert headings == [(2, "Nearer to home"), (2, "A good place to start")]
