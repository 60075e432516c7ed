"""The shapes a committee report can take.

Councils lay their reports out in ways that differ in order and numbering and hardly at
all in substance. A shape is data: what the report's head asks for, its sections in
order, and in each section what the figures write by themselves and what an officer is
asked. A new layout is a new constant here, and no code.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from parentis.documents.content import Numbering


class Part(StrEnum):
    """What a section holds besides an officer's own words, made from the figures."""

    SUMMARY = "the main figures in three or four sentences"
    FINDINGS = "a sentence for every figure, theme by theme"
    BENCHMARKS = "tables beside neighbours, region and England"
    ACTIVITY = "what care leavers are doing, counted"
    COUNTS = "tables typed in by an officer"
    CHARTS = "charts over the years"
    RECOMMENDATIONS = "recommendations, lettered"
    ENTRIES = "short answers, one for each label"
    BACKGROUND_DOCUMENTS = "the documents relied on"


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
    """One section: its heading, the question it asks, and what the figures add.

    Without a `prompt` nobody is asked for words. With `is_optional`, a section nobody
    wrote is left out; otherwise the report says what is still to be written.
    """

    code: str
    heading: str
    prompt: str = ""
    parts: tuple[Part, ...] = ()
    entries: tuple[Entry, ...] = ()
    is_optional: bool = False
    level: int = 1

    @property
    def is_drafted(self) -> bool:
        """Whether the figures write a first version of its words."""
        return Part.SUMMARY in self.parts or Part.FINDINGS in self.parts


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A template of a committee report.

    `head` are the lines of the table that opens it; the line with the code
    `recommendations` there is filled with the recommendations. `body` is whom the
    recommendations address: "The committee". `title` is used until somebody gives one.
    """

    code: str
    name: str
    description: str
    numbering: Numbering
    body: str
    asks: str
    head: tuple[Entry, ...]
    sections: tuple[Section, ...]

    @property
    def has_recommendations_in_head(self) -> bool:
        return any(entry.code == "recommendations" for entry in self.head)

    def written_sections(self) -> Iterator[Section]:
        """The sections that ask an officer for words, in order."""
        return (section for section in self.sections if section.prompt)

    def entries(self) -> Iterator[Entry]:
        """The implications and the like: short answers outside the head."""
        return (entry for section in self.sections for entry in section.entries)


# -- lines of the head, shared so that an answer survives a change of shape -----------

MEETING = Entry(
    code="meeting",
    label="To",
    prompt="Which committee, board or panel is it for?",
)
MEETING_DATE = Entry(
    code="meeting-date", label="Meeting date", prompt="When does it meet?"
)
REPORT_OF = Entry(
    code="report-of",
    label="From",
    prompt="Whose report is it? For example: Director of Children's Services",
)
DIVISIONS = Entry(
    code="divisions",
    label="Electoral divisions affected",
    prompt="Which electoral divisions or wards does it touch?",
    default="All",
)
PURPOSE = Entry(
    code="purpose",
    label="Purpose",
    prompt="What is this report for, in one or two sentences?",
    is_long=True,
)
CONTACT_OFFICER = Entry(
    code="contact-officer",
    label="Contact officer",
    prompt="Who can answer questions? Name, post, telephone and email",
    is_long=True,
)
MEMBER_CONTACT = Entry(
    code="member-contact",
    label="Member contact",
    prompt="Which councillor speaks for it? Name, role, email",
    is_long=True,
    is_optional=True,
)
POLICIES = Entry(
    code="policies",
    label="Key council policies",
    prompt="Which of the council's policies does it rest on?",
    is_long=True,
    is_optional=True,
)
IN_HEAD = Entry(code="recommendations", label="Recommendations", prompt="")


def _implication(code: str, label: str, prompt: str) -> Entry:
    return Entry(code=code, label=label, prompt=prompt, is_long=True)


FINANCE = _implication(
    "finance", "Financial", "What will it cost or save, and who pays?"
)
LEGAL = _implication("legal", "Legal", "What does the law require or allow here?")
STAFF = _implication("staff", "Staffing", "What does it mean for staff?")
EQUALITY = _implication(
    "equality",
    "Equality and diversity",
    "Who gains or loses? Name groups whose figures differ.",
)
ENGAGEMENT = _implication(
    "engagement",
    "Engagement and communications",
    "Who was asked, and how will people hear of it?",
)
PROCUREMENT = _implication(
    "procurement", "Procurement and contracts", "Does anything have to be bought?"
)
LOCAL_MEMBERS = _implication(
    "local-members",
    "Localism and local member involvement",
    "What can councillors do in their own areas?",
)
PUBLIC_HEALTH = _implication(
    "public-health", "Public health", "What does it mean for people's health?"
)
RISK = _implication("risk", "Risk", "What could go wrong if nothing is done?")

# -- sections, shared where the words are the same ------------------------------------

ACCESS_TO_INFORMATION = "Local Government (Access to Information) Act 1985"

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
    parts=(Part.BENCHMARKS, Part.FINDINGS),
)
ACTIVITY = Section(
    code="activity",
    heading="Education, employment and training",
    prompt="What is done so that every young person is learning or earning?",
    parts=(Part.ACTIVITY, Part.COUNTS),
)
TRENDS = Section(code="trends", heading="Trends over the years", parts=(Part.CHARTS,))
CONSULTATIONS = Section(
    code="consultations",
    heading="Consultations",
    prompt="Who was asked, and what did children and young people say?",
)
RECOMMENDATIONS = Section(
    code="recommendations",
    heading="Recommendations",
    parts=(Part.RECOMMENDATIONS,),
)
BACKGROUND_DOCUMENTS = Section(
    code="background-documents",
    heading="Background documents",
    parts=(Part.BACKGROUND_DOCUMENTS,),
)

SCRUTINY = Shape(
    code="scrutiny",
    name="Report to a scrutiny committee",
    description=(
        "Executive summary and recommendations first, then background and advice, "
        "tables beside other councils, implications, risks and background papers."
    ),
    numbering=Numbering.PLAIN,
    body="The committee",
    asks="is asked to:",
    head=(
        MEETING,
        MEETING_DATE,
        REPORT_OF,
        DIVISIONS,
        CONTACT_OFFICER,
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
        ),
        PERFORMANCE,
        ACTIVITY,
        TRENDS,
        CONSULTATIONS,
        Section(
            code="implications",
            heading="Implications",
            parts=(Part.ENTRIES,),
            entries=(FINANCE, LEGAL, STAFF, EQUALITY),
        ),
        Section(
            code="risk",
            heading="Risk management",
            prompt="What happens to young people, and to us, if nothing is done?",
        ),
        Section(
            code="background-documents",
            heading=f"{ACCESS_TO_INFORMATION}: list of background papers",
            parts=(Part.BACKGROUND_DOCUMENTS,),
        ),
    ),
)

CABINET = Shape(
    code="cabinet",
    name="Report to cabinet",
    description=(
        "Paragraphs numbered from first to last, recommendations (a), (b) and so on at "
        "the end, then background papers and the contact officer."
    ),
    numbering=Numbering.PLAIN,
    body="Cabinet",
    asks="is RECOMMENDED to:",
    head=(MEETING, MEETING_DATE, REPORT_OF, DIVISIONS),
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
        ),
        PERFORMANCE,
        ACTIVITY,
        TRENDS,
        Section(
            code="improvements",
            heading="Future service improvements",
            prompt="What will be better by the next report, and who will do it?",
        ),
        Section(
            code="financial-staff",
            heading="Financial and staff implications",
            prompt="What does it cost, who pays, and what does it mean for staff?",
        ),
        Section(
            code="other-implications",
            heading="Legal and equality implications",
            parts=(Part.ENTRIES,),
            entries=(LEGAL, EQUALITY),
        ),
        RECOMMENDATIONS,
        Section(
            code="background-documents",
            heading="Background papers",
            parts=(Part.BACKGROUND_DOCUMENTS,),
        ),
        Section(
            code="contacts",
            heading="Contact officer",
            parts=(Part.ENTRIES,),
            entries=(CONTACT_OFFICER,),
        ),
    ),
)

LEAD_MEMBER = Shape(
    code="lead-member",
    name="Report of the lead member",
    description=(
        "Opens with a table that has the recommendations first, then the executive "
        "summary, background documents and contact officer; details follow."
    ),
    numbering=Numbering.NONE,
    body="Members",
    asks="may wish to:",
    head=(
        Entry(code="report-of", label="Report of", prompt=REPORT_OF.prompt),
        MEETING,
        Entry(code="meeting-date", label="On", prompt=MEETING_DATE.prompt),
        IN_HEAD,
        CONTACT_OFFICER,
        Entry(
            code="divisions",
            label="Wards to which the report relates",
            prompt=DIVISIONS.prompt,
            default="All",
        ),
        POLICIES,
    ),
    sections=(
        SUMMARY,
        Section(
            code="background",
            heading="Details",
            prompt=(
                "What has been done since the last report? Take earlier"
                " recommendations one by one."
            ),
        ),
        PERFORMANCE,
        ACTIVITY,
        TRENDS,
        Section(
            code="implications",
            heading="Implications",
            parts=(Part.ENTRIES,),
            entries=(FINANCE, LEGAL, EQUALITY, RISK),
        ),
        Section(
            code="background-documents",
            heading="Background documents (available for public inspection)",
            parts=(Part.BACKGROUND_DOCUMENTS,),
        ),
    ),
)

SUB_COMMITTEE = Shape(
    code="sub-committee",
    name="Report to a corporate parenting sub-committee, board or panel",
    description=(
        "To, from, purpose and recommendations in a box at the top, officer and member "
        "contacts, then sections numbered 1, 2 with paragraphs 2.1, 2.2."
    ),
    numbering=Numbering.SECTIONS,
    body="The Sub-Committee",
    asks="is recommended to:",
    head=(
        MEETING,
        MEETING_DATE,
        REPORT_OF,
        Entry(
            code="divisions",
            label="Electoral divisions",
            prompt=DIVISIONS.prompt,
            default="All",
        ),
        PURPOSE,
        IN_HEAD,
        Entry(
            code="contact-officer",
            label="Officer contact",
            prompt=CONTACT_OFFICER.prompt,
            is_long=True,
        ),
        MEMBER_CONTACT,
    ),
    sections=(
        Section(
            code="background",
            heading="Background",
            prompt="What does a member need to know before the figures?",
            parts=(Part.SUMMARY,),
        ),
        Section(
            code="performance",
            heading="Main issues",
            prompt=PERFORMANCE.prompt,
            parts=PERFORMANCE.parts,
        ),
        ACTIVITY,
        TRENDS,
        Section(
            code="voice",
            heading="What children and young people told us",
            prompt="What did they say, in their own words where you may quote them?",
            is_optional=True,
        ),
        Section(
            code="implications",
            heading="Significant implications",
            parts=(Part.ENTRIES,),
            entries=(
                _implication("finance", "Resources", FINANCE.prompt),
                PROCUREMENT,
                _implication("legal", "Statutory, legal and risk", LEGAL.prompt),
                EQUALITY,
                ENGAGEMENT,
                LOCAL_MEMBERS,
                PUBLIC_HEALTH,
            ),
        ),
        Section(
            code="background-documents",
            heading="Source documents",
            parts=(Part.BACKGROUND_DOCUMENTS,),
        ),
    ),
)

SHAPES = (SCRUTINY, CABINET, LEAD_MEMBER, SUB_COMMITTEE)
SHAPE_BY_CODE = {shape.code: shape for shape in SHAPES}
