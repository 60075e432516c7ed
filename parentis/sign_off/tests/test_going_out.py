"""Frozen as it was signed, published, withdrawn; and what changed since."""

from hashlib import sha256
from typing import Any

import pytest
from django.http import Http404

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.figures.models import ComputedFigure, ToldYear
from parentis.meetings import actions as meetings
from parentis.meetings.models import AgendaItem, Paper
from parentis.meetings.tests.factories import AgendaItemFactory
from parentis.reports import actions as reports
from parentis.reports.actions import ReportFrozen
from parentis.sign_off import actions, queries
from parentis.sign_off.choices import Stage
from parentis.sign_off.models import FairCopy
from parentis.sign_off.tests.conftest import AT, a_report

pytestmark = pytest.mark.usefixtures("with_figures")

EET = "eet-19-to-21"


def correct(numerator: int) -> None:
    """Of the forty care leavers aged 19 to 21, 26 were in work or learning."""
    ComputedFigure.objects.filter(indicator=EET, year=2025, by="").update(
        numerator=numerator, value=numerator / 40 * 100
    )


def test_a_frozen_report_is_changed_by_nobody(
    visit: Any, out: FairCopy, tomasz: User
) -> None:
    with pytest.raises(ReportFrozen):
        reports.change_report(
            out.report,
            by=tomasz,
            at=AT,
            year=2024,
            shape="cabinet",
            title="Another",
            indicators=[],
            is_internal=False,
        )
    page = visit(f"/reports/{out.report_id}/write/words/", by=tomasz)
    assert page.messages[0].startswith("This report is frozen")


def test_a_frozen_report_is_not_written_anew_from_the_figures_of_today(
    visit: Any, out: FairCopy, tomasz: User
) -> None:
    correct(36)
    address = f"/reports/{out.report_id}/"

    page = visit(f"{address}preview/", by=tomasz)
    assert page.url == f"{address}fair-copy/"
    assert "65.00%" in page
    page = visit(f"{address}download/docx/", by=tomasz, answers={})
    assert page.messages[0].startswith("This report is frozen")
    assert "Read the report as it was signed" in page.links
    assert not out.report.documents.exists()


def test_what_went_out_is_kept_byte_for_byte(
    client: Any, real_files: None, out: FairCopy, tomasz: User
) -> None:
    client.force_login(tomasz)
    for file in out.files.all():
        address = f"/reports/{out.report_id}/fair-copy/files/{file.form}/"
        contents = client.get(address).content
        assert sha256(contents).hexdigest() == file.sha256
    assert {each.form for each in out.files.all()} == {"docx", "pdf", "html", "xlsx"}


def test_after_a_correction_it_shows_the_old_figure_and_what_changed(
    visit: Any, out: FairCopy, tomasz: User
) -> None:
    correct(36)

    page = visit(f"/reports/{out.report_id}/fair-copy/", by=tomasz)

    assert "65.00%" in page
    [change] = page.items("changed")
    assert "2025: 65.0%, 26 of 40 in the report; 90.0%, 36 of 40 today" in change

    correct(28)
    page = visit(f"/reports/{out.report_id}/fair-copy/", by=tomasz)
    [change] = page.items("changed")
    few = "changed by a few; not shown, so that nobody can be recognised"
    assert change.endswith(few)
    assert "28" not in change
    assert "70" not in change


def test_it_is_not_frozen_where_a_figure_changed_after_it_was_signed(
    signed: FairCopy, tomasz: User
) -> None:
    correct(36)

    with pytest.raises(actions.NotDone, match="Hand it in again"):
        actions.freeze(signed, by=tomasz, at=AT)
    again = actions.hand_in(signed.report, by=tomasz, at=AT)
    assert "36 of 40" in again.html
    assert again.stage is Stage.WAITS_FOR_OFFICER


def its_item(of: FairCopy) -> AgendaItem:
    return AgendaItem.objects.get(committee_reports=of.report)


def strike_out_the_item(of: FairCopy, by: User) -> None:
    meetings.strike_out(
        its_item(of), by=by, at=AT, needs=Permission.RUN_MEETINGS, why="Not now."
    )


def test_it_is_not_frozen_where_its_item_is_gone_or_closed(
    signed: FairCopy, tomasz: User
) -> None:
    item = AgendaItem.objects.filter(pk=its_item(signed).pk)
    item.update(is_exempt=True, paragraph="3", why_exempt="Prices")
    with pytest.raises(actions.NotDone, match="not open to the public"):
        actions.freeze(signed, by=tomasz, at=AT)
    item.update(is_exempt=False, paragraph="", why_exempt="")

    strike_out_the_item(signed, tomasz)

    with pytest.raises(actions.NotDone, match="struck out of the agenda"):
        actions.freeze(signed, by=tomasz, at=AT)
    signed.report.refresh_from_db()
    assert not signed.report.is_frozen


def test_a_frozen_report_goes_out_though_its_item_is_struck_out(
    signed: FairCopy, tomasz: User
) -> None:
    frozen = actions.freeze(signed, by=tomasz, at=AT)
    strike_out_the_item(frozen, tomasz)

    actions.publish(frozen, by=tomasz, at=AT)

    [out] = queries.public_reports(viewer=None)
    assert out.pk == frozen.report_id
    assert not Paper.objects.exists()


def test_everybody_reads_what_is_published_and_what_it_rested_on(
    out: FairCopy,
) -> None:
    [listed] = queries.public_reports(viewer=None)
    assert (listed.pk, listed.body) == (out.report_id, "Parenting Panel")
    shown = queries.public_report(out.report_id, viewer=None)
    assert "More of them are in work. &lt;script&gt;" in shown.html
    assert [form for form, _ in shown.forms] == ["docx", "pdf", "html", "xlsx"]
    key = shown.html.split('src="charts/')[1].split(".svg")[0]
    assert queries.public_chart(out.report_id, key, viewer=None).is_file()
    assert queries.public_file(out.report_id, "pdf", viewer=None).path.is_file()

    paper = Paper.objects.get()
    assert paper.item == out.report.item
    assert paper.address == f"/reports/{out.report_id}/fair-copy/"
    assert paper.public_address == f"/public/reports/{out.report_id}/"

    assert ToldYear.objects.filter(year=2025).exists()
    told = out.report.told
    assert told["provenance"]["returns"]["2025"] == "Header.csv and 2 more (2025)"
    [figure] = [
        each for each in told["figures"] if (each["code"], each["year"]) == (EET, 2025)
    ]
    assert (figure["numerator"], figure["denominator"]) == (26, 40)
    hidden = [each for each in told["figures"] if each["is_hidden"]]
    assert hidden
    assert all(each["numerator"] is None for each in hidden)


def test_withdrawn_it_leaves_a_page_that_says_why(
    visit: Any, out: FairCopy, tomasz: User, priya: User
) -> None:
    address = f"/reports/{out.report_id}/withdraw/"
    page = visit(address, by=tomasz, answers={"why": ""})
    assert page.errors == ["Write why it is withdrawn"]
    visit(address, by=tomasz, answers={"why": "The wrong year was chosen."})

    shown = queries.public_report(out.report_id, viewer=None)
    assert (shown.html, shown.why_withdrawn) == ("", "The wrong year was chosen.")
    with pytest.raises(Http404):
        queries.public_file(out.report_id, "pdf", viewer=None)
    page = visit(f"/reports/{out.report_id}/fair-copy/", by=priya)
    assert "The wrong year was chosen." in page
    assert "65.00%" not in page


def test_an_exempt_report_goes_before_members_and_to_nobody_else(
    visit: Any, analyst: User, tomasz: User, officer: User, lead: User, priya: User
) -> None:
    item = AgendaItemFactory.create(is_exempt=True, paragraph="3", why_exempt="Prices")
    copy = actions.hand_in(
        a_report(
            made_by=tomasz,
            item=item,
            is_exempt=True,
            paragraph="3",
            why_exempt="It names prices that bidders would use.",
        ),
        by=tomasz,
        at=AT,
    )
    actions.sign(copy, by=officer, at=AT)
    actions.sign(copy, by=lead, at=AT)
    actions.publish(actions.freeze(copy, by=tomasz, at=AT), by=tomasz, at=AT)

    assert queries.public_reports(viewer=None) == []
    with pytest.raises(Http404):
        queries.public_report(copy.report_id, viewer=None)
    paper = Paper.objects.get()
    assert (paper.is_exempt, paper.public_address) == (True, "")
    assert not ToldYear.objects.exists()
    page = visit(f"/reports/{copy.report_id}/fair-copy/", by=priya)
    assert "NOT FOR PUBLICATION by virtue of paragraph 3" in page


def test_the_next_report_to_the_body_says_what_changed(
    visit: Any, out: FairCopy, tomasz: User
) -> None:
    page = visit(f"/reports/{out.report_id}/follow/", by=tomasz, answers={})
    assert page.messages == ["A new report is begun from it. Choose its meeting"]
    correct(36)

    preview = visit(page.url + "preview/", by=tomasz)

    assert "65.0%, 26 of 40" in preview
    assert "90.0%, 36 of 40" in preview


def test_the_next_report_tells_nothing_of_one_that_was_withdrawn(
    visit: Any, out: FairCopy, tomasz: User
) -> None:
    actions.withdraw(out, by=tomasz, at=AT, why="The wrong year was chosen.")
    page = visit(f"/reports/{out.report_id}/follow/", by=tomasz, answers={})
    correct(36)

    preview = visit(page.url + "preview/", by=tomasz)

    assert "90.00%" in preview
    assert "26 of 40" not in preview
