"""The short answers a committee report asks for: lines of its head, implications.

They are shared, so that an answer survives a change of template.
"""

from parentis.committee_report.shape import (
    ANNEXES_LINE,
    DOCUMENTS_LINE,
    ITEM_LINE,
    RECOMMENDATIONS_LINE,
    SUMMARY_LINE,
    Entry,
)

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
ITEM = Entry(
    code=ITEM_LINE,
    label="Item",
    prompt="Which item of the agenda is it? For example: 6",
    is_optional=True,
)
# Filled by what the report says, so nobody is asked for them here.
RECOMMENDATIONS_IN_HEAD = Entry(
    code=RECOMMENDATIONS_LINE, label="Recommendations", prompt=""
)
SUMMARY_IN_HEAD = Entry(
    code=SUMMARY_LINE,
    label="Executive summary",
    prompt="What should a councillor know who reads only this?",
)
DOCUMENTS_IN_HEAD = Entry(
    code=DOCUMENTS_LINE,
    label="Background documents",
    prompt="",
)
ANNEXES_IN_HEAD = Entry(code=ANNEXES_LINE, label="Attached", prompt="")


def implication(code: str, label: str, prompt: str, *, default: str = "") -> Entry:
    return Entry(code=code, label=label, prompt=prompt, is_long=True, default=default)


FINANCE = implication(
    "finance", "Financial", "What will it cost or save, and who pays?"
)
LEGAL = implication("legal", "Legal", "What does the law require or allow here?")
STAFF = implication("staff", "Staffing", "What does it mean for staff?")
EQUALITY = implication(
    "equality",
    "Equality and diversity",
    "Who gains or loses? Name groups whose figures differ.",
)
ENGAGEMENT = implication(
    "engagement",
    "Engagement and communications",
    "Who was asked, and how will people hear of it?",
)
PROCUREMENT = implication(
    "procurement", "Procurement and contracts", "Does anything have to be bought?"
)
LOCAL_MEMBERS = implication(
    "local-members",
    "Localism and local member involvement",
    "What can councillors do in their own areas?",
)
PUBLIC_HEALTH = implication(
    "public-health", "Public health", "What does it mean for people's health?"
)
RISK = implication("risk", "Risk", "What could go wrong if nothing is done?")
