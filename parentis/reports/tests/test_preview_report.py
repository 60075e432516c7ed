"""The report read in the browser before it goes out."""

import re
from typing import Any

from django.test import Client

from parentis.accounts.models import User
from parentis.reports.models import CommitteeReport

# The two of forty who are in higher education.
SMALL = re.compile(r"\b2 of 40\b")


def test_the_preview_shows_the_report_with_its_figures(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    page = visit(f"/reports/{report.pk}/preview/", by=amara)

    assert page.heading == "Support to care leavers"
    assert "26 of 40" in page
    assert page.title.startswith("Preview: Support to care leavers")
    assert "Consultations" in page.items("missing")


def test_its_charts_come_from_an_address_of_the_report(
    visit: Any, amara: User, priya: User, report: CommitteeReport
) -> None:
    page = visit(f"/reports/{report.pk}/preview/", by=amara)
    [address, *_] = re.findall(r'src="(/reports/\d+/charts/[^"]+)"', page.html)

    client = Client()
    client.force_login(amara)
    drawn = client.get(address)

    assert drawn["Content-Type"] == "image/svg+xml"
    assert b"<svg" in drawn.content
    assert visit(address, by=priya).status == 404


def test_small_counts_are_hidden_from_an_analysts_public_report_too(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    page = visit(f"/reports/{report.pk}/preview/", by=amara)

    assert not SMALL.search(page.text)
    assert "hidden" in page


def test_what_somebody_typed_is_shown_as_words_not_as_a_page(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    CommitteeReport.objects.update(
        narrative={"risk": "<script>alert(1)</script> **Fewer** in touch"}
    )

    page = visit(f"/reports/{report.pk}/preview/", by=amara)

    assert "<script>alert" not in page.html
    assert "Fewer in touch" in page


def test_a_member_cannot_read_a_draft(
    visit: Any, priya: User, report: CommitteeReport
) -> None:
    assert visit(f"/reports/{report.pk}/preview/", by=priya).status == 404
