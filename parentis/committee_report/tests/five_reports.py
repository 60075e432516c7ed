"""The five reports that a committee officer must be able to make, as requests.

Their long texts are read from ../shared/reports when a test runs, since this project
may not hold copies of them; their facts are here as data, with posts for names.
`write_five(folder)` makes all of them as files, to be looked at.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from parentis.committee_report.attached import Listed
from parentis.committee_report.evidence import Evidence, ReturnRead
from parentis.committee_report.formats import FORMATS, made_as
from parentis.committee_report.from_council import (
    FromCouncil,
    FundingTold,
    RecommendationTold,
    SeatTold,
    SourceTold,
    TargetTold,
    UpdateTold,
)
from parentis.committee_report.request import CountedRow, CountedTable, ReportRequest
from parentis.committee_report.tests.drawn import beside, evidence, figure
from parentis.committee_report.write import write
from parentis.documents.content import Document
from parentis.tracker_files.read import RowRead, TrackerRead
from parentis.tracker_files.reader import read_tracker

REPORTS = Path(__file__).resolve().parents[4] / "shared" / "reports"
NAMES = {
    r"appointed [A-Z]\w+ [A-Z]\w+ into": "appointed an officer into",
    r"[A-Z]\w+ [A-Z]\w+, (National Implementation Adviser)": r"The \1",
    r", [A-Z]\w+ will likely": ", the adviser will likely",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A report to be made: what is asked for, and the figures it rests on."""

    request: ReportRequest
    evidence: Evidence

    def document(self) -> Document:
        return write(self.request, self.evidence)


def path_of(number: str) -> Path:
    """The report's text; without the folder, the test is skipped and says why."""
    found = sorted(REPORTS.glob(f"{number}_*.txt")) if REPORTS.is_dir() else []
    if not found:
        pytest.skip(f"the council's report {number} is not in ../shared/reports")
    return found[0]


def text_of(number: str) -> str:
    text = path_of(number).read_text(encoding="utf-8")
    for name, post in NAMES.items():
        text = re.sub(name, post, text)
    return text


def between(text: str, first: str, after: str) -> str:
    """What stands after the words `first` and before the words `after`."""
    return text.partition(first)[2].partition(after)[0]


def worded(text: str) -> str:
    """A slice of a report as an officer would type it into a box."""
    found = ""
    was_point = False
    for line in filter(None, map(_typed, text.splitlines())):
        is_point = line.startswith("- ")
        found += ("\n" if is_point and was_point else "\n\n") + line
        was_point = is_point
    return found.strip()


def _typed(line: str) -> str:
    line = " ".join(line.split()).strip("*")
    line = re.sub(r"^[·•-]\s*\*?(.+?)\*?$", r"- \1", line)
    line = re.sub(r"^2\.\d (.+)$", r"# \1", line)
    return "" if line == "." else line


def unnumbered(text: str) -> str:
    """Without the numbers that paragraphs had: a report numbers its own."""
    return re.sub(r"^\s*\d+\.\s+", "", text, flags=re.MULTILINE)


# -- Salford, 2010 and 2008 -----------------------------------------------------------

OUR_CHILDREN_FIRST = "“Our children first”, Salford Council 2006"
SALFORD = {
    "report-of": "Lead Member for Children’s Services",
    "meeting": "Children’s Services Scrutiny Committee",
    "divisions": "All",
    "policies": "“Our children first” was presented to Cabinet in May 2007.",
}


def lead_member_2010() -> Asked:
    """Report 000: what a post has done, and the employment targets."""
    text = text_of("000")
    begun = between(text, "in May 2007.", "The Council’s employment objectives")
    ended = "Care leavers have already begun" + between(
        text, "Care leavers have already begun", "\x00"
    )
    kinds = (
        ("Work experience placements", 50, "Looked after children and other groups"),
        ("Future Jobs Fund places", 300, "Six months or more on benefits"),
        ("Apprenticeships", 12, "Looked after children and care leavers"),
    )
    return Asked(
        request=ReportRequest(
            council="355",
            council_name="Salford City Council",
            year=2010,
            shape="lead-member",
            title=(
                "Update on the role of the Corporate Parenting Officer post, the Next"
                " Step Leaving Care Service and progress made against the"
                " recommendations of ‘Our Children First’ relating to care leavers"
            ),
            head=SALFORD
            | {
                "item": "6",
                "meeting-date": "14 April 2010",
                "contact-officer": "Head of Service, Next Step",
            },
            narrative={
                "summary": worded(
                    between(text, "EXECUTIVE SUMMARY:", "BACKGROUND DOCUMENTS")
                ),
                "background": worded(f"{begun}\n\n{ended}"),
            },
            recommendations=(
                (
                    "agree that an update on the impact of the role of the Corporate"
                    " Parenting Officer post is reviewed annually by the Corporate"
                    " Parenting Panel"
                ),
            ),
            background_documents=(OUR_CHILDREN_FIRST,),
            from_council=FromCouncil(
                targets=[
                    TargetTold(
                        year="2010-11",
                        directorate="Whole council",
                        kind=kind,
                        target=target,
                        offered=0,
                        taken_up="0",
                        eligibility=eligibility,
                        ring_fence="Ring-fenced in the first instance"
                        if kind == "Apprenticeships"
                        else "",
                    )
                    for kind, target, eligibility in kinds
                ],
                funding=[
                    FundingTold(
                        what="Corporate Parenting Officer",
                        funder="Care Matters Grant",
                        amount="not told",
                        ends_on=date(2011, 3, 31),
                        state="Ends within a year",
                    )
                ],
            ),
        ),
        evidence=evidence(),
    )


def lead_member_2008() -> Asked:
    """Report 001: 23 recommendations under six headings, each with its update."""
    path, text = path_of("001"), text_of("001")
    read = read_tracker(path.name, path.read_bytes())
    return Asked(
        request=ReportRequest(
            council="355",
            council_name="Salford City Council",
            year=2008,
            shape="lead-member",
            title="Update on the Scrutiny Commission on Looked after children",
            head=SALFORD
            | {
                "meeting-date": "10 December 2008",
                "contact-officer": "Deputy Director of Children’s Services",
            },
            narrative={
                "summary": worded(
                    between(text, "EXECUTIVE SUMMARY:", "BACKGROUND DOCUMENTS")
                )
            },
            recommendations=(
                (
                    "agree that the Corporate Parenting Panel receives regular"
                    " information regarding the progress of the strategy for Salford’s"
                    " Looked After Children & Young People"
                ),
            ),
            background_documents=(OUR_CHILDREN_FIRST,),
            from_council=FromCouncil(sources=[_told(read)]),
        ),
        evidence=evidence(),
    )


def _told(read: TrackerRead) -> SourceTold:
    return SourceTold(
        title=read.title,
        made_by=read.made_by,
        made_on=read.made_on,
        recommendations=[_recommendation(row, read) for row in read.rows],
    )


def _recommendation(
    row: RowRead, read: TrackerRead, *, within: str = ""
) -> RecommendationTold:
    number = f"{within}{row.number}"
    return RecommendationTold(
        number=row.number,
        text=row.text,
        theme=row.theme,
        updates=[
            UpdateTold(
                on=each.on or read.report.told_on or date(2008, 12, 10),
                words=each.words,
                told_to=each.told_to or read.report.told_to,
                also=[other for other in each.about if other != number],
            )
            for each in read.updates
            if number in each.about
        ],
        parts=[_recommendation(part, read, within=number) for part in row.parts],
    )


# -- Oxfordshire, 2008 ----------------------------------------------------------------


def cabinet_2008() -> Asked:
    """Report 002: paragraphs numbered through, recommendations (a) to (d), annexes."""
    text = unnumbered(text_of("002"))
    headings = (
        "Introduction",
        "The Council’s Corporate Parenting Strategy",
        "Performance and Outcomes for Children and Young People in Care",
        "Future Service Improvements",
        "Financial and Staff Implications",
        "RECOMMENDATIONS",
    )
    codes = (
        *("introduction", "background", "performance"),
        *("improvements", "financial-staff"),
    )
    asked = re.findall(r"^\([a-d]\)\s+(.+?)\s*$", text_of("002"), flags=re.MULTILINE)
    return Asked(
        request=ReportRequest(
            council="931",
            council_name="Oxfordshire County Council",
            year=2008,
            shape="cabinet",
            title=(
                "Corporate parenting: the council’s role as corporate parent to its"
                " looked after children: issues and progress"
            ),
            head={
                "item": "CA12",
                "divisions": "All",
                "meeting": "Cabinet",
                "meeting-date": "20 May 2008",
                "report-of": "Head of Children & Families",
                "contact-officer": "Head of Service, Children & Families",
            },
            narrative={
                code: worded(between(text, f"\n{heading}\n", f"\n{following}\n"))
                for code, heading, following in zip(
                    codes, headings, headings[1:], strict=False
                )
            },
            recommendations=tuple(asked),
            annexes=(
                Listed(title="Corporate Parenting Strategy", location="annex-1.doc"),
                Listed(
                    title="Outcome and Performance Information", location="annex-2.doc"
                ),
                Listed(
                    title="Current Membership of the Children’s Panel",
                    location="annex-3.doc",
                ),
            ),
            from_council=FromCouncil(
                body="Children’s Panel",
                seats=[
                    SeatTold(name="A foster carer", seat="Foster carer", part="Member"),
                    SeatTold(
                        name="An adoptive parent", seat="Adoptive parent", part="Member"
                    ),
                ],
            ),
        ),
        evidence=evidence(),
    )


# -- Lancashire, 2017 -----------------------------------------------------------------

OTHERS = {
    ("in-touch-19-to-21", 2016): beside(neighbours=89.0, region=90.64, england=87.32),
    ("eet-19-to-21", 2016): beside(neighbours=49.8, region=47.95, england=49.28),
    ("suitable-accommodation-19-to-21-to-2017", 2016): beside(
        neighbours=85.9, region=85.55, england=82.53
    ),
}
FIGURES = (
    figure("in-touch-19-to-21", 2016, 360, 415),
    figure("eet-19-to-21", 2016, 170, 415),
    figure("suitable-accommodation-19-to-21-to-2017", 2016, 320, 415),
)
# Before the first return of these figures: typed in, as officers would.
PER_CENTS = {
    "in-year-earlier": (
        "# 2014/15\nIn touch: -, 67.52, -, 85.62\nEET: 49.90, 36.49, 46.97, 47.89"
        "\nSuitable accommodation: 83.90, 67.13, 82.42, 80.74"
    ),
    "in-year-month": "December 2016",
    "in-year-rows": "In touch: 94.00\nEET: 50.70\nSuitable accommodation: 89.20",
    "in-year-published": "Children's Services Scrutiny Committee, 18 January 2017",
}
ACTIVITY = {
    "College or further education": 97,
    "School or sixth form": 16,
    "Apprenticeship": 5,
    "Training provider": 5,
    "Employment without training": 2,
    "Work placement": 2,
    "Not in education, employment or training": 16,
    "Not available for education, employment or training": 3,
}


def scrutiny_2017() -> Asked:
    """Report 003: after an inspection, with tables beside other councils."""
    text = text_of("003")
    steps = between(text, "Background and Advice", "Education, Employment and Training")
    employment = between(text, "Training (EET)", "November Data:")
    employment += "\nNEET: " + between(text, "NEET: ", "We also provide a wider")
    promised = between(text, "In respect to corporate parenting", "Consultations")
    return Asked(
        request=ReportRequest(
            council="888",
            council_name="Lancashire",
            year=2016,
            shape="scrutiny",
            indicators=tuple(dict.fromkeys(code for code, _ in OTHERS)),
            title="Support to Care Leavers",
            head={
                "meeting": "Children's Services Scrutiny Committee",
                "meeting-date": "Wednesday, 18 January 2017",
                "report-of": "Deputy Director of Children's Services",
                "divisions": "(All Divisions)",
                "contact-officer": "Deputy Director of Children's Services",
            },
            narrative={
                "summary": worded(
                    between(text, "Executive Summary", "Recommendation\n")
                ),
                "background": worded(steps),
                "activity": worded(employment),
                "performance": worded(
                    "Below outlines the improvement in three key areas"
                    + between(text, "Below outlines the improvement", "\n")
                ),
                "strategy": worded(f"In respect to corporate parenting{promised}"),
                "consultations": "N/A",
                "risk": worded(between(text, "Risk management", "Local Government (A")),
            },
            entries=PER_CENTS
            | {
                "finance": "Within the budget.",
                "legal": "The council must answer the inspection.",
                "staff": "Three teams of personal advisers.",
                "equality": "None.",
            },
            recommendations=(
                "note the actions taken since the inspection and what was improved",
                "agree its commitment to the care leavers pledge and its own part",
            ),
            counted=(
                CountedTable(
                    caption="Year 12 children looked after, November 2016",
                    rows=[CountedRow(label=a, count=n) for a, n in ACTIVITY.items()],
                    source="Virtual School Headteacher, November 2016",
                    is_published=True,
                ),
            ),
            annexes=(Listed(title="Keep on Caring", location="keep-on-caring.pdf"),),
        ),
        evidence=Evidence(
            figures=FIGURES,
            comparisons=OTHERS,
            returns=[ReturnRead(year=2016, name="SSDA903 return 2015/16")],
        ),
    )


# -- Cambridgeshire, 2019 -------------------------------------------------------------


def sub_committee_2019() -> Asked:
    """Report 004: to, from and purpose in a box, 2.1 to 2.6, seven implications."""
    text = text_of("004")
    asked = re.findall(r"^- [a-d]\) (.+?)\*{0,2}$", text, flags=re.MULTILINE)
    [address] = re.findall(r"https://\S+local-offer/", text)
    post = "Lead Manager Corporate Parenting"
    return Asked(
        request=ReportRequest(
            council="873",
            council_name="Cambridgeshire County Council",
            year=2018,
            shape="sub-committee",
            title="Local offer for care leavers",
            head={
                "meeting": "Corporate Parenting Sub-Committee",
                "meeting-date": "30 January 2019",
                "report-of": post,
                "divisions": "All",
                "purpose": between(text, "Purpose: **", "**\n"),
                "contact-officer": f"Post: {post}\nEmail: officer@example.org",
                "member-contact": (
                    "Role: Chairman, Corporate Parenting Sub-Committee"
                    "\nEmail: chairman@example.org"
                ),
            },
            narrative={
                "summary": worded(between(text, "Summary:", "1. BACKGROUND")),
                "background": worded(between(text, "1. BACKGROUND", "2. MAIN ISSUES")),
                "performance": worded(
                    between(text, "2. MAIN ISSUES", "SIGNIFICANT IMPLICATIONS")
                ),
            },
            entries={
                "finance": between(
                    text, "3.1 Resource Implications", "3.2 Procurement"
                ).strip()
            },
            recommendations=tuple(asked),
            background_documents=(
                f"Cambridgeshire's Local Offer for Care Leavers | {address}",
            ),
        ),
        evidence=evidence(),
    )


FIVE: Mapping[str, Callable[[], Asked]] = {
    "000-lead-member-2010": lead_member_2010,
    "001-lead-member-2008": lead_member_2008,
    "002-cabinet-2008": cabinet_2008,
    "003-scrutiny-2017": scrutiny_2017,
    "004-sub-committee-2019": sub_committee_2019,
}


def write_five(folder: Path) -> list[Path]:
    """All five as .docx, .pdf and .html in the folder, to be looked at."""
    made = []
    for name, asked in FIVE.items():
        document = asked().document()
        for suffix in FORMATS:
            path = folder / f"{name}{suffix}"
            path.write_bytes(made_as(document, suffix))
            made.append(path)
    return made
