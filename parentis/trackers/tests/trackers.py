"""A tracker that nobody wrote, as a report sets one out."""

from django.core.files.uploadedfile import SimpleUploadedFile

NEARER_HOME = """\
REPORT OF THE LEAD MEMBER FOR CHILDREN

TO THE CORPORATE PARENTING PANEL
ON 4th March 2019

TITLE: What became of “Nearer to home”

BACKGROUND DOCUMENTS: “Nearer to home” Aldermere Scrutiny Commission 2017

CONTACT OFFICER: Head of Fostering

Stability

Recommendation 1

Find more foster carers by:-

(i) paying what neighbours pay

(ii) writing down what carers may expect

Allowances rose in April, and every carer has the handbook.

Recommendation 2 ask for one social worker, for as long as possible

Two teams try it.
Work

Recommendation 3

Offer every care leaver a trial placement and

Recommendation 4

Ask partners to offer some too

These two recommendations are part of the employment plan, agreed in February.
"""

TWO_LISTS = """\
Recommendations of the scrutiny review

Recommendation 1

Recruit carers

Six were approved.

Ofsted inspection 2024

Recommendation 1

Better plans

Audits began.

Recommendation 2

Health checks in time
"""


def uploaded(text: str = NEARER_HOME, name: str = "panel.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/plain")
