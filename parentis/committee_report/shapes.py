"""The shapes that Parentis brings.

Councils lay their reports out in ways that differ in order and numbering and hardly at
all in substance. A council that wants another edits one of these in the browser; a
new one here is a new constant, and no code.
"""

from dataclasses import replace

from parentis.committee_report import lines
from parentis.committee_report.lines import implication
from parentis.committee_report.shape import Entry, Part, Section, Shape
from parentis.documents.content import Numbering

__all__ = ("SHAPES", "SHAPE_BY_CODE", "Entry", "Part", "Section", "Shape")

ACCESS_TO_INFORMATION = "Local Government (Access to Information) Act 1985"
NOT_APPLICABLE = "NA"

# -- sections, shared where the words are the same ------------------------------------

SUMMARY = Section(
    code="summary",
    heading="Executive summary",
    prompt="What should a councillor know who reads only this?",
    parts=(Part.SUMMARY,),
)
PERFORMANCE = Section(
    code="performance",
    heading="What the figures say",
    prompt="What do the figures say, and what lies behind them?",
    parts=(Part.BENCHMARKS, Part.IN_YEAR, Part.FINDINGS),
    is_optional=True,
)
ACTIVITY = Section(
    code="activity",
    heading="Education, employment and training",
    prompt="What is done so that every young person is learning or earning?",
    parts=(Part.ACTIVITY, Part.COUNTS, Part.WORDS),
)
TRENDS = Section(code="trends", heading="Trends over the years", parts=(Part.CHARTS,))
CONSULTATIONS = Section(
    code="consultations",
    heading="Consultations",
    prompt="Who was asked, and what did children and young people say?",
    parts=(Part.VIEWS,),
)
RECOMMENDATIONS = Section(
    code="recommendations",
    heading="Recommendations",
    parts=(Part.RECOMMENDATIONS,),
)
CHANGES = Section(
    code="changes",
    heading="What has changed since the last report",
    parts=(Part.CHANGES,),
)

SCRUTINY = Shape(
    code="scrutiny",
    name="Report to a scrutiny committee",
    description=(
        "Executive summary and recommendations first, then background and advice, "
        "tables beside other councils, implications, risks and background papers."
    ),
    numbering=Numbering.NONE,
    body="The committee",
    asks="is asked to:",
    head=(
        lines.MEETING,
        lines.MEETING_DATE,
        lines.REPORT_OF,
        lines.DIVISIONS,
        lines.ANNEXES_IN_HEAD,
        replace(lines.CONTACT_OFFICER, label="Contact for further information"),
        lines.ITEM,
    ),
    sections=(
        SUMMARY,
        RECOMMENDATIONS,
        Section(
            code="background",
            heading="Background and advice",
            prompt=(
                "What led to this report, what has been done since the last one, and "
                "what do officers advise?"
            ),
            parts=(Part.WORDS, Part.CHANGES, Part.TRACKER),
        ),
        replace(ACTIVITY, level=2),
        replace(PERFORMANCE, level=2),
        replace(TRENDS, level=2),
        Section(
            code="strategy",
            heading="The council's promises and plans",
            prompt="What has the council promised and planned, and who watches it?",
            parts=(Part.WORDS, Part.PLEDGE, Part.PRIORITIES, Part.TARGETS),
            is_optional=True,
            level=2,
        ),
        CONSULTATIONS,
        Section(
            code="implications",
            heading="Implications",
            parts=(Part.ENTRIES,),
            entries=(lines.FINANCE, lines.LEGAL, lines.STAFF, lines.EQUALITY),
        ),
        Section(
            code="risk",
            heading="Risk management",
            prompt="What happens to young people, and to us, if nothing is done?",
            parts=(Part.WORDS, Part.RISKS),
        ),
        Section(
            code="background-documents",
            heading=f"{ACCESS_TO_INFORMATION}: list of background papers",
            parts=(Part.BACKGROUND_DOCUMENTS, Part.ANNEXES),
        ),
    ),
)

CABINET = Shape(
    code="cabinet",
    name="Report to cabinet",
    description=(
        "Paragraphs numbered from first to last, recommendations (a), (b) and so on at "
        "the end, then background papers, annexes and the contact officer."
    ),
    numbering=Numbering.PLAIN,
    body="The Cabinet",
    asks="is RECOMMENDED to:",
    attached="Annex",
    head=(
        lines.ITEM,
        replace(lines.DIVISIONS, label="Divisions"),
        lines.MEETING,
        lines.MEETING_DATE,
        replace(lines.REPORT_OF, label="Report by"),
    ),
    sections=(
        Section(
            code="introduction",
            heading="Introduction",
            prompt="What is this report about, and why does it come to Cabinet now?",
            parts=(Part.SUMMARY,),
        ),
        Section(
            code="background",
            heading="The council's strategy as a corporate parent",
            prompt="What has the council decided to do for its children in care?",
            parts=(
                Part.WORDS,
                Part.CHANGES,
                Part.PRIORITIES,
                Part.PLEDGE,
                Part.VISITS,
                Part.VIEWS,
            ),
        ),
        replace(
            PERFORMANCE,
            heading="Performance and outcomes for children and young people in care",
        ),
        replace(ACTIVITY, is_optional=True),
        TRENDS,
        Section(
            code="improvements",
            heading="Future service improvements",
            prompt="What will be better by the next report, and who will do it?",
            parts=(Part.WORDS, Part.CHAMPIONS, Part.TARGETS, Part.TRACKER),
        ),
        Section(
            code="financial-staff",
            heading="Financial and staff implications",
            prompt="What does it cost, who pays, and what does it mean for staff?",
            parts=(Part.WORDS, Part.FUNDING),
        ),
        Section(
            code="other-implications",
            heading="Legal and equality implications",
            parts=(Part.ENTRIES,),
            entries=(lines.LEGAL, lines.EQUALITY),
            is_optional=True,
        ),
        RECOMMENDATIONS,
        Section(
            code="members",
            heading="Membership of the panel",
            parts=(Part.MEMBERS,),
        ),
        Section(
            code="background-documents",
            heading="Background papers",
            parts=(Part.BACKGROUND_DOCUMENTS, Part.ANNEXES),
        ),
        Section(
            code="contacts",
            heading="Contact officer",
            parts=(Part.ENTRIES,),
            entries=(lines.CONTACT_OFFICER,),
        ),
    ),
)

LEAD_MEMBER = Shape(
    code="lead-member",
    name="Report of the lead member",
    description=(
        "Opens with a table that has the recommendations first, then the executive "
        "summary, background documents and contact officer; details follow, such as "
        "earlier recommendations one by one."
    ),
    numbering=Numbering.NONE,
    body="Members",
    asks="may wish to:",
    open_marking="(OPEN TO THE PUBLIC)",
    head=(
        replace(lines.ITEM, label="Item no"),
        replace(lines.REPORT_OF, label="Report of"),
        lines.MEETING,
        replace(lines.MEETING_DATE, label="On"),
        lines.RECOMMENDATIONS_IN_HEAD,
        lines.SUMMARY_IN_HEAD,
        lines.DOCUMENTS_IN_HEAD,
        lines.CONTACT_OFFICER,
        replace(lines.DIVISIONS, label="Wards to which the report relates"),
        lines.POLICIES,
    ),
    sections=(
        Section(
            code="background",
            heading="Details",
            prompt="What has been done since the last report?",
            parts=(
                Part.WORDS,
                Part.TARGETS,
                Part.TRACKER,
                Part.CHANGES,
                Part.FUNDING,
            ),
            is_optional=True,
        ),
        PERFORMANCE,
        replace(ACTIVITY, is_optional=True),
        TRENDS,
        Section(
            code="implications",
            heading="Implications",
            parts=(Part.ENTRIES,),
            entries=(lines.FINANCE, lines.LEGAL, lines.EQUALITY, lines.RISK),
            is_optional=True,
        ),
        Section(
            code="annexes",
            heading="Attached to this report",
            parts=(Part.ANNEXES,),
        ),
    ),
)

SEVEN_IMPLICATIONS = tuple(
    implication(each.code, label, each.prompt, default=NOT_APPLICABLE)
    for each, label in (
        (lines.FINANCE, "Resource implications"),
        (lines.PROCUREMENT, "Procurement, contractual and contract rules implications"),
        (lines.LEGAL, "Statutory, legal and risk implications"),
        (lines.EQUALITY, "Equality and diversity implications"),
        (lines.ENGAGEMENT, "Engagement and communications implications"),
        (lines.LOCAL_MEMBERS, "Localism and local member involvement"),
        (lines.PUBLIC_HEALTH, "Public health implications"),
    )
)

SUB_COMMITTEE = Shape(
    code="sub-committee",
    name="Report to a corporate parenting sub-committee, board or panel",
    description=(
        "To, from, purpose and recommendations in a box at the top, officer and member "
        "contacts side by side, then sections numbered 1, 2 with sub-headings 2.1, 2.2."
    ),
    numbering=Numbering.SUBHEADINGS,
    body="The Sub-Committee",
    asks="is recommended to:",
    head=(
        lines.MEETING,
        lines.MEETING_DATE,
        lines.REPORT_OF,
        replace(lines.DIVISIONS, label="Electoral divisions"),
        lines.PURPOSE,
        lines.RECOMMENDATIONS_IN_HEAD,
        lines.ITEM,
    ),
    sections=(
        Section(
            code="contacts",
            heading="Contacts",
            parts=(Part.SIDE_BY_SIDE,),
            entries=(
                replace(lines.CONTACT_OFFICER, label="Officer contact"),
                lines.MEMBER_CONTACT,
            ),
            is_numbered=False,
        ),
        replace(SUMMARY, heading="Summary", is_numbered=False),
        Section(
            code="background",
            heading="Background",
            prompt="What does a member need to know before the figures?",
            parts=(Part.WORDS, Part.CHANGES),
        ),
        replace(
            PERFORMANCE,
            heading="Main issues",
            parts=(*PERFORMANCE.parts, Part.WORDS),
            is_optional=False,
        ),
        replace(ACTIVITY, level=2, is_optional=True),
        replace(TRENDS, level=2),
        Section(
            code="champions",
            heading="Member champions",
            prompt="What do champions do, and where is one still needed?",
            parts=(Part.WORDS, Part.CHAMPIONS, Part.VISITS),
            is_optional=True,
            level=2,
        ),
        Section(
            code="voice",
            heading="What children and young people told us",
            prompt="What did they say, in their own words where you may quote them?",
            parts=(Part.WORDS, Part.VIEWS),
            is_optional=True,
            level=2,
        ),
        Section(
            code="funding",
            heading="Funding",
            prompt="What is paid by a grant, until when, and what follows?",
            parts=(Part.WORDS, Part.FUNDING),
            is_optional=True,
            level=2,
        ),
        Section(
            code="actions",
            heading="Actions from earlier meetings",
            parts=(Part.ACTIONS,),
            level=2,
        ),
        Section(
            code="implications",
            heading="Significant implications",
            parts=(Part.ENTRIES,),
            entries=SEVEN_IMPLICATIONS,
        ),
        Section(
            code="background-documents",
            heading="Source documents",
            parts=(Part.SOURCES, Part.ANNEXES),
            is_numbered=False,
        ),
    ),
)

SHAPES = (SCRUTINY, CABINET, LEAD_MEMBER, SUB_COMMITTEE)
SHAPE_BY_CODE = {shape.code: shape for shape in SHAPES}
